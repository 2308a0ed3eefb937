"""HRMDirect (ClearCompany), https://{tenant}.hrmdirect.com: a feed of the whole board, and a page for each posting.

List       /employment/xml.php, everything at once; 404 for an unknown tenant, a feed without `job` for an empty board.
           The table of /employment/job-openings.php?search=true&dept=-1 is read too, where `start` names it. Their
           fields: hrmdirect_feed.py, hrmdirect_table.py.
Posting    /employment/job-opening.php?req={id}: `h2`, `table.viewFields` (labels of the tenant's choice: Department,
           Location, Salary, Employment Type, Posted, Closing Date are read; hours, grades and the like stay unread),
           `div.jobDesc`; "Careers At {employer}" above or in the title. `a.applyOnline` is there while one can apply;
           its address names the visitor's way, so that of the page is kept. With `req_loc` a page names one place only.
Identity   `req`. A job with several places has a row for each, with the same `req`: they are one posting.
Closed     the posting leaves the list; its own page then answers 200 "Oops! The position …".
Quirks     bytes of Windows-1252 on pages that say UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.hrmdirect_feed import JobRow, address, is_feed
from unionjobs_scraper.platforms.hrmdirect_lists import rows
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread, parameter
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text, blocks

CAREERS_AT = re.compile(r"(?:^|\s[-–]\s)\W*careers\s+(?:at|with)\s+(?P<employer>.+)$", re.IGNORECASE)
LONGEST = 300
"""Characters; a longer line names no employer."""
LABEL = re.compile(r"^(?:department|location|division|type\s+of\s+hire|salary|posted|date)s?\s*:", re.IGNORECASE)
REMOVED = re.compile(r"^\W*oops\b", re.IGNORECASE)
FURNITURE = re.compile(
    r"^\W*(?:share|tweet|rss|print|e-?mail|apply|back\b|view\s+all|current\s+openings|follow|sign\s*in|log\s*in|home\b)",
    re.IGNORECASE,
)
FACTS = (
    ("department", re.compile(r"^(?:department|dept|division)s?\b", re.IGNORECASE)),
    ("location", re.compile(r"^(?:job |work |office )?locations?$", re.IGNORECASE)),
    ("workplace", re.compile(r"^work(?:place)?\s?(?:type|environment|arrangement)$|^remote", re.IGNORECASE)),
    ("salary", re.compile(r"^(?:(?:annual|hourly|base|starting)\s)?(?:salary|pay|wage|compensation)\b", re.IGNORECASE)),
    (
        "employment_type",
        re.compile(r"^(?:employment|position|job|hire)\s(?:type|status)|^type(?:\sof\shire)?$|^status$", re.IGNORECASE),
    ),
    ("date_posted", re.compile(r"^(?:date\s)?(?:posted|opened)\b|^post(?:ing)?\sdate$", re.IGNORECASE)),
    ("valid_through", re.compile(r"^clos(?:ing|e)\b|deadline|^apply\sby$", re.IGNORECASE)),
)
"""What the tenants' own labels mean."""


def listed(response: TextResponse, board: Board) -> Iterator[JobRow | LeftOut]:
    """The rows of either list, one for each `req`. Raises `LayoutChanged` or `TruncatedPage`."""
    found = list(rows(response))
    if not found and not declared_empty(response, board):
        raise misread(response, "no row with a link to job-opening.php, and no words that there are none")
    yield from found


