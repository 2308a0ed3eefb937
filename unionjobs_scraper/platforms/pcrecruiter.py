"""PCRecruiter, https://www2.pcrecruiter.net/pcrbin/jobboard.aspx: what California Nurses and NNU recruit with.

List       ?uid={Display name}.{database} or ?db={token}, HTML: `h1#resultcount` ("1-24 of 38"), each job a
           `table#joblist` (the same id many times) with `td.td_jobtitle a`, `td.td_location` and, in spite
           of its name, the day of posting in `td.td_positionid`.
Paging     the page's own `form#googlePage`, posted again with `morecount` = "{rows so far}$${page}".
Posting    ?action=detail&recordid={id}: JSON-LD JobPosting, or `#jobdesc`. Without the board's key or a
           session it answers 200 with an empty shell, which is read as "not understood".
Identity   `recordid` (`jobid` in older links). `pcr-id` is a session and never kept.
Closed     the posting leaves the list.
Tenant     the `uid`; `start` for a board known by another key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from parsel import Selector
from scrapy import FormRequest, Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread, native_id, parameter
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read

HOST = "www2.pcrecruiter.net"
BOARD = "/pcrbin/jobboard.aspx"
COUNT = re.compile(r"(?P<first>\d+)\s*[-–]\s*(?P<last>\d+)\s+of\s+(?P<total>\d+)", re.IGNORECASE)
NONE = re.compile(
    r"^\W*(?:0|no|zero)\b|\bof\s+0\b|\bno\s+(?:jobs?|results?|positions?|matches|records)\b", re.IGNORECASE
)


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows of a list page. Raises `LayoutChanged` or `TruncatedPage`."""
    links = response.css("td.td_jobtitle a[href]")
    if not links and not declared_empty(response, board):
        raise misread(response, "no td.td_jobtitle with a link, and no h1#resultcount that says none")
    ensure_whole(response)
    for link in links:
        row = link.xpath("ancestor::tr[1]")
        address = response.urljoin(link.attrib["href"])
        number = native_id(parameter(address, "recordid", "jobid"), response, "a recordid")
        yield Listed(
            source_id=number,
            # later pages are posted to an address without the board's key
            url=_canonical(_start(board), number),
            title=_words(link),
            location_text=_words(row.css("td.td_location")),
            date_posted_text=_words(row.css("td.td_positionid")),
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
    return heading if NONE.search(heading) and not response.css("td.td_jobtitle") else ""


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
    if found:
        item = read(found, source_id=number, url=url)
    else:
        text = clean_text("\n\n".join(as_text(blocks(each, response.url)) for each in response.css("#jobdesc")[:1]))
        if not text or not (row and row.title):
            raise misread(response, "neither a JSON-LD JobPosting nor #jobdesc of a listed posting")
        item = JobPosting(source_id=number, url=url, title=row.title, description=text)
    yield replace(
        item,
        apply_url=url,
        location_text=item.location_text or (row.location_text if row else ""),
        date_posted_text=item.date_posted_text or (row.date_posted_text if row else ""),
    )


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
    ),
    list_url=f"https://{HOST}{BOARD}?uid={{tenant}}",
    list_requests=list_requests,
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
)
