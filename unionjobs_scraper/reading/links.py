"""The address that a link of a page leads to."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

ORIGIN = re.compile(r"https?://[\w.:-]+(?=[/?#]|$)")
SITE_WIDE = re.compile(r"/\w|https?://\w")
"""How an `href` begins that means the same on every page of a site."""


def absolute(href: str, base_url: str) -> str:
    """The address that an `href` means on a page: http, https or mailto; empty for anything else."""
    href = href.strip()
    if href.startswith("mailto:") and "/" not in href:
        return href
    if SITE_WIDE.match(href) and (origin := ORIGIN.match(base_url)):
        return _joined(origin.group(), href)
    return _absolute(base_url, href)


def _absolute(base_url: str, href: str) -> str:
    try:
        url = urljoin(base_url, href)
        scheme = urlsplit(url).scheme
    except ValueError:  # "http://[broken"
        return ""
    if scheme == "mailto":
        url = "mailto:" + url.partition(":")[2]
    return url if href and scheme in ("http", "https", "mailto") else ""


_joined = lru_cache(maxsize=1024)(_absolute)
"""A site's menu leads to the same addresses from all of its pages."""
