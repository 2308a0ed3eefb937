"""Recruitee, https://{tenant}.recruitee.com or the employer's own host: read from its careers site API.

List       /api/offers/, JSON, every posting whole, no paging. An unknown tenant is a 404.
Posting    /api/offers/{slug}, the same object under `offer`. People read /o/{slug}.
Identity   `id`, an integer; the slug follows the title.
Closed     the posting leaves the list and its own address answers 404, or `status` is not "published".
Quirks     the text is cut in two (`description`, `requirements`); `country` is in the board's language, so the
           code is read; remote, hybrid and on-site may be true together; pay is mostly by the month, and
           its figures are texts or numbers; `location` is a label such as "Remote job", which stands beside
           `locations`. robots.txt refuses /v/, which is not read.
Fields     read: id, slug, title, company_name, department, locations (city, state_code or state, country_code or
           country), else the same names without a list, else `location`; remote, hybrid, on_site, published_at,
           close_at, employment_type_code, salary (or salary_min, salary_max, salary_currency, salary_period),
           description, requirements, careers_apply_url, status ("published" says that it is open).
           Not read: created_at, updated_at (of the draft); careers_url, guid, position (other names of it);
           translations (the same in other languages), highlight and sharing_* (cut from the text); min_hours, max_hours
           (a week's, which `employment_type_code` sums up); category_code, experience_code, education_code, tags
           (nothing that a posting has a column for); options_*, open_questions, dynamic_fields (the form);
           mailbox_email (of the system, not of people); street, postal_code, note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import marked, pay_range, places, untracked, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, misread, part, plain, record, records, text
from unionjobs_scraper.platforms.platform import Address, PageMark, Platform

ADDRESS = re.compile(r"^/api/offers(?:/(?P<slug>[^/]+))?/?$")
CDN = re.compile(r"\brecruiteecdn\.com\b", re.IGNORECASE)
PUBLIC = re.compile(r"/o/(?P<slug>[^/]+)")
BODY = ("description", "requirements")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the list, or the one of its own address. Raises `LayoutChanged`."""
    at = ADDRESS.match(urlsplit(response.url).path)
    if not at:
        raise misread(response, "an address /api/offers was expected")
    offers = [record(answer(response).get("offer"), response, "offer")] if at["slug"] else _offers(response)
    site = f"https://{urlsplit(response.url).hostname}/o/"

    def read(offer: dict[str, Any]) -> JobPosting | LeftOut:
        return lacking(offer, "id", "slug", "title") or marked(
            _posting(offer, text(offer["id"]), site + text(offer["slug"]))
        )

    yield from accounted(offers, read, response, "offers")


def declared_empty(response: TextResponse, board: Board) -> str:
    """A known tenant's empty list."""
    return "" if _offers(response) else "offers: []"


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    at, found = urlsplit(url), PUBLIC.search(urlsplit(url).path)
    return f"https://{at.hostname}/api/offers/{found['slug']}" if found else url


def _offers(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("offers"), response, "offers")


def _posting(offer: dict[str, Any], number: str, url: str) -> JobPosting:
    status = text(offer.get("status"))
    return JobPosting(
        source_id=number,
        url=url,
        employer=text(offer.get("company_name")),
        title=text(offer.get("title")),
        department=text(offer.get("department")),
        location_text=_places(offer),
        date_posted_text=text(offer.get("published_at")),
        valid_through_text=text(offer.get("close_at")),
        employment_text=_employment(text(offer.get("employment_type_code"))),
        salary_text=_pay(offer.get("salary")) or _pay(offer, "salary_"),
        apply_url=untracked(offer.get("careers_apply_url")) or f"{url}/c/new",
        description="\n\n".join(filter(None, (plain(offer.get(name), url) for name in BODY))),
        closing_mark=f"status: {status}" if status not in ("", "published") else "",
        stated_open="status: published" if status == "published" else "",
    )


def _pay(said: object, before: str = "") -> str:
    return pay_range(*(part(said, before + name) for name in ("min", "max", "currency", "period")))


def _places(offer: dict[str, Any]) -> str:
    flags = workplace_of_flags(remote=offer.get("remote"), hybrid=offer.get("hybrid"), onsite=offer.get("on_site"))
    several = offer.get("locations")
    named = [_place(each) for each in several] if isinstance(several, list) else []
    return places(named if any(named) else [_place(offer) or text(offer.get("location"))], flags)


def _place(where: object) -> str:
    region = text(part(where, "state_code")) or text(part(where, "state_name")) or text(part(where, "state"))
    country = text(part(where, "country_code")) or text(part(where, "country"))
    return place_text(text(part(where, "city")), region, country)


def _employment(code: str) -> str:
    """`fulltime_permanent` in words: full-time permanent."""
    return re.sub(r"(?<=full|part)time", "-time", code.replace("_", " "))


def list_requests(board: Board) -> Iterator[Request]:
    """The JSON list on the careers site's host."""
    host = urlsplit(board.start or f"https://{board.tenant}.recruitee.com/").hostname
    yield Request(f"https://{host}/api/offers/")


def loads_from_recruitee(page: TextResponse) -> bool:
    """Whether the page loads its parts from Recruitee."""
    return bool(CDN.search(page.text))


PLATFORM = Platform(
    name="recruitee",
    domains=("recruitee.com",),
    openings=(r"(?<![\w-])([\w-]+)\.recruitee\.com/o/([\w-]+)",),
    addresses=(
        Address.of(r"(?P<t>(?!www\.)[\w-]+)\.recruitee\.com", tenant="{t}", key="{t}", lower=True),
        Address.of(r"(?P<h>[\w.-]+)/api/offers(?:/[\w-]*)?/?(?=[?#]|$)", start="https://{h}/"),  # on an own host
    ),
    authoritative=True,
    page_marks=(
        PageMark(found="by recruiteecdn.com on the page", shown=loads_from_recruitee, start="https://{host}/"),
    ),
    list_url="https://{tenant}.recruitee.com/",
    list_requests=list_requests,
    headers={"Accept": "application/json"},
    whole=True,
    postings=postings,
    declared_empty=declared_empty,
    read_from=read_from,
    paging="everything at once",
)
