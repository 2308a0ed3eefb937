"""SmartRecruiters, https://jobs.smartrecruiters.com/{company}: read from its public Posting API.

List       /v1/companies/{company}/postings?limit=100&offset=0 on api.smartrecruiters.com, JSON; `offset` grows by
           `limit` up to `totalFound`. A company that it does not know has `totalFound` 0 like an empty
           one, so an empty list is never believed. `null` as a whole answer happens and is an error.
Posting    /v1/companies/{company}/postings/{id}, JSON. People read jobs.smartrecruiters.com/{company}/{id}-{slug}.
Identity   `id`, 15 digits.
Closed     the posting leaves the list; its own address answers 404, or 200 with `active` false. `active` true says
           that it is open, whatever its text says.
Row        read: id, name, company.name, location, releasedDate. The others are the posting's.
Fields     read: id, name, company.name, department.label, location.city, region (or regionCode) and country, or else
           fullLocation; location.remote and hybrid, typeOfEmployment.label, releasedDate, compensation (itself or
           under `salary`), jobAd.sections (title and text), applyUrl, active.
           Not read: uuid, jobAdId, refNumber, ref, postingUrl (other names of the same posting); location.address,
           postalCode, latitude, longitude; industry, function, experienceLevel, customField, language (nothing that a
           posting has a column for); creator (a person); jobAd.sections.videos; releasedDate is the only day.
Robots     in 2026 robots.txt of the interface's host refused everybody but one search engine: such a run ends
           as blocked until a company is read with leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse
from w3lib.url import add_or_replace_parameters

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.gazetteer import find_country
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import marked, pay_range, places, untracked, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, count_in, misread, native_id, part, plain, records, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform

HOST = "api.smartrecruiters.com"
ADDRESS = re.compile(r"^/v1/companies/(?P<company>[^/]+)/postings(?:/(?P<id>[^/]+))?/?$")
PUBLIC = re.compile(r"^/(?P<company>[^/]+)/(?P<id>\d+)")
SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a list page. Raises `LayoutChanged`, also for an empty list."""
    rows = records(answer(response).get("content"), response, "content")
    if not rows:
        raise misread(response, "no postings: the same answer as for a company that is not known")
    company = _company(response)
    yield from accounted(rows, lambda row: lacking(row, "id", "name") or _row(row, company), response, "content")


def _row(row: dict[str, Any], company: str) -> Listed:
    number = text(row["id"])
    return Listed(
        source_id=number,
        url=f"https://jobs.smartrecruiters.com/{company}/{number}",
        title=text(row["name"]),
        employer=text(part(row, "company", "name")),
        location_text=_place(row),
        date_posted_text=text(row.get("releasedDate")),
    )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page, where the list goes on."""
    limit = count_in(response, "limit")
    after = count_in(response, "offset") + limit
    if limit and after < (stated_total(response, board) or 0):
        asked = {"limit": str(limit), "offset": str(after)}
        yield Request(add_or_replace_parameters(response.url, asked))


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The list's own count."""
    total = text(part(answer(response), "totalFound"))
    return int(total) if total.isdecimal() else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its own address. Raises `LayoutChanged`."""
    job = answer(response)
    number, title = native_id(job.get("id"), response, "an id"), text(job.get("name"))
    if not title or (row and row.source_id != number):
        raise misread(response, f"the posting {row.source_id if row else number} with a name was expected")
    url = f"https://jobs.smartrecruiters.com/{_company(response)}/{number}"
    stated = part(job, "compensation")
    pay = part(stated, "salary") or stated
    active = job.get("active")
    yield marked(
        JobPosting(
            source_id=number,
            url=url,
            employer=text(part(job, "company", "name")),
            title=title,
            department=text(part(job, "department", "label")),
            location_text=_place(job),
            date_posted_text=text(job.get("releasedDate")),
            employment_text=text(part(job, "typeOfEmployment", "label")),
            salary_text=pay_range(part(pay, "min"), part(pay, "max"), part(pay, "currency"), part(pay, "period")),
            apply_url=untracked(job.get("applyUrl")) or url,
            description="\n\n".join(filter(None, (_section(job, name, url) for name in SECTIONS))),
            closing_mark="active: false" if active is False else "",
            stated_open="active: true" if active is True else "",
        )
    )


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    at = PUBLIC.match(urlsplit(url).path)
    return f"https://{HOST}/v1/companies/{at['company']}/postings/{at['id']}" if at else url


def _company(response: TextResponse) -> str:
    at = ADDRESS.match(urlsplit(response.url).path)
    if not at:
        raise misread(response, "an address /v1/companies/{company}/postings was expected")
    return at["company"]


def _place(row: dict[str, Any]) -> str:
    """The fields of the location, and where one is empty, what its label has in that place."""
    where = row.get("location")
    label = text(part(where, "fullLocation"))
    city, region, country = _of_label(label)
    said = (text(part(where, name)) for name in ("city", "region", "regionCode", "country"))
    own_city, own_region, own_code, own_country = said
    named = place_text(own_city or city, own_region or own_code or region, own_country or country)
    return places([named or label], workplace_of_flags(remote=part(where, "remote"), hybrid=part(where, "hybrid")))


def _of_label(label: str) -> tuple[str, str, str]:
    """City, region and country of `Example Hall, Philadelphia, PA, United States`; empty for any other label."""
    parts = [each.strip() for each in label.split(",") if each.strip()]
    if len(parts) < 2 or not find_country(parts[-1]):
        return "", "", ""
    return (parts[-3], parts[-2], parts[-1]) if len(parts) > 2 else (parts[0], "", parts[-1])


def _section(job: dict[str, Any], name: str, url: str) -> str:
    section = part(job, "jobAd", "sections", name)
    body = plain(part(section, "text"), url)
    return "\n\n".join(filter(None, (text(part(section, "title")), body))) if body else ""


PLATFORM = Platform(
    name="smartrecruiters",
    domains=("smartrecruiters.com",),
    openings=(r"jobs\.smartrecruiters\.com/(?:oneclick-ui/company/)?[\w-]+/(?:publication/)?(\d{9,}|[0-9a-f-]{36})",),
    addresses=(
        Address.of(
            rf"(?:(?:jobs|careers)\.smartrecruiters\.com/(?:oneclick-ui/company/)?|api\.smartrecruiters\.com/v1/companies/)(?P<t>{STEP})",
            tenant="{t}",
            key="{t}",
        ),
        Address.of(rf"www\.smartrecruiters\.com/(?P<t>{STEP})/\d{{6,}}", tenant="{t}", key="{t}"),
    ),
    list_url=f"https://{HOST}/v1/companies/{{tenant}}/postings?limit=100&offset=0",
    public_hosts=("jobs.smartrecruiters.com",),
    headers={"Accept": "application/json"},
    listed=listed,
    links=links,
    postings=postings,
    stated_total=stated_total,
    read_from=read_from,
    empty_is_believed=False,
)
