"""ApplicantStack, https://{tenant}.applicantstack.com: server-made tables.

List       /x/openings: a table, its columns named by `th` (Title, Date Posted, City …), a row per posting
           with a link to /x/detail/{id}; everything at once. Read: title, day, city and state or location. Not read:
           Category, a kind of work; Department, which the posting repeats.
Posting    /x/detail/{id}: a summary table (`th` label, `td.noinput` value: title, day, city, state, department, kind
           of employment, pay, deadline are read; ID, the employer's own number, is not), `div.listing_description`;
           the page's title is "{title} - {company}". The application form is /x/apply/{id}.
Identity   12 or 13 letters and digits. Links in the wild end in a code for their origin (/aa0): dropped.
Closed     the posting leaves the list. A tenant that has left answers 200 with words that its board no
           longer exists: that is an error, not an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from parsel import Selector, SelectorList
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.neighbors import FURNITURE, left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.visible import base_of

DETAIL = re.compile(r"/x/(?:detail|apply)[\w-]*/(?P<id>[A-Za-z0-9]+)")
BOARD_GONE = re.compile(r"job\s+board\s+you\s+are\s+looking\s+for\s+no\s+longer\s+exists", re.IGNORECASE)
LABELS = (
    (re.compile(r"^(?:date\s+posted|posted|post(?:ing)?\s+date)$", re.IGNORECASE), "posted"),
    (re.compile(r"^(?:city|locations?|job\s+location|office)$", re.IGNORECASE), "city"),
    (re.compile(r"^(?:state|province|state/province)$", re.IGNORECASE), "state"),
    (re.compile(r"^(?:department|division|team)$", re.IGNORECASE), "department"),
    (re.compile(r"^(?:employment|job|position)\s+type|^(?:status|hours)$", re.IGNORECASE), "employment"),
    (re.compile(r"^(?:salary|compensation|pay|wage)\b", re.IGNORECASE), "salary"),
    (re.compile(r"^(?:closing\s+date|(?:application\s+)?deadline|close\s+date)$", re.IGNORECASE), "deadline"),
    (re.compile(r"^(?:job\s+|position\s+)?title$", re.IGNORECASE), "title"),
)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of /x/openings. Raises `LayoutChanged` or `TruncatedPage`."""
    if BOARD_GONE.search(response.text):
        raise misread(response, "the tenant's board no longer exists")
    known = {link.root: found["id"] for link in response.css("a[href]") if (found := _address(link, response))}
    if not known and not declared_empty(response, board):
        raise misread(response, "no table row with a link to /x/detail/, and no words that there are none")
    ensure_whole(response)
    for row in response.xpath("//tr[.//a] | //a[not(ancestor::tr)]"):
        yield from _row(row, known, response.url)
    yield from left_out(known)


def _row(row: Selector, known: dict[HtmlElement, str], url: str) -> Iterator[Listed | LeftOut]:
    """The posting of a row, or several; what else a row of several says belongs to none of them for sure."""
    inside: dict[str, str] = {}
    for link in (*row.css("a[href]"), *row.xpath("self::a[@href]")):
        if link.root in known:
            said = _words(link)
            inside[known[link.root]] = inside.get(known[link.root]) or ("" if FURNITURE.match(said) else said)
    facts = _cells(row) if len(inside) == 1 else {}
    for number, title in inside.items():
        yield (
            LeftOut(reason="no-title", words=_words(row) or number)
            if not title
            else Listed(
                source_id=number,
                url=_canonical(url, number),
                title=title,
                location_text=_place(facts),
                date_posted_text=facts.get("posted", ""),
            )
        )


def _address(link: Selector, response: TextResponse) -> re.Match[str] | None:
    return DETAIL.search(urlsplit(absolute(link.attrib["href"], base_of(response))).path)


def _cells(row: Selector) -> dict[str, str]:
    names = row.xpath("ancestor::table[1]//tr[th]")[:1].xpath("./th")
    return _facts(zip(names, row.xpath("./td"), strict=False))


def declared_empty(response: TextResponse, board: Board) -> str:
    """The page's words for "none", where it has no rows and the board exists."""
    if BOARD_GONE.search(response.text) or response.css("a[href*='/x/detail']"):
        return ""
    return none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of /x/detail/{id}. Raises `LayoutChanged`."""
    address = DETAIL.search(urlsplit(response.url).path)
    facts = _facts((each.xpath("./th"), each.xpath("./td")) for each in response.xpath("//tr[th and td]"))
    body = [block for each in response.css("div.listing_description") for block in blocks(each, response.url)]
    title, employer = _named(response, facts.get("title", "") or (row.title if row else ""))
    if not address or not title or not body or (row and row.source_id != address["id"]):
        raise misread(response, "a summary table, a title and div.listing_description were expected")
    yield JobPosting(
        source_id=address["id"],
        url=_canonical(response.url, address["id"]),
        employer=employer,
        title=title,
        department=facts.get("department", ""),
        location_text=_place(facts) or (row.location_text if row else ""),
        date_posted_text=facts.get("posted", "") or (row.date_posted_text if row else ""),
        valid_through_text=facts.get("deadline", ""),
        employment_text=facts.get("employment", ""),
        salary_text=facts.get("salary", ""),
        apply_url=urljoin(response.url, f"/x/apply/{address['id']}"),
        description=clean_text(as_text(body)),
    )


def _canonical(url: str, number: str) -> str:
    return urljoin(url, f"/x/detail/{number}")


def _facts(
    pairs: Iterator[tuple[Selector | SelectorList[Selector], Selector | SelectorList[Selector]]],
) -> dict[str, str]:
    """The values under or beside the labels that are known; the first of each."""
    found: dict[str, str] = {}
    for label, value in pairs:
        said, words = _words(label).strip(" :"), _words(value)
        name = next((name for pattern, name in LABELS if pattern.search(said)), "")
        if name and words:
            found.setdefault(name, words)
    return found


def _place(facts: dict[str, str]) -> str:
    return place_text(facts.get("city", ""), facts.get("state", ""))


def _named(response: TextResponse, title: str) -> tuple[str, str]:
    """Title and employer: the page's title is "{title} - {company}", and either may have a dash in it."""
    said = clean_line(response.xpath("string(//head/title)").get(""))
    if title:
        behind = said.removeprefix(title)
        return title, behind.strip(" -–") if behind != said else ""
    before, _, company = said.rpartition(" - ")
    return before or company, company if before else ""


def _words(found: Selector | SelectorList[Selector]) -> str:
    return clean_line(" ".join(found.css("::text").getall()))


PLATFORM = Platform(
    name="applicantstack",
    domains=("applicantstack.com",),
    openings=(r"(?<![\w-])([\w-]+)\.applicantstack\.com/x/(?:detail|apply)/(\w+)",),
    addresses=(Address.of(r"(?P<t>(?!www\.)[\w-]+)\.applicantstack\.com", tenant="{t}", key="{t}", lower=True),),
    list_url="https://{tenant}.applicantstack.com/x/openings",
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
