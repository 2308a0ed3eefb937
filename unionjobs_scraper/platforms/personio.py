"""Personio, https://{tenant}.jobs.personio.de or .com: pages that carry their data, and an XML feed.

List       /, HTML without paging: the page's scripts hold `"jobs":[…]`, each position but its text; older pages only
           have `a.job-box`. /xml (`start` names it) has every position whole, in one language: positions that are not
           translated have no text there. An unknown tenant is sent on to another host.
Posting    /job/{id}, HTML: `.jb-description-item` with `h2` and `.rich-text-content`, the same data in its scripts, and
           JSON-LD on some.
Identity   `id`, an integer. The same on .de and .com.
Closed     the posting leaves the list; its page answers 404, or is one without a position.
Fields     read: name, main_office and additional_offices (XML: office, additionalOffices), department, schedule and
           employment_type with their slugs, salary_information, published_at (XML: createdAt), the text's sections.
           Not read: subcompany (a legal entity, not what the board calls itself), seniority, occupation, keywords,
           category, years_of_experience. Nothing says when a posting ends.
Quirks     offices are names without a country, and "Remote" or "Hybrid" is one of them. A name that is a city's in
           several parts of the world means the European one, as most of the system's users are there.
Tenant     the name in front of the host; `start` where the board is on .com.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.facts_in_words import joined, marked, pay_range
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread, part, plain, text
from unionjobs_scraper.platforms.personio_data import Position, jobs, position
from unionjobs_scraper.platforms.personio_offices import offices
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.platforms.xml_answers import element, feed, is_feed
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read

ROOT = "workzag-jobs"
JOB = re.compile(r"^/job/(?P<id>\d+)/?$")
BODY = ".jb-description-item, .detail-content-block"
NOT_TEXT = re.compile(r"^\s*\$[0-9a-zA-Z]+\s*$")


def is_whole(board: Board) -> bool:
    """Whether the board is read from its feed."""
    return urlsplit(board.start).path.rstrip("/").endswith("/xml")


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged` or `TruncatedPage`."""
    if is_feed(response, ROOT):
        found = [_of_feed(each) for each in feed(response, ROOT).xpath("//position")]
    else:
        found = jobs(response) or [_of_link(link) for link in _links(response)]
    if not found and not declared_empty(response, board):
        raise misread(response, "no position in the page's scripts or links, and no words that there are none")
    if not is_feed(response, ROOT):
        ensure_whole(response)
    for each in found:
        number, title = text(each.get("id")), text(each.get("name"))
        if number.isdecimal() and title:
            yield Listed(
                source_id=number,
                url=_public(response, number),
                title=title,
                location_text=_places(each, board),
                date_posted_text=text(each.get("published_at")),
            )
        else:
            yield LeftOut(reason="no-title" if number else "no-id", words=title or number)


def declared_empty(response: TextResponse, board: Board) -> str:
    """A feed or a page's data without a position, or the page's words."""
    if is_feed(response, ROOT):
        return "" if feed(response, ROOT).xpath("//position") else f"{ROOT}: no position"
    if _links(response) or jobs(response):
        return ""
    return "jobs: []" if jobs(response) is not None else none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the feed, or the one of its own page. Raises `LayoutChanged` or `TruncatedPage`."""
    at = JOB.match(urlsplit(response.url).path)
    if at:
        yield _from_page(response, board, at["id"], row)
        return
    for each in feed(response, ROOT).xpath("//position"):
        facts = _of_feed(each)
        if facts["id"].isdecimal() and facts["name"]:
            url = _public(response, facts["id"])
            yield marked(_posting(facts, board, url, _sections_of_feed(each, url)))
        else:
            yield LeftOut(reason="no-title" if facts["id"] else "no-id", words=facts["name"] or facts["id"])


def _posting(facts: Position, board: Board, url: str, description: str) -> JobPosting:
    pay = facts.get("salary_information")
    return JobPosting(
        source_id=text(facts.get("id")),
        url=url,
        title=text(facts.get("name")),
        department=text(facts.get("department")),
        location_text=_places(facts, board),
        date_posted_text=text(facts.get("published_at")),
        employment_text=joined(
            (facts.get("schedule_slug") or facts.get("schedule"), _kind(facts)),
            ", ",
        ),
        salary_text=pay_range(part(pay, "min"), part(pay, "max"), part(pay, "currency_code"), part(pay, "type")),
        apply_url=url,
        description=description,
    )


def _from_page(response: TextResponse, board: Board, number: str, row: Listed | None) -> JobPosting:
    url, facts = _public(response, number), position(response, number)
    node = next(iter(job_postings(response.selector)), None)
    stated = read(node, source_id=number, url=url) if node else None
    title = text(facts.get("name")) or _said(response.css("h1.job-position-title, h1.detail-title, main h1")[:1])
    description = _sections(response) or (stated.description if stated else "")
    if not title or not description or (row and row.source_id != number):
        raise misread(response, f"the position {number} with a heading and a text was expected")
    item = _posting({**facts, "id": number, "name": title}, board, url, description)
    return replace(
        item,
        employer=stated.employer if stated else "",
        location_text=item.location_text
        or (row.location_text if row else "")
        or (stated.location_text if stated else ""),
        date_posted_text=item.date_posted_text or (stated.date_posted_text if stated else ""),
        valid_through_text=stated.valid_through_text if stated else "",
        employment_text=item.employment_text or (stated.employment_text if stated else ""),
        salary_text=item.salary_text or (stated.salary_text if stated else ""),
    )


def _kind(facts: Position) -> str:
    """The kind of contract, in the system's own word where the page has it."""
    return text(facts.get("employment_type_slug")).replace("_", " ") or text(facts.get("employment_type"))


