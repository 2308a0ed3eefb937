"""What an extractor gives, and how the page of a posting is fetched and read with it.

An extractor gives three pure functions of a page: `listed` (the rows of a list page), `links` (further
list pages) and `postings` (the postings of a page, with its census row where there is one).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response, TextResponse
from twisted.python.failure import Failure

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.failures import foreseen, text_of, why, words_of
from unionjobs_scraper.crawl.redirects import ROW
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.errors import BlockedPage, LayoutChanged, PageError
from unionjobs_scraper.items import JobPosting, Listed, changed, stated_hash
from unionjobs_scraper.reading.blocking import wall
from unionjobs_scraper.reading.closing import closing_mark

GONE = (404, 410)
"""HTTP statuses by which a site says that a page is no more."""


class Extractor(Spider):
    """What a subclass gives: `board` and, as static methods, the functions of a page.

    A page that an extractor does not understand raises a `PageError`; an empty iterator of `listed` means that
    the board says, in its own words, that it has none, and `declared_empty` names the words.
    """

    board: ClassVar[Board]
    headers: ClassVar[dict[str, str]] = {}
    """Sent with every request: `{"Accept": "application/json"}` where a platform insists."""
    keeps_rows: ClassVar[bool] = True
    """False where a row may turn out to be no posting at all: then only its own page puts it on record."""
    whole: ClassVar[bool] = False
    """True: the list holds the postings themselves, so `postings` reads it and no other page is fetched."""

    @classmethod
    def hosts(cls, board: Board) -> tuple[str, ...]:
        """The hosts that no request leaves, where the register does not name them."""
        return board.hosts

    @staticmethod
    def listed(response: TextResponse) -> Iterator[Listed]:
        """The rows of a list page. Raises `PageError`."""
        raise NotImplementedError

    @staticmethod
    def links(response: TextResponse) -> Iterator[Request]:
        """Further list pages."""
        return iter(())

    @staticmethod
    def postings(response: TextResponse, row: Listed | None = None) -> Iterator[JobPosting]:
        """The postings of a page, with the census row that led there, where there is one. Raises `PageError`."""
        raise NotImplementedError

    @staticmethod
    def declared_empty(response: TextResponse) -> str:
        """The words by which a list page without rows says that there are none; else empty."""
        return ""

    @staticmethod
    def stated_total(response: TextResponse) -> int | None:
        """How many postings the board itself says that it has, where it does."""
        return None

    @staticmethod
    def read_from(url: str) -> str:
        """The address that a posting is read from, given its canonical one: an interface, where there is one."""
        return url

    def list_requests(self) -> Iterator[Request]:
        """The first requests for the board's list."""
        yield Request(self.board.start)

    @cached_property
    def run(self) -> Run:
        """The run that this spider carries out."""
        run = self.crawler.get_extension(Run)
        assert run
        return run

    def _ours(self, request: Request) -> Request:
        for name, value in self.headers.items():
            request.headers.setdefault(name, value)
        return request

    def posting_request(self, row: Listed) -> Request:
        """A request for a listed posting's own page."""
        request = Request(
            self.read_from(row.url),
            callback=self.parse_posting,
            errback=self.posting_failed,
            cb_kwargs={"row": row},
            meta={"handle_httpstatus_list": list(GONE), ROW: True},
        )
        return self._ours(request)

    def _own(self, item: JobPosting, row: Listed | None) -> JobPosting:
        """What the extractor, which knows no register, leaves open."""
        return changed(
            item,
            source=self.board.name,
            employer=item.employer or (row.employer if row else "") or self.board.employer,
            row_hash=row.fingerprint if row else "",
        )

    def parse_posting(self, response: Response, row: Listed) -> Iterator[JobPosting]:
        """Reads a listed posting's own page; a page that cannot be read leaves what the list says."""
        census = self.run.census
        if response.status in GONE:
            census.broken_links += 1
            yield from self._from_row(row)
            return
        try:
            items = list(self.read(response, row))
        except PageError as error:
            self._unreadable_posting(response, error)
            yield from self._from_row(row)
            return
        for item in items:
            if not item.closing_mark:
                census.posting_pages += 1
            yield self._own(item, row)

    def read(self, response: Response, row: Listed | None) -> Iterator[JobPosting]:
        """The postings of a page, with the closing mark that the page may carry."""
        page = text_of(response)
        # each points at the other, and such circles pile up, with their trees, until the garbage collector's last round
        page.selector.response = None
        mark = closing_mark(words_of(page), self.board.closed_marks)
        try:
            with foreseen(response):
                items = list(self.postings(page, row))
            for item in items:
                found = item.closing_mark or mark or self._own_mark(page, item)
                yield changed(item, closing_mark=found) if found != item.closing_mark else item
        except LayoutChanged:
            if not (mark and row):
                raise
            # a closed posting often loses its shape and keeps one sentence
            yield from (changed(item, closing_mark=mark) for item in self._item_of(row))

    def _own_mark(self, page: TextResponse, item: JobPosting) -> str:
        """The closing words in a posting's text, where the page is no page that people read."""
        return "" if isinstance(page, HtmlResponse) else closing_mark(item.description, self.board.closed_marks)

    def _from_row(self, row: Listed) -> Iterator[JobPosting]:
        """What the list alone says: the posting is on the board, so it is on record."""
        if self.keeps_rows:
            yield from self._item_of(row)

    def _item_of(self, row: Listed) -> Iterator[JobPosting]:
        if row.title:
            yield JobPosting(
                source=self.board.name,
                source_id=row.source_id,
                url=row.url,
                employer=row.employer or self.board.employer,
                title=row.title,
                location_text=row.location_text,
                region_text=row.region_text,
                date_posted_text=row.date_posted_text,
            )

    def _unreadable_posting(self, response: Response, error: PageError) -> None:
        words = wall(response)
        if words or isinstance(error, BlockedPage):
            self.run.census.blocked.append(f"{words or error.message} in place of a posting ({response.url})")
        else:
            self.run.census.posting_failures.append(str(error))
        self.logger.warning("posting not read: %s", words or error)

    def posting_failed(self, failure: Failure) -> Iterator[JobPosting]:
        """Notes why a posting's page could not be fetched, and keeps what the list says of it."""
        address, words, blocked = why(failure)
        notes = self.run.census.blocked if blocked else self.run.census.posting_failures
        notes.append(f"{words} ({address})")
        self.logger.warning("posting not fetched: %s (%s)", words, address)
        request: Request = failure.request  # type: ignore[attr-defined]
        return self._from_row(request.cb_kwargs["row"])


def row_of(item: JobPosting) -> Listed:
    """The census row of a posting that stands on the list itself: it changes when the posting does."""
    return Listed(source_id=item.source_id, url=item.url, title=item.title, date_posted_text=stated_hash(item))
