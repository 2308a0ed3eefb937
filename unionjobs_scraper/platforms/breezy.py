"""Breezy, https://{tenant}.breezy.hr: a JSON list, and an HTML page with JSON-LD for each posting.

List       /json, a JSON list of the open positions, no paging. Read: id, friendly_id (the address), name,
           published_date (the latest publication; the page's datePosted may be an earlier one and is kept), type.id,
           department, salary (words, missing where it is hidden), company.name; `location` and `locations[]` by city,
           state, country, is_remote and remote_details.value (`hybrid` though is_remote is true). Not read: url (made
           of the same parts), the places' ids and `primary`, logo_url; `description` comes with ?verbose=true only.
Posting    /p/{id}-{slug}: JSON-LD JobPosting; the page's `div.banner` has department and pay, which it may lack.
Identity   `id`, hexadecimal; the slug after it follows the title.
Closed     the posting leaves the list. A retired portal redirects to breezy.hr, another host, or answers 404.
Quirks     banners carry untranslated marks such as %LABEL_POSITION_TYPE_FULL_TIME%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import joined, places, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import array, misread, part, text
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.schema_org import job_postings, read

PUBLIC = re.compile(r"^/p/(?P<id>[0-9a-f]{8,32})(?:-[^/]*)?/?$", re.IGNORECASE)
KINDS = {"fullTime": "Full-time", "partTime": "Part-time", "contract": "Contract", "temporary": "Temporary"}
"""`type.id`: `type.name` is in the tenant's own language."""
MARK = re.compile(r"%[A-Z_]+%")
"""A mark that a script of the page would translate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow(Listed):
    """A row of the list, with what some postings' own pages leave out."""

    department: str = ""
    """`department`."""
    employment_text: str = ""
    """`type.id` in words, else `type.name`."""
    salary_text: str = ""
    """`salary`."""


def listed(response: TextResponse, board: Board) -> Iterator[PositionRow | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    host = urlsplit(response.url).hostname
    yield from accounted(_rows(response), lambda row: _row(row, f"https://{host}/p/"), response, "the list")


def _row(row: dict[str, Any], pages: str) -> PositionRow | LeftOut:
    number = text(row.get("id"))
    slug = text(row.get("friendly_id")) or number
    if not slug.startswith(number):
        return LeftOut(reason="friendly-id-differs", words=f"{text(row.get('name'))} {slug}")
    return lacking(row, "id", "name") or PositionRow(
        source_id=number,
        url=f"{pages}{slug}",
        title=text(row.get("name")),
        employer=text(part(row, "company", "name")),
        location_text=_places(row),
        date_posted_text=text(row.get("published_date")),
        department=text(row.get("department")),
        employment_text=KINDS.get(text(part(row, "type", "id")), text(part(row, "type", "name"))),
        salary_text=text(row.get("salary")),
    )


def _places(row: dict[str, Any]) -> str:
    """Every place, the main one first, with the workplace that it states."""
    main, more = row.get("location"), row.get("locations")
    spots = [main, *(more if isinstance(more, list) else [])]
    remote = [spot for spot in spots if part(spot, "is_remote") is True]
    hybrid = any(text(part(spot, "remote_details", "value")).lower() == "hybrid" for spot in remote)
    return places(map(_place, spots), workplace_of_flags(remote=bool(remote), hybrid=hybrid))


def _place(spot: object) -> str:
    region = text(part(spot, "state", "id")) or text(part(spot, "state", "name"))
    country = text(part(spot, "country", "id")) or text(part(spot, "country", "name"))
    city = text(part(spot, "city"))
    return (
        place_text(city, region, country) if city or region else text(part(spot, "name")) or place_text("", "", country)
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
    known = _known(row, found["id"], url)
    yield replace(
        item,
        department=_banner(response, "department") or item.department or known.department,
        location_text=known.location_text or item.location_text,
        date_posted_text=item.date_posted_text or known.date_posted_text,
        employment_text=item.employment_text or _banner(response, "type") or known.employment_text,
        salary_text=_banner(response, "salary-range") or item.salary_text or known.salary_text,
        apply_url=f"{url}/apply",
    )


def _known(row: Listed | None, number: str, url: str) -> PositionRow:
    """What the list says, be it with or without what it has beside a row's own words."""
    if isinstance(row, PositionRow):
        return row
    said = {"location_text": row.location_text, "date_posted_text": row.date_posted_text} if row else {}
    return PositionRow(source_id=number, url=url, **said)


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
