"""robots.txt as RFC 9309 has it: obeyed, also when it cannot be read, and its Crawl-delay kept."""

from __future__ import annotations

import logging
import re
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from unionjobs_scraper.crawl.network import words_for

LONGEST_DELAY = 60.0
"""Seconds; a robots.txt that asks for more is taken to mean this."""


class RobotsUnreadable(IgnoreRequest):
    """robots.txt gave no answer, so nothing may be fetched (RFC 9309, 2.3.1.4)."""


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, and what it leaves out: unreadable means no, and Crawl-delay counts."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        robots = super().from_crawler(crawler)
        crawler.signals.connect(robots.keep_delay, signal=signals.robots_parsed)
        logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(_without_traceback)
        return robots

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Raises `IgnoreRequest` for an address that robots.txt forbids, or that it says nothing about."""
        await super().process_request(request)
        if request.meta.get("dont_obey_robotstxt"):
            return
        for key in self.crawler.stats.get_stats():
            refusal = re.match(r"robotstxt/(?:response_status_count/(5\d\d)|exception_count/.*?(\w+)'>)", key)
            if refusal:
                cause = f"HTTP {refusal[1]}" if refusal[1] else words_for(refusal[2])
                raise RobotsUnreadable(f"robots.txt could not be read ({cause})")

    def keep_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Slows the host down to its Crawl-delay, where that is slower than this program."""
        delay = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        slot = self.crawler.engine.downloader.slots.get(urlparse_cached(request).hostname or "")
        if delay and slot:
            slot.delay = max(slot.delay, min(delay, LONGEST_DELAY))


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None  # a host that does not answer is told in one line
    return True
