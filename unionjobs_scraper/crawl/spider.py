"""The only meeting of the extractors with Scrapy: what is fetched, in which order, and what a failure means.

This module decides what becomes of a row of a board's list: fetch its page, or, unchanged and fresh enough,
count it as seen. When the list is through, it visits the own pages of the postings that the list no longer has.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from unionjobs_scraper.crawl.extractor import GONE, Extractor, row_of
from unionjobs_scraper.crawl.failures import (
    age_of,
    confirmed,
    first_address,
    foreseen,
    from_cache,
    text_of,
    why,
    words_of,
)
from unionjobs_scraper.crawl.httpcache import CONDITIONAL
from unionjobs_scraper.crawl.network import words_for
from unionjobs_scraper.crawl.page_signature import parts
from unionjobs_scraper.crawl.run import SAMPLES
from unionjobs_scraper.errors import BlockedPage, PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.lifecycle.census import Answer, Check
from unionjobs_scraper.reading.blocking import wall
from unionjobs_scraper.reading.closing import closing_mark

__all__ = ["GONE", "BoardSpider"]

AHEAD = 100
"""Requests made at a time."""


class BoardSpider(Extractor):
    """A spider for one source of the register: the list, and the own pages of what it no longer has."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor; asks to be told when nothing is left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.allowed_domains = list(cls.board.hosts or cls.hosts(cls.board))
        crawler.signals.connect(spider.check_missing, signal=signals.spider_idle)
        crawler.signals.connect(spider.note_error, signal=signals.spider_error)
        crawler.signals.connect(spider.ask_for_more, signal=signals.scheduler_empty)
        spider.checked = False
        spider.waiting = deque()
        return spider

    allowed_domains: list[str]
    checked: bool
    """Whether the missing postings' own pages have been asked for."""
    waiting: deque[Listed]
    """Rows whose pages are still to be asked for: a row takes a tenth of the memory of a request."""

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the board's list."""
        for request in self.list_requests():
            yield self.on_list(request)

    def on_list(self, request: Request) -> Request:
        """A request on the listing path: its failure spoils the run."""
        # never dont_filter: Scrapy would then follow a redirect to a host that is not the source's
        meta = {**request.meta, CONDITIONAL: True}
        return self._ours(request.replace(callback=self.parse_list, errback=self.list_failed, meta=meta))

    # ---------------------------------------------------------------------------------- the list

    def parse_list(self, response: Response) -> Iterator[Request | JobPosting]:
        """Counts a list page in and asks for what has to be read."""
        census = self.run.census
        try:
            with foreseen(response):
                page = text_of(response)
                items = {item.source_id: item for item in self.postings(page)} if self.whole else {}
                rows = list(map(row_of, items.values())) if self.whole else list(self.listed(page))
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
        if self.whole:
            census.posting_pages += len(rows)
            yield from (self._own(items[row.source_id], row) for row in unread)
        else:
            self.waiting.extend(unread)
        yield from map(self.on_list, further)

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
            yield from map(self.posting_request, self.run.samples[:wanted])
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
