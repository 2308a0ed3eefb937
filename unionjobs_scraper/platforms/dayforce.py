"""Dayforce, https://jobs.dayforcehcm.com/{language}/{client}/{board}: one host for all clients, an interface behind it.

List       the board's page names client and board in its `__NEXT_DATA__`; GET /api/auth/csrf hands out a token and a
           cookie to every visitor; with both, POST /api/geo/{client}/jobposting/search answers JSON: `jobPostings`, 25
           a page from `paginationStart`, and `maxCount` in all. Without them it answers 403.
Posting    /{language}/{client}/{board}/jobs/{id}, HTML whose `__NEXT_DATA__` has the posting and the client's name.
Identity   `jobPostingId`, an integer of the client; `jobReqId` may be posted several times.
Closed     the posting leaves the list; its page answers 404 or has no posting, which proves nothing.
Fields     read: jobTitle, postingLocations (each), hasVirtualLocation, postingStartTimestampUTC,
           postingExpiryTimestampUTC, jobPostingContent (header, text, footer), jobPostingAttributes (family,
           kind of employment), candidateCorrespondenceClientName. Not read: the search's jobDescription (a text without
           paragraphs), isEvergreen, searchScore, the client's mail address. Pay is in the text alone.
Quirks     what a search for a board that is gone answers is not known: its page is asked first. A board shows what is
           posted in its language: `cultureCode` is a filter. `hasVirtualLocation` beside places does not say that the
           job is remote.
Tenant     {client}/{board}; `start` where the board is not in en-US.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Handshake
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.dayforce_portal import (
    HOST,
    LANGUAGE,
    TOKEN,
    before_search,
    ensure_board,
    hands_out,
    is_board,
    page_data,
    public,
    queries,
    query,
    search,
    sent,
    visit,
)
from unionjobs_scraper.platforms.facts_in_words import joined, marked, places
from unionjobs_scraper.platforms.json_answers import answer, misread, part, plain, records, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform

JOB = re.compile(rf"^/(?P<board>[a-z]{{2}}-[a-z]{{2,4}}/{STEP}/{STEP})/jobs/(?P<id>\d+)/?$", re.IGNORECASE)
BODY = ("jobDescriptionHeader", "jobDescription", "jobDescriptionFooter")
FAMILY = re.compile(r"^job\s*family$|^department$", re.IGNORECASE)
EMPLOYMENT = re.compile(r"employment|^(?:job|work|position)\s*(?:type|status|schedule)$", re.IGNORECASE)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a search; the board's page and the one that hands out the token have none. Raises `LayoutChanged`."""
    if is_board(response):
        ensure_board(response, board)
        return
    if hands_out(response):
        visit(response)
        return
    rows, total = _rows(response), stated_total(response, board)
    if not rows and (total is None or total > _offset(response)):
        raise misread(response, f"no rows in jobPostings, and maxCount is {total}")
    for row in rows:
        number, title = text(row.get("jobPostingId")), text(row.get("jobTitle"))
        if not number.isdecimal() or not title:
            yield LeftOut(reason="no-title" if number else "no-id", words=title or number)
            continue
        yield Listed(
            source_id=number,
            url=f"{public(board)}/jobs/{number}",
            title=title,
            location_text=_places(row),
            date_posted_text=_stamp(row.get("postingStartTimestampUTC")),
        )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The token, from the board's page; the search, from the token; its next page, up to the stated total."""
    if is_board(response):
        yield Request(TOKEN)
        return
    if hands_out(response):
        yield search(board, 0)
        return
    rows, following = _rows(response), _offset(response) + len(_rows(response))
    if rows and following < (stated_total(response, board) or 0):
        yield search(board, following)