def declared_empty(response: TextResponse, board: Board) -> str:
    """A whole feed without a posting, or the page's words for "none"."""
    if any(rows(response)):
        return ""
    return "a <source> without <job>" if is_feed(response) else none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of job-opening.php, also of a removed one. Raises `LayoutChanged` or `TruncatedPage`."""
    number = parameter(response.url, "req")
    if not number or (row and row.source_id != number):
        raise misread(response, f"the page of posting {row.source_id if row else '?'} was expected")
    body = blocks(response.selector, response.url)
    text = [block for each in response.css("div.jobDesc") for block in blocks(each, response.url)]
    start = next((at for at, block in enumerate(body) if LABEL.match(block.line)), None)
    facts = labelled(body) | _facts(response.css("table.viewFields"))
    url, known = address(response.url, number), row.title if row else ""
    removed = next((block.line for block in body if REMOVED.match(block.line)), "")
    if removed and not text and start is None:
        mark = closing_mark(removed) or removed
        yield JobPosting(source_id=number, url=url, title=known or _before_careers_at(response), closing_mark=mark)
        return
    title = known or _title(response, body[:start])
    if not title or (start is None and not text):
        raise misread(response, f"the posting {number} with its Department, its Location or div.jobDesc was expected")
    ensure_whole(response)
    yield JobPosting(
        source_id=number,
        url=url,
        employer=_employer(response, body) or (row.employer if row else ""),
        title=title,
        department=facts.get("department", "") or (row.department if isinstance(row, JobRow) else ""),
        location_text=_place(facts, row.location_text if row else ""),
        date_posted_text=facts.get("date_posted", "") or (row.date_posted_text if row else ""),
        valid_through_text=facts.get("valid_through", ""),
        employment_text=facts.get("employment_type", ""),
        salary_text=facts.get("salary", ""),
        apply_url=url,
        description=clean_text(as_text(text or _below(body[start:]))),
        stated_open="a.applyOnline" if response.css("a.applyOnline[href]") else "",
    )


def _facts(table: Sequence[Selector]) -> dict[str, str]:
    """The values beside the tenants' labels that are known; the first of each."""
    found: dict[str, str] = {}
    for cells in (row.xpath("./td | ./th") for each in table for row in each.xpath(".//tr")):
        label = _words(cells[0]).strip(" :") if len(cells) == 2 else ""
        name = next((name for name, pattern in FACTS if pattern.search(label)), "")
        value = "; ".join(line for block in blocks(cells[1], "") for line in block.lines) if name else ""
        if value:
            found.setdefault(name, value)
    return found


def _place(facts: dict[str, str], listed_place: str) -> str:
    """The row's places where it has several, since the page may name its own only; else the page's."""
    stated = facts.get("location", "")
    place = listed_place if "; " in listed_place or not stated else stated
    flag = facts.get("workplace", "")
    return f"{place} ({flag})".strip() if flag and flag.lower() not in place.lower() else place


def _employer(response: TextResponse, body: Sequence[Block]) -> str:
    """What stands behind "Careers At", above the posting or in the page's title."""
    said = [block.line for block in body[:12]] + [clean_line(response.xpath("string(//head/title)").get(""))]
    found = next(filter(None, (CAREERS_AT.search(each[:LONGEST]) for each in said)), None)
    return found["employer"].strip() if found else ""


def _title(response: TextResponse, above: Sequence[Block]) -> str:
    """The last heading above the labels, else the last line there that is no furniture, else the page's title."""
    named = [
        block
        for block in above
        if block.lines and not any(each.match(block.line) for each in (CAREERS_AT, FURNITURE, REMOVED))
    ]
    headings = [block for block in named if block.is_heading]
    if headings or named:
        return (headings or named)[-1].line
    return _before_careers_at(response)


def _before_careers_at(response: TextResponse) -> str:
    said = clean_line(response.xpath("string(//head/title)").get(""))
    found = CAREERS_AT.search(said[:LONGEST])
    return said[: found.start()].strip() if found else ""


def _below(body: Sequence[Block]) -> Sequence[Block]:
    """The blocks after the labels and their values."""
    last = max((at for at, block in enumerate(body[:12]) if LABEL.match(block.line)), default=0)
    return body[last + (2 if body[last].line.endswith(":") else 1) :]


def _words(found: Selector) -> str:
    return clean_line(" ".join(found.css("::text").getall()))


PLATFORM = Platform(
    name="hrmdirect",
    domains=("hrmdirect.com",),
    openings=(r"(?<![\w-])([\w-]+)\.hrmdirect\.com/.*[?&]req=(\d+)",),
    addresses=(Address.of(r"(?P<t>(?!(?:www|apply)\.)[\w-]+)\.hrmdirect\.com", tenant="{t}", key="{t}", lower=True),),
    list_url="https://{tenant}.hrmdirect.com/employment/xml.php",
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
