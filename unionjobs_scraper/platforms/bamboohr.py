"""BambooHR, https://{tenant}.bamboohr.com: the applicant system that unions link to most.

List       /careers/list, JSON, everything at once; `meta.totalCount` is the number of rows. Read: id, jobOpeningName,
           location, atsLocation, locationType, isRemote, departmentLabel.
Posting    /careers/{id}/detail, JSON; the description and `datePosted` exist only there. What people see
           is /careers/{id}, an empty shell for a script. Read besides: jobOpeningStatus, employmentStatusLabel,
           employmentType, compensation (free words), description. Not read: minimumExperience, postalCode (no columns),
           departmentId, jobCategoryId, countryId (numbers of the tenant's), jobOpeningShareUrl (the public address),
           seekPromoted, formFields.
Identity   a small integer of the tenant, sometimes a text and sometimes a number.
Closed     the posting leaves the list, or its jobOpeningStatus is not "Open". A tenant that has left redirects to
           bamboohr.com, another host.
Quirks     `location` may be all null where `atsLocation` is filled, which has `state` or `province`; that of a list
           has no country. `locationType` is "0" on site, "1" remote, "2" hybrid. `source=` is tracking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import joined, marked, place
from unionjobs_scraper.platforms.json_answers import answer, misread, part, plain, record, records, text
from unionjobs_scraper.platforms.platform import Address, Platform

WORKPLACE = {"0": "on-site", "1": "remote", "2": "hybrid"}
"""`locationType`."""
POSTING = re.compile(r"^/careers/(?P<id>\d+)(?:/detail)?/?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow(Listed):
    """A row of the list, with the department."""

    department: str = ""
    """`departmentLabel`."""


def listed(response: TextResponse, board: Board) -> Iterator[JobRow | LeftOut]:
    """The rows of /careers/list. Raises `LayoutChanged`."""
    rows = _rows(response)
    if not rows and not declared_empty(response, board):
        raise misread(response, "no rows in result, and meta.totalCount does not say 0")
    yield from accounted(rows, lambda row: _row(row, response.url), response, "result")


def _row(row: dict[str, Any], url: str) -> JobRow | LeftOut:
    number = text(row.get("id"))
    return lacking(row, "id", "jobOpeningName") or JobRow(
        source_id=number,
        url=urljoin(url, f"/careers/{number}"),
        title=text(row.get("jobOpeningName")),
        location_text=_place(row),
        department=text(row.get("departmentLabel")),
    )


def declared_empty(response: TextResponse, board: Board) -> str:
    """The list's own count, where it is 0 and no rows contradict it."""
    return "meta.totalCount: 0" if stated_total(response, board) == 0 and not _rows(response) else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The list's own count of its rows."""
    total = part(answer(response), "meta", "totalCount")
    return int(total) if text(total).isdigit() else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of /careers/{id}/detail. Raises `LayoutChanged`."""
    found = POSTING.match(urlsplit(response.url).path)
    opening = record(part(answer(response), "result", "jobOpening"), response, "result.jobOpening")
    title = text(opening.get("jobOpeningName"))
    if not found or not title or (row and row.source_id != found["id"]):
        raise misread(response, f"the posting {row.source_id if row else ''} with its jobOpeningName was expected")
    url = urljoin(response.url, f"/careers/{found['id']}")
    status = text(opening.get("jobOpeningStatus"))
    is_open = status.casefold() == "open"
    yield marked(
        JobPosting(
            source_id=found["id"],
            url=url,
            title=title,
            department=text(opening.get("departmentLabel")) or (row.department if isinstance(row, JobRow) else ""),
            location_text=_place(opening) or (row.location_text if row else ""),
            date_posted_text=text(opening.get("datePosted")),
            employment_text=joined((opening.get("employmentStatusLabel"), opening.get("employmentType")), ", "),
            salary_text=text(opening.get("compensation")),
            apply_url=url,
            description=plain(opening.get("description"), url),
            closing_mark=f"jobOpeningStatus: {status}" if status and not is_open else "",
            stated_open=f"jobOpeningStatus: {status}" if is_open else "",
        )
    )


def read_from(url: str, board: Board) -> str:
    """The JSON of a posting's public page."""
    return f"{url.partition('?')[0].rstrip('/')}/detail"


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("result"), response, "result")


def _place(opening: dict[str, Any]) -> str:
    """Both locations merged part by part, since either may be null."""
    own, ats = opening.get("location"), opening.get("atsLocation")
    flag = WORKPLACE.get(text(opening.get("locationType")))
    if flag is None:
        flag = "remote" if opening.get("isRemote") is True else ""
    city = text(part(own, "city")) or text(part(ats, "city"))
    state = text(part(own, "state")) or text(part(ats, "state")) or text(part(ats, "province"))
    country = text(part(own, "addressCountry")) or text(part(own, "country")) or text(part(ats, "country"))
    return place((place_text(city, state, country),), flag)


PLATFORM = Platform(
    name="bamboohr",
    domains=("bamboohr.com",),
    openings=(r"(?<![\w-])([\w-]+)\.bamboohr\.com/(?:careers|jobs|hiring/jobs)/(?:view\.php\?id=)?(\d+)",),
    addresses=(Address.of(r"(?P<t>(?!www\.)[\w-]+)\.bamboohr\.com", tenant="{t}", key="{t}", lower=True),),
    authoritative=True,
    list_url="https://{tenant}.bamboohr.com/careers/list",
    headers={"Accept": "application/json"},
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
    read_from=read_from,
    paging="everything at once",
)
