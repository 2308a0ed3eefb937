"""ExactHire, formerly HireCentric: the AFL-CIO's applicant system, in two generations.

List       old: https://{tenant}.hirecentric.com/jobsearch/ (rows `.job-info`), older /jobs/ (`table#job_listing`,
           the last cell is the place), and /sitemap.xml, which has every open role. New:
           https://{tenant}.exacthire.com/, whose markup nobody has written down. Read in all of them alike:
           links to /jobs/{id}.html or /job/{id}, and the row around each. Everything at once.
Posting    `title` is "{title} - {city}, {state} - {company} Jobs"; JSON-LD with some tenants; `div.job_info`
           with a list of unlabelled bullets (see exacthire_head.py).
Identity   the digits, or compound (232783-35332); the same on both hosts.
Closed     the posting leaves the list; its page says that the position has been closed.
Quirks     /common-job-titles/ pages are samples made from old jobs, never postings, and list only the
           openings of that title; "no current job openings" there still speaks of the whole board.
           `lastmod` of the sitemap is a modification, not a posting date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import TruncatedPage
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.exacthire_head import Bullets, read_bullets, split_title, where
from unionjobs_scraper.platforms.json_answers import canonical, ensure_whole, misread
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.links import IN_PATH, absolute
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read
from unionjobs_scraper.reading.visible import base_of

JOB = re.compile(r"/(?:jobs/(?P<old>\d+(?:-\d+)?)\.html?|job/(?P<new>\d+(?:-\d+)?))/?$", re.IGNORECASE)
SAMPLE = "/common-job-titles/"
ACTION = re.compile(r"^\W*(?:apply|view|see|read|learn|more|details?|share|email)\b.{0,25}$", re.IGNORECASE)
LITTLE = 300
"""Characters; `div.job_info` with less than that is only the head of the posting."""


def job_id(url: str) -> str:
    """The id in a posting's address on either host; empty for other addresses."""
    path = IN_PATH.sub("", urlsplit(url).path)
    found = None if SAMPLE in path else JOB.search(path)
    return found["old"] or found["new"] if found else ""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a list page or of a sitemap. Raises `LayoutChanged` or `TruncatedPage`."""
    if _is_sitemap(response):
        yield from _of_sitemap(response, board)
        return
    rows: dict[str, Listed] = {}
    known: dict[HtmlElement, str] = {}
    for link in response.css("a[href]"):
        url = absolute(link.attrib["href"], base_of(response))
        number = job_id(url)
        title = _title_of(link, response.url) if number else ""
        if number:
            known[link.root] = number
        if number and not (number in rows and (rows[number].title or not title)):
            place = _place_of(link)
            rows[number] = Listed(source_id=number, url=canonical(url), title=title, location_text=place)
    if SAMPLE in response.url and rows:
        raise misread(response, "a page of sample descriptions lists only a part of the board")
    if not rows and not none_open(response):
        raise misread(response, "no link to /jobs/{id}.html or /job/{id}, and no words that there are none")
    ensure_whole(response)
    yield from rows.values()
    yield from left_out(known)


def declared_empty(response: TextResponse, board: Board) -> str:
    """The board's words for "none", or a sitemap that has the board and no posting."""
    if _is_sitemap(response):
        found = _addresses(response)
        own = [url for url in found if "/jobsearch" in url]
        return "the sitemap has /jobsearch/ and no posting" if own and not any(map(job_id, found)) else ""
    return (
        ""
        if any(job_id(absolute(url, base_of(response))) for url in response.css("a::attr(href)").getall())
        else none_open(response)
    )


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page, also of a closed one, which may have lost its title. Raises `LayoutChanged`."""
    number = job_id(response.url)
    if not number or (row and row.source_id != number):
        raise misread(response, f"the page of posting {row.source_id if row else '?'} was expected")
    body = _body(response)
    bullets = read_bullets(body)
    title, place, company = split_title(_page_title(response))
    mark = closing_mark("\n".join(block.text for block in body))
    title = (row.title if row else "") or title or (bullets.above[-1] if len(bullets.above) > 1 else "")
    found = next(iter(job_postings(response.selector)), None)
    known = response.css("div.job_info, .job-info") or bullets.found or company
    if not (found or known) or not (title or found or mark):
        raise misread(response, "neither JSON-LD, nor div.job_info, nor a title with place and company")
    url = canonical(response.url)
    item = read(found, source_id=number, url=url) if found else JobPosting(source_id=number, url=url, title=title)
    yield replace(
        item,
        employer=item.employer or company or (bullets.above[0] if bullets.above else ""),
        department=bullets.department,
        location_text=where(item.location_text or place, bullets.location) or (row.location_text if row else ""),
        employment_text=item.employment_text or bullets.employment,
        salary_text=item.salary_text or bullets.salary,
        apply_url=url,
        description=item.description or _description(response, body, bullets),
        closing_mark=mark,
    )


def _is_sitemap(response: TextResponse) -> bool:
    return "<urlset" in response.text[:2000]


def _addresses(response: TextResponse) -> list[str]:
    return [url.strip() for url in response.xpath("//*[local-name()='loc']/text()").getall()]


def _of_sitemap(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    if "</urlset" not in response.text[-400:]:
        raise TruncatedPage(response.url, "the sitemap stops before </urlset>")
    rows = {job_id(url): canonical(url) for url in _addresses(response) if job_id(url)}
    if not rows and not declared_empty(response, board):
        raise misread(response, "the sitemap has neither postings nor the board itself")
    yield from (Listed(source_id=number, url=url) for number, url in rows.items())
    nameless = response.xpath("//*[local-name()='url'][not(normalize-space(*[local-name()='loc']))]")
    yield from (LeftOut(reason="no-loc", words=" ".join(each.xpath(".//text()").getall())) for each in nameless)


def _title_of(link: Selector, url: str) -> str:
    """The first line of a link that may be a whole card; nothing of one that only says "Apply"."""
    line = next((line for block in blocks(link, url) for line in block.lines), "")
    return "" if ACTION.match(line) else line


def _place_of(link: Selector) -> str:
    """The cell under a heading "Location", the last cell of `table#job_listing`, or what has such a class."""
    cells = link.xpath("ancestor::tr[1]/td")
    heads = [_words(each).lower() for each in link.xpath("ancestor::table[1]//tr[th][1]/th")]
    for head, cell in zip(heads, cells, strict=False):
        if re.match(r"(?:job\s+)?(?:locations?|city)\b", head):
            return _words(cell)
    if cells and not heads and link.xpath("ancestor::table[@id='job_listing']"):
        return _words(cells[-1])
    card = link.xpath("ancestor-or-self::*[contains(@class, 'job-info')][1]")
    return _words(card.css("[class*=location]")[0]) if card.css("[class*=location]") else ""


def _body(response: TextResponse) -> list[Block]:
    """The blocks of the posting: `div.job_info`, or what is around it, where that is only the head."""
    held = response.css("div.job_info")[:1]
    inner = [block for each in held for block in blocks(each, response.url)]
    if len(as_text(inner)) >= LITTLE:
        return inner
    around = held.xpath("parent::*") or response.css("main, [role=main]")[:1] or response.css("body")
    return [block for each in around[:1] for block in blocks(each, response.url)]


def _description(response: TextResponse, body: list[Block], bullets: Bullets) -> str:
    """What comes after the bullets, up to the words that the posting is closed."""
    text = body[bullets.end :]
    end = next((at for at, block in enumerate(text) if closing_mark(block.text)), len(text))
    stated = response.xpath("//meta[@property='og:description']/@content").get("")
    return clean_text(as_text(text[:end])) or clean_text(stated)


def _page_title(response: TextResponse) -> str:
    own = clean_line(response.xpath("string(//head/title)").get(""))
    return own if " - " in own else clean_line(response.xpath("//meta[@property='og:title']/@content").get("")) or own


def _words(found: Selector) -> str:
    return clean_line(" ".join(found.css("::text").getall()))


PLATFORM = Platform(
    name="exacthire",
    domains=(
        "exacthire.com",
        "hirecentric.com",
    ),
    openings=(r"(?<![\w-])([\w-]+)\.exacthire\.com/.*?(?:job/|jid=)(\d+)",),
    addresses=(
        Address.of(
            r"(?P<t>(?!www\.)[\w-]+)\.hirecentric\.com",
            tenant="{t}",
            start="https://{t}.hirecentric.com/jobsearch/",
            key="{t}",
            lower=True,
        ),
        Address.of(
            r"(?P<t>(?!www\.)[\w-]+)\.exacthire\.com",
            tenant="{t}",
            start="https://{t}.exacthire.com/",
            key="{t}",
            lower=True,
        ),
    ),
    list_url="https://{tenant}.exacthire.com/",
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="everything at once",
)
