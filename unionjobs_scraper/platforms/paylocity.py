"""Paylocity Recruiting, https://recruiting.paylocity.com: a board has a GUID, its jobs are in a script.

List       /recruiting/jobs/All/{guid}: `window.pageData = {…}` with `Jobs`, everything at once. A page
           without pageData is an error page, never an empty board.
Posting    /Recruiting/Jobs/Details/{JobId}: `.job-preview-title`, `.preview-location`, then sections: a
           `.job-listing-header` and, in the next element, what it heads.
Identity   `JobId`, an integer.
Closed     the posting leaves the list; 404. (Job ids that are no more are also said to answer 200 with an
           error page: that is read as "not understood", and closes nothing by itself.)
Quirks     department, employer and day of posting stand on the list only, whose `Description` is cut off;
           postings for the staff itself (`IsInternal`) are left out; numbered hosts (2000recruiting…).
Tenant     the GUID; `start` for a board on a numbered host.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.facts_in_words import place
from unionjobs_scraper.platforms.json_answers import embedded, misread, native_id, part, records, text
from unionjobs_scraper.platforms.platform import GUID, Address, Platform
from unionjobs_scraper.reading.page import as_text, blocks

HOST = "recruiting.paylocity.com"
DETAILS = re.compile(r"/recruiting/jobs/details/(?P<id>\d+)", re.IGNORECASE)
AT_HOME = frozenset({"", "US", "USA", "United States"})
FLAG = re.compile(r"hybrid|remote", re.IGNORECASE)
SECTIONS = {"job type": "employment", "salary": "salary", "pay": "salary", "compensation": "salary"}
"""Sections that state one fact; all others are the description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow(Listed):
    """A row of the list, with the department that the posting's own page leaves out."""

    department: str = ""
    """`HiringDepartment`."""


def listed(response: TextResponse, board: Board) -> Iterator[JobRow | LeftOut]:
    """The rows of `window.pageData`. Raises `LayoutChanged`, or `TruncatedPage` in the middle of them."""
    page = embedded(response, "pageData")
    for job in _jobs(response):
        number = native_id(job.get("JobId"), response, "a JobId")
        if job.get("IsInternal") is True:
            yield LeftOut(reason="internal", words=text(job.get("JobTitle")), known=True)
            continue
        yield JobRow(
            source_id=number,
            url=urljoin(response.url, f"/Recruiting/Jobs/Details/{number}"),
            title=text(job.get("JobTitle")),
            employer=text(page.get("ModuleTitle")),
            location_text=_place(job),
            date_posted_text=text(job.get("PublishedDate")),
            department=text(job.get("HiringDepartment")),
        )


def declared_empty(response: TextResponse, board: Board) -> str:
    """The list's own empty `Jobs`, or that all of them are for the staff itself."""
    jobs = _jobs(response)
    if any(job.get("IsInternal") is not True for job in jobs):
        return ""
    return "pageData.Jobs: IsInternal, all of them" if jobs else "pageData.Jobs: []"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a Details page. Raises `LayoutChanged`."""
    found = DETAILS.search(urlsplit(response.url).path)
    title = clean_line(" ".join(response.css(".job-preview-title ::text").getall()))
    if not found or not title or (row and row.source_id != found["id"]):
        raise misread(response, f"a Details page of posting {row.source_id if row else ''} was expected")
    facts, description = _sections(response)
    if not description:
        raise misread(response, "no .job-listing-header with a description below it")
    url = urljoin(response.url, f"/Recruiting/Jobs/Details/{found['id']}")
    yield JobPosting(
        source_id=found["id"],
        url=url,
        employer=row.employer if row else "",
        title=title,
        department=row.department if isinstance(row, JobRow) else "",
        location_text=_fuller(_stated_place(response), row.location_text if row else ""),
        date_posted_text=row.date_posted_text if row else "",
        employment_text=facts.get("employment", ""),
        salary_text=facts.get("salary", ""),
        apply_url=urljoin(response.url, f"/Recruiting/Jobs/Apply/{found['id']}"),
        description=description,
    )


def _jobs(response: TextResponse) -> list[dict[str, Any]]:
    return records(embedded(response, "pageData").get("Jobs"), response, "pageData.Jobs")


def _place(job: dict[str, Any]) -> str:
    """The address, else the employer's label for the place, with the workplace that either states."""
    label, address = text(job.get("LocationName")), job.get("JobLocation")
    said = FLAG.search(label)
    flag = said.group().lower() if said else "remote" if job.get("IsRemote") is True else ""
    country = text(part(address, "Country"))
    where = (part(address, "City"), part(address, "State"), "" if country in AT_HOME else country)
    return place(where, flag) if any(where[:2]) else place((label,), flag)


def _stated_place(response: TextResponse) -> str:
    """The page's own lines: `Hybrid Remote` above `Renton, WA` become `Renton, WA (Hybrid Remote)`."""
    lines = [line for each in response.css(".preview-location") for line in _lines(each, response.url)]
    flags = [line for line in lines if FLAG.search(line) and "," not in line]
    places = [line for line in lines if line not in flags]
    return " ".join(["; ".join(places), f"({', '.join(flags)})" if flags else ""]).strip()


def _fuller(stated: str, listed: str) -> str:
    """The page's words, unless only the list knows that the job is remote or hybrid."""
    return stated if stated and (FLAG.search(stated) or not FLAG.search(listed)) else listed or stated


def _lines(selector: Selector, url: str) -> list[str]:
    found = [line.strip(" •·|") for block in blocks(selector, url) for line in block.lines]
    return list(dict.fromkeys(filter(None, found)))


def _sections(response: TextResponse) -> tuple[dict[str, str], str]:
    """The sections that state one fact, and the text of all others."""
    facts: dict[str, str] = {}
    texts: list[str] = []
    for heading in response.css(".job-listing-header"):
        name = clean_line(" ".join(heading.css("::text").getall())).strip(" :")
        text = "\n\n".join(as_text(blocks(each, response.url)) for each in heading.xpath("following-sibling::*[1]"))
        fact = SECTIONS.get(name.lower())
        if fact:
            facts[fact] = clean_line(text)
        elif text:
            texts.append(text if name.lower() == "description" else f"{name}\n\n{text}")
    return facts, clean_text("\n\n".join(texts))


PLATFORM = Platform(
    name="paylocity",
    domains=("paylocity.com",),
    openings=(r"recruiting\.paylocity\.com/recruiting/jobs/(?:details|apply)/(\d+)",),
    addresses=(
        Address.of(
            rf"(?P<h>\d*recruiting)\.paylocity\.com/recruiting/jobs/All/(?P<t>{GUID})",
            tenant="{t}",
            start="https://{h}.paylocity.com/recruiting/jobs/All/{t}",
            lower=True,
        ),
    ),
    list_url=f"https://{HOST}/recruiting/jobs/All/{{tenant}}",
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
