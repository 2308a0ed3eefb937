"""PCRecruiter, https://www2.pcrecruiter.net/pcrbin/jobboard.aspx: what California Nurses and NNU recruit with.

List       ?uid={Display name}.{database} or ?db={token}, HTML: `h1#resultcount` ("1-24 of 38"), each job a
           `table#joblist` (the same id many times) or a row of one table, with `td.td_jobtitle a`, `td.td_location`
           and, in spite of its name, the day of posting in `td.td_positionid`; a board with four columns has the kind
           of employment there and the day in the fourth.
Paging     the page's own `form#googlePage`, posted again with `morecount` = "{rows so far}$${page}".
Posting    ?action=detail&recordid={id}: JSON-LD JobPosting, or `#jobdesc`, or a "lite" page: `h1.litejobtitle`,
           `span.detail_title` with `span.detail_data`, `div.jd-description-text`. Without the board's key or a
           session it answers 200 with an empty shell, which is read as "not understood".
Identity   `recordid` (`jobid` in older links). `pcr-id` is a session and never kept.
Closed     the posting leaves the list.
Tenant     the `uid`; `start` for a board known by another key or on a customer's own host.
Fields     read: of JSON-LD all but identifier and directApply; of a lite page its title, text and the labels Location,
           Job Type, Salary ("$0.00 — $0.00" is blank). Not read: Industry, Benefits, Vacation, Degree, Years
           Experience (nothing that a posting has a column for); `.date_posted` (relative).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from parsel import Selector
from scrapy import FormRequest, Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread, parameter
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.labels import NAMES, facts
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read
from unionjobs_scraper.reading.visible import base_of

HOST = "www2.pcrecruiter.net"
BOARD = "/pcrbin/jobboard.aspx"
COUNT = re.compile(r"(?P<first>\d+)\s*[-–]\s*(?P<last>\d+)\s+of\s+(?P<total>\d+)", re.IGNORECASE)
NONE = re.compile(
    r"^\W*(?:0|no|zero)\b|\bof\s+0\b|\bno\s+(?:jobs?|results?|positions?|matches|records)\b", re.IGNORECASE
)


DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d")
NO_PAY = re.compile(r"(?<![\d.,$])\$?\s*0+(?:\.0+)?(?![\d.,])")
HEADINGS = re.compile(
    r"(?:(?:job|position|title|location|city|state|island|type|date|posted|company|category|id)\W*)+", re.I
)
LABELS = {**NAMES, "employment_type": NAMES["employment_type"] + "|(?:job|position|employment) type"}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow(Listed):
    """A row of the list, with the kind of employment where the board has a column for it."""

    employment: str = ""
    """The words of the column."""


def listed(response: TextResponse, board: Board) -> Iterator[JobRow | LeftOut]:
    """The rows of a list page, and what stands among them unread. Raises `LayoutChanged` or `TruncatedPage`."""
    rows = {link.root: row for link in response.css("a[href]") if (row := _row(link, response, board))}
    if not rows and not declared_empty(response, board):
        raise misread(response, "no link with a recordid in a row, and no h1#resultcount that says none")
    ensure_whole(response)
    yield from rows.values()
    lost = [cell for cell in response.css("td.td_jobtitle") if not any(link in rows for link in cell.root.iter("a"))]
    left = [LeftOut(reason="no-known-link", words=_words(cell.xpath("ancestor::tr[1]"))) for cell in lost]
    for each in left or left_out({link: row.source_id for link, row in rows.items()}, unlinked=True):
        if not HEADINGS.fullmatch(each.words):
            yield each


def _row(link: Selector, response: TextResponse, board: Board) -> JobRow | None:
    """The row of a link to a posting, in whatever cell; None for other links and for those without words."""
    number = parameter(absolute(link.attrib["href"], base_of(response)), "recordid", "jobid")
    row, title = link.xpath("ancestor::tr[1]"), _words(link)
    if not number or not title or not row:
        return None
    cells = [_words(cell) for cell in row.xpath("./td[not(.//a)]") if "td_location" not in cell.attrib.get("class", "")]
    kinds = (cell for cell in cells if re.search(r"[^\W\d_]{4}", cell) and not DAY.search(cell))
    return JobRow(
        source_id=number,
        # later pages are posted to an address without the board's key
        url=_canonical(_start(board), number),
        title=title,
        location_text=_words(row.css("td.td_location")),
        date_posted_text=next((found.group() for cell in cells if (found := DAY.search(cell))), ""),
        employment=next(kinds, ""),
    )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page: the page's own form with the count of the rows so far."""
    count = COUNT.search(_heading(response))
    if not count or int(count["last"]) >= int(count["total"]):
        return
    form = response.css("form#googlePage")
    if not form:
        raise misread(response, "more rows than the page shows, and no form#googlePage to ask for them")
    last = int(count["last"])
    fields = {each.attrib["name"]: each.attrib.get("value", "") for each in form.css("input[name]")}
    page = last // (last - int(count["first"]) + 1)
    url = response.urljoin(form.attrib.get("action") or BOARD)
    yield FormRequest(url, formdata={**fields, "showjobs": "Y", "morecount": f"{last}$${page}"})


