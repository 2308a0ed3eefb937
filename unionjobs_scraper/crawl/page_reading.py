"""One captured page read with an extractor: no engine, no database, no setting.

`read_list` and `read_postings` are what `crawl/spider.py` does with a page, and what anything else calls that
reads stored pages.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from scrapy.http import HtmlResponse, Request, Response, TextResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.errors import LayoutChanged, PageError, TruncatedPage
from unionjobs_scraper.items import GroupRead, JobPosting, LeftOut, Listed, changed, stated_hash
from unionjobs_scraper.normalize.ages import is_age
from unionjobs_scraper.reading.charset import redecoded
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.more_to_load import more_to_load
from unionjobs_scraper.reading.one_id import others
from unionjobs_scraper.reading.page import blocks
from unionjobs_scraper.reading.whole import is_cut

Stated = TypeVar("Stated", JobPosting, Listed)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What one page of a board's list says."""

    rows: list[Listed]
    items: dict[str, JobPosting]
    """The postings by `source_id`, where the list holds them themselves."""
    left_out: list[LeftOut]
    groups: list[GroupRead]
    """The groups of records of a page that was read by structure."""
    links: list[Request]
    """Requests for further list pages."""
    declared_empty: str
    """The board's words for "none", on a page without rows."""
    stated_total: int | None


def read_list(extractor: Extractor, board: Board, response: Response) -> ListPage:
    """Reads a page of the board's list. Raises `PageError`."""
    with foreseen(response):
        page = whole(text_of(response))
        if extractor.reads_whole(board):
            found: list[JobPosting | Listed | LeftOut | GroupRead] = list(extractor.postings(page, board))
        else:
            found = list(extractor.listed(page, board))
        found = [_taken_down(each) or _steady(each) if isinstance(each, JobPosting) else each for each in found]
        items = {each.source_id: each for each in found if isinstance(each, JobPosting)}
        rows = [*map(row_of, items.values()), *(_steady(each) for each in found if isinstance(each, Listed))]
        links = list(extractor.links(page, board))
        more = more_to_load(page.text) if rows and not links and isinstance(page, HtmlResponse) else ""
        return ListPage(
            rows=rows,
            items=items,
            left_out=[
                *(each for each in found if isinstance(each, LeftOut)),
                *others(each for each in found if isinstance(each, Listed | JobPosting)),
                *(LeftOut(reason="more-to-load", words=words) for words in [more] if words),
            ],
            groups=[each for each in found if isinstance(each, GroupRead)],
            links=links,
            declared_empty="" if rows else extractor.declared_empty(page, board),
            stated_total=extractor.stated_total(page, board),
        )


def _steady(each: Stated) -> Stated:
    """The same without the age in place of a day ("12 days ago"), which would make an edit of every reading."""
    return replace(each, date_posted_text="") if is_age(each.date_posted_text) else each


def _taken_down(item: JobPosting) -> LeftOut | None:
    """What an address of the register counts as that says of its posting only that it is no more: not listed."""
    if item.title or not item.closing_mark:
        return None
    return LeftOut(reason="taken-down", words=item.closing_mark, known=True)


def read_postings(
    extractor: Extractor, board: Board, response: Response, row: Listed | None = None
) -> Iterator[JobPosting]:
    """The postings of a page, with the closing mark that the page may carry. Raises `PageError`."""
    response = extractor.as_page(response)
    page = text_of(response)
    # each points at the other, and such circles pile up, with their trees, until the garbage collector's last round
    page.selector.response = None
    mark = closing_mark(words_of(page), board.closed_marks)
    try:
        with foreseen(response):
            items = [each for each in extractor.postings(page, board, row) if isinstance(each, JobPosting)]
        for item in map(_steady, items):
            words = "" if item.stated_open else mark or _own_mark(page, item, board)
            found = item.closing_mark or words
            yield changed(item, closing_mark=found) if found != item.closing_mark else item
    except LayoutChanged:
        if not (mark and row):
            raise
        # a closed posting often loses its shape and keeps one sentence
        yield from (changed(item, closing_mark=mark or item.closing_mark) for item in posting_of_row(row, board))


def _own_mark(page: TextResponse, item: JobPosting, board: Board) -> str:
    """The closing words in a posting's title and text, where the page is no page that people read."""
    return (
        "" if isinstance(page, HtmlResponse) else closing_mark(f"{item.title}\n{item.description}", board.closed_marks)
    )


def posting_of_row(row: Listed, board: Board) -> Iterator[JobPosting]:
    """What a row with a title says of its posting."""
    if row.title:
        yield JobPosting(
            source=board.name,
            source_id=row.source_id,
            url=row.url,
            employer=row.employer or board.employer,
            title=row.title,
            location_text=row.location_text,
            region_text=row.region_text,
            date_posted_text=row.date_posted_text,
            closing_mark=row.closing_mark,
        )


def of_board(item: JobPosting, board: Board, row: Listed | None) -> JobPosting:
    """The posting with what the register and the row say of it, where its page leaves that open."""
    return changed(
        item,
        source=board.name,
        employer=item.employer or (row.employer if row else "") or board.employer,
        row_hash=row.fingerprint if row else "",
        closing_mark=item.closing_mark or (row.closing_mark if row and not item.stated_open else ""),
    )


def row_of(item: JobPosting) -> Listed:
    """The census row of a posting that the list itself holds: it changes when the posting does."""
    return Listed(source_id=item.source_id, url=item.url, title=item.title, date_posted_text=stated_hash(item))


@contextmanager
def foreseen(response: Response) -> Iterator[None]:
    """Turns an extractor's own mistake into what it means for the run: a page that was not understood."""
    try:
        yield
    except PageError:
        raise
    except Exception as error:
        logger.exception("the extractor failed on %s", response.url)
        raise LayoutChanged(response.url, f"the extractor failed: {type(error).__name__}: {error}") from error


def whole(page: TextResponse) -> TextResponse:
    """The page itself. Raises `TruncatedPage` for one that stops before its end: what it lacks would seem gone."""
    if isinstance(page, HtmlResponse) and is_cut(page.text):
        raise TruncatedPage(page.url, "the page stops before its end")
    return page


MOST_TAGS = 150_000
"""In a page of HTML; the longest list seen has some thousands, and each takes a kilobyte of memory where it is read."""


def text_of(response: Response) -> TextResponse:
    """The response as a page of text. Raises `LayoutChanged`, also for a page of more tags than any list has."""
    if not isinstance(response, TextResponse):
        raise LayoutChanged(response.url, "a page of text was expected, this is something else")
    if isinstance(response, HtmlResponse) and (tags := response.body.count(b"<")) > MOST_TAGS:
        raise LayoutChanged(response.url, f"the page has {tags:,} tags, and {MOST_TAGS:,} are read at most")
    text = redecoded(response.body, _charset(response))
    return response if text is None else response.replace(body=text.encode(), encoding="utf-8")


def _charset(response: TextResponse) -> str:
    """The charset that a page says; utf-8, with its stray bytes as Windows-1252, where it says none.

    Scrapy guesses then, by the letters of the whole page: a ñ becomes a ń, and another one when the page changes.
    """
    found = response.encoding
    if found == "utf-8" or read_bom(response.body[:4])[0]:
        return found
    header = response.headers.get("Content-Type", b"") or b""
    told = http_content_type_encoding(header.decode("latin-1")) or html_body_declared_encoding(response.body)
    return found if told else "utf-8"


def words_of(response: TextResponse) -> str:
    """The page's words, a block a line."""
    return "\n".join(block.text for block in blocks(response.selector, response.url))
