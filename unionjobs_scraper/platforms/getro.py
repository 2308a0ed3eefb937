"""Getro, boards of many employers on a host of their own such as https://jobs.all-hands.us.

List       /sitemap.xml, an index of sitemaps or one sitemap: every /companies/{org}/jobs/{id}-{slug}. The
           interface that the pages use (api.getro.com) is not read: its robots.txt refused everybody in 2026,
           and the pages themselves show the first 20 postings only. A sitemap has no words for "none": one
           without postings is never believed.
Posting    the public page: its script `__NEXT_DATA__` holds `currentJob`, from which the page is drawn. Read: title,
           organization.name, locations, workMode, postedAt, employmentTypes, compensation…, url (the employer's own
           posting: where to apply), description, status. Not read: seniority, skills, the organization's other fields.
Identity   the number in front of the slug.
Closed     the posting leaves the sitemap and its page answers 404; or `status` says that it is over.
Quirks     `created_at` is the day of import and is left out; money is in cents and may be meant to be hidden;
           `url` is the employer's own posting. Getro's terms (3.1) forbid crawling: ask before adding a board.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import TruncatedPage
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.facts_in_words import cents, joined, pay_range, places, untracked, workplace
from unionjobs_scraper.platforms.json_answers import elements, misread, part, plain, record, text
from unionjobs_scraper.platforms.platform import PageMark, Platform

PUBLIC = re.compile(r"^/companies/[^/]+/jobs/(?P<id>\d+)(?:-[^/]*)?/?$", re.IGNORECASE)
NETWORK = re.compile(r'"pageProps"\s*:\s*\{[^<]{0,4000}?"network"\s*:', re.DOTALL)
TERMS = "Getro's terms (3.1, June 2025) forbid crawling its boards: ask first"
SHARD = re.compile(r"sitemap_jobs[^/]*\.xml$")
OPEN = re.compile(r"^(?:active|open|published|live)$", re.IGNORECASE)
OVER = re.compile(r"^(?:closed|expired|inactive|archived|deleted|removed|unpublished|filled)$", re.IGNORECASE)
"""Words of `status` that can mean nothing else."""
EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\d{3})?", re.ASCII)
"""Seconds or milliseconds since 1970, of any day since 2001."""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The postings of a sitemap; none on an index. Raises `LayoutChanged` or `TruncatedPage`."""
    kind, addresses = _sitemap(response)
    rows = [(PUBLIC.match(urlsplit(each).path), each) for each in addresses]
    if kind == "urlset" and not any(found for found, _ in rows):
        raise misread(response, "no address of a posting in the sitemap, which has no words for none")
    yield from (Listed(source_id=found["id"], url=_public(each)) for found, each in rows if found)
    yield from (LeftOut(reason="no-loc") for each in addresses if not each)
    jobs = ((each, "/jobs/" in urlsplit(each).path.lower()) for found, each in rows if each and not found)
    yield from (LeftOut(reason="no-job-id", words=each) for each, of_a_job in jobs if of_a_job)


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The sitemaps of postings in an index. Raises `LayoutChanged` where there are none."""
    kind, addresses = _sitemap(response)
    if kind == "urlset":
        return
    shards = [each for each in addresses if SHARD.search(urlsplit(each).path)]
    if not shards:
        raise misread(response, "no sitemap_jobs in the index of sitemaps")
    yield from map(Request, shards)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its page. Raises `LayoutChanged`."""
    at = urlsplit(response.url)
    found = PUBLIC.match(at.path)
    job = record(_current_job(response), response, "currentJob in __NEXT_DATA__")
    title = text(job.get("title"))
    if not found or not title or text(job.get("id")) != found["id"]:
        raise misread(response, f"currentJob should be the posting of the address {at.path}")
    url, status = _public(response.url), text(job.get("status"))
    yield JobPosting(
        source_id=found["id"],
        url=url,
        employer=text(part(job, "organization", "name")),
        title=title,
        location_text=_places(job),
        date_posted_text=posted(job.get("postedAt")),
        employment_text=joined(job.get("employmentTypes") or [], ", ").replace("_", "-"),
        salary_text=_pay(job),
        apply_url=untracked(job.get("url")),
        description=plain(job.get("description"), url),
        closing_mark=f"status: {status}" if OVER.match(status) else "",
        stated_open=f"status: {status}" if OPEN.match(status) else "",
    )


def posted(value: object) -> str:
    """A stamp as ISO 8601 in UTC, of a number of seconds or milliseconds since 1970; words as they are."""
    said = text(value)
    epoch = EPOCH.fullmatch(said)
    return datetime.fromtimestamp(int(epoch["seconds"]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch else said


def _public(url: str) -> str:
    at = urlsplit(url)
    return f"https://{at.hostname}{at.path.rstrip('/')}"


def _sitemap(response: TextResponse) -> tuple[str, list[str]]:
    """The kind of a sitemap, `urlset` or `sitemapindex`, and the addresses in it."""
    kind = next((kind for kind in ("urlset", "sitemapindex") if f"<{kind}" in response.text[:2000]), "")
    if not kind:
        raise misread(response, "a sitemap was expected")
    if f"</{kind}>" not in response.text[-200:]:
        raise TruncatedPage(response.url, f"the sitemap stops before its end: no </{kind}>")
    tree = Selector(text=response.text, type="xml")
    entries = tree.xpath("//*[local-name()='url' or local-name()='sitemap']")
    return kind, [each.xpath("normalize-space(*[local-name()='loc'])").get("") for each in entries]


def _current_job(response: TextResponse) -> Any:
    script = response.css("script#__NEXT_DATA__::text").get("")
    try:
        return part(json.loads(script), "props", "pageProps", "initialState", "jobs", "currentJob")
    except (ValueError, RecursionError):
        raise misread(response, "no __NEXT_DATA__ with JSON on the page") from None


def _places(job: dict[str, Any]) -> str:
    named = [part(each, "name") or each for each in elements(job.get("locations"))]
    return places(named, workplace(job.get("workMode")))


def _pay(job: dict[str, Any]) -> str:
    if job.get("compensationPublic") is False:
        return ""
    low, high = cents(job.get("compensationAmountMinCents")), cents(job.get("compensationAmountMaxCents"))
    return pay_range(low, high, job.get("compensationCurrency"), job.get("compensationPeriod"))


def list_requests(board: Board) -> Iterator[Request]:
    """The sitemap of the board's host."""
    yield Request(f"https://{urlsplit(board.start).hostname}/sitemap.xml")


def network_shown(page: TextResponse) -> bool:
    """Whether the page carries a Getro network's data."""
    return bool(NETWORK.search(page.css("script#__NEXT_DATA__::text").get("")))


PLATFORM = Platform(
    name="getro",
    domains=("getro.com",),
    names_employers=True,
    page_marks=(
        PageMark(found="by __NEXT_DATA__ with a network", shown=network_shown, start="https://{host}/jobs", off=TERMS),
    ),
    list_requests=list_requests,
    listed=listed,
    links=links,
    postings=postings,
    empty_is_believed=False,
)
