"""Ashby, https://jobs.ashbyhq.com/{board}: read from its public posting API.

List       /posting-api/job-board/{board}?includeCompensation=true on api.ashbyhq.com: JSON, every posting whole, no
           paging. A board that is gone is a 404. Postings with `isListed: false` are not public.
Posting    no interface of its own: people read jobs.ashbyhq.com/{board}/{id}, an HTML page with JSON-LD.
Identity   `id`, a UUID.
Closed     the posting leaves the list. What its page then answers is not known: a page without JSON-LD
           proves nothing.
Quirks     pay stands in `compensation`, as parts and as display text, and is not always meant to be shown;
           `interval` reads like "1 YEAR".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.facts_in_words import joined, marked, pay_range, places, workplace, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, canonical, misread, native_id, part, plain, records, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform
from unionjobs_scraper.reading.schema_org import job_postings, read

ADDRESS = re.compile(r"^/posting-api/job-board/(?P<board>[^/]+)/?$")
PUBLIC = re.compile(r"^/[^/]+/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})/?$", re.IGNORECASE)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the list, or the one of a public page. Raises `LayoutChanged`."""
    path = urlsplit(response.url).path
    page, at = PUBLIC.match(path), ADDRESS.match(path)
    if page:
        yield _from_page(response, page["id"])
        return
    if not at:
        raise misread(response, "an address /posting-api/job-board/{board} was expected")
    for job in _jobs(response):
        number = native_id(job.get("id"), response, "an id")
        if not text(job.get("title")):
            raise misread(response, f"the posting {number} without a title")
        if job.get("isListed") is False:
            yield LeftOut(reason="unlisted", words=text(job.get("title")), known=True)
        else:
            yield marked(_posting(job, number, f"https://jobs.ashbyhq.com/{at['board']}/{number}"))


def declared_empty(response: TextResponse, board: Board) -> str:
    """A known board's list without any public posting."""
    jobs = _jobs(response)
    if any(job.get("isListed") is not False for job in jobs):
        return ""
    return f"jobs: {len(jobs)}, none with isListed" if jobs else "jobs: []"


def _jobs(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("jobs"), response, "jobs")


def _posting(job: dict[str, Any], number: str, url: str) -> JobPosting:
    more = [part(each, "location") for each in job.get("secondaryLocations") or []]
    flag = workplace(job.get("workplaceType")) or workplace_of_flags(remote=job.get("isRemote"))
    return JobPosting(
        source_id=number,
        url=url,
        title=text(job.get("title")),
        department=joined((job.get("department"), job.get("team")), ", "),
        location_text=places([job.get("location"), *more], flag),
        region_text=text(part(job, "address", "postalAddress", "addressRegion")),
        date_posted_text=text(job.get("publishedAt")),
        employment_text=text(job.get("employmentType")),
        salary_text=_pay(job),
        apply_url=canonical(text(job.get("applyUrl"))) if job.get("applyUrl") else f"{url}/application",
        description=plain(job.get("descriptionHtml"), url) or plain(job.get("descriptionPlain"), url),
    )


def _pay(job: dict[str, Any]) -> str:
    """The salary among the parts of the compensation, else the words that the page shows."""
    if job.get("shouldDisplayCompensationOnJobPostings") is False:
        return ""
    shown = job.get("compensation")
    for each in part(shown, "summaryComponents") or []:
        if text(part(each, "compensationType")).lower() == "salary":
            low, high = part(each, "minValue"), part(each, "maxValue")
            found = pay_range(low, high, part(each, "currencyCode"), part(each, "interval"))
            if found:
                return found
    summary = text(part(shown, "scrapeableCompensationSalarySummary"))
    return summary or text(part(shown, "compensationTierSummary"))


def _from_page(response: TextResponse, number: str) -> JobPosting:
    url, jobs = canonical(response.url).rstrip("/"), job_postings(response.selector)
    if len(jobs) != 1:
        raise misread(response, f"one JobPosting in JSON-LD was expected, found {len(jobs)}")
    return replace(read(jobs[0], source_id=number, url=url), apply_url=f"{url}/application")


PLATFORM = Platform(
    name="ashby",
    domains=("ashbyhq.com",),
    openings=(r"jobs\.ashbyhq\.com/[\w.%-]+/([0-9a-f-]{36})",),
    addresses=(
        Address.of(
            rf"(?:jobs\.ashbyhq\.com|api\.ashbyhq\.com/posting-api/job-board)/(?P<t>{STEP})", tenant="{t}", key="{t}"
        ),
    ),
    authoritative=True,
    list_url="https://api.ashbyhq.com/posting-api/job-board/{tenant}?includeCompensation=true",
    public_hosts=("jobs.ashbyhq.com",),
    headers={"Accept": "application/json"},
    whole=True,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
