"""Careers pages of afscme.org, a Drupal site, on its present and on its earlier path. No tenant: `start`.

List       /about/careers (earlier /union/employment): links one level below the list's own path.
Posting    {list}/{slug}: label lines Department, Location, Grade, Salary (Range), Benefits, Posting Date,
           each with its value on the same line or on the next; council postings carry Affiliate. On some
           pages department and grade stand unlabelled under the title, on some there is no label at all.
Identity   the slug; endings such as -0 or -hq2 tell two postings of one title apart.
Closed     the link leaves the list. The pages stay readable for years and say nothing: no proof of open.
Quirks     hosts with and without www and with a trailing dot; "Salary Range:" twice; Benefits without a
           value; Location may hold a project or the word Field; a "To be considered" block above the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.normalize.titles import is_department
from unionjobs_scraper.platforms.platform import Platform
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.link_lists import marked_next_pages
from unionjobs_scraper.reading.links import IN_PATH, absolute
from unionjobs_scraper.reading.main_content import main_blocks, title_of
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text
from unionjobs_scraper.reading.visible import base_of

AFFILIATE = re.compile(r"^\s*Affiliate\s*:\s*(?P<name>[^(]*?)\s*(?:\((?P<place>[^)]*)\))?\s*$", re.IGNORECASE)
LABEL = re.compile(r"^[A-Z][\w /]{2,30}:")
APPLYING = re.compile(r"\bto\s+be\s+considered\b|\bto\s+apply\b|\br[ée]sum[ée]\b|\bapplicants?\b", re.IGNORECASE)
NOT_A_POSTING = re.compile(
    r"^(?:benefits|internships?|faqs?|how\s+to\s+apply|equal\s+opportunity.*|read\s+more|apply(?:\s+now)?|careers?|home)$",
    re.IGNORECASE,
)
LONGEST = 80
"""A longer line under the title is prose."""


def slug(address: str) -> tuple[str, str]:
    """The path above a page and the page's own last part."""
    above, _, last = IN_PATH.sub("", urlsplit(address).path).rstrip("/").rpartition("/")
    return above, last


def canonical(address: str) -> str:
    """The address without query, fragment and the trailing dot that some links have after the host."""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    return f"https://{host}{IN_PATH.sub('', parts.path).rstrip('/')}"


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a careers page, and what stands beside them. Raises `LayoutChanged`."""
    own = urlsplit(response.url)
    rows: dict[str, Listed] = {}
    known: dict[HtmlElement, str] = {}
    for link in response.css("a[href]"):
        url = absolute(link.attrib["href"], base_of(response))
        above, last = slug(url)
        title = clean_line(" ".join(link.css("::text").getall()))
        if above != own.path.rstrip("/") or not _same_site(url, response.url) or not last:
            continue
        known[link.root] = last
        if title and not NOT_A_POSTING.match(title) and last not in rows:
            rows[last] = Listed(source_id=last, url=canonical(url), title=title)
    if not rows and not none_open(response):
        raise LayoutChanged(response.url, f"no link below {own.path} on the list, and no words that it is empty")
    yield from rows.values()
    yield from left_out(known)


def _same_site(url: str, other: str) -> bool:
    hosts = [(urlsplit(each).hostname or "").rstrip(".").removeprefix("www.") for each in (url, other)]
    return hosts[0] == hosts[1]


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a careers page's sub-page. Raises `LayoutChanged` when it does not read like one."""
    source_id = slug(response.url)[1]
    parts = main_blocks(response)
    title = title_of(parts) or (row.title if row else "")
    under = _after(parts, title)
    labels = labelled(under)
    if not source_id or not title or not (labels or APPLYING.search(as_text(parts))):
        raise LayoutChanged(response.url, "no title with labels or words about applying")
    affiliate, place = _affiliate(under)
    yield JobPosting(
        source_id=source_id,
        url=canonical(response.url),
        employer=_council(affiliate, response.url),
        title=title,
        department=labels.get("department", "") or _bare_department(under),
        location_text=labels.get("location", "") or place,
        date_posted_text=labels.get("date_posted", ""),
        valid_through_text=labels.get("valid_through", ""),
        employment_text=labels.get("employment_type", ""),
        salary_text=labels.get("salary", ""),
        apply_url=apply_url(parts),
        description=clean_text(as_text(under)),
    )


def _after(parts: Sequence[Block], title: str) -> list[Block]:
    """The blocks below the title; all of them where it stands nowhere."""
    for number, block in enumerate(parts):
        if block.line == title:
            return list(parts[number + 1 :])
    return list(parts)


def _affiliate(parts: Sequence[Block]) -> tuple[str, str]:
    """The council, and the place that may stand in brackets behind it."""
    lines = [line for block in parts for line in block.lines]
    for number, line in enumerate(lines):
        if re.fullmatch(r"\s*Affiliate\s*:\s*", line, re.IGNORECASE):
            line = f"Affiliate: {''.join(lines[number + 1 : number + 2])}"
        found = AFFILIATE.match(line)
        if found:
            return found["name"], found["place"] or ""
    return "", ""


def _council(affiliate: str, url: str) -> str:
    """`Council 31` is a council of the union whose site this is, which the host names."""
    union = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.").split(".")[0].upper()
    return affiliate if not affiliate or union in affiliate.upper() else f"{union} {affiliate}"


def _bare_department(parts: Sequence[Block]) -> str:
    """A department on a line of its own, between the title and the first label or prose."""
    for block in parts:
        for line in block.lines:
            if LABEL.match(line) or len(line) > LONGEST:
                return ""
            if is_department(line) or " & " in line:
                return line
    return ""


PLATFORM = Platform(
    name="drupal_careers",
    any_host=True,
    listed=listed,
    links=OfPage(marked_next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
