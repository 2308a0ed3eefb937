"""The careers page of an HRMDirect board, /employment/job-openings.php?search=true: a table, or a theme's links.

Rows are `tr.reqitem` and `tr.reqitem1` in turn. Tenants choose the columns: a heading names them, else the class of a
cell (departments, posTitle, cities, state), else its form. Large tenants show a part of their postings there, and send
people on by division.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.items import LeftOut
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms.hrmdirect_feed import JobRow, address
from unionjobs_scraper.platforms.json_answers import ensure_whole, parameter
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.page import blocks
from unionjobs_scraper.reading.visible import base_of

LINK = re.compile(r"job-?openings?(?:\.php)?\W.*\breq(?:_id)?=", re.IGNORECASE)
ROW = "contains(concat(' ', @class), ' reqitem') or @data-req-id"
ACTION = re.compile(r"^\W*(?:apply|view|see|read|learn|more|details?|share|print|e-?mail)\b.{0,25}$", re.IGNORECASE)
DATE = re.compile(r"^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}$")
STATE = re.compile(r"^[A-Z]{2}$")
COLUMNS = (
    ("title", re.compile(r"title|position|^job$|opening", re.IGNORECASE)),
    ("department", re.compile(r"department|dept|division|categor", re.IGNORECASE)),
    ("city", re.compile(r"\bcit(?:y|ies)\b", re.IGNORECASE)),
    ("state", re.compile(r"\bstates?\b|province", re.IGNORECASE)),
    ("country", re.compile(r"countr", re.IGNORECASE)),
    ("location", re.compile(r"location", re.IGNORECASE)),
    ("date", re.compile(r"date|posted|opened", re.IGNORECASE)),
    ("employer", re.compile(r"company|employer", re.IGNORECASE)),
)


def of_page(response: TextResponse) -> Iterator[JobRow | LeftOut]:
    """The rows of the page, one for each place. Raises `TruncatedPage`."""
    ensure_whole(response)
    taken: set[str] = set()
    for table in response.xpath(f"//table[.//tr[{ROW}] or .//a[contains(@href, 'job-opening')]][not(.//table)]"):
        names = _columns(table)
        for row in table.xpath(".//tr"):
            for read in _of_row(row, names, response):
                taken.add(read.source_id if isinstance(read, JobRow) else "")
                yield read
    yield from _of_links(response, taken)


def _of_links(response: TextResponse, taken: set[str]) -> Iterator[JobRow | LeftOut]:
    """The postings of a theme without a table, and what stands beside them."""
    known = {}
    for link in response.css("a[href]"):
        number, title = _number(absolute(link.attrib["href"], base_of(response))), _words(link)
        if number and number not in taken:
            known[link.root] = number
            if title and not ACTION.match(title):
                yield JobRow(source_id=number, url=address(response.url, number), title=title)
    yield from left_out(known)


def _of_row(row: Selector, names: Sequence[str], response: TextResponse) -> Iterator[JobRow | LeftOut]:
    """A row's posting, or several; none of headings, of the name of a group of rows, and of empty rows."""
    links = [(_number(absolute(each.attrib["href"], base_of(response))), _words(each)) for each in row.css("a[href]")]
    known = dict(each for each in reversed(links) if each[0] and each[1])
    if len(known) > 1:  # what else the row says belongs to none of them for sure
        yield from (JobRow(source_id=each, url=address(response.url, each), title=known[each]) for each in known)
        return
    number, title = next(iter(known.items()), ("", ""))
    number = number or clean_line(row.attrib.get("data-req-id", ""))
    if number or not (row.xpath("./th") or len(row.xpath("./td")) < 2 or _is_heading(row)):
        yield from _of_cells(row, number, title or next((words for _, words in links if words), ""), names, response)


def _of_cells(
    row: Selector, number: str, title: str, names: Sequence[str], response: TextResponse
) -> Iterator[JobRow | LeftOut]:
    facts = _facts(row.xpath("./td"), names)
    title, words = title or facts.get("title", ""), _words(row)
    if not number or not title:
        yield from [LeftOut(reason="no-title" if number else "no-req", words=words)] if words or number else []
        return
    yield JobRow(
        source_id=number,
        url=address(response.url, number),
        title=title,
        employer=facts.get("employer", ""),
        department=facts.get("department", ""),
        location_text=_places(facts),
        date_posted_text=facts.get("date", ""),
    )


def _number(url: str) -> str:
    return parameter(url, "req", "req_id") if LINK.search(url) else ""


def _is_heading(row: Selector) -> bool:
    return bool(re.search(r"head", row.attrib.get("class", ""), re.IGNORECASE)) and not row.css("a[href*=req]")


def _columns(table: Selector) -> list[str]:
    """What each column is, by the row of headings."""
    heads = next((row for row in table.xpath(".//tr") if row.xpath("./th") or _is_heading(row)), None)
    return [_column(_words(cell)) for cell in heads.xpath("./th | ./td")] if heads else []


def _column(said: str) -> str:
    return next((name for name, pattern in COLUMNS if pattern.search(said)), "")


def _facts(cells: Sequence[Selector], names: Sequence[str]) -> dict[str, str]:
    """The row's cells by what they are: by heading, class or form; lines of a cell are parted by semicolons."""
    found: dict[str, str] = {}
    unnamed: list[str] = []
    for at, cell in enumerate(cells):
        words = "; ".join(line for block in blocks(cell, "") for line in block.lines)
        own = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell.attrib.get("class", ""))
        name = _column(own) or (names[at] if len(names) == len(cells) else "") or ("date" if DATE.match(words) else "")
        if name:
            found.setdefault(name, words)
        elif "title" in found:
            unnamed.append(words)
    if not {"city", "state", "location"} & found.keys() and len(unnamed) > 1 and STATE.match(unnamed[1]):
        found |= {"city": unnamed[0], "state": unnamed[1]}
    return found


def _places(facts: dict[str, str]) -> str:
    """The places of a row, whose cells may hold several: as many states as cities, or one for all."""
    cities, states = ([each for each in facts.get(name, "").split("; ") if each] for name in ("city", "state"))
    country = facts.get("country", "") if ";" not in facts.get("country", "") else ""
    if not cities and not states:
        return facts.get("location", "")
    if len(states) > 1 and len(states) != len(cities):
        return "; ".join([*cities, *states])
    several = states if len(states) == len(cities) else [*states, ""][:1] * max(len(cities), 1)
    pairs = zip(cities or [""] * len(several), several, strict=True)
    return "; ".join(dict.fromkeys(filter(None, (place_text(city, state, country) for city, state in pairs))))


def _words(found: Selector) -> str:
    return clean_line(" ".join(found.css("::text").getall()))
