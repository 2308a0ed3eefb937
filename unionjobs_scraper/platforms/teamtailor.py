"""Teamtailor, https://{tenant}.teamtailor.com or the employer's own host: a JSON feed, and a page for each posting.

List       /jobs.json, JSON Feed: every posting with title, place and day; `next_url` where it goes on. The HTML list
           at /jobs has `a[href*="/jobs/{id}-"]` and is read too. An unknown tenant is a 404.
Posting    /jobs/{id}-{slug}: JSON-LD JobPosting with an escaped description; the words above its heading say
           department, places and "Hybrid" or "Fully Remote", which the JSON-LD does not.
Identity   the number before the slug (`identifier.value`); `id` in the feed is a UUID that no address has.
Closed     the posting leaves the list; its page answers 404, or says so.
Fields     read of the feed: title, url, date_published, _jobposting.jobLocation and hiringOrganization. Of the page:
           the JSON-LD's title, description, datePosted, validThrough, employmentType, baseSalary, hiringOrganization,
           jobLocation (each), jobLocationType; the words above the heading. Not read: street and postal code, images.
Quirks     addressRegion is often a continent or a country's name. The feed names no kind of employment. An employer's
           own host may show an older list than the system's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.places import parse_places
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms.facts_in_words import places, workplace
from unionjobs_scraper.platforms.json_answers import answer, ensure_whole, misread, part, records, text
from unionjobs_scraper.platforms.platform import Address, PageMark, Platform
from unionjobs_scraper.platforms.posting_links import beside, posting_links
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.schema_org import job_postings, read

FEED = "/jobs.json"
JOB = re.compile(r"^(?P<path>(?:/[a-z]{2}(?:-[a-z]{2})?)?/jobs/(?P<id>\d+)(?:-[^/?#]*)?)/?$", re.IGNORECASE)
CDN = re.compile(r"\bteamtailor-cdn\.com\b|\bcareersite--", re.IGNORECASE)
WORKPLACES = (
    (re.compile(r"^(?:hybrid|hybride?s?|hybridarbeit|hybrid\s+remote|h[íi]brido)$", re.IGNORECASE), "hybrid"),
    (
        re.compile(
            r"^(?:fully\s+remote|remote|full\s+remote|100\s*%\s*remote|à\s+distance|helt\s+på\s+distans)$",
            re.IGNORECASE,
        ),
        "remote",
    ),
)
"""What stands above the heading, in the languages of careers sites."""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the feed, or of the HTML list. Raises `LayoutChanged` or `TruncatedPage`."""
    if _is_feed(response):
        for item in _items(response):
            yield _row(item, response)
        return
    found = posting_links(response, _named)
    if not found and not declared_empty(response, board):
        raise misread(response, "no link to /jobs/{id}, and no words that there are none")
    ensure_whole(response)
    for link in found:
        at, title = _at(response.urljoin(link.attrib["href"])), _title(link)
        if at and title:
            lines = [line for line in _lines(link.xpath("ancestor::li[1]") or link) if line != title]
            yield Listed(
                source_id=at["id"],
                url=_public(response, at),
                title=title,
                location_text=_place_among(lines, board.country),
            )
        else:
            yield LeftOut(reason="no-title", words=link.attrib["href"])
    yield from beside(response, _named)


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The feed's own next page, or the next part of an HTML list."""
    following = text(answer(response).get("next_url")) if _is_feed(response) else _more(response)
    if following:
        yield Request(response.urljoin(following))


