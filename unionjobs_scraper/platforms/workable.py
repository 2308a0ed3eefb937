"""Workable, https://apply.workable.com/{account}: read from the interface behind its widget.

List       /api/v1/widget/accounts/{account}?details=true: JSON, every posting whole, no paging; without
           `details=true` the descriptions are missing. An unknown account is a 404, an empty one a list of none.
           The careers page's own list, /api/v3/accounts/{account}/jobs, has `results` in pages and no descriptions: it
           is never asked for, but an archive may hold it.
Posting    /api/v2/accounts/{account}/jobs/{shortcode}, JSON with other names for the same facts. People read
           apply.workable.com/{account}/j/{shortcode}/.
Identity   `shortcode`. jobs.workable.com uses other ids for the same postings.
Closed     the posting leaves the list.
Quirks     `published_on` (widget) and `published` (v2) are the posting date, `created_at` is the draft's;
           department is a text or a list; a location may be hidden by the employer; a posting in several countries
           has a row for each, with the same shortcode.
Fields     read: the account's name; shortcode, title, department, locations (city, region, countryCode or country; of
           a hidden one only the country), else location, else city, state, country; workplace, telecommuting, remote;
           published_on, published; employment_type, type; description, requirements, benefits; `state` of the v2
           interface ("published" says that it is open; in the widget it is the region).
           Not read: created_at; url, shortlink, application_url, code (other names of it); education, experience,
           function, industry, language (nothing that a posting has a column for); isInternal (never true in public).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import joined, marked, places, spot, workplace, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, misread, part, plain, records, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform

HOST = "apply.workable.com"
WIDGET = re.compile(r"^/api/v1/widget/accounts/(?P<account>[^/]+)/?$")
RESULTS = re.compile(r"^/api/v3/accounts/(?P<account>[^/]+)/jobs/?$")
DETAIL = re.compile(r"^/api/v2/accounts/(?P<account>[^/]+)/jobs/(?P<id>[^/]+)/?$")
PUBLIC = re.compile(r"^/(?P<account>[^/]+)/j/(?P<id>[^/]+)")
BODY = ("description", "requirements", "benefits")
HOURS = {"full": "full-time", "part": "part-time"}
"""The v2 interface's short words."""
ROWS = "rows"
"""Where the rows of one posting stand together."""


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the widget's list, or the one of its own address. Raises `LayoutChanged`."""
    path = urlsplit(response.url).path
    at = DETAIL.match(path) or WIDGET.match(path) or RESULTS.match(path)
    if not at:
        raise misread(response, "an address of the widget, of the list or of a job was expected")
    page, asked = answer(response), at.groupdict().get("id")
    name = "results" if RESULTS.match(path) else "jobs"
    jobs = [page] if asked else records(page.get(name), response, name)
    if not jobs and not declared_empty(response, board):
        raise misread(response, "no jobs, and no account's name beside the empty list")
    if asked and text(page.get("shortcode")) != asked:
        raise misread(response, f"the posting {asked} was expected")
    employer = "" if asked else text(page.get("name"))

    def read(job: dict[str, Any]) -> JobPosting | LeftOut:
        return lacking(job, "shortcode", "title") or marked(
            _posting(job, f"https://{HOST}/{at['account']}/j/{text(job['shortcode'])}/", employer)
        )

    yield from accounted(list(_whole(jobs)), read, response, name)


def _whole(jobs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each posting once, with the locations of all of its rows; rows without a shortcode as they are."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for job in jobs:
        code = text(job.get("shortcode"))
        if code:
            rows[f"{code} {text(job.get('title'))}"].append(job)
        else:
            yield job
    for of_one in rows.values():
        yield {**of_one[0], ROWS: of_one}


def declared_empty(response: TextResponse, board: Board) -> str:
    """A known account's empty list."""
    page = answer(response)
    if page.get("results") == [] and page.get("total") == 0:
        return "total: 0"
    return "jobs: []" if text(page.get("name")) and page.get("jobs") == [] else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The count of a list in pages; the widget has none."""
    total = answer(response).get("total")
    return total if isinstance(total, int) and not isinstance(total, bool) else None


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    at = PUBLIC.match(urlsplit(url).path)
    return f"https://{HOST}/api/v2/accounts/{at['account']}/jobs/{at['id']}" if at else url


def _posting(job: dict[str, Any], url: str, employer: str) -> JobPosting:
    department, is_published = job.get("department"), job.get("state") == "published"
    kind = text(job.get("employment_type")) or text(job.get("type"))
    return JobPosting(
        source_id=text(job["shortcode"]),
        url=url,
        employer=employer,
        title=text(job.get("title")),
        department=joined(department if isinstance(department, list) else [department], ", "),
        location_text=_places(job),
        date_posted_text=text(job.get("published_on")) or text(job.get("published")),
        employment_text=HOURS.get(kind, kind),
        apply_url=f"{url}apply/",
        description="\n\n".join(filter(None, (plain(job.get(name), url) for name in BODY))),
        stated_open="state: published" if is_published else "",
    )


def _places(job: dict[str, Any]) -> str:
    """The locations that the employer shows, of all rows."""
    flags = workplace_of_flags(remote=job.get("telecommuting") is True or job.get("remote") is True)
    named = [place for row in job[ROWS] for place in _places_of_row(row)]
    return places(named, workplace(job.get("workplace")) or flags)


def _places_of_row(row: dict[str, Any]) -> list[str]:
    several = row.get("locations")
    named = [_place(each) for each in several] if isinstance(several, list) else []
    return named if any(named) else [_place(row.get("location")) or spot(row, region="state")]


def _place(where: object) -> str:
    """A location; of a hidden one only the country."""
    country = "countryCode" if part(where, "countryCode") else "country"
    return spot(where, "", "", country) if part(where, "hidden") is True else spot(where, country=country)


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
        Address.of(r"www\.workable\.com/api/accounts/(?P<t>[\w-]+)", tenant="{t}", key="{t}", lower=True),
        Address.of(
            r"(?P<t>(?!(?:www|apply|jobs|help|resources|status|get)\.)[\w-]+)\.workable\.com",
            tenant="{t}",
            key="{t}",
            lower=True,
        ),
    ),
    authoritative=True,
    list_url=f"https://{HOST}/api/v1/widget/accounts/{{tenant}}?details=true",
    headers={"Accept": "application/json"},
    whole=True,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
    read_from=read_from,
    paging="everything at once",
)
