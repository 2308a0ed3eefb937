"""Recruitee, https://{tenant}.recruitee.com or the employer's own host: read from its careers site API.

List       /api/offers/, JSON, every posting whole, no paging. An unknown tenant is a 404.
Posting    /api/offers/{slug}, the same object under `offer`. People read /o/{slug}.
Identity   `id`, an integer; the slug follows the title.
Closed     the posting leaves the list and its own address answers 404, or `status` is not "published".
Quirks     the text is cut in two (`description`, `requirements`); `country` is in the board's language, so the
           code is read; remote, hybrid and on-site may be true together; pay is mostly by the month, and
           its figures are texts or numbers. robots.txt refuses /v/, which is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import marked, pay_range, places, spot, untracked, workplace_of_flags
from unionjobs_scraper.platforms.json_answers import answer, misread, native_id, part, plain, record, records, text
from unionjobs_scraper.platforms.platform import Address, PageMark, Platform

ADDRESS = re.compile(r"^/api/offers(?:/(?P<slug>[^/]+))?/?$")
CDN = re.compile(r"\brecruiteecdn\.com\b", re.IGNORECASE)
PUBLIC = re.compile(r"/o/(?P<slug>[^/]+)")
BODY = ("description", "requirements")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the list, or the one of its own address. Raises `LayoutChanged`."""
    at = ADDRESS.match(urlsplit(response.url).path)
    if not at:
        raise misread(response, "an address /api/offers was expected")
    offers = [record(answer(response).get("offer"), response, "offer")] if at["slug"] else _offers(response)
    for offer in offers:
        number, slug = native_id(offer.get("id"), response, "an id"), native_id(offer.get("slug"), response, "a slug")
        if not text(offer.get("title")):
            raise misread(response, f"the posting {number} without a title")
        yield marked(_posting(offer, number, f"https://{urlsplit(response.url).hostname}/o/{slug}"))


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
    pay, status = offer.get("salary"), text(offer.get("status"))
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
        salary_text=pay_range(part(pay, "min"), part(pay, "max"), part(pay, "currency"), part(pay, "period")),
        apply_url=untracked(offer.get("careers_apply_url")) or f"{url}/c/new",
        description="\n\n".join(filter(None, (plain(offer.get(name), url) for name in BODY))),
        closing_mark=f"status: {status}" if status not in ("", "published") else "",
    )


def _places(offer: dict[str, Any]) -> str:
    flags = workplace_of_flags(remote=offer.get("remote"), hybrid=offer.get("hybrid"), onsite=offer.get("on_site"))
    named = [spot(each, "city", "state", "country_code") for each in offer.get("locations") or []]
    single = spot(offer, "city", "state_name", "country_code") or text(offer.get("location"))
    return places(named if len(named) > 1 else [single or next(iter(named), "")], flags)


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
    addresses=(Address.of(r"(?P<t>(?!www\.)[\w-]+)\.recruitee\.com", tenant="{t}", key="{t}", lower=True),),
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
