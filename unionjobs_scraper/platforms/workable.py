"""Workable, https://apply.workable.com/{account}: read from the interface behind its widget.

List       /api/v1/widget/accounts/{account}?details=true: JSON, every posting whole, no paging; without
           `details=true` the descriptions are missing. An unknown account is a 404, an empty one a list of none.
Posting    /api/v2/accounts/{account}/jobs/{shortcode}, JSON with other names for the same facts. People read
           apply.workable.com/{account}/j/{shortcode}/.
Identity   `shortcode`. jobs.workable.com uses other ids for the same postings.
Closed     the posting leaves the list.
Quirks     `published_on` (widget) and `published` (v2) are the posting date, `created_at` is the draft's;
           department is a text or a list; a location may be hidden by the employer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import joined, marked, places, spot, workplace, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, misread, native_id, part, plain, records, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform

HOST = "apply.workable.com"
WIDGET = re.compile(r"^/api/v1/widget/accounts/(?P<account>[^/]+)/?$")
DETAIL = re.compile(r"^/api/v2/accounts/(?P<account>[^/]+)/jobs/(?P<id>[^/]+)/?$")
PUBLIC = re.compile(r"^/(?P<account>[^/]+)/j/(?P<id>[^/]+)")
BODY = ("description", "requirements", "benefits")
HOURS = {"full": "full-time", "part": "part-time"}
"""The v2 interface's short words."""


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the widget's list, or the one of its own address. Raises `LayoutChanged`."""
    path = urlsplit(response.url).path
    at = DETAIL.match(path) or WIDGET.match(path)
    if not at:
        raise misread(response, "an address of the widget or of a job was expected")
    page, asked = answer(response), at.groupdict().get("id")
    jobs = [page] if asked else records(page.get("jobs"), response, "jobs")
    if not jobs and not declared_empty(response, board):
        raise misread(response, "no jobs, and no account's name beside the empty list")
    employer = "" if asked else text(page.get("name"))
    for job in jobs:
        code = native_id(job.get("shortcode"), response, "a shortcode")
        if asked not in (None, code) or not text(job.get("title")):
            raise misread(response, f"the posting {asked or code} with a title was expected")
        yield marked(_posting(job, code, f"https://{HOST}/{at['account']}/j/{code}/", employer))


def declared_empty(response: TextResponse, board: Board) -> str:
    """A known account's empty list."""
    page = answer(response)
    return "jobs: []" if text(page.get("name")) and page.get("jobs") == [] else ""


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    at = PUBLIC.match(urlsplit(url).path)
    return f"https://{HOST}/api/v2/accounts/{at['account']}/jobs/{at['id']}" if at else url


def _posting(job: dict[str, Any], code: str, url: str, employer: str) -> JobPosting:
    department = job.get("department")
    kind = text(job.get("employment_type")) or text(job.get("type"))
    return JobPosting(
        source_id=code,
        url=url,
        employer=employer,
        title=text(job.get("title")),
        department=joined(department if isinstance(department, list) else [department], ", "),
        location_text=_places(job),
        date_posted_text=text(job.get("published_on")) or text(job.get("published")),
        employment_text=HOURS.get(kind, kind),
        apply_url=f"{url}apply/",
        description="\n\n".join(filter(None, (plain(job.get(name), url) for name in BODY))),
    )


def _places(job: dict[str, Any]) -> str:
    """The locations that the employer shows; of hidden ones only the country."""
    flags = workplace_of_flags(remote=job.get("telecommuting") is True or job.get("remote") is True)
    named = [
        spot(each, "country") if part(each, "hidden") is True else spot(each, "city", "region", "country")
        for each in job.get("locations") or []
    ]
    single = spot(job.get("location"), "city", "region", "country") or spot(job, "city", "state", "country")
    return places(named or [single], workplace(job.get("workplace")) or flags)


PLATFORM = Platform(
    name="workable",
    domains=("workable.com",),
    openings=(
        r"apply\.workable\.com/(?:[\w-]+/)?j/(\w{10})",
        r"(?<![\w-])([\w-]+)\.workable\.com/(?:jobs|j)/(\w+)",
    ),
    addresses=(
        Address.of(
            rf"apply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?(?P<t>(?!(?:j|api)/){STEP})",
            tenant="{t}",
            key="{t}",
        ),
    ),
    authoritative=True,
    list_url=f"https://{HOST}/api/v1/widget/accounts/{{tenant}}?details=true",
    headers={"Accept": "application/json"},
    whole=True,
    postings=postings,
    declared_empty=declared_empty,
    read_from=read_from,
    paging="everything at once",
)
