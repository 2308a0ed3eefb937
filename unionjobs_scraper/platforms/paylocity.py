"""Paylocity Recruiting, https://recruiting.paylocity.com: a board has a GUID, its jobs are in a script.

List       /recruiting/jobs/All/{guid}: `window.pageData = {…}` with `Jobs`, everything at once. A page
           without pageData is an error page, never an empty board.
Posting    /Recruiting/Jobs/Details/{JobId}: `.job-preview-title`, `.preview-location` (the place as a link to a map,
           a department behind "•"), then sections: a `.job-listing-header` and, in the next element, what it heads.
           JSON-LD beside it, whose datePosted is the UTC clock labelled with the local offset.
Identity   `JobId`, an integer.
Closed     the posting leaves the list; 404. (Job ids that are no more are also said to answer 200 with an
           error page: that is read as "not understood", and closes nothing by itself.)
Quirks     postings for the staff itself (`IsInternal`) are left out; numbered hosts (2000recruiting…); the list's
           employer may end in the client's number, "[175255]".
Row        read: JobId, JobTitle, IsInternal, LocationName, JobLocation (City, State, Country), IsRemote,
           PublishedDate, HiringDepartment; of the page ModuleTitle. Not read: Description (cut off), IndeedRemoteType
           (what its numbers mean is not known), ShouldDisplayLocation (of the table), JobLocation.Address, Zip, County;
           Departments and Locations (the filters), ModuleId and what concerns logos, videos and cookies.
Fields     read: title, the place (else JSON-LD's jobLocation), the department, the sections; of JSON-LD
           hiringOrganization, baseSalary and validThrough, and datePosted where no row tells the day.
           Not read: JSON-LD's description (the sections as one text), identifier, directApply.
Tenant     the GUID; `start` for a board on a numbered host.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import place
from unionjobs_scraper.platforms.json_answers import embedded, misread, part, records, text
from unionjobs_scraper.platforms.platform import GUID, Address, Platform
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read

HOST = "recruiting.paylocity.com"
DETAILS = re.compile(r"/recruiting/jobs/details/(?P<id>\d+)", re.IGNORECASE)
FLAG = re.compile(r"hybrid|remote", re.IGNORECASE)
CLIENT = re.compile(r"\s*\[\d+\]$")
"""The client's number behind the employer's name."""
SECTIONS = (
    (re.compile(r"job\s+type|employment\s+type", re.IGNORECASE), "employment"),
    (
        re.compile(
            r"(?:salary|pay|compensation|wages?)(?:\s+(?:and\s+benefits\s+)?(?:description|range|rate|scale|details))?",
            re.IGNORECASE,
        ),
        "salary",
    ),
)
"""Headings of sections that state one fact; all others are the description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow(Listed):
    """A row of the list, with the department that the posting's own page leaves out."""

    department: str = ""
    """`HiringDepartment`."""


def listed(response: TextResponse, board: Board) -> Iterator[JobRow | LeftOut]:
    """The rows of `window.pageData`. Raises `LayoutChanged`, or `TruncatedPage` in the middle of them."""
    employer = CLIENT.sub("", text(embedded(response, "pageData").get("ModuleTitle")))

    def read_job(job: dict[str, Any]) -> JobRow | LeftOut:
        if job.get("IsInternal") is True:
            return LeftOut(reason="internal", words=text(job.get("JobTitle")), known=True)
        return lacking(job, "JobId", "JobTitle") or JobRow(
            source_id=text(job["JobId"]),
            url=urljoin(response.url, f"/Recruiting/Jobs/Details/{text(job['JobId'])}"),
            title=text(job["JobTitle"]),
            employer=employer,
            location_text=_place(job),
            date_posted_text=text(job.get("PublishedDate")),
            department=text(job.get("HiringDepartment")),
        )

    yield from accounted(_jobs(response), read_job, response, "pageData.Jobs")


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
    ld = read(next(iter(job_postings(response.selector)), {}), source_id=found["id"], url=url)
    stated, department = _stated(response)
    pay = facts.get("salary", "")
    yield replace(
        ld,
        employer=CLIENT.sub("", ld.employer) or (row.employer if row else ""),
        title=title,
        department=(row.department if isinstance(row, JobRow) else "") or department,
        location_text=_fuller(stated or ld.location_text, row.location_text if row else ""),
        date_posted_text=(row.date_posted_text if row else "") or _local(ld.date_posted_text),
        employment_text=facts.get("employment", "") or ld.employment_text,
        salary_text=pay if re.search(r"\d", pay) else ld.salary_text or pay,
        apply_url=urljoin(response.url, f"/Recruiting/Jobs/Apply/{found['id']}"),
        description=description,
    )


def _local(stamp: str) -> str:
    """A UTC clock labelled with the local offset as what it means: `2026-06-12T02:42:38-05:00` is on the eleventh."""
    try:
        said = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return said.replace(tzinfo=UTC).astimezone(said.tzinfo).isoformat() if said.tzinfo else stamp


def _jobs(response: TextResponse) -> list[dict[str, Any]]:
    return records(embedded(response, "pageData").get("Jobs"), response, "pageData.Jobs")


def _place(job: dict[str, Any]) -> str:
    """The address, else the employer's label for the place, with the workplace that either states."""
    label, address = text(job.get("LocationName")), job.get("JobLocation")
    said = FLAG.search(label)
    flag = said.group().lower() if said else "remote" if job.get("IsRemote") is True else ""
    city, state = text(part(address, "City")), text(part(address, "State"))
    where = place_text(city, state, text(part(address, "Country")))
    return place((where,), flag) if city or state else place((label,), flag)


def _stated(response: TextResponse) -> tuple[str, str]:
    """The page's own place, `Renton, WA (Hybrid Remote)` of a line each, and the department that follows it."""
    lines = [line for each in response.css(".preview-location") for line in _lines(each, response.url)]
    mapped = {clean_line(" ".join(link.css("::text").getall())) for link in response.css(".preview-location a")}
    flags = [line for line in lines if FLAG.search(line) and line not in mapped and "," not in line]
    others = [line for line in lines if line not in flags]
    places = [line for line in others if line in mapped] or [line for line in others if "," in line] or others[:1]
    department = next((line for line in others if line not in places), "")
    return " ".join(["; ".join(places), f"({', '.join(flags)})" if flags else ""]).strip(), department


def _fuller(stated: str, listed: str) -> str:
    """The page's words, unless only the list knows that the job is remote or hybrid."""
    return stated if stated and (FLAG.search(stated) or not FLAG.search(listed)) else listed or stated


def _lines(selector: Selector, url: str) -> list[str]:
    found = [line.strip(" ·|") for block in blocks(selector, url) for said in block.lines for line in said.split("•")]
    return list(dict.fromkeys(filter(None, found)))


def _sections(response: TextResponse) -> tuple[dict[str, str], str]:
    """The sections that state one fact, and the text of all others."""
    facts: dict[str, str] = {}
    texts: list[str] = []
    for heading in response.css(".job-listing-header"):
        name = clean_line(" ".join(heading.css("::text").getall())).strip(" :")
        text = "\n\n".join(as_text(blocks(each, response.url)) for each in heading.xpath("following-sibling::*[1]"))
        fact = next((fact for pattern, fact in SECTIONS if pattern.fullmatch(name)), "")
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
            rf"(?P<h>\d*recruiting)\.paylocity\.com/recruiting/(?:jobs/(?:All|List)|v2/api/feed/jobs)/(?P<t>{GUID})",
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
