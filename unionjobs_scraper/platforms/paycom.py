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
Quirks     the day of posting is only in `googleJobJson`, a JSON text inside the JSON; a place is often
           "{site} - {city}, {ST} {zip}"; a title ends in the client's number of it, "(57753)"; old links
           (ViewJobDetails?job=&clientkey=) have the same key in capitals.
Row        read: jobId, jobTitle, locations, remoteType, postedOn (often empty). Not read: positionType, description
           (cut off), isHotJob.
Fields     read: jobId, jobTitle, jobCategory, location, secondaryLocations, city (where no location is given),
           remoteType, positionType, salaryRange, description, qualifications, endDate, applyAvailable (true says that
           it is open); of googleJobJson datePosted, validThrough, hiringOrganization, jobLocation (for `location`),
           employmentType and baseSalary (where the fields are empty).
           Not read: startDate (of the job or of the posting: not known); level, jobShift, educationLevel,
           travelPercentage, countryPaidIn (nothing that a posting has a column for); clientCode, legalId,
           legalRevisionDate, isQuickApply, isHotJob, jobYoutubeVideoId, primaryPhoneEnabled (technical).
Tenant     the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Handshake
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import marked, places, workplace
from unionjobs_scraper.platforms.json_answers import (
    answer,
    canonical,
    misread,
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
from unionjobs_scraper.reading.json_ld import loads
from unionjobs_scraper.reading.schema_org import job_postings, read

NUMBER = re.compile(r"\s*\(\d{3,9}\)$")
"""The client's number of a job behind its title."""
AT_SITE = re.compile(r"\s-\s(?P<place>[^-]{2,60}, [A-Z]{2}(?: \d{5}(?:-\d{4})?)?)$")
"""The place behind the name of a site."""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a search; the career page itself has none. Raises `LayoutChanged`."""
    if BOARD_PAGE.search(response.url):
        session(response)
        return
    rows = _rows(response)
    if not rows and not declared_empty(response, board):
        raise misread(response, "no rows in jobPostingPreviews, and jobPostingPreviewsCount is not 0")
    site = f"{portal(board)}jobs/"

    def read_row(row: dict[str, Any]) -> Listed | LeftOut:
        return lacking(row, "jobId", "jobTitle") or Listed(
            source_id=text(row["jobId"]),
            url=site + text(row["jobId"]),
            title=_title(row),
            location_text=_places(_labels(row.get("locations")), row),
            date_posted_text=text(row.get("postedOn")),
        )

    yield from accounted(rows, read_row, response, "jobPostingPreviews")


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
    number, title = text(job.get("jobId")), _title(job)
    if not number or not title or (row and row.source_id != number):
        raise misread(response, f"the posting {row.source_id if row else ''} with its jobTitle was expected")
    yield marked(_posting(job, board, row.url if row else response.url))


def _posting(job: dict[str, Any], board: Board, url: str) -> JobPosting:
    markup = job.get("googleJobJson")
    node = loads(markup) if isinstance(markup, str) else markup
    ld = read(node if isinstance(node, dict) else {}, source_id=text(job["jobId"]), url=url)
    texts = (plain(job.get(each), url) for each in ("description", "qualifications"))
    first = _labels(job.get("location"))[:1] or [text(job.get("city"))]
    # the markup names the town alone, where the label begins with the site's name
    main = ld.location_text if "," in ld.location_text else first[0]
    end = ld.valid_through_text or text(job.get("endDate"))
    return replace(
        ld,
        employer=board.employer if ld.employer.casefold() == board.employer.casefold() else ld.employer,
        title=_title(job),
        department=text(job.get("jobCategory")),
        location_text=_places([main, *_labels(job.get("secondaryLocations"))], job),
        date_posted_text=ld.date_posted_text or text(job.get("postedOn")),
        valid_through_text=end,
        deadline_made_up=ld.deadline_made_up if ld.valid_through_text else "",
        employment_text=text(job.get("positionType")) or ld.employment_text,
        salary_text=text(job.get("salaryRange")) or ld.salary_text,
        apply_url=url,
        description="\n\n".join(filter(None, texts)),
        stated_open="applyAvailable: true" if job.get("applyAvailable") is True else "",
    )


def _title(job: dict[str, Any]) -> str:
    title = text(job.get("jobTitle"))
    return NUMBER.sub("", title) or title


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    if BOARD_PAGE.search(response.url):
        return []
    return records(answer(response).get("jobPostingPreviews"), response, "jobPostingPreviews")


def _labels(named: object) -> list[str]:
    """The labels of one place or several, each a text or an object with its name."""
    several = named if isinstance(named, list) else [named]
    found = (text(each) or text(part(each, "location") or part(each, "name")) for each in several)
    return [label for label in found if label]


def _places(labels: list[str], job: dict[str, Any]) -> str:
    towns = [at["place"] if (at := AT_SITE.search(label)) else label for label in labels]
    return places(towns, workplace(job.get("remoteType")))


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
