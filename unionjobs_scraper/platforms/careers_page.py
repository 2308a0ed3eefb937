"""A careers page that somebody keeps by hand: links to postings, or the postings one after another.

Tenant: empty for a page of links; a regular expression that the addresses of postings match, where that
is known; `sections` for a page that holds the postings themselves, or links only to documents and forms.

Read by rule of thumb, and marked so: a `source_id` that begins with `~` was made here, from the address
or from the title, and the description ends with a line in square brackets that gives the reason. Every
link or section that is left out is counted by its reason. A register entry has confirmations = 3.

List       rule_of_thumb.linked over the page without its menus and footers.
Posting    the page behind the link, or the section: title, labels, a place line, the text.
Closed     it leaves the page. Of a section: closing words inside of it, and only there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import urldefrag, urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.normalize.titles import split_title
from unionjobs_scraper.platforms.platform import Platform
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.header import BARE_PLACE, LEAD_IN
from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.main_content import main_blocks, named_by_head, title_of
from unionjobs_scraper.reading.next_page import next_pages
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text
from unionjobs_scraper.reading.rule_of_thumb import ABOUT_APPLYING, Candidate, linked, sections

MARK = "~"
"""Begins every id of this platform: the site has none."""
SECTIONS = "sections"
REASONS = {
    "page": "[Read by rule of thumb: a link on the careers page led here, and the text speaks of applying.]",
    "section": "[Read by rule of thumb: a heading names the job, and the text below it speaks of applying.]",
    "link": "[Read by rule of thumb: a link names the job; the page or document behind it was not read.]",
}
UNREAD = ("document", "other-host")
"""Reasons for which a link that names a role is not followed."""
HEADER_LINES = 12
"""Lines under the title among which the place is looked for."""


def page_id(address: str) -> str:
    """The id made of a posting's address: its path and query."""
    parts = urlsplit(address)
    return MARK + "?".join(filter(None, (parts.path.strip("/"), parts.query)))


def title_id(title: str) -> str:
    """The id made of a section's title."""
    return MARK + "#" + re.sub(r"[\W_]+", "-", title.casefold()).strip("-")


def listed(response: TextResponse, found: Iterable[Candidate]) -> Iterator[Listed]:
    """The rows of a page of links. Raises `LayoutChanged`."""
    rows: dict[str, Listed] = {}
    left_out: list[str] = []
    for each in found:
        number = page_id(each.url)
        if each.kept:
            rows.setdefault(number, Listed(source_id=number, url=each.url, title=each.title))
        elif each.reason in UNREAD:
            left_out.append(each.title)
    if not rows and left_out:
        raise LayoutChanged(
            response.url, f"only documents and other sites are linked: tenant = {SECTIONS!r} reads them"
        )
    if not rows and not none_open(response):
        raise LayoutChanged(response.url, "no link that looks like a posting, and no words that there is none")
    yield from rows.values()


def posting(response: TextResponse, row: Listed | None) -> JobPosting:
    """The posting of a page behind a link. Raises `LayoutChanged` when the page does not read like one."""
    parts = main_blocks(response)
    text = as_text(parts)
    title = (row.title if row else "") or title_of(parts)
    if not title or not ABOUT_APPLYING.search(text):
        raise LayoutChanged(response.url, "no title, or no word about applying")
    if row and row.title and not _stands_on(row.title, text, title_of(parts)):
        raise LayoutChanged(response.url, f"the listed title {row.title!r} does not stand on the page")
    address = row.url if row else urldefrag(response.url).url
    return _item(title, _below(parts, title), "page", source_id=page_id(address), url=address)


def _stands_on(title: str, text: str, heading: str) -> bool:
    def bare(words: str) -> str:
        return re.sub(r"[\W_]+", "", words).casefold()

    return bare(title) in bare(text) or (bool(heading) and bare(heading) in bare(title))


def _below(parts: Sequence[Block], title: str) -> Sequence[Block]:
    start = next((number for number, block in enumerate(parts) if block.line == title), -1)
    return parts[start + 1 :]


def whole_page(response: TextResponse, links: Iterable[Candidate], found: Iterable[Candidate]) -> Iterator[JobPosting]:
    """The postings that stand on the page itself. Raises `LayoutChanged` when there is none and no word of that."""
    items: dict[str, JobPosting] = {}
    inside: set[str] = set()
    for each in found:
        if each.kept:
            number = _free(title_id(each.title), items)
            item = _item(each.title, each.parts, "section", source_id=number, url=_anchor(response, number))
            items[number] = replace(item, closing_mark=closing_mark(as_text(each.parts)))
            inside |= {link.url for block in each.parts for link in block.links}
    for each in links:
        number = title_id(each.title)
        if (each.kept or each.reason in UNREAD) and number not in items and each.url not in inside:
            item = _item(each.title, (), "link", source_id=number, url=_anchor(response, number))
            items[number] = replace(item, apply_url=each.url)
    if not items and not none_open(response):
        raise LayoutChanged(
            response.url, "no heading or link that looks like a posting, and no words that there is none"
        )
    yield from items.values()


def _anchor(response: TextResponse, number: str) -> str:
    return f"{urldefrag(response.url).url}#{number.removeprefix(MARK + '#')}"


def _free(number: str, taken: dict[str, JobPosting]) -> str:
    """Two postings of one title are told apart by their order."""
    names = chain([number], (f"{number}-{count}" for count in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _item(raw: str, parts: Sequence[Block], reason: str, *, source_id: str, url: str) -> JobPosting:
    title, labels = split_title(raw), labelled(parts)
    return JobPosting(
        source_id=source_id,
        url=url,
        title=title.title,
        department=labels.get("department", "") or title.department,
        location_text=labels.get("location", "") or title.place or _place(parts),
        date_posted_text=labels.get("date_posted", ""),
        valid_through_text=labels.get("valid_through", ""),
        employment_text=labels.get("employment_type", "") or title.hours,
        salary_text=labels.get("salary", "") or title.pay,
        apply_url=apply_url(parts),
        description=clean_text(f"{as_text(parts)}\n\n{REASONS[reason]}"),
    )


def _place(parts: Sequence[Block]) -> str:
    lines = [line for block in parts for line in block.lines][:HEADER_LINES]
    return next((line for line in lines if len(line) < 160 and (LEAD_IN.match(line) or BARE_PLACE.match(line))), "")


def holds_postings(board: Board) -> bool:
    """Whether the page holds the postings themselves."""
    return board.tenant == SECTIONS


def rows(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a page of links, and the links that are not followed. Raises `LayoutChanged`."""
    found = list(linked(main_blocks(response), response.url, board.tenant))
    yield from listed(response, found)
    yield from left_out(found)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """The posting of a page behind a link, or all of a page that holds them. Raises `LayoutChanged`."""
    if not holds_postings(board):
        yield posting(response, row)
        return
    parts = main_blocks(response)
    links, found = list(linked(parts, response.url)), list(sections(parts, named_by_head(response)))
    yield from whole_page(response, links, found)
    yield from left_out([*links, *found])


def left_out(found: Iterable[Candidate]) -> Iterator[LeftOut]:
    """What was taken for no posting: all of a site's links and headings, so none of it is unknown yet."""
    yield from (LeftOut(reason=each.reason, words=each.title, known=True) for each in found if not each.kept)


PLATFORM = Platform(
    name="careers_page",
    keeps_rows=False,
    whole=holds_postings,
    listed=rows,
    links=OfPage(next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
