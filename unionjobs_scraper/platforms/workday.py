"""Workday, https://{tenant}.wd{N}.myworkdayjobs.com/{site}: read from the interface behind its pages.

List       POST /wday/cxs/{tenant}/{site}/jobs with a JSON body: 20 rows a page (more is refused), `offset` grows.
           `total` is right on the first page only, later ones may say 0; some tenants stop at 2000.
Posting    GET /wday/cxs/{tenant}/{site}/job/{place}/{slug}, JSON, without a Content-Type. People read
           /{site}/job/{place}/{slug} or /{site}/details/{slug}, with or without a language in front.
Identity   what follows the last underscore of the slug. A further -1 or -2 marks a copy of the same
           requisition, but only where `bulletFields` or `jobReqId` says the number without it:
           ids such as 2026-00009 and R-123456 end in digits of their own.
Closed     404, or 403 with errorCode S22. Some tenants answer S22 for every posting, so it means a closed one
           only off the list; for a listed posting it is a refusal, which spoils the run.
Quirks     303 is an overloaded server and has to be asked again, not followed; 200 with HTML is an error;
           `startDate` is the day of posting.
Row        read: title, externalPath, locationsText (but not "6 Locations"), bulletFields (the id, which may stand
           beside a region and a town). Not read: postedOn (relative, changes daily); remoteType, timeType (the posting
           has them).
Fields     read: title, jobDescription, location, additionalLocations, country and jobRequisitionLocation.country (the
           country of `location`, whose label each tenant writes in its own way), remoteType, startDate, endDate or
           else jobPostingEndDateAsText, timeType, jobReqId, externalUrl, hiringOrganization.name; posted, canApply
           (the posting is open, whatever its text says).
           Not read: postedOn, timeLeftToApply (relative); jobRequisitionLocation.descriptor (the label again, or a
           building); id, jobPostingId, jobPostingSiteId, questionnaireId, logoImage (technical); similarJobs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import BlockedPage, TruncatedPage
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import marked, places, workplace
from unionjobs_scraper.platforms.json_answers import answer, count_in, misread, part, plain, record, records, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform
from unionjobs_scraper.platforms.workday_addresses import (
    INTERFACE,
    may_be_copy,
    public,
    read_from,
    requisition,
    same,
    steps,
)
from unionjobs_scraper.platforms.workday_places import MANY, country_of, place_line

PAGE = 20
"""Rows of a page; a higher limit is refused with 400."""
CAP = 2000
"""Rows after which some tenants stop counting."""
GONE = frozenset({"S21", "S22"})
"""Codes of errors that are answered for a posting that is no more."""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a list page. Raises `LayoutChanged`, or `TruncatedPage` where the tenant stops counting."""
    rows = _rows(response)
    if not rows and not declared_empty(response, board):
        raise misread(response, "no jobPostings, and total does not say 0")
    if (stated_total(response, board) or 0) >= CAP:
        raise TruncatedPage(response.url, f"total is {CAP} or more, where some tenants stop counting")
    yield from accounted(rows, lambda row: _row(row, public(response.url)), response, "jobPostings")


def _row(row: dict[str, Any], site: str) -> Listed | LeftOut:
    path, title = text(row.get("externalPath")), text(row.get("title"))
    number, place = requisition(path, _bullets(row)), text(row.get("locationsText"))
    if not number:
        return lacking(row, "externalPath", "title") or LeftOut(reason="no-id", words=f"{title} {path}")
    if may_be_copy(number) and not (isinstance(row.get("bulletFields"), list) and all(map(text, _bullets(row)))):
        # the field that tells a copy's mark from the digits of an id is not what it was
        return LeftOut(reason="no-bullet-fields", words=f"{title} {path}")
    return lacking(row, "title") or Listed(
        source_id=number,
        url=site + path,
        title=title,
        location_text="" if MANY.match(place) else place_line(row.get("locationsText")),
    )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """All further pages; each page asks for the same ones, and the same request is sent once."""
    for offset in range(PAGE, count_in(response, "total"), PAGE):
        yield list_page(response.url, offset)


def list_page(url: str, offset: int = 0) -> Request:
    """The request for one page of the list."""
    body = json.dumps({"appliedFacets": {}, "limit": PAGE, "offset": offset, "searchText": ""})
    # a redirect would turn the POST into a GET; the retry middleware asks again
    return Request(
        url, method="POST", body=body, headers={"Content-Type": "application/json"}, meta={"dont_redirect": True}
    )