def _places(facts: Position, board: Board) -> str:
    more = facts.get("additional_offices")
    return offices([facts.get("main_office"), *(more if isinstance(more, list) else [])], board.country)


def _of_feed(each: Selector) -> Position:
    """A position of the feed under the names that the pages use."""
    more = each.xpath("./additionalOffices/office").xpath("string()").getall()
    pay = each.xpath("./salaryInformation | ./salary")
    return {
        "id": element(each, "id"),
        "name": element(each, "name"),
        "main_office": element(each, "office"),
        "additional_offices": more,
        "department": element(each, "department"),
        "schedule": element(each, "schedule"),
        "employment_type": element(each, "employmentType"),
        "published_at": element(each, "createdAt"),
        "salary_information": {
            "min": pay.xpath("string(.//min[1])").get(""),
            "max": pay.xpath("string(.//max[1])").get(""),
            "currency_code": pay.xpath("string(.//*[starts-with(name(), 'currency')][1])").get(""),
            "type": pay.xpath("string(.//type[1])").get(""),
        },
    }


def _sections_of_feed(each: Selector, url: str) -> str:
    found = []
    for section in each.xpath("./jobDescriptions/jobDescription"):
        body = plain(section.xpath("string(./value)").get(""), url)
        found.append("\n\n".join(filter(None, (element(section, "name"), body))) if body else "")
    return "\n\n".join(filter(None, found))


def _sections(response: TextResponse) -> str:
    """The sections of the text below their headings; the innermost where they are nested."""
    found = [each for each in response.css(BODY) if not each.css("form")]
    texts = [as_text(blocks(each, response.url)) for each in found or response.css(".rich-text-content")]
    return clean_text("\n\n".join(dict.fromkeys(each for each in texts if not NOT_TEXT.match(each))))


def _links(response: TextResponse) -> list[Selector]:
    return [link for link in response.css("a.job-box[href], a[href^='/job/']") if "/job/" in link.attrib["href"]]


def _of_link(link: Selector) -> dict[str, Any]:
    """What a link of an older page says of its position."""
    at = JOB.match(urlsplit(link.attrib["href"]).path)
    meta = link.css(".jb-description span, .jb-description, [class*='jobMetaText']")
    return {
        "id": at["id"] if at else "",
        "name": _said(link.css(".jb-title, h2, h3, h4")[:1]),
        "main_office": _said(link.css("[class*='office'], [class*='location'], [class*='jobMetaText']")[:1])
        or (_said(meta[:1]).rpartition("·")[2] if meta else ""),
    }


def _public(response: TextResponse, number: str) -> str:
    return f"https://{urlsplit(response.url).hostname}/job/{number}"


def _said(found: Selector | list[Selector]) -> str:
    selectors = found if isinstance(found, list) else [found]
    return clean_line(" ".join(each for part in selectors for each in part.xpath(".//text()").getall()))


PLATFORM = Platform(
    name="personio",
    domains=("personio.de", "personio.com"),
    openings=(r"(?<![\w-])([\w-]+)\.jobs\.personio\.(?:de|com)/job/(\d+)",),
    addresses=(
        Address.of(
            r"(?P<t>[\w-]+)\.jobs\.personio\.com",
            tenant="{t}",
            start="https://{t}.jobs.personio.com/",
            key="{t}",
            lower=True,
        ),
        Address.of(r"(?P<t>[\w-]+)\.jobs\.personio\.de", tenant="{t}", key="{t}", lower=True),
    ),
    authoritative=True,
    list_url="https://{tenant}.jobs.personio.de/",
    listed=listed,
    whole=is_whole,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
