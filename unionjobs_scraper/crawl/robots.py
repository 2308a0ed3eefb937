"""robots.txt as RFC 9309 has it: obeyed, also when it cannot be read, and its Crawl-delay kept."""

from __future__ import annotations

import codecs
import logging
import re
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from unionjobs_scraper.crawl.network import words_for

LONGEST_DELAY = 60.0
"""Seconds; a robots.txt that asks for more is taken to mean this."""
LONGEST = 512_000
"""Bytes that are read; RFC 9309, 2.5, asks for 500 KiB at least."""


class RobotsUnreadable(IgnoreRequest):
    """robots.txt gave no answer, so nothing may be fetched (RFC 9309, 2.3.1.4)."""


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, and what it leaves out: unreadable means no, and Crawl-delay counts."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreadable: dict[str, str] = {}
        """Why robots.txt of a host could not be read."""

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
        cause = self._unreadable.get(urlparse_cached(request).netloc)
        if cause and not request.meta.get("dont_obey_robotstxt"):
            raise RobotsUnreadable(f"robots.txt could not be read ({cause})")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        """A client error says that there is no such file; other failures say nothing of what is allowed."""
        if response.status >= 500 or response.status == 429 or 300 <= response.status < 400:
            self._unreadable[netloc] = f"HTTP {response.status}"
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreadable[netloc] = str(exc) if isinstance(exc, IgnoreRequest) else words_for(exc)
        super()._robots_error(exc, netloc)

    def keep_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Slows the host down to its Crawl-delay, where that is slower than this program."""
        delay = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        slot = self.crawler.engine.downloader.slots.get(urlparse_cached(request).hostname or "")
        if delay and slot:
            slot.delay = max(slot.delay, min(delay, LONGEST_DELAY))


class Parser(ProtegoRobotParser):
    """Protego, for what owners write: the name with a version, the whole agent as their log shows it, UTF-16."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        """Scrapy's constructor."""
        ours = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"].partition("/")[0]
        return cls(_naming(ours, _decoded(robotstxt_body)).encode(), crawler.spider)


def _decoded(body: bytes) -> str:
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = body[:LONGEST].decode("utf-16" if wide else "utf-8-sig", errors="ignore")
    return text if len(body) <= LONGEST else text[: text.rfind("\n") + 1]  # half a rule is another rule


def _naming(ours: str, text: str) -> str:
    """The same rules with our bare name in each `User-agent` line that names us (RFC 9309, 2.2.1)."""
    named = re.compile(rf"(?<![\w-]){re.escape(ours)}(?![\w-])", re.IGNORECASE)
    lines = []
    for line in text.splitlines():
        field, colon, value = line.partition(":")
        is_ours = field.strip().lower() == "user-agent" and named.search(value.partition("#")[0])
        lines.append(f"{field}{colon} {ours}" if is_ours else line)
    return "\n".join(lines)


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None  # a host that does not answer is told in one line
    return True
