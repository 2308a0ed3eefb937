"""Taleo Business Edition, an applicant system. Tenant: `pod/ORG/cws`, such as `phh04/EXAMPLE/39`.

List       {host}/{pod}/ats/careers/v2/searchResults?org=&cws=, ten postings a page, one
           `.oracletaleocwsv2-accordion-head-info` each; its columns differ from tenant to tenant and are
           named in the sort menu. Next page: `a.jscroll-next`, good only inside the session (JSESSIONID) of
           the first page: without it the answer is an empty body.
Posting    viewRequisition?org=&cws=&rid=, with JSON-LD.
Identity   rid. Boards move between clusters by redirect: the host is no part of it.
Closed     404 or 410. Seen by others, not by us: 200 with "This job has moved or is no longer available";
           a register entry that wants to trust it says so in `closed_marks`.
Quirks     a tenant that left answers 200 with a login or a "come back soon" page: no list marker on it.
           Not the same as Taleo Enterprise (careersection/…/jobdetail.ftl).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.schema_org import job_postings, read

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
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if not (parts.hostname or "").endswith(HOST) or not parts.path.endswith("/viewRequisition"):
        return "", "", ""
    return query.get("org", ""), query.get("cws", ""), query.get("rid", "")


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows of a searchResults page. Raises `LayoutChanged`."""
    if MARKER not in response.text:
        raise LayoutChanged(response.url, f"no {MARKER} on the list: not a live board, or outside of the session")
    heads = response.css(ROW)
    if not heads and not none_open(response):
        raise LayoutChanged(response.url, f"no {ROW} on the list, and no words that it is empty")
    columns = _place_columns(response)
    for head in heads:
        yield _row(head, columns, response)


def _row(head: Selector, columns: list[int], response: TextResponse) -> Listed:
    link = next(iter(head.css("a[href*='rid=']")), None)
    url = absolute(link.attrib["href"], response.url) if link else ""
    org, cws, rid = requisition(url)
    if not link or not rid:
        raise LayoutChanged(response.url, "a row of the list has no link with a rid")
    cells = [clean_line(" ".join(cell.css("::text").getall())) for cell in head.xpath("./div")]
    return Listed(
        source_id=rid,
        url=_canonical(url, org, cws, rid),
        title=clean_line(" ".join(link.css("::text").getall())),
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
        url = absolute(link.attrib["href"], response.url)
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
    nodes = job_postings(response.selector)
    if not nodes:
        raise LayoutChanged(response.url, "no JobPosting in JSON-LD")
    url = _canonical(response.url, org, cws, rid)
    item = read(nodes[0], source_id=rid, url=url)
    yield replace(item, apply_url=item.apply_url or url, location_text=item.location_text or _listed_place(row))


def _listed_place(row: Listed | None) -> str:
    return row.location_text if row else ""


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
