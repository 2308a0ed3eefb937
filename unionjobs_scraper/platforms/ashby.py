"""Ashby, https://jobs.ashbyhq.com/{board}: read from its public posting API.

List       /posting-api/job-board/{board}?includeCompensation=true on api.ashbyhq.com: JSON, every posting whole, no
           paging. A board that is gone is a 404. Postings with `isListed: false` are not public. Read: id, title,
           department, team (departmentName, teamName in older answers), employmentType, address.postalAddress beside
           the label `location`, secondaryLocations with theirs, workplaceType, isRemote, publishedAt (publishedDate),
           compensation, applyUrl, descriptionHtml. shouldDisplay… decides for the pay. Not read: jobUrl (of the same
           parts), descriptionPlain where the HTML is there, the compensation's tiers (their sum stands beside them).
Posting    no interface of its own: people read jobs.ashbyhq.com/{board}/{id}, an HTML page with JSON-LD.
Identity   `id`, a UUID.
Closed     the posting leaves the list. What its page then answers is not known: a page without JSON-LD
           proves nothing.
Quirks     pay stands in `compensation`, as parts and as display text, and is not always meant to be shown;
           `interval` reads like "1 YEAR". "Remote" stands in for a city.
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
from unionjobs_scraper.normalize.place_fields import labelled_place, place_text
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import joined, marked, pay_range, places, workplace, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, canonical, elements, misread, part, plain, records, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform
from unionjobs_scraper.reading.schema_org import job_postings, read

ADDRESS = re.compile(r"^/posting-api/job-board/(?P<board>[^/]+)/?$")
ADDRESS_PARTS = ("addressLocality", "addressRegion", "addressCountry")
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
    pages = f"https://jobs.ashbyhq.com/{at['board']}/"

    def of(job: dict[str, Any]) -> JobPosting | LeftOut:
        if job.get("isListed") is False:
            return LeftOut(reason="unlisted", words=text(job.get("title")), known=True)
        own = text(job.get("id"))
        return lacking(job, "id", "title") or marked(_posting(job, own, f"{pages}{own}", board.country))

    yield from accounted(_jobs(response), of, response, "jobs")


def declared_empty(response: TextResponse, board: Board) -> str:
    """A known board's list without any public posting."""
    jobs = _jobs(response)
    if any(job.get("isListed") is not False for job in jobs):
        return ""
    return f"jobs: {len(jobs)}, none with isListed" if jobs else "jobs: []"


def _jobs(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("jobs"), response, "jobs")


def _posting(job: dict[str, Any], number: str, url: str, home: str) -> JobPosting:
    spots = [_place(each, home) for each in (job, *elements(job.get("secondaryLocations")))]
    flag = workplace(job.get("workplaceType")) or workplace_of_flags(remote=job.get("isRemote"))
    return JobPosting(
        source_id=number,
        url=url,
        title=text(job.get("title")),
        department=joined((_either(job, "department", "departmentName"), _either(job, "team", "teamName")), ", "),
        location_text=places(spots, flag),
        region_text=text(part(job, "address", "postalAddress", "addressRegion")),
        date_posted_text=_either(job, "publishedAt", "publishedDate"),
        employment_text=text(job.get("employmentType")),
        salary_text=_pay(job),
        apply_url=canonical(text(job.get("applyUrl"))) if job.get("applyUrl") else f"{url}/application",
        description=plain(job.get("descriptionHtml"), url) or plain(job.get("descriptionPlain"), url),
    )


def _either(job: dict[str, Any], name: str, older: str) -> str:
    return text(job.get(name)) or text(job.get(older))


def _place(spot: object, home: str) -> str:
    """The place by the parts of its address, else by its label and the country beside it; "Remote" is no city."""
    address = part(spot, "address", "postalAddress") or part(spot, "address")
    city, region, country = (text(part(address, name)) for name in ADDRESS_PARTS)
    if city and city.casefold() != "remote":
        return place_text(city, region, country)
    label = text(part(spot, "location"))
    return labelled_place(label, country, home) if label else place_text("", region, country)


def _pay(job: dict[str, Any]) -> str:
    """The salary among the parts of the compensation, else the words that the page shows."""
    if job.get("shouldDisplayCompensationOnJobPostings") is False:
        return ""
    shown = job.get("compensation")
    for each in elements(part(shown, "summaryComponents")):
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
