"""What a run's log says of each page and posting."""

from __future__ import annotations

import logging
from typing import Any, Self, cast

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

SILENCE = cast("LogFormatterResult", None)
"""Scrapy's documented way to log nothing, of which its types do not know."""


class Wanted(LogFormatter):
    """Scrapy's words, without those that LOG_LEVEL leaves out: they would be made for every page, then thrown away."""

    def __init__(self, level: int | str) -> None:
        self._detailed = logging.NullHandler(level).level <= logging.DEBUG

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler.settings["LOG_LEVEL"])

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult:
        """A page arrived."""
        return super().crawled(request, response, spider) if self._detailed else SILENCE

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """A posting went through the pipelines."""
        return super().scraped(item, response, spider) if self._detailed else SILENCE
