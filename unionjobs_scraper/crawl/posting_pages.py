"""The spider side of a posting's own page: how it is asked for, read and, where it cannot be read, noted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.beside import beside
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.failures import why
from unionjobs_scraper.crawl.page_reading import of_board, posting_of_row, read_postings, whole
from unionjobs_scraper.crawl.redirects import ROW
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.errors import BlockedPage, PageError
from unionjobs_scraper.items import JobPosting, Listed, changed
from unionjobs_scraper.reading.blocking import wall

GONE = (404, 410)
"""HTTP statuses by which a site says that a page is no more."""


class PostingPages(Spider):
    """Fetches and reads postings' own pages."""

    board: ClassVar[Board]
    extractor: ClassVar[Extractor]
    handed_out: Any = None
    """What the board's page has handed out for its interface (`Extractor.handshake`)."""

    @cached_property
    def run(self) -> Run:
        """The run that this spider carries out."""
        run = self.crawler.get_extension(Run)
        assert run
        return run

    def ours(self, request: Request) -> Request:
        """The request with what the extractor sends along."""
        for name, value in self.extractor.headers.items():
            request.headers.setdefault(name, value)
        handshake = self.extractor.handshake
        if handshake is None or self.handed_out is None:
            return request
        return handshake.sent(request, self.handed_out, self.board)

    def posting_request(self, row: Listed) -> Request:
        """A request for a listed posting's own page."""
        request = Request(
            self.extractor.read_from(row.url, self.board),
            callback=self.parse_posting,
            errback=self.posting_failed,
            cb_kwargs={"row": row},
            meta={"handle_httpstatus_list": list(GONE), ROW: True},
        )
        return self.ours(request)

    async def parse_posting(self, response: Response, row: Listed) -> AsyncIterator[JobPosting]:
        """Reads a listed posting's own page; a page that cannot be read leaves what the list says."""
        census = self.run.census
        if response.status in GONE:
            census.broken_links += 1
            for item in self._from_row(row):
                yield item
            return
        try:
            items = await beside(response, self._of_row, response, row)
        except PageError as error:
            self._unreadable_posting(response, error)
            for item in self._from_row(row):
                yield item
            return
        for item in items:
            if not item.closing_mark:
                census.posting_pages += 1
            yield of_board(item, self.board, row)

    def _of_row(self, response: Response, row: Listed) -> list[JobPosting]:
        """The postings of a row's page: read under the id that the site gives it, kept under the stored one."""
        own = self.run.spelled.get(row.source_id, row.source_id)
        if own == row.source_id:
            return list(self.read(response, row))
        items = self.read(response, replace(row, source_id=own))
        return [changed(each, source_id=row.source_id) if each.source_id == own else each for each in items]

    def read(self, response: Response, row: Listed | None) -> Iterator[JobPosting]:
        """The postings of a page; counts a page whose text is missing. Raises `PageError`."""
        page = self.extractor.as_page(response)
        if isinstance(page, TextResponse):
            whole(page)
        missing = self.extractor.missing_text(page) if isinstance(page, TextResponse) else ""
        if missing:
            self.crawler.stats.inc_value(f"unionjobs/document/{missing.replace(' ', '-')}")
        yield from read_postings(self.extractor, self.board, page, row)

    def _from_row(self, row: Listed) -> Iterator[JobPosting]:
        """What the list alone says: the posting is on the board, so it is on record."""
        return posting_of_row(row, self.board) if self.extractor.keeps_rows else iter(())

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
