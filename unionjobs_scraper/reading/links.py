"""The address that a link of a page leads to, and what of an address names a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from html import unescape
from itertools import chain
from urllib.parse import parse_qsl, urljoin, urlsplit

from unionjobs_scraper.normalize.tracking import TRACKING

ORIGIN = re.compile(r"https?://[\w.:-]+(?=[/?#]|$)")
SITE_WIDE = re.compile(r"/\w|https?://\w")
"""How an `href` begins that means the same on every page of a site."""
PLAIN = re.compile(r"(?P<origin>https?://[\w.:-]+)?(?:/[\w~%-][\w.~%+-]*)+/?(?:\?(?P<query>[\w=&.~%+-]+))?", re.ASCII)
"""An address or a site's own path that is joined and cut apart by hand in a tenth of the time: most links of a list."""


def absolute(href: str, base_url: str) -> str:
    """The address that an `href` means on a page: http, https or mailto; empty for anything else."""
    href = href.strip()
    if href.startswith("mailto:") and "/" not in href:
        return href
    if SITE_WIDE.match(href) and (origin := ORIGIN.match(base_url)):
        if plain := PLAIN.fullmatch(href):
            return href if plain["origin"] else origin.group() + href
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
    r"""ref|referrer|campaign|share|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|s?sid|session_?id|sess(?:ion|_?id)?|zenid|oscsid|token|__cf_chl_\w+
    |_|_t|ts|timestamp|current_?time|no_?cache|cache(?:_?bust(?:er)?)?|cb|rnd|rand(?:om)?|(?:_wp)?nonce|csrf\w*|viewstate
    |request_?id""",
    re.IGNORECASE | re.VERBOSE,
)
"""Parameters that name a visit on most sites, and a posting on some: see `telling`."""
IN_PATH = re.compile(
    r";(?:jsessionid|phpsessid|sid|session(?:id)?)=[^/?#]*|/\((?:[A-Z]\([^()]{0,80}\)){1,4}\)", re.IGNORECASE
)
"""A session in the path, as Java and ASP.NET write it."""
PLACE_IN_PAGE = re.compile(
    r"#(?:top|main|content|main-content|apply|apply-now|apply-online|application|application-form|form|share|respond|comments"
    r"|more-\d+|:~:text=.*)?$",
    re.IGNORECASE,
)
"""A fragment that leads to a part of a posting's page; others may name the posting."""


def lasting(url: str, named_by: Collection[str] = frozenset()) -> str:
    """An address without what names a visit: sessions and tracking taken out, parameters in one order.

    `named_by`: parameters that stay, since they tell postings apart on this site (`telling`).
    """
    plain = PLAIN.fullmatch(url)
    if plain and plain["origin"]:
        if not plain["query"]:
            return url
        kept = _kept(plain["query"], named_by)
        return url[: plain.start("query")] + kept if kept else url[: plain.start("query") - 1]
    try:
        parts = urlsplit(PLACE_IN_PAGE.sub("", url))
    except ValueError:
        return url
    return parts._replace(path=IN_PATH.sub("", parts.path), query=_kept(parts.query, named_by)).geturl()


def _kept(query: str, named_by: Collection[str]) -> str:
    return "&".join(sorted(each for each in query.split("&") if each and not _of_visit(each, named_by)))


def telling(rows: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The parameters that look like a visit's and yet tell the rows of a page apart: `?ref=17` of a job's reference.

    `rows`: address and title of each. Rows of several titles whose addresses differ in nothing else are postings of
    their own.
    """
    groups: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for url, title in rows:
        groups[lasting(url)].add((url, title.casefold()))
    alike = [group for group in groups.values() if len({title for _, title in group}) > 1]
    return frozenset(chain.from_iterable(map(_differing, alike)))


HREF = re.compile(r"""\b(?:href|data-(?:href|url|link))\s{0,3}=\s{0,3}["']?([^"'\s<>]{1,500})""", re.IGNORECASE)


def led_to(page: str, base_url: str) -> set[str]:
    """Every address that a page of HTML names, in its menus, hidden parts and comments too, in small letters."""
    found = {unescape(href[1]) for href in HREF.finditer(page)}
    return {lasting(absolute(href, base_url)).casefold().rstrip("/") for href in found}


def _differing(group: Iterable[tuple[str, str]]) -> set[str]:
    values: defaultdict[str, set[str]] = defaultdict(set)
    for url, _ in group:
        for name, value in parse_qsl(urlsplit(url).query):
            values[name].add(value)
    return {name for name, seen in values.items() if len(seen) > 1}


def _of_visit(parameter: str, named_by: Collection[str]) -> bool:
    name = parameter.partition("=")[0]
    return name not in named_by and bool(TRACKING.fullmatch(name) or VISIT.fullmatch(name))
