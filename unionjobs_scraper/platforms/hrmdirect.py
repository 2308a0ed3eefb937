"""HRMDirect (ClearCompany), https://{tenant}.hrmdirect.com: server-made tables.

List       /employment/job-openings.php?search=true&dept=-1: `tr.reqitem`, its link in `td.posTitle`, then
           city and state. Without `search=true` there is only a form and no rows.
           Everything at once.
Posting    /employment/job-opening.php?req={id}&req_loc={n}: "Careers At {employer}", the title, then the
           labels Department: and Location: ("Oakland, San Francisco, CA": several cities, one state).
Identity   `req`. The path is the same for every job, so the query stays in the address. A job with several
           places has a row for each, with the same `req`: they are one posting.
Closed     the posting leaves the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsel import Selector, SelectorList
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.json_answers import canonical, ensure_whole, misread, parameter
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text, blocks

LINK = "a[href*='job-opening.php']"
CAREERS_AT = re.compile(r"^\W*careers\s+(?:at|with)\s+(?P<employer>.+)$", re.IGNORECASE)
LABEL = re.compile(r"^(?:department|location|division|type\s+of\s+hire)s?\s*:", re.IGNORECASE)
FURNITURE = re.compile(
    r"^\W*(?:share|tweet|rss|print|e-?mail|apply|back\b|view\s+all|current\s+openings|follow|sign\s*in|log\s*in|home\b)",
    re.IGNORECASE,
)


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows, one for each `req`. Raises `LayoutChanged` or `TruncatedPage`."""
    rows = [row for row in response.css("tr.reqitem") if row.css(LINK)]
    if not rows and not declared_empty(response, board):
        raise misread(response, "no tr.reqitem with a link to job-opening.php, and no words that there are none")
    ensure_whole(response)
    found: dict[str, Listed] = {}
    for each in rows:
        row = _row(each, response)
        known = found.setdefault(row.source_id, row)
        if row.location_text not in known.location_text.split("; "):
            places = "; ".join(filter(None, (known.location_text, row.location_text)))
            found[row.source_id] = replace(known, location_text=places)
    yield from found.values()


def declared_empty(response: TextResponse, board: Board) -> str:
    """The page's words for "none", where it has no rows."""
    return "" if response.css("tr.reqitem") else none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of job-opening.php. Raises `LayoutChanged`."""
    number = parameter(response.url, "req")
    body = blocks(response.selector, response.url)
    facts = labelled(body)
    start = next((at for at, block in enumerate(body) if LABEL.match(block.line)), None)
    title = (row.title if row else "") or _title(body[:start])
    if not number or start is None or not title or (row and row.source_id != number):
        raise misread(
            response, f"the posting {row.source_id if row else ''} with its Department or Location was expected"
        )
    careers = next(filter(None, (CAREERS_AT.match(block.line) for block in body[:start])), None)
    text = [block for each in response.css("div.jobDesc") for block in blocks(each, response.url)]
    url = row.url if row else canonical(response.url, "req", "req_loc")
    yield JobPosting(
        source_id=number,
        url=url,
        employer=careers["employer"].strip() if careers else "",
        title=title,
        department=facts.get("department", ""),
        location_text=facts.get("location", "") or (row.location_text if row else ""),
        date_posted_text=facts.get("date_posted", ""),
        valid_through_text=facts.get("valid_through", ""),
        employment_text=facts.get("employment_type", ""),
        salary_text=facts.get("salary", ""),
        apply_url=url,
        description=clean_text(as_text(text or _below(body[start:]))),
    )


def _row(row: Selector, response: TextResponse) -> Listed:
    link = row.css(f"td.posTitle {LINK}, {LINK}")[0]
    address = response.urljoin(link.attrib["href"])
    number = parameter(address, "req")
    if not number:
        raise misread(response, "a row without req= in its link")
    after = row.xpath("./td[contains(@class, 'posTitle')]/following-sibling::td")
    city, state = row.css("td[class*=cit]"), row.css("td[class*=state]")
    place = (_words(city or after[:1]), _words(state or after[1:2]))
    return Listed(
        source_id=number,
        url=canonical(address, "req", "req_loc"),
        title=_words(link),
        location_text=", ".join(filter(None, place)),
    )


def _title(above: Sequence[Block]) -> str:
    """The last heading above the labels, or else the last line there that is no furniture."""
    named = [
        block for block in above if block.lines and not CAREERS_AT.match(block.line) and not FURNITURE.match(block.line)
    ]
    headings = [block for block in named if block.is_heading]
    return (headings or named)[-1].line if named else ""


def _below(body: Sequence[Block]) -> Sequence[Block]:
    """The blocks after the labels and their values."""
    last = max((at for at, block in enumerate(body[:12]) if LABEL.match(block.line)), default=0)
    return body[last + (2 if body[last].line.endswith(":") else 1) :]


def _words(found: Selector | SelectorList[Selector]) -> str:
    return clean_line(" ".join(found.css("::text").getall()))


PLATFORM = Platform(
    name="hrmdirect",
    domains=("hrmdirect.com",),
    openings=(r"(?<![\w-])([\w-]+)\.hrmdirect\.com/.*[?&]req=(\d+)",),
    addresses=(Address.of(r"(?P<t>(?!www\.)[\w-]+)\.hrmdirect\.com", tenant="{t}", key="{t}", lower=True),),
    list_url="https://{tenant}.hrmdirect.com/employment/job-openings.php?search=true&dept=-1",
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
