"""Paycom, https://www.paycomonline.net: a portal has a 32-digit key; an interface on another host has its jobs.

List       /v4/ats/web.php/portal/{key}/career-page: a shell whose `configsFromHost` holds a short-lived
           `sessionJWT` and the interface's address. Then POST {service}/api/ats/job-posting-previews/search;
           a body without the full filter object is answered with an empty list.
Paging     `skip` and `take` (100 at most), `jobPostingPreviewsCount` in all.
Posting    GET {service}/api/ats/job-postings/{jobId} with the same token. What people see is
           …/portal/{key}/jobs/{id}, which may carry JSON-LD and is read as well.
Identity   `jobId`, an integer of the client.
Closed     the posting leaves the list; the interface answers 404 or 410. A portal that is gone answers 200
           with "Job board does not exist or is unavailable": not understood, and so closes nothing.
Quirks     the day of posting is only in `googleJobJson`, a JSON text inside the JSON; old links
           (ViewJobDetails?job=&clientkey=) have the same key in capitals.
Tenant     the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Handshake
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import place
from unionjobs_scraper.platforms.json_answers import (
    answer,
    canonical,
    misread,
    native_id,
    part,
    plain,
    record,
    records,
    text,
)
from unionjobs_scraper.platforms.paycom_portal import (
    BOARD_PAGE,
    HOST,
    PUBLIC_PAGE,
    SEARCH,
    TAKE,
    Session,
    authorized,
    career_page,
    portal,
    read_from,
    search,
    session,
)
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.json_ld import loads
from unionjobs_scraper.reading.schema_org import job_postings, read

AS_EXPECTED = frozenset({"", "on-site", "onsite", "on site"})


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows of a search; the career page itself has none. Raises `LayoutChanged`."""
    if BOARD_PAGE.search(response.url):
        session(response)
        return
    rows = _rows(response)
    if not rows and not declared_empty(response, board):
        raise misread(response, "no rows in jobPostingPreviews, and jobPostingPreviewsCount is not 0")
    for row in rows:
        number = native_id(row.get("jobId"), response, "a jobId")
        yield Listed(
            source_id=number,
            url=f"{portal(board)}jobs/{number}",
            title=text(row.get("jobTitle")),
            location_text=_place([row.get("locations")], row),
            date_posted_text=text(row.get("postedOn")),
        )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The search, from the career page; from a search, every further page of it (repeats are not sent again)."""
    if BOARD_PAGE.search(response.url):
        yield search(session(response).service + SEARCH, 0)
        return
    for skip in range(TAKE, stated_total(response, board) or 0, TAKE):
        yield search(response.url, skip)


def declared_empty(response: TextResponse, board: Board) -> str:
    """The search's own count, where it is 0 and no rows contradict it."""
    return "jobPostingPreviewsCount: 0" if stated_total(response, board) == 0 and not _rows(response) else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The search's own count; a career page has none."""
    if BOARD_PAGE.search(response.url):
        return None
    total = text(answer(response).get("jobPostingPreviewsCount"))
    return int(total) if total.isdigit() else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of the interface's answer or of a public page with JSON-LD. Raises `LayoutChanged`."""
    page = PUBLIC_PAGE.search(response.url)
    if page:
        found = next(iter(job_postings(response.selector)), None)
        if not found:
            raise misread(response, "no JSON-LD JobPosting on the public page")
        url = canonical(response.url)
        yield replace(read(found, source_id=page["id"], url=url), apply_url=url)
        return
    job = record(answer(response).get("jobPosting"), response, "jobPosting")
    number, title = text(job.get("jobId")), text(job.get("jobTitle"))
    if not number or not title or (row and row.source_id != number):
        raise misread(response, f"the posting {row.source_id if row else ''} with its jobTitle was expected")
    url = row.url if row else response.url
    description = "\n\n".join(filter(None, (plain(job.get(each), url) for each in ("description", "qualifications"))))
    further = job.get("secondaryLocations")
    yield JobPosting(
        source_id=number,
        url=url,
        title=title,
        department=text(job.get("jobCategory")),
        location_text=_place([job.get("location"), *(further if isinstance(further, list) else [])], job),
        date_posted_text=_posted(job),
        employment_text=text(job.get("positionType")),
        salary_text=text(job.get("salaryRange")),
        apply_url=url,
        description=description,
        closing_mark=closing_mark(description),
    )


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    if BOARD_PAGE.search(response.url):
        return []
    return records(answer(response).get("jobPostingPreviews"), response, "jobPostingPreviews")


def _place(named: Iterable[object], job: dict[str, Any]) -> str:
    places = [text(each) or text(part(each, "location") or part(each, "name")) for each in named]
    flag = text(job.get("remoteType")).lower()
    return place(("; ".join(dict.fromkeys(filter(None, places))),), "" if flag in AS_EXPECTED else flag)


def _posted(job: dict[str, Any]) -> str:
    markup = job.get("googleJobJson")
    stated = part(loads(markup) if isinstance(markup, str) else markup, "datePosted")
    return text(stated) or text(job.get("postedOn"))


def list_requests(board: Board) -> Iterator[Request]:
    """The portal's page, for the token."""
    yield Request(career_page(board))


def given(response: TextResponse) -> Session | None:
    """The token that the portal's page hands out. Raises `LayoutChanged`, or `BlockedPage` at a wall."""
    return session(response) if BOARD_PAGE.search(response.url) else None


def sent(request: Request, known: Session, board: Board) -> Request:
    """The request with the token, where it goes to the interface that the portal names."""
    return authorized(request, known, career_page(board)) if "/api/ats/" in request.url else request


PLATFORM = Platform(
    name="paycom",
    domains=("paycomonline.net",),
    openings=(r"paycomonline\.net/.*(?:jobs/|[?&]job=)(\d+)",),
    addresses=(
        Address.of(
            r"(?:www\.)?paycomonline\.net/v4/ats/web\.php/.*?(?:portal/|clientkey=)(?P<t>[0-9a-f]{32})",
            tenant="{t}",
            lower=True,
        ),
    ),
    public_hosts=(HOST,),
    list_requests=list_requests,
    headers={"Accept": "application/json, text/html"},
    handshake=Handshake(given=given, sent=sent),
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
    read_from=read_from,
)
