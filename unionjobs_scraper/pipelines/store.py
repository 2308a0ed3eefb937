"""Hands postings to the run's database, in batches of one transaction each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call

from unionjobs_scraper.crawl.beside import at_a_turn
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.storage.postings import Read

BATCH = 100
AMONG_OTHERS = 10
"""The same where other sources are crawled at once: all of them wait while one batch is stored, and each keeps one."""
EVERY = 60.0
"""Seconds after which a batch is stored however small it is: what is read is soon safe."""


class Store:
    """Stores what comes out of the other pipelines."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._batch: list[Read] = []
        self._timer = create_looping_call(self._flush_in_turn)
        self._flushing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        run = crawler.get_extension(Run)
        if run is None:
            raise NotConfigured
        return cls(run)

    def open_spider(self) -> None:
        """Starts the timer."""
        self._timer.start(EVERY, now=False)

    def process_item(self, item: JobPosting) -> JobPosting | Awaitable[JobPosting]:
        """Stores the item with its batch; among other sources at a turn of the event loop of its own."""
        now = self._run.clock.now()
        seen_at = self._run.census.seen.get(item.source_id, now)
        self._run.accept(item)
        self._batch.append(Read(item=item, seen_at=seen_at, read_at=now if item.description else None))
        if self._run.database.users > 1:
            return self._among_others(item) if len(self._batch) >= AMONG_OTHERS else item
        if len(self._batch) >= BATCH:
            self.flush()
        return item

    async def _among_others(self, item: JobPosting) -> JobPosting:
        await at_a_turn(self._flush_full)
        return item

    def _flush_full(self) -> None:
        if len(self._batch) >= AMONG_OTHERS:  # another item may have had it stored meanwhile
            self.flush()

    def _flush_in_turn(self) -> None:
        """The timers of many sources that began together ring together."""
        self._flushing = asyncio.ensure_future(at_a_turn(self._flush_open))

    def _flush_open(self) -> None:
        if self._is_open():  # what waited for its turn may come after the end
            self.flush()

    def _is_open(self) -> bool:
        return isinstance(self._timer, AsyncioLoopingCall) and self._timer.running

    def flush(self) -> None:
        """Stores what has come together; a database that fails ends the crawl."""
        batch, self._batch = self._batch, []
        try:
            self._run.save(batch)
        except OperatorError as error:
            self._run.abort(error)

    def close_spider(self) -> None:
        """Stores the last batch."""
        if self._is_open():
            self._timer.stop()
        if self._run.failure is None:
            self.flush()