def declared_empty(response: TextResponse, board: Board) -> str:
    """The heading over the rows, where it says that there are none."""
    heading = _heading(response)
    return heading if NONE.search(heading) and not response.css("td.td_jobtitle, a[href*='recordid=']") else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The total of `1-24 of 38`."""
    count = COUNT.search(_heading(response))
    return int(count["total"]) if count else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a detail page. Raises `LayoutChanged`, also for the empty shell."""
    number = parameter(response.url, "recordid", "jobid")
    if not number or (row and row.source_id != number):
        raise misread(response, f"the page of posting {row.source_id if row else '?'} was expected")
    url = row.url if row else _canonical(response.url, number)
    found = next(iter(job_postings(response.selector)), None)
    item = read(found, source_id=number, url=url) if found else _lite(response, number, url, row.title if row else "")
    yield replace(
        item,
        apply_url=url,
        location_text=item.location_text or (row.location_text if row else ""),
        date_posted_text=item.date_posted_text or (row.date_posted_text if row else ""),
        employment_text=item.employment_text or (row.employment if isinstance(row, JobRow) else ""),
    )


def _lite(response: TextResponse, number: str, url: str, listed_title: str) -> JobPosting:
    """The posting of a page without JSON-LD. Raises `LayoutChanged`."""
    title = _words(response.css("h1.litejobtitle")[:1]) or listed_title
    body = response.css(".jd-description-text")[:1] or response.css("#jobdesc")[:1]
    text = clean_text("\n\n".join(as_text(blocks(each, response.url)) for each in body))
    if not text or not title:
        raise misread(response, "neither a JSON-LD JobPosting nor the text of a posting with a title")
    labels = (
        (_words(each), _words(each.xpath("following::span[1][contains(@class, 'detail_data')]")))
        for each in response.css(".detail_title")
    )
    said = facts(labels, LABELS)
    return JobPosting(
        source_id=number,
        url=url,
        title=title,
        department=said.get("department", ""),
        location_text=said.get("location", ""),
        employment_text=said.get("employment_type", ""),
        salary_text=_pay(said.get("salary", "")),
        description=text,
    )


def _pay(said: str) -> str:
    """`$0.00 — $0.00` is blank, `$50,000.00 — $0.00` one figure."""
    return NO_PAY.sub("", said).strip(" —–-") if re.search(r"[1-9]", said) else ""


def _canonical(url: str, number: str) -> str:
    """A posting's address with the board's key, where the page's own address has it, and no session."""
    key = {name: parameter(url, name) for name in ("uid", "db") if parameter(url, name)}
    query = urlencode({**key, "action": "detail", "recordid": number})
    return f"https://{urlsplit(url).netloc}{BOARD}?{query}"


def _heading(response: TextResponse) -> str:
    return _words(response.css("#resultcount")[:1])


def _words(found: Selector | list[Selector]) -> str:
    selectors = found if isinstance(found, list) else [found]
    return clean_line(" ".join(text for each in selectors for text in each.css("::text").getall()))


def list_requests(board: Board) -> Iterator[Request]:
    """The board's first page."""
    yield Request(_start(board))


def _start(board: Board) -> str:
    return board.start or f"https://{HOST}{BOARD}?{urlencode({'uid': board.tenant})}"


PLATFORM = Platform(
    name="pcrecruiter",
    domains=("pcrecruiter.net",),
    openings=(r"pcrecruiter\.net/.*[?&]recordid=(\d+)",),
    addresses=(
        Address.of(r"(?P<h>[\w.-]*pcrecruiter\.net)/pcrbin/jobboard\.aspx\?(?:.*&)?uid=(?P<t>[^&#]+)", tenant="{t}"),
        Address.of(
            r"(?P<h>[\w.-]*pcrecruiter\.net)/pcrbin/jobboard\.aspx\?(?:.*&)?(?P<name>db|pcr-id)=(?P<t>[^&#]+)",
            tenant="{t}",
            start="https://{h}/pcrbin/jobboard.aspx?{name}={t}",
        ),
        Address.of(
            r"(?P<h>[\w.-]+)/pcrbin/jobboard\.aspx\?(?:.*&)?(?P<name>uid|db|pcr-id)=(?P<t>[^&#]+)",
            tenant="{t}",
            start="https://{h}/pcrbin/jobboard.aspx?{name}={t}",
        ),
    ),
    list_url=f"https://{HOST}{BOARD}?uid={{tenant}}",
    list_requests=list_requests,
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
)
