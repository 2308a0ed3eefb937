"""Greenhouse, https://job-boards.greenhouse.io/{token}: read from its public Job Board API.

List       /v1/boards/{token}/jobs?content=true&pay_transparency=true on boards-api.greenhouse.io: JSON, every
           posting whole, no paging; `meta.total` is their number.
Posting    /v1/boards/{token}/jobs/{id}, the same object. People read job-boards.greenhouse.io/{token}/jobs/{id}.
Identity   `id`, an integer per posting; `internal_job_id` groups postings of one job.
Closed     the posting leaves the list and its own address answers 404.
Quirks     `content` is escaped HTML; `first_published` is the posting date, `updated_at` is not; pay is in cents
           and names no period of its own; EU boards have their own hosts (`start` in the register).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import cents, joined, marked, pay_range, period_of
from unionjobs_scraper.platforms.json_answers import answer, misread, native_id, part, plain, records, text
from unionjobs_scraper.platforms.platform import Address, Platform

LIST = "https://boards-api.greenhouse.io/v1/boards/{tenant}/jobs?content=true&pay_transparency=true"
ADDRESS = re.compile(r"^/v1/boards/(?P<token>[^/]+)/jobs(?:/(?P<id>\d+))?/?$")
EMPLOYMENT = re.compile(r"\b(?:employment|job|position)\s+(?:type|status)\b", re.IGNORECASE)
"""Employers' own fields that say how a job is held."""
NONE = "No Department"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the list, or the one of its own address. Raises `LayoutChanged`."""
    at = ADDRESS.match(urlsplit(response.url).path)
    if not at:
        raise misread(response, "an address /v1/boards/{token}/jobs was expected")
    jobs = [answer(response)] if at["id"] else _jobs(response)
    if not jobs and not declared_empty(response, board):
        raise misread(response, "no jobs, and meta.total does not say 0")
    for job in jobs:
        number = native_id(job.get("id"), response, "an id")
        if at["id"] not in (None, number) or not text(job.get("title")):
            raise misread(response, f"the posting {at['id'] or number} with a title was expected")
        yield marked(_posting(job, number, f"https://{_public(response.url)}/{at['token']}/jobs/{number}"))


def _posting(job: dict[str, Any], number: str, url: str) -> JobPosting:
    departments = [part(each, "name") for each in job.get("departments") or []]
    return JobPosting(
        source_id=number,
        url=url,
        employer=text(job.get("company_name")),
        title=text(job.get("title")),
        department=joined((each for each in departments if each != NONE), ", "),
        location_text=text(part(job, "location", "name")) or joined(map(_office, job.get("offices") or [])),
        date_posted_text=text(job.get("first_published")),
        employment_text=_employment(job),
        salary_text=joined(map(_pay, job.get("pay_input_ranges") or [])),
        apply_url=url,
        description=plain(html.unescape(_escaped(job)), url),
    )


def _escaped(job: dict[str, Any]) -> str:
    """The escaped HTML of a posting, line breaks kept."""
    content = job.get("content")
    return content if isinstance(content, str) else ""


def declared_empty(response: TextResponse, board: Board) -> str:
    """The board's own count, where it is 0 and no posting contradicts it."""
    return "meta.total: 0" if stated_total(response, board) == 0 and not _jobs(response) else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The board's own count of its postings."""
    total = text(part(answer(response), "meta", "total"))
    return int(total) if total.isdecimal() else None


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    at = urlsplit(url)
    token, _, number = at.path.strip("/").partition("/jobs/")
    host = (at.hostname or "").replace("job-boards.", "boards-api.", 1)
    return f"https://{host}/v1/boards/{token}/jobs/{number}?pay_transparency=true"


def _jobs(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("jobs"), response, "jobs")


def _public(url: str) -> str:
    """The public host of an interface's host; the EU has its own of both."""
    return (urlsplit(url).hostname or "").replace("boards-api.", "job-boards.", 1)


def _office(office: object) -> str:
    return text(part(office, "location")) or text(part(office, "name"))


def _employment(job: dict[str, Any]) -> str:
    own = [each for each in job.get("metadata") or [] if EMPLOYMENT.search(text(part(each, "name")))]
    values = [part(each, "value") for each in own]
    return joined((each for value in values for each in (value if isinstance(value, list) else [value])), ", ")


def _pay(pay: object) -> str:
    period = period_of(f"{text(part(pay, 'title'))} {text(part(pay, 'blurb'))}")
    low, high = cents(part(pay, "min_cents")), cents(part(pay, "max_cents"))
    return pay_range(low, high, part(pay, "currency_type"), period)


PLATFORM = Platform(
    name="greenhouse",
    domains=("greenhouse.io",),
    openings=(
        r"(?:boards|job-boards)(?:\.eu)?\.greenhouse\.io/[\w-]+/jobs/(\d+)",
        r"[?&]gh_jid=(\d+)",
    ),
    addresses=(
        Address.of(
            r"(?:boards|job-boards)\.(?P<eu>eu\.)greenhouse\.io/(?:embed/\S*?[?&]for=)?(?P<t>(?!embed)[\w-]+)",
            tenant="{t}",
            start="https://boards-api.eu.greenhouse.io/v1/boards/{t}/jobs?content=true&pay_transparency=true",
            key="{t}",
        ),
        Address.of(
            r"(?:boards|job-boards)\.greenhouse\.io/(?:embed/\S*?[?&]for=)?(?P<t>(?!embed)[\w-]+)",
            tenant="{t}",
            key="{t}",
        ),
        Address.of(r"(?:boards-api|api)\.greenhouse\.io/v1/boards/(?P<t>[\w-]+)", tenant="{t}", key="{t}"),
    ),
    authoritative=True,
    list_url=LIST,
    public_hosts=("job-boards.greenhouse.io", "job-boards.eu.greenhouse.io"),
    headers={"Accept": "application/json"},
    whole=True,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
    read_from=read_from,
    paging="everything at once",
)
