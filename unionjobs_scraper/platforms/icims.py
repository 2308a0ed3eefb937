"""iCIMS, https://careers-{name}.icims.com: portals whose lists and postings are pages made for a frame.

List       /jobs/search?ss=1&in_iframe=1, HTML; `pr` counts pages from 0. The page says "Page 1 of 3" and no number of
           postings. A row is an `a.iCIMS_Anchor` to /jobs/{id}/{slug}/job in a `li.iCIMS_JobCardItem`, a `div.row` or
           a table row, with labelled facts around it (`.field-label` and the element after it, or dt and dd).
Posting    /jobs/{id}/{slug}/job?in_iframe=1: JSON-LD JobPosting, or `h1.iCIMS_Header` and `.iCIMS_JobContent`. Without
           in_iframe=1 the same address answers 200 with the employer's frame and no posting.
Identity   the number in the path, the host's own: the same number on another host is another employer's posting.
Closed     the posting leaves the list; its address answers 404 or 410, or its page says so.
Fields     read of the JSON-LD: title, hiringOrganization, jobLocation (each, "UNAVAILABLE" is none), datePosted,
           validThrough, employmentType, description; of the header: department or category, position type, pay.
           Not read: occupationalCategory (the header has it), directApply, the visible number ("2026-8214").
Quirks     pages are kept for a visitor: they have to be asked for one after another, and a page past the end repeats
           the last one. JSON-LD names no unit of pay. validThrough is made by the system, a year after datePosted.
           Some portals answer 405 to plain requests, some refuse everything in robots.txt.
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
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.facts_in_words import places, workplace
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread, parameter
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.platforms.posting_links import beside, posting_links, words
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read

SEARCH = "/jobs/search?ss=1&in_iframe=1"
PATH = re.compile(r"/jobs/(?P<id>\d+)/(?:(?P<slug>[^/?#]+)/)?job/?$")
ROW = "ancestor::*[self::li or self::tr or contains(concat(' ', @class, ' '), ' row ')]"
LABELS = ".//*[contains(@class, 'field-label')][not(ancestor::a)][not(ancestor::dt)]"
PAGE_OF = re.compile(r"\bpage\s+(?P<page>\d+)\s+of\s+(?P<pages>\d+)", re.IGNORECASE)
SPOT = re.compile(r"^(?P<country>[A-Z]{2})(?:\s*-\s*(?P<region>[A-Z]{2,3}))?(?:\s*-\s*(?P<city>\S.*))?$")
"""`US-NY-New York`, `CA-ON`, `US-Remote`."""
PAGER = "a[href*='pr=']::attr(href), option[value*='pr=']::attr(value)"
PLACES = re.compile(r"^(?:job\s+|primary\s+|work\s+)?locations?$", re.IGNORECASE)
POSTED = re.compile(r"^(?:date\s+posted|post(?:ed|ing)\s+date|posted)$", re.IGNORECASE)
DEPARTMENT = (re.compile(r"^department", re.IGNORECASE), re.compile(r"^(?:job\s+)?category", re.IGNORECASE))
EMPLOYMENT = re.compile(r"^(?:position|employment|job)?\s*(?:type|status)$", re.IGNORECASE)
REMOTE = re.compile(r"^(?:remote|workplace|work\s+(?:type|arrangement|model))\b", re.IGNORECASE)
PAY = re.compile(r"\b(?:pay|salary|compensation|wage)\b", re.IGNORECASE)
NOT_STATED = frozenset({"unavailable", "n/a", ""})


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a list page. Raises `LayoutChanged` or `TruncatedPage`."""
    found = posting_links(response, _named)
    if not found and not declared_empty(response, board):
        raise misread(response, "no link to /jobs/{id}/…/job, and no words that there are none")
    ensure_whole(response)
    for link in found:
        at, title = _at(response.urljoin(link.attrib["href"])), _title(link)
        if not at or not title:
            yield LeftOut(reason="no-title", words=words(link))
            continue
        facts = _facts((link.xpath(ROW) or link.xpath("parent::*"))[-1])
        yield Listed(
            source_id=at["id"],
            url=f"https://{urlsplit(response.url).hostname}/jobs/{at['id']}/{at['slug'] or 'posting'}/job",
            title=title,
            location_text=_spots(_fact(facts, PLACES), _fact(facts, REMOTE)),
            date_posted_text=_fact(facts, POSTED),
        )
    yield from beside(response, _named)


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page. Raises `LayoutChanged` where the page is not the one that was asked for."""
    said = PAGE_OF.search(words(response.css(".iCIMS_Paging, .iCIMS_Paginator_Bottom, .iCIMS_PagingBatch, body")[:1]))
    asked = int(parameter(response.url, "pr") or 0) + 1
    if said and int(said["page"]) != asked:
        raise misread(response, f"page {asked} of the list was asked for, this is page {said['page']}")
    linked = (parameter(response.urljoin(each), "pr") for each in response.css(PAGER).getall())
    last = int(said["pages"]) if said else max((int(each) + 1 for each in linked if each.isdecimal()), default=1)
    if asked < last:
        yield Request(f"https://{urlsplit(response.url).hostname}{SEARCH}&pr={asked}")


def declared_empty(response: TextResponse, board: Board) -> str:
    """The page's words for "none", where it has no rows."""
    return "" if posting_links(response, _named) else none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its own page. Raises `LayoutChanged`."""
    at = _at(response.url)
    if not at or (row and row.source_id != at["id"]):
        raise misread(response, f"the page of posting {row.source_id if row else '?'} was expected")
    url = row.url if row else f"https://{urlsplit(response.url).hostname}{at.group()}"
    node, facts = next(iter(job_postings(response.selector)), None), _facts(response.selector)
    item = read(_stated(node), source_id=at["id"], url=url) if node else _from_page(response, at["id"], url)
    stated = [name for pattern in DEPARTMENT if (name := _fact(facts, pattern))]
    where = _spots(_fact(facts, PLACES), _fact(facts, REMOTE))
    yield replace(
        item,
        department=next(iter(stated), ""),
        location_text=_joined(item.location_text, where) or (row.location_text if row else ""),
        date_posted_text=item.date_posted_text or _fact(facts, POSTED) or (row.date_posted_text if row else ""),
        employment_text=item.employment_text or _fact(facts, EMPLOYMENT),
        # the JSON-LD names no unit; the text does
        salary_text=_fact(facts, PAY) or (item.salary_text if " per " in item.salary_text else ""),
        apply_url=url,
    )


def _at(address: str) -> re.Match[str] | None:
    return PATH.search(urlsplit(address).path)


def _named(address: str) -> str:
    at = _at(address)
    return at["id"] if at else ""


def _from_page(response: TextResponse, number: str, url: str) -> JobPosting:
    title = words(response.css("h1.iCIMS_Header, .iCIMS_Header h1, h1")[:1])
    body = response.css(".iCIMS_JobContent")[:1] or response.css(".iCIMS_Expandable_Text, .iCIMS_InfoMsg_Job")
    text = clean_text("\n\n".join(as_text(blocks(each, response.url)) for each in body))
    if not title or not text:
        raise misread(response, "neither a JSON-LD JobPosting nor h1.iCIMS_Header with .iCIMS_JobContent")
    return JobPosting(source_id=number, url=url, title=title, description=text)


def _stated(value: Any) -> Any:
    """A JSON-LD value without the texts that say that nothing is stated."""
    if isinstance(value, dict):
        return {name: _stated(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_stated(each) for each in value]
    return "" if isinstance(value, str) and value.strip().casefold() in NOT_STATED else value


def _facts(part: Selector) -> list[tuple[str, str]]:
    """The labels and values around a title, in the page's order."""
    tags = part.css(".iCIMS_JobHeaderTag, .iCIMS_TableCell")
    found = [
        *((tag.css("dt, .iCIMS_JobHeaderField")[:1], tag.css("dd, .iCIMS_JobHeaderData")[:1]) for tag in tags),
        *((label.xpath("self::*"), label.xpath("following-sibling::*[1]")) for label in part.xpath(LABELS)),
    ]
    facts = [(words(label).strip(" :"), _value(value)) for label, value in found]
    facts += [("Location", words(cell)) for cell in part.xpath(".//*[@itemprop='jobLocation']")]
    return [(label, value) for label, value in facts if label and value]


