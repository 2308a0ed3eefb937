"""Greenhouse, https://job-boards.greenhouse.io/{token}: read from its public Job Board API.

List       /v1/boards/{token}/jobs?content=true&pay_transparency=true on boards-api.greenhouse.io: JSON, every
           posting whole, no paging; `meta.total` is their number. Read: id, title, company_name, location (`offices`
           where it is empty), departments, content, first_published, application_deadline (the employer's own),
           pay_input_ranges but for on-target earnings; of `metadata`, the employers' own fields: employment type,
           workplace type, and pay where no range is given. Not read: updated_at (no posting date), internal_job_id
           (groups postings of one job), requisition_id (the employer's number), language, absolute_url (perhaps on a
           host of the employer's, which the public address leads to), ids of offices and departments.
Posting    /v1/boards/{token}/jobs/{id}, the same object. People read job-boards.greenhouse.io/{token}/jobs/{id}.
Identity   `id`, an integer per posting.
Closed     the posting leaves the list and its own address answers 404.
Quirks     `content` is escaped HTML; pay is in cents, and its period stands in a title or a blurb; EU boards have their
           own hosts (`start` in the register).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import cents, joined, marked, pay_range, period_of, place, workplace
from unionjobs_scraper.platforms.json_answers import answer, elements, misread, number, part, plain, records, text
from unionjobs_scraper.platforms.platform import Address, Platform

LIST = "https://boards-api.greenhouse.io/v1/boards/{tenant}/jobs?content=true&pay_transparency=true"
ADDRESS = re.compile(r"^/v1/boards/(?P<token>[^/]+)/jobs(?:/(?P<id>\d+))?/?$")
EMPLOYMENT = re.compile(r"\b(?:employment|job|position)\s+(?:type|status)\b", re.IGNORECASE)
"""Employers' own fields that say how a job is held."""
WORKPLACE = re.compile(
    r"^(?:work\s?(?:place|site)?|location|remote)\s(?:type|status|model|arrangement)$", re.IGNORECASE
)
"""Employers' own fields that say where a job is done."""
PAID = re.compile(r"\b(?:salary|pay|compensation|wage)\b", re.IGNORECASE)
NOT_BASE_PAY = re.compile(
    r"\b(?:equity|rsu|stock|bonus|commission|ote|on[-\s]target|variable|midpoint)\b", re.IGNORECASE
)
"""Sums that are no base pay: grants, and what a seller earns who reaches a target."""
LEAST = 1
"""A smaller sum stands in a field that was left at its default."""
NONE = "No Department"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the list, or the one of its own address. Raises `LayoutChanged`."""
    at = ADDRESS.match(urlsplit(response.url).path)
    if not at:
        raise misread(response, "an address /v1/boards/{token}/jobs was expected")
    jobs = [answer(response)] if at["id"] else _jobs(response)
    if not jobs and not declared_empty(response, board):
        raise misread(response, "no jobs, and meta.total does not say 0")
    if at["id"] and text(jobs[0].get("id")) != at["id"]:
        raise misread(response, f"the posting {at['id']} with a title was expected")
    pages = f"https://{_public(response.url)}/{at['token']}/jobs/"

    def of(job: dict[str, Any]) -> JobPosting | LeftOut:
        own = text(job.get("id"))
        return lacking(job, "id", "title") or marked(_posting(job, own, f"{pages}{own}"))

    yield from accounted(jobs, of, response, "jobs")


def _posting(job: dict[str, Any], own: str, url: str) -> JobPosting:
    departments = [part(each, "name") for each in elements(job.get("departments"))]
    return JobPosting(
        source_id=own,
        url=url,
        employer=text(job.get("company_name")),
        title=text(job.get("title")),
        department=joined((each for each in departments if each != NONE), ", "),
        location_text=_places(job),
        date_posted_text=text(job.get("first_published")),
        valid_through_text=text(job.get("application_deadline")),
        employment_text=_own(job, EMPLOYMENT),
        salary_text=joined(map(_pay, elements(job.get("pay_input_ranges")))) or _own_pay(job),
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


def _places(job: dict[str, Any]) -> str:
    said = text(part(job, "location", "name")) or joined(map(_office, elements(job.get("offices"))))
    return place((said,), workplace(_own(job, WORKPLACE)))


def _own(job: dict[str, Any], name: re.Pattern[str]) -> str:
    """The values of the employer's own fields of a name."""
    own = [each for each in elements(job.get("metadata")) if name.search(text(part(each, "name")))]
    values = [part(each, "value") for each in own]
    return joined((each for value in values for each in (value if isinstance(value, list) else [value])), ", ")


def _own_pay(job: dict[str, Any]) -> str:
    """The first range of pay, else the first sum, among the employer's own fields; their names say no period."""
    for kind in ("currency_range", "currency"):
        for each in elements(job.get("metadata")):
            name, value = text(part(each, "name")), part(each, "value")
            if part(each, "value_type") == kind and PAID.search(name) and not NOT_BASE_PAY.search(name):
                low = part(value, "min_value") if kind == "currency_range" else part(value, "amount")
                high = part(value, "max_value") if kind == "currency_range" else low
                found = pay_range(low, high, part(value, "unit"), period_of(name)) if part(value, "unit") else ""
                if found and max(number(low), number(high)) > LEAST:
                    return found
    return ""


def _pay(pay: object) -> str:
    title = text(part(pay, "title"))
    if NOT_BASE_PAY.search(title):
        return ""
    period = period_of(title) or period_of(text(part(pay, "blurb")))
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
