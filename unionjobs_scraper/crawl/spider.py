"""The only meeting of the extractors with Scrapy: what is fetched, in which order, and what a failure means.

This module decides what becomes of a row of a board's list: fetch its page, or, unchanged and fresh enough,
count it as seen. When the list is through, it visits the own pages of the postings that the list no longer has.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from unionjobs_scraper.crawl.beside import beside
from unionjobs_scraper.crawl.failures import (
    age_of,
    confirmed,
    first_address,
    from_cache,
    why,
)
from unionjobs_scraper.crawl.httpcache import CONDITIONAL
from unionjobs_scraper.crawl.network import words_for
from unionjobs_scraper.crawl.page_reading import ListPage, of_board, read_list, row_of, text_of, words_of
from unionjobs_scraper.crawl.page_signature import parts
from unionjobs_scraper.crawl.posting_pages import GONE, PostingPages
from unionjobs_scraper.crawl.redirects import ROW
from unionjobs_scraper.crawl.run import SAMPLES
from unionjobs_scraper.errors import BlockedPage, PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.lifecycle.census import Answer, Check
from unionjobs_scraper.reading.blocking import wall
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.links import lasting, led_to
from unionjobs_scraper.reading.visible import base_of

__all__ = ["GONE", "BoardSpider"]

AHEAD = 100
"""Requests made at a time."""
FIRST = "first_of_a_list"
"""In `Request.meta`: the address of a list's first page."""


