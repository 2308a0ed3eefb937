"""BambooHR, https://{tenant}.bamboohr.com: the applicant system that unions link to most.

List       /careers/list, JSON, everything at once; `meta.totalCount` is the number of rows.
Posting    /careers/{id}/detail, JSON; the description and `datePosted` exist only there. What people see
           is /careers/{id}, an empty shell for a script.
Identity   a small integer of the tenant, sometimes a text and sometimes a number.
Closed     the posting leaves the list. A tenant that has left redirects to bamboohr.com, another host.
Quirks     `location` may be all null where `atsLocation` is filled; `source=` is tracking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import place
from unionjobs_scraper.platforms.json_answers import answer, misread, native_id, part, plain, record, records, text
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.closing import closing_mark

WORKPLACE = {"0": "", "1": "remote", "2": "hybrid"}
"""`locationType`: on-site is what everybody assumes, so it stays unsaid."""
POSTING = re.compile(r"^/careers/(?P<id>\d+)(?:/detail)?/?$")


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows of /careers/list. Raises `LayoutChanged`."""
    rows = _rows(response)
    if not rows and not declared_empty(response, board):
        raise misread(response, "no rows in result, and meta.totalCount does not say 0")
    for row in rows:
        number = native_id(row.get("id"), response, "an id")
        yield Listed(
            source_id=number,
            url=urljoin(response.url, f"/careers/{number}"),
            title=text(row.get("jobOpeningName")),
            location_text=_place(row),
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
    description = plain(opening.get("description"), url)
    yield JobPosting(
        source_id=found["id"],
        url=url,
        title=title,
        department=text(opening.get("departmentLabel")),
        location_text=_place(opening),
        date_posted_text=text(opening.get("datePosted")),
        employment_text=text(opening.get("employmentStatusLabel")),
        salary_text=text(opening.get("compensation")),
        apply_url=url,
        description=description,
        closing_mark=closing_mark(description),
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
    city = part(own, "city") or part(ats, "city")
    state = part(own, "state") or part(ats, "state") or part(ats, "province")
    country = part(own, "addressCountry") or part(ats, "country")
    return place((city, state, country), flag)


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
