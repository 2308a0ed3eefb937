"""Gusto, https://jobs.gusto.com/boards/{employer}-{uuid}: one host for all boards, pages without a script.

List       /boards/{slug}, HTML, no paging: `a[href^="/postings/"]` with `h3`, a paragraph of places (a line each) and
           one with pay and kind of employment. An unknown board is a 404. robots.txt asks for a second between visits.
Posting    /postings/{employer}-{title}-{uuid}: JSON-LD JobPosting on most, not on all; `h1` has the employer, the title
           and a line "place · pay · kind"; the text stands below an h3 "Description".
Identity   the UUID at the end of the address.
Closed     the posting leaves the list; its page answers 404, or says so.
Fields     read of the JSON-LD: title, description, datePosted, validThrough, employmentType, baseSalary, jobLocation,
           hiringOrganization; of the page what it lacks. Not read: "About {employer}", the same on every posting.
Quirks     Cloudflare challenges some visitors: that is a block, not a page. A posting's address does not name its
           board, its page links to it.
Tenant     the slug of the board.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.facts_in_words import joined, places, workplace
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread
from unionjobs_scraper.platforms.platform import GUID, Address, Platform
from unionjobs_scraper.platforms.posting_links import beside, posting_links, words
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read

HOST = "jobs.gusto.com"
PATH = re.compile(rf"^/postings/(?P<slug>[\w-]*?(?P<id>{GUID}))/?$", re.IGNORECASE)
PAY = re.compile(r"[$€£]\s?\d|\b\d[\d,.]*\s*(?:/|per\b|an?\b)\s*(?:hour|hr|year|yr|month|week|day)", re.IGNORECASE)
KIND = re.compile(
    r"\b(?:full|part)[\s-]?time\b|\b(?:contract(?:or)?|temporary|seasonal|intern(?:ship)?|salaried|hourly)\b",
    re.IGNORECASE,
)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the board. Raises `LayoutChanged` or `TruncatedPage`."""
    found = posting_links(response, _named)
    if not found and not declared_empty(response, board):
        raise misread(response, "no link to /postings/, and no words that there are none")
    ensure_whole(response)
    employer = clean_line(response.css("#job-board-header h1 ::text").get(""))
    for link in found:
        title, at = words(link.css("h2, h3, h4")[:1]), PATH.match(urlsplit(response.urljoin(link.attrib["href"])).path)
        if not at or not title:
            yield LeftOut(reason="no-title", words=words(link))
            continue
        where, _, _ = _facts([line for each in link.css("p") for line in _lines(each)])
        yield Listed(
            source_id=at["id"].lower(),
            url=f"https://{HOST}/postings/{at['slug']}",
            title=title,
            employer=employer,
            location_text=where,
        )
    yield from beside(response, _named)


def declared_empty(response: TextResponse, board: Board) -> str:
    """The board's words for "none", where it has no rows: a list that is only bare may be one that a script fills."""
    return "" if posting_links(response, _named) else none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of its own page. Raises `LayoutChanged`."""
    at = PATH.match(urlsplit(response.url).path)
    if not at or (row and row.source_id != at["id"].lower()):
        raise misread(response, f"the page of posting {row.source_id if row else '?'} was expected")
    url, node = f"https://{HOST}/postings/{at['slug']}", next(iter(job_postings(response.selector)), None)
    head = [_lines(each) for each in response.css("h1 > span")]
    where, pay, kind = _facts([line for lines in head[2:] for line in lines])
    shown = JobPosting(
        source_id=at["id"].lower(),
        url=url,
        employer=" ".join(head[0]) if head else "",
        title=" ".join(head[1]) if len(head) > 1 else "",
        description=_description(response, " ".join(head[0]) if head else ""),
    )
    item = read(node, source_id=shown.source_id, url=url) if node else shown
    if not item.title or not (item.description or shown.description):
        raise misread(response, "neither a JSON-LD JobPosting nor h1 with a title and a Description")
    listed_at = row.location_text if row else ""
    yield replace(
        item,
        employer=item.employer or shown.employer,
        description=shown.description or item.description,
        # the JSON-LD has one place; the page has each
        location_text=listed_at if ";" in listed_at else where or item.location_text or listed_at,
        employment_text=item.employment_text or kind,
        salary_text=item.salary_text or pay,
        apply_url=url,
    )


def _named(address: str) -> str:
    at = PATH.match(urlsplit(address).path)
    return at["id"].lower() if at else ""


def _facts(lines: list[str]) -> tuple[str, str, str]:
    """Places, pay and kind of employment among the lines of a card or a heading."""
    spots: list[str] = []
    pay: list[str] = []
    kinds: list[str] = []
    for line in lines:
        group = pay if PAY.search(line) else kinds if KIND.search(line) else spots
        group.append(line)
    flag = next((word for line in spots if (word := workplace(line))), "")
    where = places([each for each in spots if workplace(each) != each.casefold()], flag)
    return where, joined(pay), joined(kinds, ", ")


def _description(response: TextResponse, employer: str) -> str:
    """The summary and the sections of the text, but for the one about the employer."""
    found: list[str] = []
    for section in response.xpath(
        "//div[h1]/div[contains(@class, 'mt-8')][not(.//a[contains(@href, '/applicants/')])]"
    ):
        heading = words(section.css("h3")[:1])
        if heading.casefold() != f"about {employer}".casefold():
            body = section.css(".rich-text-container")[:1] or section.xpath("self::*")
            found += [as_text(blocks(each, response.url)) for each in body]
    return clean_text("\n\n".join(found))


def _lines(part: Selector) -> list[str]:
    """The lines of a paragraph, parted by the page's breaks, dots and line ends."""
    texts = (piece for text in part.xpath("./text() | ./*[not(self::a)]/text()").getall() for piece in text.split("\n"))
    return [line for text in texts for each in text.split("·") if (line := clean_line(each))]


PLATFORM = Platform(
    name="gusto",
    domains=("gusto.com",),
    openings=(rf"jobs\.gusto\.com/postings/[\w-]*?({GUID})",),
    addresses=(
        Address.of(rf"jobs\.gusto\.com/boards/(?P<t>(?P<k>[\w-]*?)-{GUID})", tenant="{t}", key="{k}", lower=True),
    ),
    list_url=f"https://{HOST}/boards/{{tenant}}",
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