def declared_empty(response: TextResponse, board: Board) -> str:
    """The site's own count, where it is 0 and no rows contradict it."""
    return "total: 0" if part(answer(response), "total") == 0 and not _rows(response) else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The site's own count, less the copies on this page; None on later pages, which may say 0."""
    total, rows = part(answer(response), "total"), _rows(response)
    ids = {requisition(text(row.get("externalPath")), _bullets(row)) for row in rows}
    return total - (len(rows) - len(ids)) if isinstance(total, int) and total else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of an interface's answer. Raises `LayoutChanged` or `BlockedPage`."""
    at = INTERFACE.match(urlsplit(response.url).path)
    if not at or not at["rest"].startswith("job/"):
        raise misread(response, "an address /wday/cxs/{tenant}/{site}/job/ was expected")
    url, slug = f"{public(response.url)}/{at['rest']}", at["rest"].rpartition("/")[2]
    page = answer(response)
    code = text(page.get("errorCode"))
    if response.status == 403 or (code in GONE and not page.get("jobPostingInfo")):
        if row or code not in GONE:
            raise BlockedPage(response.url, f"HTTP {response.status} {code}".strip())
        yield JobPosting(source_id=requisition(slug), url=url, closing_mark=f"errorCode: {code}")
        return
    job = record(page.get("jobPostingInfo"), response, "jobPostingInfo")
    number, title = requisition(slug, [job.get("jobReqId")]), text(job.get("title"))
    if not number or not title or (row and not same(row.source_id, number)):
        raise misread(response, f"the posting {row.source_id if row else slug} with a title was expected")
    item = JobPosting(
        source_id=row.source_id if row else number,
        url=row.url if row else url,
        employer=text(part(page, "hiringOrganization", "name")),
        title=title,
        location_text=_places(job),
        date_posted_text=text(job.get("startDate")),
        valid_through_text=text(job.get("endDate")) or _end_in_words(job),
        employment_text=text(job.get("timeType")),
        apply_url=text(job.get("externalUrl")) or url,
        description=plain(job.get("jobDescription"), url),
        closing_mark="posted: false" if job.get("posted") is False else "",
        stated_open=_is_open(job),
    )
    yield marked(item)


def _is_open(job: dict[str, Any]) -> str:
    said = [f"{name}: true" for name in ("posted", "canApply") if job.get(name) is True]
    return "" if job.get("posted") is False else ", ".join(said)


def _end_in_words(job: dict[str, Any]) -> str:
    """`End Date: September 12, 2026` without its label."""
    return text(job.get("jobPostingEndDateAsText")).partition(":")[2].strip()


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("jobPostings"), response, "jobPostings")


def _bullets(row: dict[str, Any]) -> list[object]:
    said = row.get("bulletFields")
    return said if isinstance(said, list) else []


def _places(job: dict[str, Any]) -> str:
    more = job.get("additionalLocations")
    further = [place_line(each) for each in more] if isinstance(more, list) else []
    return places([place_line(job.get("location"), country_of(job)), *further], workplace(job.get("remoteType")))


def list_requests(board: Board) -> Iterator[Request]:
    """The first page of the list."""
    at = urlsplit(board.start)
    tenant, site, _ = steps(at.hostname or "", at.path)
    yield list_page(f"https://{at.hostname}/wday/cxs/{tenant}/{site}/jobs")


SITE = rf"(?:wday/cxs/(?!jobs/){STEP}/|(?:[a-z]{{2}}-[a-z]{{2}}/)?)(?P<site>{STEP})"
"""The site of a tenant in a public address or one of the interface."""

PLATFORM = Platform(
    name="workday",
    domains=(
        "myworkdayjobs.com",
        "myworkdaysite.com",
    ),
    openings=(r"(?<![\w-])([\w-]+)\.(?:wd\d+\.)?myworkday(?:jobs|site)\.com/.*_((?:JR|R|REQ)?[-_]?\d[\w-]*)",),
    addresses=(
        Address.of(
            rf"(?P<t>[\w-]+)\.(?P<wd>wd\d+)\.myworkdayjobs\.com/{SITE}",
            tenant="{t}",
            start="https://{t}.{wd}.myworkdayjobs.com/{site}",
            key="{t}",
        ),
        Address.of(
            rf"(?P<wd>wd\d+)\.myworkdaysite\.com/(?:[a-z]{{2}}-[a-z]{{2}}/)?recruiting/(?P<t>{STEP})/(?P<site>{STEP})",
            tenant="{t}",
            start="https://{wd}.myworkdaysite.com/recruiting/{t}/{site}",
            key="{t}",
        ),
    ),
    authoritative=True,
    list_requests=list_requests,
    headers={"Accept": "application/json"},
    retried=(303,),
    checked_statuses=(403,),
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
    read_from=read_from,
)