def declared_empty(response: TextResponse, board: Board) -> str:
    """An empty feed of a known tenant, or the words of a page without rows."""
    if _is_feed(response):
        return "" if _items(response) else "items: []"
    return "" if posting_links(response, _named) else none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its own page. Raises `LayoutChanged`."""
    at, found = _at(response.url), job_postings(response.selector)
    if not at or len(found) != 1 or (row and row.source_id != at["id"]):
        raise misread(response, f"one JobPosting in JSON-LD was expected, found {len(found)}")
    url = row.url if row else _public(response, at)
    item, above = read(found[0], source_id=at["id"], url=url), _above(response)
    flag = next((word for pattern, word in WORKPLACES if any(map(pattern.match, above))), "")
    where = _places(found[0]) or item.location_text or (row.location_text if row else "")
    named = [each for each in above if not any(pattern.match(each) for pattern, _ in WORKPLACES)]
    yield replace(
        item,
        department=named[0] if len(named) > 1 else "",  # a single one is the place
        location_text=places([where], flag or workplace(item.location_text)),
        date_posted_text=item.date_posted_text or (row.date_posted_text if row else ""),
        apply_url=url,
    )


def _is_feed(response: TextResponse) -> bool:
    return urlsplit(response.url).path.endswith(FEED)


def _items(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("items"), response, "items")


def _row(item: dict[str, Any], response: TextResponse) -> Listed | LeftOut:
    address, title = text(item.get("url")), text(item.get("title"))
    at = _at(response.urljoin(address))
    if not at or not title:
        return LeftOut(reason="no-title" if at else "no-address", words=title or address)
    node = part(item, "_jobposting")
    return Listed(
        source_id=at["id"],
        url=_public(response, at),
        title=title,
        employer=text(part(node, "hiringOrganization", "name")),
        location_text=_places(node),
        date_posted_text=text(item.get("date_published")) or text(part(node, "datePosted")),
    )


def _at(address: str) -> re.Match[str] | None:
    return JOB.match(urlsplit(address).path)


def _public(response: TextResponse, at: re.Match[str]) -> str:
    return f"https://{urlsplit(response.url).hostname}{at['path']}"


def _places(node: Any) -> str:
    """The places of a JobPosting, each of its fields, where it is remote with that word."""
    found = part(node, "jobLocation")
    addresses = [part(each, "address") for each in (found if isinstance(found, list) else [found])]
    names = ("addressLocality", "addressRegion", "addressCountry")
    spots = [place_text(*(text(part(each, name)) for name in names)) for each in addresses]
    remote = text(part(node, "jobLocationType")).upper() == "TELECOMMUTE"
    return places(spots, "remote" if remote else "")


def _above(response: TextResponse) -> list[str]:
    """The words above the page's heading, as the page parts them: department, places, workplace."""
    heading = response.xpath("//main//h1[1]")[:1] or response.xpath("//h1[1]")[:1]
    line = heading.xpath("preceding-sibling::*[1]")
    words = [clean_line(each) for each in line.xpath(".//text()").getall()]
    return [each for each in words if each and each != "·"]


def _named(address: str) -> str:
    at = _at(address)
    return at["id"] if at else ""


def _title(link: Selector) -> str:
    named = link.xpath(".//*[@title]/@title").get("") or link.xpath(".//h2 | .//h3 | .//h4").xpath("string()").get("")
    return clean_line(named) or next(iter(_lines(link)), "")


def _lines(found: Any) -> list[str]:
    """The words of a row; what the page cuts short or sums up stands whole in a title."""
    words = found.xpath(".//text()[not(ancestor::*[@title])] | .//*[@title]/@title").getall()
    return [line for line in map(clean_line, words) if line and line != "·"]


def _place_among(lines: list[str], home: str) -> str:
    """The place among a row's words: department, place, workplace; the place is the last but the workplace."""
    flag = next((word for line in lines for pattern, word in WORKPLACES if pattern.match(line)), "")
    named = [line for line in lines if not any(pattern.match(line) for pattern, _ in WORKPLACES)]
    alone = len(named) == 1 and not parse_places(named[0], country=home)
    return places([] if alone else named[-1:], flag)


def _more(response: TextResponse) -> str:
    """The address of the next part of an HTML list."""
    paged = "//a[@id='show_more_button' or contains(@href, 'page=') and contains(@href, '/jobs')]/@href"
    return response.xpath(paged).get("")


def list_requests(board: Board) -> Iterator[Request]:
    """The feed on the board's host."""
    host = urlsplit(board.start).hostname or f"{board.tenant}.teamtailor.com"
    yield Request(f"https://{host}{FEED}")


def is_made_with_teamtailor(page: TextResponse) -> bool:
    """Whether a page on the employer's own host is one of a Teamtailor careers site."""
    return bool(CDN.search(page.text)) and bool(page.xpath("//a[contains(@href, '/jobs')] | //link[@href='/jobs.rss']"))


PLATFORM = Platform(
    name="teamtailor",
    domains=("teamtailor.com",),
    openings=(r"(?<![\w-])([\w-]+)\.teamtailor\.com/(?:[a-z]{2}(?:-[a-z]{2})?/)?jobs/(\d+)",),
    addresses=(
        Address.of(
            r"(?P<t>(?!www\.|app\.|support\.|docs\.|api\.)[\w-]+(?:\.(?:na|eu|au))?)\.teamtailor\.com",
            tenant="{t}",
            key="{t}",
            lower=True,
        ),
    ),
    page_marks=(
        PageMark(found="by teamtailor-cdn.com on the page", shown=is_made_with_teamtailor, start="https://{host}/jobs"),
    ),
    authoritative=True,
    list_url="https://{tenant}.teamtailor.com/jobs.json",
    list_requests=list_requests,
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
)
