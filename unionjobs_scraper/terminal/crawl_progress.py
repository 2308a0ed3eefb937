"""How far a run is: a line that redraws itself for a person, a line a minute for a log."""

from __future__ import annotations

import sys
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from unionjobs_scraper.crawl.outlook import outlook
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.terminal.progress import Picture, is_watched

WATCHED = 1.0
"""Seconds between two drawings on a terminal."""
UNWATCHED = 60.0


class Progress:
    """Tells on stderr how many pages are read, how many wait, and how long the politeness will take."""

    _run: Run

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._picture = Picture(self.line) if is_watched() else None
        self._timer = create_looping_call(self.tell)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor; silent for spiders without a run, and with `-s PROGRESS=0`."""
        board = getattr(crawler.spidercls, "board", None)
        if board is None or not crawler.settings.getbool("PROGRESS", True):
            raise NotConfigured
        progress = cls(crawler)
        crawler.signals.connect(progress.start, signal=signals.spider_opened)
        crawler.signals.connect(progress.stop, signal=signals.spider_closed)
        return progress

    def start(self, spider: Spider) -> None:
        """The crawl begins."""
        run = self._crawler.get_extension(Run)
        assert run
        self._run = run
        if self._picture:
            self._picture.show()
        self._timer.start(WATCHED if self._picture else UNWATCHED, now=False)

    def stop(self, spider: Spider) -> None:
        """The crawl has ended: the line is wiped, the summary follows."""
        if self._timer.running:
            self._timer.stop()
        if self._picture and self._picture.shown:
            self._picture.wipe()

    def tell(self) -> None:
        """Shows the line as it is now."""
        if self._picture:
            self._picture.draw()
        else:
            sys.stderr.write(f"{self.line()}\n")
            sys.stderr.flush()

    def line(self) -> str:
        """`unionjobs: 120 of 411 postings read, about 9 min left`."""
        census = self._run.census
        if not census.pages:
            return f"{self._run.board.name}: waiting for the list"
        waiting, left = outlook(self._crawler)
        name, read = self._run.board.name, census.posting_pages
        eta = f", about {left / 60:.0f} min left" if left >= 60 else ""
        return f"{name}: {len(census.seen)} listed, {read} of {read + waiting} pages read{eta}"
