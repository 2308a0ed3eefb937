"""Hands every answer that reaches the spider to the run's archive."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Response

from unionjobs_scraper.crawl.run import Run

ROLES = {
    "parse_list": "list",
    "parse_again": "again",
    "parse_posting": "posting",
    "parse_check": "check",
}
"""What an answer is for, by the callback that takes it."""


class KeepAnswers:
    """A spider middleware that keeps every answer which reaches the spider, whatever its status."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_spider_input(self, response: Response) -> None:
        """Keeps the answer where ARCHIVE_DIR is set."""
        run = self._crawler.get_extension(Run)
        request = response.request
        if run is None or run.answers is None or request is None or request.callback is None:
            return
        role = ROLES.get(getattr(request.callback, "__name__", ""))
        row = request.cb_kwargs.get("row")
        if role and not (row and row.source_id in run.forgotten):
            run.answers.keep(response, role, row, run.clock.now())
