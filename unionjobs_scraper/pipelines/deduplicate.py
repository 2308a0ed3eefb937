"""Lets each posting through once a run, however many addresses or rows led to it."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from unionjobs_scraper.items import JobPosting


class Deduplicate:
    """Drops an item whose posting has been through in this run."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._through: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_item(self, item: JobPosting) -> JobPosting:
        """Raises `DropItem` on a repeat."""
        if item.posting_id in self._through:
            self._stats.inc_value("unionjobs/deduplicate/repeated")
            raise DropItem(f"repeated in this run: {item.url}", log_level="DEBUG")
        self._through.add(item.posting_id)
        return item
