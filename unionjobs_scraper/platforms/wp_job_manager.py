"""WP Job Manager, a WordPress plugin for job boards. Tenant: the site's host.

List       /wp-json/wp/v2/job-listings, a hundred whole postings a page, as many pages as X-WP-TotalPages
           says. X-WP-Total is the board's own count, and 0 its word for "none".
Posting    on the list; its public page (`link`) is only read when the list no longer has it.
Identity   the post's number.
Closed     leaves the list. The page still answers 200, with `.job-manager-info` in place of the text
           (expired), `li.listing-expired` or `li.position-filled`: the classes count, not the wording.
Quirks     `meta` is an empty list when there is none; filled postings stay listed on older versions, with
           `_filled` 1; the expiry date is hidden from visitors.
Fields     read: id, link, title, content, date, status, the names of the job types; of `meta` _company_name,
           _job_location (or geolocation_city, _state_short and _country_short, which the site works out of it),
           _remote_position, _job_salary with _currency and _unit, _application, _application_deadline (an add-on's),
           _filled. Not read: date_gmt (the same day in UTC), modified, slug, guid, excerpt (cut off), author,
           featured_media; categories (as the site likes); _company_website, _tagline, _twitter, _video, _featured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse
from w3lib.url import add_or_replace_parameter, url_query_parameter

from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.json_answers import elements
from unionjobs_scraper.platforms.platform import Address, PageMark, Platform
from unionjobs_scraper.reading.applying import ADDRESS, apply_url
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import pay_words

REST = "/wp-json/wp/v2/job-listings"
PER_PAGE = 100
TOTAL = "X-WP-Total"
TOTAL_PAGES = "X-WP-TotalPages"
TYPES = "job_listing_type"
MADE_WITH = ".single_job_listing, ul.job_listings, .job_listings[data-per_page], link[href*='wp-job-manager']"
SINGLE = ".single_job_listing"
CLOSED = ".position-filled, .listing-expired"
EXPIRED = ".job-manager-info"
TRUE = (True, 1, "1", "yes")
POST_NUMBER = re.compile(r"(?:\bpostid-|[?&]p=)(\d+)")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """The postings of a page of the REST list, or the one of a public page. Raises `LayoutChanged`."""
    if "/wp-json/" not in urlsplit(response.url).path:
        yield _page(response)
        return
    found = _loaded(response)
    if not found and not declared_empty(response, board):
        raise LayoutChanged(response.url, f"an empty list without {TOTAL}: 0")
    yield from accounted(found, _read, response, "the list of job listings")


def _loaded(response: TextResponse) -> list[dict[str, Any]]:
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    try:
        found = json.loads(response.text)
    except (ValueError, RecursionError):  # nested deeper than any data
        found = None
    if (kind and "json" not in kind) or not isinstance(found, list):
        raise LayoutChanged(
            response.url, f"a JSON list of job listings was expected, this is {kind or 'something else'}"
        )
    if not all(isinstance(each, dict) for each in found):
        raise LayoutChanged(response.url, "a job listing that is no JSON object")
    return found


def _read(listing: dict[str, Any]) -> JobPosting | LeftOut:
    title = _rendered(listing, "title")
    if unread := lacking(listing, "id", "link"):
        return LeftOut(reason=unread.reason, words=title or unread.words)
    return _posting(listing, title) if title else LeftOut(reason="no-title", words=str(listing["link"]))


def _posting(listing: dict[str, Any], title: str) -> JobPosting:
    stated, url = listing.get("meta"), str(listing["link"])
    meta: dict[str, Any] = stated if isinstance(stated, dict) else {}
    body = Selector(text=_html(listing, "content") or "<p></p>")
    parts = blocks(body, url)
    place = [_words(meta, "_job_location") or _located(meta), "Remote" if meta.get("_remote_position") in TRUE else ""]
    return JobPosting(
        source_id=str(listing["id"]),
        url=url,
        employer=_words(meta, "_company_name"),
        title=title,
        location_text="; ".join(filter(None, place)),
        date_posted_text=str(listing.get("date") or ""),
        valid_through_text=_words(meta, "_application_deadline"),
        employment_text=_types(listing),
        salary_text=_pay(meta),
        apply_url=_application(_words(meta, "_application")) or apply_url(parts),
        description=clean_text(as_text(parts)),
        closing_mark=_mark(listing, meta),
    )


def _located(meta: dict[str, Any]) -> str:
    city, state, country = (_words(meta, f"geolocation_{name}") for name in ("city", "state_short", "country_short"))
    return place_text(city, state, country)


def _mark(listing: dict[str, Any], meta: dict[str, Any]) -> str:
    status = listing.get("status", "publish")
    if meta.get("_filled") in TRUE:
        return f"_filled: {meta['_filled']}"
    return f"status: {status}" if status == "expired" else ""


def _pay(meta: dict[str, Any]) -> str:
    amount, currency, unit = (_words(meta, f"_job_salary{end}") for end in ("", "_currency", "_unit"))
    return pay_words({"value": amount, "currency": currency, "unitText": unit}) if amount else ""


def _application(said: str) -> str:
    if ADDRESS.fullmatch(said):
        return f"mailto:{said}"
    return said if urlsplit(said).scheme in ("http", "https") else ""


def _types(listing: dict[str, Any]) -> str:
    """The names of the job types, which the list carries when asked to embed them."""
    embedded = listing.get("_embedded")
    groups = embedded.get("wp:term") if isinstance(embedded, dict) else None
    terms = [term for group in elements(groups) for term in elements(group) if isinstance(term, dict)]
    return ", ".join(clean_line(str(term.get("name", ""))) for term in terms if term.get("taxonomy") == TYPES)


def _html(listing: dict[str, Any], name: str) -> str:
    value = listing.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else ""


def _rendered(listing: dict[str, Any], name: str) -> str:
    return clean_line(" ".join(Selector(text=_html(listing, name) or "<p></p>").css("::text").getall()))


def _words(meta: dict[str, Any], name: str) -> str:
    value = meta.get(name)
    return clean_line(str(value)) if isinstance(value, str | int | float) else ""


def _page(response: TextResponse) -> JobPosting:
    """A posting's public page: whether it is closed, by the plugin's classes."""
    single = response.css(SINGLE)
    number = POST_NUMBER.search(" ".join(response.css("body::attr(class), link[rel=shortlink]::attr(href)").getall()))
    if not single:
        raise LayoutChanged(response.url, f"no {SINGLE} on the page")
    text = single.css(".job_description")
    marks = single.css(CLOSED) or (single.css(EXPIRED) if not text else [])
    if not text and not marks:
        raise LayoutChanged(response.url, "neither a description nor a mark that it is closed")
    return JobPosting(
        source_id=number[1] if number else "",
        url=response.url,
        title=clean_line(" ".join(response.css("h1 ::text, h1::text").getall())),
        description=clean_text(as_text([block for body in text for block in blocks(body, response.url)])),
        closing_mark=clean_line(" ".join(marks[0].css("::text").getall())) if marks else "",
    )


def declared_empty(response: TextResponse, board: Board) -> str:
    """The board's own count, where it is nought."""
    return f"{TOTAL}: 0" if stated_total(response, board) == 0 else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The board's own count."""
    return _header(response, TOTAL)


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page of the list."""
    page, pages = int(url_query_parameter(response.url, "page") or 1), _header(response, TOTAL_PAGES)
    # without the header, a full page may have another behind it
    if page < pages if pages is not None else len(_loaded(response)) >= PER_PAGE:
        yield Request(add_or_replace_parameter(response.url, "page", str(page + 1)))


def _header(response: TextResponse, name: str) -> int | None:
    value = (response.headers.get(name) or b"").strip()
    return int(value) if value.isdigit() else None


def list_requests(board: Board) -> Iterator[Request]:
    """The first page of the REST list."""
    query = urlencode({"per_page": PER_PAGE, "page": 1, "status": "publish", "_embed": "wp:term"})
    yield Request(f"https://{board.tenant}{REST}?{query}")


def made_with(page: TextResponse) -> bool:
    """Whether the page has the plugin's classes."""
    return bool(page.css(MADE_WITH))


PLATFORM = Platform(
    name="wp_job_manager",
    addresses=(
        Address.of(r"(?P<t>[\w.-]+)/(?:wp-json/wp/v2/job-listings|\S*[?&]feed=job_feed)", tenant="{t}", key="{t}"),
    ),
    authoritative=True,
    names_employers=True,
    page_marks=(PageMark(found="by WP Job Manager's classes", shown=made_with, tenant="{host}", key="{host}"),),
    list_url="https://{tenant}",
    list_requests=list_requests,
    whole=True,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
)