def _fact(facts: list[tuple[str, str]], label: re.Pattern[str]) -> str:
    return next((value for name, value in facts if label.search(name)), "")


def _value(found: Selector | Any) -> str:
    """The words of a value; a date stands in the title of words such as "2 weeks ago"."""
    dated = found.xpath(
        "descendant-or-self::*[contains(translate(@title, '123456789', '000000000'), '0')]/@title"
    ).get()
    return clean_line(dated) if dated and re.search(r"\d+[/-]\d+[/-]\d+", dated) else words(found)


def _spots(text: str, remote: str = "") -> str:
    """The system's codes for places as words: `Los Angeles, CA, USA; New York, NY, USA`."""
    named, flags = [], [remote]
    for spot in re.split(r"\s*[|;\n]\s*|,\s+(?=[A-Z]{2}-)", text):
        known = SPOT.match(spot.strip())
        flags.append(spot)
        city = known["city"] or "" if known else ""
        if known and workplace(city):
            city = ""
        named.append(place_text(city, known["region"] or "", known["country"]) if known else spot)
    return places([each for each in named if not (workplace(each) and len(each) < 12)], workplace(*flags))


def _joined(structured: str, shown: str) -> str:
    """The JSON-LD's places with the workplace's word that only the header has."""
    flag = workplace(shown)
    return (
        places([structured], flag) if structured and flag and flag not in structured.casefold() else structured or shown
    )


def _title(link: Selector) -> str:
    heading = words(link.css("h1, h2, h3, h4, h5")[:1])
    return heading or clean_line(
        " ".join(link.xpath(".//text()[not(parent::*[contains(@class, 'field-label')])]").getall())
    )


def read_from(url: str, board: Board) -> str:
    """The address of a posting's page without the frame around it."""
    return f"{url}{'&' if '?' in url else '?'}in_iframe=1"


def list_requests(board: Board) -> Iterator[Request]:
    """The first page of the list on the board's host."""
    host = urlsplit(board.start).hostname or f"{board.tenant}.icims.com"
    yield Request(f"https://{host}{SEARCH}")


PLATFORM = Platform(
    name="icims",
    domains=("icims.com",),
    openings=(r"(?<![\w-])([\w-]+)\.icims\.com/jobs/(\d+)",),
    addresses=(
        Address.of(
            r"(?P<t>(?!(?:www|careers|login|developer|support)\.)(?:(?:careers?|jobs|apply)-)?(?P<k>[\w-]+))\.icims\.com",
            tenant="{t}",
            key="{k}",
            lower=True,
        ),
    ),
    list_url=f"https://{{tenant}}.icims.com{SEARCH}",
    list_requests=list_requests,
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    read_from=read_from,
)
