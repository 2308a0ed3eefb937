"""Rippling, https://ats.rippling.com/{board}/jobs: read from the interface behind its pages.

List       /platform/api/ats/v1/board/{board}/jobs on api.rippling.com: a JSON list, no paging. A posting in several
           places has a row for each, with the same uuid.
Posting    /platform/api/ats/v1/board/{board}/jobs/{uuid}, JSON. People read ats.rippling.com/{board}/jobs/{uuid}.
Identity   `uuid`.
Closed     the posting leaves the list; its own address answers 404.
Quirks     the description is cut in two (`company`, `role`); the only day is that of `createdOn`; the employment type
           is a code such as SALARIED_FT; a place may be `Remote (New Jersey, US)`.
Row        read: uuid, name, workLocation.label of all rows. Not read: department (the posting has it), url (on the
           employer's own host).
Fields     read: uuid, name, companyName, department.name, workLocations, employmentType.label, createdOn,
           payRangeDetails (rangeStart, rangeEnd, currency, frequency), description (a text, or company and role).
           Not read: url, board (colors), department.base_department and department_tree
           (above the department).
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
from unionjobs_scraper.platforms.facts_in_words import joined, marked, pay_range, places, workplace
from unionjobs_scraper.platforms.json_answers import answer, array, elements, misread, native_id, part, plain, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform

HOST = "api.rippling.com"
ADDRESS = re.compile(r"^/platform/api/ats/v1/board/(?P<board>[^/]+)/jobs(?:/(?P<id>[^/]+))?/?$")
PUBLIC = re.compile(r"/(?P<board>[^/]+)/jobs/(?P<id>[^/]+)/?$")
BODY = ("company", "role")
FLAGGED = re.compile(r"^(?P<flag>remote|hybrid|on-?site)\b\s*(?:[(:–-]\s*(?P<place>[^()]*?)\)?)?$", re.IGNORECASE)
"""A place behind the word for how the work is done."""
CODES = (("_FT", " full-time"), ("_PT", " part-time"), ("_", " "))
"""How the codes of the employment type end, and what stays between their words."""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The postings of the list, each with the places of all of its rows. Raises `LayoutChanged`."""
    at, rows = _address(response), _rows(response)
    labels: defaultdict[str, list[object]] = defaultdict(list)
    for row in rows:
        labels[text(row.get("uuid"))].append(row.get("workLocation"))

    def read(row: dict[str, Any]) -> Listed | LeftOut:
        number = text(row.get("uuid"))
        return lacking(row, "uuid", "name") or Listed(
            source_id=number,
            url=_public(at["board"], number),
            title=text(row["name"]),
            location_text=_places(labels[number]),
        )

    yield from dict.fromkeys(accounted(rows, read, response, "the list of jobs"))


def declared_empty(response: TextResponse, board: Board) -> str:
    """An empty list."""
    return "" if _rows(response) else "[]"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its own address. Raises `LayoutChanged`."""
    at, job = _address(response), answer(response)
    number, title = native_id(job.get("uuid"), response, "a uuid"), text(job.get("name"))
    if not title or number != at["id"]:
        raise misread(response, f"the posting {at['id']} with a name was expected")
    url, kind = _public(at["board"], number), part(job, "employmentType")
    yield marked(
        JobPosting(
            source_id=number,
            url=url,
            employer=text(job.get("companyName")),
            title=title,
            date_posted_text=text(job.get("createdOn")),
            department=next(filter(None, map(text, _departments(job.get("department")))), ""),
            location_text=_places(job.get("workLocations")),
            employment_text=_employment(text(part(kind, "label")) or text(part(kind, "id"))),
            salary_text=joined(map(_pay, elements(job.get("payRangeDetails")))),
            apply_url=url,
            description="\n\n".join(filter(None, _texts(job.get("description"), url))),
        )
    )


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    at = PUBLIC.search(urlsplit(url).path)
    return f"https://{HOST}/platform/api/ats/v1/board/{at['board']}/jobs/{at['id']}" if at else url


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return array(response, "the list of jobs")


def _address(response: TextResponse) -> re.Match[str]:
    at = ADDRESS.match(urlsplit(response.url).path)
    if not at:
        raise misread(response, "an address /platform/api/ats/v1/board/{board}/jobs was expected")
    return at


def _public(board: str, number: str) -> str:
    return f"https://ats.rippling.com/{board}/jobs/{number}"


def _departments(said: object) -> Iterator[object]:
    yield from (part(said, "name"), part(said, "label"), said)


def _places(locations: object) -> str:
    """`Remote (New Jersey, US)` and `New York, NY` as `New Jersey, US; New York, NY (remote)`."""
    named: list[str] = []
    flags: list[str] = []
    for each in locations if isinstance(locations, list) else []:
        label = text(part(each, "label")) or text(each)
        found = FLAGGED.match(label)
        flags += [workplace(found["flag"] if found else label)]
        named += [found["place"] or "" if found else label]
    flag = workplace(*flags)
    return places([each for each in named if each.lower() != flag], flag)


def _employment(code: str) -> str:
    """`SALARIED_FT` in words: salaried full-time."""
    for ending, said in CODES:
        code = code.replace(ending, said)
    return code.lower()


def _pay(pay: object) -> str:
    return pay_range(part(pay, "rangeStart"), part(pay, "rangeEnd"), part(pay, "currency"), part(pay, "frequency"))


def _texts(description: object, url: str) -> Iterator[str]:
    if isinstance(description, dict):
        yield from (plain(description.get(name), url) for name in BODY)
    else:
        yield plain(description, url)


PLATFORM = Platform(
    name="rippling",
    domains=("rippling.com",),
    openings=(r"ats\.rippling\.com/(?:[a-z-]+/)?[\w-]+/jobs/([0-9a-f-]{36})",),
    addresses=(
        Address.of(
            rf"ats(?:\.us1)?\.rippling\.com/(?:embed/)?(?:[a-z]{{2}}-[a-z]{{2}}/)?(?P<t>(?!(?:api|embed)/){STEP})",
            tenant="{t}",
            key="{t}",
        ),
        Address.of(
            rf"(?:ats(?:\.us1)?|api)\.rippling\.com/(?:platform/)?api/(?:ats/)?v\d/board/(?P<t>{STEP})",
            tenant="{t}",
            key="{t}",
        ),
    ),
    authoritative=True,
    list_url=f"https://{HOST}/platform/api/ats/v1/board/{{tenant}}/jobs",
    public_hosts=("ats.rippling.com",),
    headers={"Accept": "application/json"},
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    read_from=read_from,
    paging="everything at once",
)
