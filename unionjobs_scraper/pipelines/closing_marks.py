"""Tells the run which postings' own pages say that they are closed."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.items import JobPosting


class Lifecycle:
    """Notes closing marks; the run decides at its end what they are worth."""

    def __init__(self, run: Run | None) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler.get_extension(Run))

    def process_item(self, item: JobPosting) -> JobPosting:
        """Passes every item on."""
        if item.closing_mark and self._run:
            self._run.marked(item)
        return item
