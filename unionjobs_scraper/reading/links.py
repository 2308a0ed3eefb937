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


VISIT = re.compile(
    r"""^(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|_hs\w+|hsa_\w+|_ga|_gl|igshid|ref|referrer|source|src|trk|campaign|share
    |phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|s?sid|session_?id|sess(?:ion)?|token|_t|ts|timestamp|nocache|cb|rnd)$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Parameters that name a visit or where it came from, never a page."""
IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid|session(?:id)?)=[^/?#]*|/\(S\([^()]*\)\)", re.IGNORECASE)
"""A session in the path, as Java and ASP.NET write it."""


def lasting(url: str) -> str:
    """An address without what names a visit: sessions and tracking taken out, parameters in one order."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = sorted(each for each in parts.query.split("&") if each and not VISIT.match(each.partition("=")[0]))
    return parts._replace(path=IN_PATH.sub("", parts.path), query="&".join(kept)).geturl()
