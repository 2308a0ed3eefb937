"""The only meeting of the extractors with Scrapy: what is fetched, in which order, and what a failure means.

An extractor gives three pure functions of a page: `listed` (the rows of a list page), `links` (further
list pages) and `postings` (the postings of a page, with its census row where there is one). This module
decides what becomes of a row: fetch its page, or, unchanged and fresh enough, count it as seen. When the
list is through, it visits the own pages of the postings that the list no longer has.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import HtmlResponse, Response, TextResponse
from twisted.python.failure import Failure

from unionjobs_scraper.boards import Board
from unionjobs_scraper.caching import CONDITIONAL
from unionjobs_scraper.census import Answer, Check, Listed
from unionjobs_scraper.errors import BlockedPage, LayoutChanged, PageError
from unionjobs_scraper.items import JobPosting, stated_hash
from unionjobs_scraper.network import words_for
from unionjobs_scraper.reading.blocking import wall
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.run import Run
from unionjobs_scraper.shape import parts
from unionjobs_scraper.spiders.failures import (
    age_of,
    confirmed,
    first_address,
    foreseen,
    from_cache,
    text_of,
    why,
    words_of,
)

GONE = (404, 410)
"""HTTP statuses by which a site says that a page is no more."""

SAMPLES = 5
"""Listed postings kept in mind for the control, and read again when the list is built otherwise than before."""


class BoardSpider(Spider):
    """A spider for one source of the register. A subclass gives `board` and, as static methods, the extractor.

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

    # --------------------------------------------------------------------------------- Scrapy's side

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor; asks to be told when nothing is left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.allowed_domains = list(cls.board.hosts or cls.hosts(cls.board))
        crawler.signals.connect(spider.check_missing, signal=signals.spider_idle)
        crawler.signals.connect(spider.note_error, signal=signals.spider_error)
        spider.checked = False
        spider.samples = []
        return spider

    allowed_domains: list[str]
    checked: bool
    """Whether the missing postings' own pages have been asked for."""
    samples: list[Listed]
    """Listed postings, one of whose pages can serve as the control."""

    @cached_property
    def run(self) -> Run:
        """The run that this spider carries out."""
        run = self.crawler.get_extension(Run)
        assert run
        return run

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the board's list."""
        for request in self.list_requests():
            yield self.on_list(request)

    def on_list(self, request: Request) -> Request:
        """A request on the listing path: its failure spoils the run."""
        # never dont_filter: Scrapy would then follow a redirect to a host that is not the source's
        meta = {**request.meta, CONDITIONAL: True}
        return self._ours(request.replace(callback=self.parse_list, errback=self.list_failed, meta=meta))

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
            meta={"handle_httpstatus_list": list(GONE)},
        )
        return self._ours(request)

    # ---------------------------------------------------------------------------------- the list

    def parse_list(self, response: Response) -> Iterator[Request | JobPosting]:
        """Counts a list page in and asks for what has to be read."""
        census = self.run.census
        try:
            with foreseen(response):
                page = text_of(response)
                items = {item.source_id: item for item in self.postings(page)} if self.whole else {}
                rows = list(map(_row_of, items.values())) if self.whole else list(self.listed(page))
                further = list(self.links(page))
                if not rows:
                    census.declared_empty = census.declared_empty or self.declared_empty(page)
                total = self.stated_total(page)
        except PageError as error:
            self._unreadable_list(response, error)
            return
        census.cached_pages += from_cache(response)
        census.confirmed_pages += confirmed(response)
        census.parts |= parts(page)
        census.stated_total = total if total is not None else census.stated_total
        rows = census.page(rows, self.run.clock.now() - age_of(response))
        unread = self.run.unread(rows)
        self._keep_samples(rows, unread)
        if self.whole:
            census.posting_pages += len(rows)
            yield from (self._own(items[row.source_id], row) for row in unread)
        else:
            yield from map(self.posting_request, unread)
        yield from map(self.on_list, further)

    def _keep_samples(self, rows: Sequence[Listed], unread: Sequence[Listed]) -> None:
        fetched = {row.source_id for row in unread}
        kept = (row for row in rows if row.source_id not in fetched)
        self.samples += islice(kept, SAMPLES - len(self.samples))

    def _own(self, item: JobPosting, row: Listed | None) -> JobPosting:
        """What the extractor, which knows no register, leaves open."""
        return replace(
            item,
            source=self.board.name,
            employer=item.employer or (row.employer if row else "") or self.board.employer,
            row_hash=row.fingerprint if row else "",
        )

    def _unreadable_list(self, response: Response, error: PageError) -> None:
        words = wall(response)
        if words or isinstance(error, BlockedPage):
            self.run.census.blocked.append(f"{words or error.message} in place of the list ({response.url})")
        else:
            self.run.census.listing_failures.append(str(error))
        self.logger.error("list page not read: %s", words or error)

    def list_failed(self, failure: Failure) -> None:
        """Notes why a list page could not be fetched."""
        address, words, blocked = why(failure)
        notes = self.run.census.blocked if blocked else self.run.census.listing_failures
        notes.append(f"{words} ({address})")
        self.logger.error("list page not fetched: %s (%s)", words, address)

    # ---------------------------------------------------------------------------------- postings

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
        mark = closing_mark(words_of(page), self.board.closed_marks)
        try:
            with foreseen(response):
                items = list(self.postings(page, row))
            yield from (
                replace(item, closing_mark=item.closing_mark or mark or self._own_mark(page, item)) for item in items
            )
        except LayoutChanged:
            if not (mark and row):
                raise
            # a closed posting often loses its shape and keeps one sentence
            yield from (replace(item, closing_mark=mark) for item in self._item_of(row))

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

    # --------------------------------------------------------------------- the missing postings

    def check_missing(self) -> None:
        """When all is read: visits the own pages of postings that the list no longer has."""
        if self.checked:
            return
        self.checked = True
        requests = list(self.check_requests())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def check_requests(self) -> Iterator[Request]:
        """One request per missing posting, and one for a listed posting as the control; more after a redesign."""
        missing = self.run.missing()
        census = self.run.census
        wanted = SAMPLES - census.posting_pages if self.run.redesigned() else 0
        if (missing or census.marked) and not census.posting_pages:
            wanted = max(wanted, 1)
        if wanted > 0 and not self.whole:
            samples = [row for row in self.samples if row.source_id not in census.marked]
            yield from map(self.posting_request, samples[:wanted])
        for each in missing:
            request = Request(
                self.read_from(each.url),
                callback=self.parse_check,
                errback=self.check_failed,
                cb_kwargs={"source_id": each.posting.source_id},
                meta={"handle_httpstatus_list": list(GONE)},
            )
            yield self._ours(request)

    def parse_check(self, response: Response, source_id: str) -> None:
        """Notes what a missing posting's own page says."""
        asked = first_address(response)
        self.run.census.checks[source_id] = self._answer(response, source_id, asked)

    def _answer(self, response: Response, source_id: str, asked: str) -> Check:
        def check(answer: Answer, words: str = "") -> Check:
            at = self.run.clock.now()
            return Check(answer=answer, url=asked, status=response.status, words=words, at=at)

        if response.status in GONE:
            return check(Answer.GONE, f"HTTP {response.status}")
        if response.meta.get("redirect_urls"):
            return check(Answer.UNCLEAR, f"redirected to {response.url}")
        mark = ""
        try:
            mark = closing_mark(words_of(text_of(response)), self.board.closed_marks)
            marks = [item.closing_mark for item in self.read(response, None)]
        except PageError as error:
            if wall(response):
                self._unreadable_posting(response, error)
            return check(Answer.MARKED, mark) if mark else check(Answer.UNCLEAR, error.message)
        mark = next(filter(None, marks), "")
        return check(Answer.MARKED, mark) if mark else check(Answer.ANSWERS)

    def check_failed(self, failure: Failure) -> None:
        """Notes that a missing posting's own page gave no answer: proof of nothing."""
        address, words, blocked = why(failure)
        if blocked:
            self.run.census.blocked.append(f"{words} ({address})")
        request: Request = failure.request  # type: ignore[attr-defined]
        self.run.census.checks[request.cb_kwargs["source_id"]] = Check(
            answer=Answer.UNCLEAR, url=address, words=words, at=self.run.clock.now()
        )

    def note_error(self, failure: Failure, response: Response) -> None:
        """Notes an error that nobody foresaw: on the listing path it spoils the run."""
        listing = response.request and response.request.callback == self.parse_list
        notes = self.run.census.listing_failures if listing else self.run.census.posting_failures
        notes.append(f"{words_for(failure.value)} ({response.url})")


def _row_of(item: JobPosting) -> Listed:
    """The census row of a posting that stands on the list itself: it changes when the posting does."""
    return Listed(source_id=item.source_id, url=item.url, title=item.title, date_posted_text=stated_hash(item))
