"""Breezy, https://{tenant}.breezy.hr: a JSON list, and an HTML page with JSON-LD for each posting.

List       /json, a JSON list of the open positions, no paging.
Posting    /p/{id}-{slug}: JSON-LD JobPosting; the page's `div.banner` has department and pay, which it may lack.
Identity   `id`, hexadecimal; the slug after it follows the title.
Closed     the posting leaves the list. A retired portal redirects to breezy.hr, another host.
Quirks     pay is free text and missing where it is hidden; banners carry untranslated marks such as
           %LABEL_POSITION_TYPE_FULL_TIME%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import joined, places, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import array, misread, native_id, part, text
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.schema_org import job_postings, read

PUBLIC = re.compile(r"^/p/(?P<id>[0-9a-f]{8,32})(?:-[^/]*)?/?$", re.IGNORECASE)
MARK = re.compile(r"%[A-Z_]+%")
"""A mark that a script of the page would translate."""


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows of the list. Raises `LayoutChanged`."""
    for row in _rows(response):
        number, title = native_id(row.get("id"), response, "an id"), text(row.get("name"))
        slug = text(row.get("friendly_id")) or number
        if not title or not slug.startswith(number):
            raise misread(response, f"the row {number} with a name and a friendly_id of its own was expected")
        flag = workplace_of_flags(remote=part(row, "location", "is_remote"))
        yield Listed(
            source_id=number,
            url=f"https://{urlsplit(response.url).hostname}/p/{slug}",
            title=title,
            employer=text(part(row, "company", "name")),
            location_text=places([part(row, "location", "name")], flag),
            date_posted_text=text(row.get("published_date")),
        )


def declared_empty(response: TextResponse, board: Board) -> str:
    """An empty list."""
    return "" if _rows(response) else "[]"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its own page. Raises `LayoutChanged`."""
    at = urlsplit(response.url)
    found = PUBLIC.match(at.path)
    if not found or (row and row.source_id != found["id"]):
        raise misread(response, f"the page of posting {row.source_id if row else '?'} was expected")
    url, jobs = f"https://{at.hostname}{at.path.rstrip('/')}", job_postings(response.selector)
    if len(jobs) != 1:
        raise misread(response, f"one JobPosting in JSON-LD was expected, found {len(jobs)}")
    item = read(jobs[0], source_id=found["id"], url=url)
    yield replace(
        item,
        department=_banner(response, "department"),
        location_text=(row.location_text if row else "") or item.location_text,
        date_posted_text=item.date_posted_text or (row.date_posted_text if row else ""),
        employment_text=item.employment_text or _banner(response, "type"),
        salary_text=_banner(response, "salary-range") or item.salary_text,
        apply_url=f"{url}/apply",
    )


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return array(response, "the list of positions")


def _banner(response: TextResponse, name: str) -> str:
    """A line of the page's banner, without marks that a script would translate."""
    return joined((MARK.sub("", text) for text in response.css(f"div.banner li.{name} ::text").getall()), " ")


PLATFORM = Platform(
    name="breezy",
    domains=("breezy.hr",),
    openings=(r"(?<![\w-])([\w-]+)\.breezy\.hr/p/([0-9a-f]{12})",),
    addresses=(Address.of(r"(?P<t>(?!www\.)[\w-]+)\.breezy\.hr", tenant="{t}", key="{t}", lower=True),),
    authoritative=True,
    list_url="https://{tenant}.breezy.hr/json",
    headers={"Accept": "application/json"},
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
