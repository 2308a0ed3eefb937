"""UKG Ready, https://secure{n}.saashr.com/ta/{company}.careers: read from the interface behind its pages.

List       /ta/rest/ui/recruitment/companies/%7C{company}/job-requisitions?offset=1&size=…, JSON: `job_requisitions`;
           `_paging.total` is their number. Whether `offset` counts rows or pages is not known: more rows than fit on
           one page are asked for by rows, and a count that falls short of the total spoils the run.
Posting    the same path + /{id}, with the whole text. People read /ta/{company}.careers?ShowJob={id}, a script's shell.
Identity   `id`, an integer of the company.
Closed     the posting leaves the list; its own address answers 404 or 410. A company without a portal answers 410.
Fields     read: job_title, location (city, state, country), is_remote_job, employee_type.name, job_categories,
           base_pay_from, base_pay_to and base_pay_frequency, job_description, job_requirement, job_preview.
           Not read: street and postal code, allow_quick_apply, has_questionnaire, ein_id. Nothing says when a
           posting was posted or ends, nor the employer's name or the pay's currency.
Tenant     the company's number; `start` names its host, and a portal of several (`career_portal_id`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.facts_in_words import joined, marked, pay_range, places, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, misread, number, parameter, part, plain, records, text
from unionjobs_scraper.platforms.platform import Address, Platform

INTERFACE = "/ta/rest/ui/recruitment/companies/%7C{company}/job-requisitions"
ASKED = re.compile(
    r"^/ta/rest/ui/recruitment/companies/(?:%7C|\|)?(?P<company>\w+)/job-requisitions(?:/(?P<id>\d+))?$", re.I
)
PUBLIC = re.compile(r"^/ta/(?P<company>\w+)\.(?:careers|jobs)$", re.IGNORECASE)
PAGE = 200
"""Rows that are asked for at once."""
CURRENCIES = {
    "USA": "USD",
    "US": "USD",
    "CAN": "CAD",
    "CA": "CAD",
    "GBR": "GBP",
    "GB": "GBP",
    "AUS": "AUD",
    "AU": "AUD",
}
BODY = ("job_description", "job_requirement", "job_preview")
KEPT = ("career_portal_id", "ein_id")
"""Parameters of a board's address that choose among a company's portals."""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of one page of the list. Raises `LayoutChanged`."""
    rows, total = _rows(response), stated_total(response, board)
    if not rows and (total is None or total >= _first(response)):
        raise misread(response, f"no rows in job_requisitions, and _paging.total is {total}")
    for row in rows:
        job, title = text(row.get("id")), text(row.get("job_title"))
        if not job.isdecimal() or not title:
            yield LeftOut(reason="no-title" if job else "no-id", words=title or job)
            continue
        yield Listed(source_id=job, url=_public(response, job), title=title, location_text=_place(row))


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page, until the stated total is reached."""
    rows = _rows(response)
    following = _first(response) + len(rows)
    if rows and following <= (stated_total(response, board) or 0):
        yield _request(response.url, following)


def declared_empty(response: TextResponse, board: Board) -> str:
    """The list's own count, where it is 0 and no rows contradict it."""
    return "_paging.total: 0" if stated_total(response, board) == 0 and not _rows(response) else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The list's own count of its rows."""
    total = text(part(answer(response), "_paging", "total"))
    return int(total) if total.isdecimal() else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its own address in the interface. Raises `LayoutChanged`."""
    found, at = answer(response), ASKED.match(urlsplit(response.url).path)
    job, title = text(found.get("id")), text(found.get("job_title"))
    if not at or not title or job not in (at["id"], row.source_id if row else at["id"]):
        raise misread(response, f"the posting {at['id'] if at else '?'} with its job_title was expected")
    url = row.url if row else _public(response, job)
    categories = found.get("job_categories")
    yield marked(
        JobPosting(
            source_id=job,
            url=url,
            title=title,
            department=joined(categories if isinstance(categories, list) else [], ", "),
            location_text=_place(found),
            employment_text=text(part(found, "employee_type", "name")),
            salary_text=_pay(found),
            apply_url=url,
            description="\n\n".join(filter(None, (plain(found.get(name), url) for name in BODY))),
        )
    )


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("job_requisitions"), response, "job_requisitions")


def _first(response: TextResponse) -> int:
    return max(1, int(number(parameter(response.url, "offset"))))


def _public(response: TextResponse, job: str) -> str:
    at = ASKED.match(urlsplit(response.url).path)
    return f"https://{urlsplit(response.url).hostname}/ta/{at['company'] if at else ''}.careers?ShowJob={job}"


def _place(job: dict[str, Any]) -> str:
    where = part(job, "location")
    spot = place_text(*(text(part(where, name)) for name in ("city", "state", "country")))
    return places([spot], workplace_of_flags(remote=job.get("is_remote_job")))


def _pay(job: dict[str, Any]) -> str:
    currency = CURRENCIES.get(text(part(job, "location", "country")).upper(), "")
    return pay_range(job.get("base_pay_from"), job.get("base_pay_to"), currency, job.get("base_pay_frequency"))


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting, given its public one."""
    at, job = PUBLIC.match(urlsplit(url).path), parameter(url, "showjob", "applytojob")
    return f"https://{urlsplit(url).hostname}{INTERFACE.format(company=at['company'])}/{job}?lang=en-US" if at else url


def list_requests(board: Board) -> Iterator[Request]:
    """The list's first page on the board's host."""
    at = urlsplit(board.start)
    found = PUBLIC.match(at.path) or ASKED.match(at.path)
    company = found["company"] if found else board.tenant
    yield _request(f"https://{at.hostname}{INTERFACE.format(company=company)}?{at.query}", 1)


def _request(address: str, first: int) -> Request:
    """The page of the list that starts with a row, of the board that the address is one of."""
    kept = {name: value for name in KEPT if (value := parameter(address, name))}
    query = urlencode({"offset": first, "size": PAGE, "sort": "desc", "ein_id": "", **kept, "lang": "en-US"})
    at = urlsplit(address)
    return Request(f"https://{at.hostname}{at.path}?{query}")


_HOST = r"(?P<h>[\w.-]+\.(?:saashr\.com|entertimeonline\.com|workforceready\.eu|mykronos\.com))"
PLATFORM = Platform(
    name="ukg_ready",
    domains=("saashr.com", "entertimeonline.com", "workforceready.eu"),
    openings=(
        r"\.(?:saashr|entertimeonline|workforceready)\.(?:com|eu)/ta/(\w+)\.careers\?.*?(?:ShowJob|ApplyToJob)=(\d+)",
    ),
    addresses=(
        Address.of(
            rf"{_HOST}/ta/(?P<t>\d+)\.(?:careers|jobs)\?(?:[^#\s]*&)?(?P<p>career_portal_id=\d+)",
            tenant="{t}",
            start="https://{h}/ta/{t}.careers?CareersSearch&{p}",
        ),
        Address.of(
            rf"{_HOST}/ta/(?:rest/ui/recruitment/companies/(?:%7C|\|)(?P<t1>\d+)/|(?P<t2>\d+)\.(?:careers|jobs))",
            tenant="{t1}{t2}",
            start="https://{h}/ta/{t1}{t2}.careers?CareersSearch",
        ),
    ),
    authoritative=True,
    list_requests=list_requests,
    headers={"Accept": "application/json"},
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
    read_from=read_from,
)