class BoardSpider(PostingPages):
    """A spider for one source of the register: the list, and the own pages of what it no longer has."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor; asks to be told when nothing is left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.allowed_domains = list(cls.extractor.hosts(cls.board))
        crawler.signals.connect(spider.check_missing, signal=signals.spider_idle)
        crawler.signals.connect(spider.note_error, signal=signals.spider_error)
        crawler.signals.connect(spider.ask_for_more, signal=signals.scheduler_empty)
        spider.checked = False
        spider.read_again = False
        spider.waiting = deque()
        spider.held = set()
        spider.linked = set()
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Has the statuses asked again by which the board's system says "not now"; knows the register's exceptions."""
        super().update_settings(settings)
        if cls.board.any_certificate:
            settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="spider")
        if cls.extractor.retried:
            codes = [*cls.extractor.retried, *settings.getlist("RETRY_HTTP_CODES")]
            settings.set("RETRY_HTTP_CODES", codes, priority="spider")

    allowed_domains: list[str]
    checked: bool
    """Whether the missing postings' own pages have been asked for."""
    read_again: bool
    """Whether the first page of a list of several has been asked for once more."""
    held: set[str]
    """The postings that the list holds itself, by the site's id: they have no page of their own."""
    linked: set[str]
    """The addresses that the list pages name anywhere."""
    waiting: deque[Listed]
    """Rows whose pages are still to be asked for: a row takes a tenth of the memory of a request."""

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the board's list."""
        for request in self.extractor.first_requests(self.board):
            yield self.on_list(request.replace(meta={**request.meta, FIRST: request.url}))

    def on_list(self, request: Request) -> Request:
        """A request on the listing path: its failure spoils the run."""
        # never dont_filter: Scrapy would then follow a redirect to a host that is not the source's
        meta = {**request.meta, CONDITIONAL: True}
        return self.ours(request.replace(callback=self.parse_list, errback=self.list_failed, meta=meta))

    # ---------------------------------------------------------------------------------- the list

    async def parse_list(self, response: Response) -> AsyncIterator[Request | JobPosting]:
        """Counts a list page in and asks for what has to be read."""
        self._keep_what_is_handed_out(response)
        try:
            page, shape, linked = await beside(response, self._read_list, response)
        except PageError as error:
            self._unreadable_list(response, error)
            return
        if self.extractor.numbers_titles:
            items = self.run.recognized(page.items)
            page = replace(page, items=items, rows=[row_of(each) for each in items.values()])
        page = self._under_stored_ids(page)
        self.run.census.parts |= shape
        self.linked |= linked
        fresh = self._counted(page, response)
        if self._turned(page, response, len(fresh)):
            for request in page.links:
                yield self.on_list(request)
        if self.run.census.paging.too_much:
            self.waiting.clear()  # the run cannot be complete, and no end of its cost is known
            return
        for item in self._wanted(page, fresh):
            yield item

    def _under_stored_ids(self, page: ListPage) -> ListPage:
        """The page with the ids under which its postings are stored, where it only writes them otherwise."""
        names = self.run.as_stored(page.rows)
        if not names:
            return page
        self.crawler.stats.inc_value("unionjobs/listed/spelled_otherwise", len(names))
        items = (replace(each, source_id=names.get(key, key)) for key, each in page.items.items())
        rows = [replace(row, source_id=names.get(row.source_id, row.source_id)) for row in page.rows]
        return replace(page, rows=rows, items={each.source_id: each for each in items})

    def _read_list(self, response: Response) -> tuple[ListPage, frozenset[str], set[str]]:
        """The page, what it is built of, and where it leads. Raises `PageError`."""
        page, text = read_list(self.extractor, self.board, response), text_of(response)
        linked = set[str]()
        if isinstance(text, HtmlResponse):
            linked = led_to(text.text, base_of(text))
            text.selector.response = None  # as in `read_postings`
        return page, parts(text), linked

    def _wanted(self, page: ListPage, fresh: list[Listed]) -> Iterator[JobPosting]:
        """Has the postings of new and changed rows read: those that the list holds at once."""
        unread = self.run.unread(fresh)
        self.held.update(page.items)
        own = [row for row in unread if row.source_id in page.items]
        yield from (of_board(page.items[row.source_id], self.board, row) for row in own)
        self.waiting.extend(row for row in unread if row.source_id not in page.items)

    def _turned(self, page: ListPage, response: Response, new_rows: int) -> bool:
        """Counts a page of the list as a page of several; returns whether those that it links are to be read."""
        paging = self.run.census.paging
        first = response.request and response.request.meta.get(FIRST)
        if first:
            paging.first_pages[first] = tuple(row.source_id for row in page.rows)
        ids = [row.source_id for row in page.rows]
        return paging.turn(
            new_rows=new_rows, leads_on=bool(page.links), total=page.stated_total, ids=ids, followed=not first
        )

    def _counted(self, page: ListPage, response: Response) -> list[Listed]:
        """Counts a list page in; its rows that no earlier row repeats."""
        census = self.run.census
        census.declared_empty = census.declared_empty or page.declared_empty
        census.cached_pages += from_cache(response)
        census.confirmed_pages += confirmed(response)
        totals = [each for each in (census.stated_total, page.stated_total) if each is not None]
        census.stated_total = max(totals, default=None)  # some boards state 0 on later pages
        census.leave_out(page.left_out)
        for row in page.left_out:
            self.crawler.stats.inc_value(f"unionjobs/listed/left_out/{row.reason}")
        self._count_groups(page, response.url)
        fresh = census.page(page.rows, self.run.clock.now() - age_of(response))
        census.posting_pages += sum(row.source_id in page.items for row in fresh)
        return fresh

    def _count_groups(self, page: ListPage, url: str) -> None:
        """Counts and tells how the records of a page that was read by structure were decided, group by group."""
        self.run.census.groups += page.groups
        for group in page.groups:
            self.crawler.stats.inc_value(f"unionjobs/listed/groups/{'kept' if group.kept else 'left_out'}")
            for reason, count in group.kept.items():
                self.crawler.stats.inc_value(f"unionjobs/listed/kept/{reason}", count)
            self.logger.info("%s: group %s", url, group)

    def _keep_what_is_handed_out(self, response: Response) -> None:
        """Keeps what a board's page hands out for its interface."""
        handshake = self.extractor.handshake
        if handshake and isinstance(response, TextResponse):
            with suppress(PageError):  # the same page is read as a list page next, and says so
                self.handed_out = handshake.given(response) or self.handed_out

    def ask_for_more(self) -> None:
        """Asks for the pages of the next rows, whenever Scrapy has nothing else to ask for."""
        for _ in range(min(len(self.waiting), AHEAD)):
            row = self.waiting.popleft()
            try:
                request = self.posting_request(row)
            except Exception as error:  # of what a signal's receiver raises Scrapy would only log
                self.run.census.listing_failures.append(f"{words_for(error)} ({row.url})")
                self.logger.exception("the page of %s cannot be asked for", row.source_id)
            else:
                self.crawler.engine.crawl(request)

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

    # --------------------------------------------------------------------- the missing postings

    def check_missing(self) -> None:
        """When all is read: visits the own pages of postings that the list no longer has."""
        if self.waiting:
            raise DontCloseSpider
        if self.checked:
            return
        if not self.read_again and self.run.census.pages > 1 and self.run.missing():
            self.read_again = True
            for request in self.extractor.first_requests(self.board):
                self.crawler.engine.crawl(self._again(request))
            raise DontCloseSpider
        self.checked = True
        requests = list(self.check_requests())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _again(self, request: Request) -> Request:
        """A first page of a list of several once more: has the list moved while it was read?"""
        meta = {**request.meta, FIRST: request.url, ROW: True}
        return self.ours(request.replace(callback=self.parse_again, errback=self.list_failed, meta=meta))

    async def parse_again(self, response: Response) -> AsyncIterator[JobPosting]:
        """Compares a first page with what it showed at the beginning; what was put first meanwhile is listed too."""
        try:
            page = await beside(response, read_list, self.extractor, self.board, response)
        except PageError as error:
            self._unreadable_list(response, error)
            return
        page = self._under_stored_ids(page)
        self.run.census.paging.read_again(response.meta[FIRST], [row.source_id for row in page.rows])
        put_first = [row for row in page.rows if row.source_id not in self.run.census.seen]
        for item in self._wanted(page, self.run.census.page(put_first, self.run.clock.now() - age_of(response))):
            yield item

    def check_requests(self) -> Iterator[Request]:
        """One request per missing posting, and one for a listed posting as the control; more after a redesign."""
        missing = self.run.missing()
        census = self.run.census
        addresses = ((each.posting.source_id, lasting(each.url).casefold().rstrip("/")) for each in missing)
        census.still_linked = [source_id for source_id, address in addresses if address in self.linked]
        wanted = SAMPLES - census.posting_pages if self.run.redesigned() else 0
        if (missing or census.marked) and not census.posting_pages:
            wanted = max(wanted, 1)
        if wanted > 0 and not self.extractor.reads_whole(self.board):
            own_pages = [row for row in self.run.samples if row.source_id not in self.held]
            yield from map(self.posting_request, own_pages[:wanted])
        for each in missing:
            request = Request(
                self.extractor.read_from(each.url, self.board),
                callback=self.parse_check,
                errback=self.check_failed,
                cb_kwargs={"source_id": each.posting.source_id},
                meta={"handle_httpstatus_list": [*GONE, *self.extractor.checked_statuses]},
            )
            yield self.ours(request)

    async def parse_check(self, response: Response, source_id: str) -> None:
        """Notes what a missing posting's own page says."""
        asked = first_address(response)
        self.run.census.checks[source_id] = await beside(response, self._answer, response, source_id, asked)

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
            mark = closing_mark(words_of(text_of(self.extractor.as_page(response))), self.board.closed_marks)
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
        """Notes an error that was not foreseen: on the listing path it spoils the run."""
        listing = response.request and response.request.callback == self.parse_list
        notes = self.run.census.listing_failures if listing else self.run.census.posting_failures
        notes.append(f"{words_for(failure.value)} ({response.url})")
