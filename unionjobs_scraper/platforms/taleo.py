"""Taleo Business Edition, an applicant system. Tenant: `pod/ORG/cws`, such as `phh04/EXAMPLE/39`.

List       {host}/{pod}/ats/careers/v2/searchResults?org=&cws=, ten postings a page, one link to viewRequisition
           each, in a `.oracletaleocwsv2-accordion-head-info`; what follows its heading are columns, which differ from
           tenant to tenant and are named in the sort menu. Next page: `a.jscroll-next`, good only inside the session
           (JSESSIONID) of the first page: without it the answer is an empty body.
Posting    viewRequisition?org=&cws=&rid=, see taleo_page.
Identity   rid. Boards move between clusters by redirect: the host is no part of it.
Closed     404 or 410, or 200 with "This job has moved or is no longer available".
Quirks     a tenant that left answers 200 with a login or a "come back soon" page: no list marker on it.
           Not the same as Taleo Enterprise (careersection/…/jobdetail.ftl).
Fields     read: of JSON-LD title, hiringOrganization, jobLocation, datePosted, validThrough, employmentType,
           baseSalary, description; where it is silent or missing, the labels for place, workplace, department, kind of
           employment, pay (one label, or one for each bound), days. Not read: JSON-LD's url, identifier, street and
           postal code; labels for a requisition's number, shift, supervisor and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board, is_own
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.platforms.taleo_page import posting
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.visible import base_of

HOST = "tbe.taleo.net"
MARKER = "oracletaleocwsv2"
"""On every page of a live board; not on what stands in for one."""
ROW = ".oracletaleocwsv2-accordion-head-info"
COLUMN = re.compile(r"sortColumn=(?P<number>\d+)")
PLACE = re.compile(r"\b(?:location|city|state|province|region)\b", re.IGNORECASE)
SESSION = re.compile(rb"JSESSIONID=[^;]+")


def requisition(address: str) -> tuple[str, str, str]:
    """`org`, `cws` and `rid` of a viewRequisition address; empty strings for other addresses."""
    parts = urlsplit(address)
    query = {name.casefold(): values[0] for name, values in parse_qs(parts.query).items()}
    path = re.sub(r";[^/]*", "", parts.path)
    if not is_own(parts.hostname, (HOST,)) or not path.casefold().endswith("/viewrequisition"):
        return "", "", ""
    return query.get("org", ""), query.get("cws", ""), query.get("rid", "")


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a searchResults page, and what stands among them unread. Raises `LayoutChanged`."""
    if MARKER not in response.text:
        raise LayoutChanged(response.url, f"no {MARKER} on the list: not a live board, or outside of the session")
    base, columns = base_of(response), _place_columns(response)
    links = {link.root: row for link in response.css("a[href]") if (row := _row(link, columns, base))}
    heads = [head for head in response.css(ROW) if not any(link in links for link in head.root.iter("a"))]
    if not links and (heads or not none_open(response)):
        raise LayoutChanged(
            response.url, "no link to a viewRequisition with a rid, and no words that the list is empty"
        )
    yield from links.values()
    lost = [LeftOut(reason="no-known-link", words=" ".join(head.css("::text").getall())) for head in heads]
    yield from lost or left_out({link: row.source_id for link, row in links.items()}, unlinked=True)


def _row(link: Selector, columns: list[int], base: str) -> Listed | None:
    """The row of a link to a posting, in whatever element; None for other links and for those without words."""
    url, title = absolute(link.attrib["href"], base), clean_line(" ".join(link.css("::text").getall()))
    org, cws, rid = requisition(url)
    if not rid or not title:
        return None
    cells = [clean_line(" ".join(cell.css("::text").getall())) for cell in link.xpath("./ancestor::h4[1]/../div")]
    return Listed(
        source_id=rid,
        url=_canonical(url, org, cws, rid),
        title=title,
        location_text=", ".join(cells[number - 1] for number in columns if number <= len(cells) and cells[number - 1]),
    )


def _place_columns(response: TextResponse) -> list[int]:
    """The columns that hold the place, by the names in the sort menu; column 0 is the title."""
    found: dict[int, None] = {}
    for option in response.css("[href*='sortColumn='], [value*='sortColumn=']"):
        named = COLUMN.search(option.attrib.get("href") or option.attrib.get("value") or "")
        if named and int(named["number"]) and PLACE.search(" ".join(option.css("::text").getall())):
            found[int(named["number"])] = None
    return sorted(found)


def _canonical(url: str, org: str, cws: str, rid: str) -> str:
    parts = urlsplit(url)
    path = re.sub(r";[^/]*", "", parts.path)
    return f"https://{parts.hostname}{path}?{urlencode({'org': org, 'cws': cws, 'rid': rid})}"


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next ten, in the session of the first page."""
    for link in response.css("a.jscroll-next[href]")[:1]:
        # what HTML reads as the sign of the entity `&curren` is the beginning of `&currentTime`
        url = absolute(link.attrib["href"].replace("\N{CURRENCY SIGN}t", "&current"), base_of(response))
        if url:
            session = _session(response)
            yield Request(url, headers={"Cookie": session} if session else None)


def _session(response: TextResponse) -> str:
    """The session cookie: a fresh one from the page, or else the one that it was asked for with."""
    asked = response.request.headers.getlist("Cookie") if response.request else []
    for cookie in [*response.headers.getlist("Set-Cookie"), *asked]:
        found = SESSION.search(cookie)
        if found:
            return found[0].decode("latin-1")
    return ""


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a viewRequisition page. Raises `LayoutChanged` when there is none on it."""
    org, cws, rid = requisition(response.url)
    if not rid or (row and rid != row.source_id):
        raise LayoutChanged(response.url, f"the page of requisition {row.source_id if row else '?'} was expected")
    item = posting(response, rid, _canonical(response.url, org, cws, rid), row)
    if not item:
        raise LayoutChanged(
            response.url, "no JobPosting in JSON-LD, no labels with a text, and no words that it is gone"
        )
    yield item


def list_requests(board: Board) -> Iterator[Request]:
    """The first ten."""
    pod, org, cws = board.tenant.split("/")
    query = urlencode({"org": org, "cws": cws})
    yield Request(f"https://{pod[:3]}.{HOST}/{pod}/ats/careers/v2/searchResults?{query}")


PLATFORM = Platform(
    name="taleo",
    domains=("taleo.net",),
    openings=(r"(?<![\w.-])([\w.-]+)\.taleo\.net/.*[?&](?:rid|job)=(\w+)",),
    addresses=(
        Address.of(
            r"\w+\.tbe\.taleo\.net/(?P<pod>\w+)/ats/careers/(?=.*[?&]org=(?P<org>\w+))(?=.*[?&]cws=(?P<cws>\d+))",
            tenant="{pod}/{org}/{cws}",
            key="{org}",
        ),
    ),
    authoritative=True,
    public_hosts=(HOST,),
    list_requests=list_requests,
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=OfPage(none_open),
)
