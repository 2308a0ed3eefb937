"""Lever, https://jobs.lever.co/{site}: read from its public postings API.

List       /v0/postings/{site}?mode=json&skip=0&limit=100 on api.lever.co: a JSON list, every posting whole;
           `skip` grows by `limit` until a page is shorter than `limit`. Without `Accept: application/json`
           the same address answers a piece of HTML. Read: id, text (the title), categories (allLocations or location,
           department, team, commitment), country, workplaceType, description, lists, additional, salaryRange,
           salaryDescription, applyUrl. Not read: createdAt (a draft's day), hostedUrl (made of the same parts), opening
           and descriptionBody (the parts of description), the …Plain texts (of which only the pay's is read), level.
Posting    /v0/postings/{site}/{id}, the same object. People read jobs.lever.co/{site}/{id}.
Identity   `id`, a UUID.
Closed     the posting leaves the list and its own address answers 404.
Quirks     no employer (the register has it), no day of posting; department and team are absent rather than null;
           `country` is that of the first place, which often does not name it; EU sites have their own hosts (`start`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse
from w3lib.url import add_or_replace_parameter, url_query_parameter

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import labelled_place
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import joined, marked, pay_range, places, untracked, workplace
from unionjobs_scraper.platforms.json_answers import answer, array, elements, misread, part, plain, text
from unionjobs_scraper.platforms.platform import STEP, Address, Platform

LIST = "https://api.lever.co/v0/postings/{tenant}?mode=json&skip=0&limit=100"
ADDRESS = re.compile(r"^/v0/postings/(?P<site>[^/]+)(?:/(?P<id>[^/]+))?/?$")
BODY = ("description", "additional", "salaryDescription")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of a list page, or the one of its own address. Raises `LayoutChanged`."""
    at = ADDRESS.match(urlsplit(response.url).path)
    if not at:
        raise misread(response, "an address /v0/postings/{site} was expected")
    host = (urlsplit(response.url).hostname or "").replace("api.", "jobs.", 1)
    found = [answer(response)] if at["id"] else _rows(response)
    if at["id"] and text(found[0].get("id")) != at["id"]:
        raise misread(response, f"the posting {at['id']} with its text was expected")
    pages = f"https://{host}/{at['site']}/"

    def of(posting: dict[str, Any]) -> JobPosting | LeftOut:
        own = text(posting.get("id"))
        return lacking(posting, "id", "text") or marked(_posting(posting, own, f"{pages}{own}", board.country))

    yield from accounted(found, of, response, "the list of postings")


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page, where this one is full."""
    skip, limit = (int(url_query_parameter(response.url, name) or 0) for name in ("skip", "limit"))
    if limit and len(_rows(response)) >= limit:
        yield Request(add_or_replace_parameter(response.url, "skip", str(skip + limit)))


def declared_empty(response: TextResponse, board: Board) -> str:
    """An empty first page: the interface answers 404 for a site that it does not know."""
    first = url_query_parameter(response.url, "skip", "0") == "0"
    return "[]" if first and not _rows(response) else ""


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    at = urlsplit(url)
    host = (at.hostname or "").replace("jobs.", "api.", 1)
    return f"https://{host}/v0/postings{at.path.rstrip('/')}"


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return array(response, "the list of postings")


def _posting(posting: dict[str, Any], own: str, url: str, home: str) -> JobPosting:
    kinds = posting.get("categories")
    first, *more = elements(part(kinds, "allLocations")) or [part(kinds, "location")]
    spots = [labelled_place(text(first), text(posting.get("country")), home), *more]
    pay = posting.get("salaryRange")
    structured = pay_range(part(pay, "min"), part(pay, "max"), part(pay, "currency"), part(pay, "interval"))
    return JobPosting(
        source_id=own,
        url=url,
        title=text(posting.get("text")),
        department=joined((part(kinds, "department"), part(kinds, "team")), ", "),
        location_text=places(spots, workplace(posting.get("workplaceType"))),
        employment_text=text(part(kinds, "commitment")),
        salary_text=structured or text(posting.get("salaryDescriptionPlain")),
        apply_url=untracked(posting.get("applyUrl")) or f"{url}/apply",
        description=plain(_body(posting), url),
    )


def _body(posting: dict[str, Any]) -> str:
    """The parts of the text in the order of the public page, as one piece of HTML."""
    intro, closing, pay = (part(posting, name) or "" for name in BODY)
    lists = "".join(
        f"<h3>{escape(text(part(each, 'text')))}</h3><ul>{part(each, 'content') or ''}</ul>"
        for each in elements(posting.get("lists"))
    )
    return f"<div>{intro}</div>{lists}<div>{closing}</div><div>{pay}</div>"


PLATFORM = Platform(
    name="lever",
    domains=("lever.co",),
    openings=(r"jobs(?:\.eu)?\.lever\.co/[\w.%-]+/([0-9a-f-]{36})",),
    addresses=(
        Address.of(
            rf"jobs\.eu\.lever\.co/(?P<t>{STEP})",
            tenant="{t}",
            start="https://api.eu.lever.co/v0/postings/{t}?mode=json&skip=0&limit=100",
            key="{t}",
        ),
        Address.of(rf"(?:jobs\.lever\.co|api\.lever\.co/v0/postings)/(?P<t>{STEP})", tenant="{t}", key="{t}"),
    ),
    authoritative=True,
    list_url=LIST,
    public_hosts=("jobs.lever.co", "jobs.eu.lever.co"),
    headers={"Accept": "application/json"},
    whole=True,
    postings=postings,
    links=links,
    declared_empty=declared_empty,
    read_from=read_from,
)