def declared_empty(response: TextResponse, board: Board) -> str:
    """The search's own count, where it is 0 and no rows contradict it."""
    return "maxCount: 0" if stated_total(response, board) == 0 and not _rows(response) else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The search's own count of its rows."""
    total = "" if before_search(response) else text(answer(response).get("maxCount"))
    return int(total) if total.isdecimal() else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting in the data of its own page. Raises `LayoutChanged`."""
    at, data = JOB.match(urlsplit(response.url).path), page_data(response)
    job = _job(data)
    number, title = text(job.get("jobPostingId")) or (at["id"] if at else ""), text(job.get("jobTitle"))
    if not at or not title or number != at["id"] or (row and row.source_id != number):
        raise misread(
            response, f"the posting {at['id'] if at else '?'} with its jobTitle in __NEXT_DATA__ was expected"
        )
    url = row.url if row else f"https://{HOST}/{at['board']}/jobs/{number}"
    content = job.get("jobPostingContent")
    yield marked(
        JobPosting(
            source_id=number,
            url=url,
            employer=text(part(query(data, "site-info"), "candidateCorrespondenceClientName")),
            title=title,
            department=_attribute(job, FAMILY),
            location_text=_places(job),
            date_posted_text=_stamp(job.get("postingStartTimestampUTC")),
            valid_through_text=_stamp(job.get("postingExpiryTimestampUTC")),
            employment_text=_attribute(job, EMPLOYMENT),
            apply_url=url,
            description="\n\n".join(filter(None, (plain(part(content, name), url) for name in BODY)))
            or plain(job.get("jobDescription"), url),
        )
    )


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return [] if before_search(response) else records(answer(response).get("jobPostings"), response, "jobPostings")


def _offset(response: TextResponse) -> int:
    offset = text(answer(response).get("offset"))
    return int(offset) if offset.isdecimal() else 0


def _job(data: Any) -> dict[str, Any]:
    """The posting, wherever the page's program has it."""
    own = part(data, "props", "pageProps", "jobData")
    found = [own, *(part(each, "state", "data") for each in queries(data))]
    return next((each for each in found if isinstance(each, dict) and each.get("jobTitle")), {})


def _places(job: dict[str, Any]) -> str:
    found = job.get("postingLocations")
    spots = list(filter(None, map(_place, found if isinstance(found, list) else [])))
    return places(spots, "remote" if not spots and job.get("hasVirtualLocation") is True else "")


def _place(where: object) -> str:
    fields = (text(part(where, name)) for name in ("cityName", "stateCode", "isoCountryCode"))
    return place_text(*fields) or text(part(where, "formattedAddress"))


def _stamp(value: object) -> str:
    """A moment that the field's name says to be in UTC, marked as such."""
    said = text(value)
    return f"{said}Z" if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+", said) else said


def _attribute(job: dict[str, Any], name: re.Pattern[str]) -> str:
    found = job.get("jobPostingAttributes")
    own = [each for each in found if name.search(text(part(each, "name")))] if isinstance(found, list) else []
    return joined((part(each, "value") for each in own), ", ")


def list_requests(board: Board) -> Iterator[Request]:
    """The board's page."""
    yield Request(public(board))


PLATFORM = Platform(
    name="dayforce",
    domains=("dayforcehcm.com",),
    openings=(r"jobs\.dayforcehcm\.com/(?:[a-z]{2}-[a-z]{2,4}/)?([\w-]+)/[\w-]+/jobs/(\d+)",),
    addresses=(
        Address.of(
            r"jobs\.dayforcehcm\.com/(?:en-US/)?(?!\w\w-\w\w/|api/)(?P<n>[\w-]+)/(?P<b>[\w-]+)",
            tenant="{n}/{b}",
            key="{n}",
        ),
        Address.of(
            r"jobs\.dayforcehcm\.com/(?P<l>\w\w-\w{2,4})/(?P<n>[\w-]+)/(?P<b>[\w-]+)",
            tenant="{n}/{b}",
            start="https://jobs.dayforcehcm.com/{l}/{n}/{b}",
            key="{n}",
        ),
        Address.of(
            r"[\w-]+\.dayforcehcm\.com/CandidatePortal/\w\w-\w{2,4}/(?P<n>[\w-]+)",
            tenant="{n}/CANDIDATEPORTAL",
            key="{n}",
        ),
    ),
    authoritative=True,
    list_url=f"https://{HOST}/{LANGUAGE}/{{tenant}}",
    list_requests=list_requests,
    handshake=Handshake(given=visit, sent=sent),
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
)
