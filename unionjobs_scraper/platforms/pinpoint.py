"""Pinpoint, https://{tenant}.pinpointhq.com or a host of the employer's: read from its public list of postings.

List       /postings.json: JSON `data`, every posting whole, no paging. /jobs.json beside it has the requisitions, whose
           ids are others. An unknown tenant is a 404.
Posting    people read /{language}/postings/{uuid}, an HTML page with JSON-LD JobPosting, which has the day of posting.
Identity   the UUID in the address. `id` numbers the posting, `job.id` the requisition, which may be posted many times.
Closed     the posting leaves the list and its page answers 404. A page without JSON-LD proves nothing.
Fields     read: title, url, job.department, location.city and province, workplace_type, employment_type_text,
           compensation_*, deadline_at, description, key_responsibilities, skills_knowledge_expertise, benefits and
           their headings. Not read: reporting_to (a person or a title), location.name (an office's own name),
           job.division, job.requisition_id, street and postal code.
Quirks     `province` is a free text: a state, a county, a city, a country. There is no country in the list, and
           on most boards no day of posting. `compensation_visible` false hides figures that are there all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.facts_in_words import joined, marked, pay_range, places, workplace
from unionjobs_scraper.platforms.home_places import place_near_home
from unionjobs_scraper.platforms.json_answers import answer, misread, part, plain, records, text
from unionjobs_scraper.platforms.platform import GUID, Address, PageMark, Platform
from unionjobs_scraper.reading.schema_org import job_postings, read

LIST = "/postings.json"
PUBLIC = re.compile(rf"^(?P<path>/(?:[\w-]+/)?postings/(?P<id>{GUID}))/?$", re.IGNORECASE)
SECTIONS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")
LABEL = re.compile(r"^Department:\s*(?P<value>\S.*)$", re.MULTILINE)
"""How the text of the page's JSON-LD begins: the page's own labels."""
SYSTEM = re.compile(r"\bpinpointhq\.com\b", re.IGNORECASE)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the list, or the one of its own page. Raises `LayoutChanged`."""
    page = PUBLIC.match(urlsplit(response.url).path)
    if page:
        yield _from_page(response, page)
        return
    for job in _jobs(response):
        at, title = PUBLIC.match(urlsplit(text(job.get("url")) or text(job.get("path"))).path), text(job.get("title"))
        if at and title:
            url = f"https://{urlsplit(response.url).hostname}{at['path']}"
            yield marked(_posting(job, at["id"].lower(), url, board))
        else:
            yield LeftOut(reason="no-title" if at else "no-address", words=title or text(job.get("id")))


def declared_empty(response: TextResponse, board: Board) -> str:
    """A known tenant's empty list."""
    return "" if _jobs(response) else "data: []"


def _jobs(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("data"), response, "data")


def _posting(job: dict[str, Any], number: str, url: str, board: Board) -> JobPosting:
    where = part(job, "location")
    spot = place_near_home(text(part(where, "city")), text(part(where, "province")), board.country)
    return JobPosting(
        source_id=number,
        url=url,
        title=text(job.get("title")),
        department=text(part(job, "job", "department", "name")),
        location_text=places([spot or part(where, "name")], workplace(job.get("workplace_type"))),
        date_posted_text=text(job.get("first_published_at")),  # not on every board
        valid_through_text=text(job.get("deadline_at")),
        employment_text=text(job.get("employment_type_text")) or text(job.get("employment_type")).replace("_", " "),
        salary_text=_pay(job),
        apply_url=url,
        description="\n\n".join(filter(None, (_section(job, name, url) for name in SECTIONS))),
    )


def _section(job: dict[str, Any], name: str, url: str) -> str:
    """A part of the text below its heading; a heading over nothing is none."""
    body = plain(job.get(name), url)
    return joined((job.get(f"{name}_header"),)) + "\n\n" + body if body and job.get(f"{name}_header") else body


def _pay(job: dict[str, Any]) -> str:
    if job.get("compensation_visible") is False:
        return ""
    low, high = job.get("compensation_minimum"), job.get("compensation_maximum")
    figures = pay_range(low, high, job.get("compensation_currency"), job.get("compensation_frequency"))
    return figures or text(job.get("compensation"))


def _from_page(response: TextResponse, page: re.Match[str]) -> JobPosting:
    jobs = job_postings(response.selector)
    if len(jobs) != 1:
        raise misread(response, f"one JobPosting in JSON-LD was expected, found {len(jobs)}")
    url = f"https://{urlsplit(response.url).hostname}{page['path']}"
    item = read(jobs[0], source_id=page["id"].lower(), url=url)
    said = LABEL.search(item.description)
    return replace(item, apply_url=url, department=said["value"] if said else "")


def list_requests(board: Board) -> Iterator[Request]:
    """The list on the board's host."""
    host = urlsplit(board.start).hostname or f"{board.tenant}.pinpointhq.com"
    yield Request(f"https://{host}{LIST}")


def links_to_pinpoint(page: TextResponse) -> bool:
    """Whether a page of postings on the employer's own host is made with Pinpoint."""
    return bool(SYSTEM.search(page.text)) and bool(page.xpath("//a[contains(@href, '/postings/')]"))


PLATFORM = Platform(
    name="pinpoint",
    domains=("pinpointhq.com",),
    openings=(rf"(?<![\w-])[\w-]+\.pinpointhq\.com/(?:[\w-]+/)?postings/({GUID})",),
    addresses=(Address.of(r"(?P<t>(?!www\.|app\.)[\w-]+)\.pinpointhq\.com", tenant="{t}", key="{t}", lower=True),),
    page_marks=(
        PageMark(found="by pinpointhq.com on the page", shown=links_to_pinpoint, start="https://{host}/postings.json"),
    ),
    authoritative=True,
    list_url="https://{tenant}.pinpointhq.com/postings.json",
    list_requests=list_requests,
    whole=True,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
