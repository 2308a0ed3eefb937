"""What a run's log says of each page and posting."""

from __future__ import annotations

import logging
import re
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
        """Scrapy's constructor; has every line of the log cleaned, whoever writes it."""
        for handler in logging.getLogger().handlers:
            handler.addFilter(in_one_line)
        return cls(crawler.settings["LOG_LEVEL"])

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult:
        """A page arrived."""
        return super().crawled(request, response, spider) if self._detailed else SILENCE

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """A posting went through the pipelines."""
        return super().scraped(item, response, spider) if self._detailed else SILENCE

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """A posting was refused: why, and where it is; not what it says, nor whom it names."""
        level = getattr(exception, "log_level", None) or "WARNING"
        return _line(logging.getLevelNamesMapping().get(level, logging.WARNING), f"posting refused: {exception}")

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """A pipeline failed on a posting."""
        return _line(logging.ERROR, f"the program failed on {getattr(item, 'url', 'a posting')}: {exception}")


def _line(level: int, words: str) -> LogFormatterResult:
    return {"level": level, "msg": "%(words)s", "args": {"words": words}}


LONGEST = 1000
"""Characters of a message in the log."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
"""What moves a cursor, colors a terminal, ends a line or turns its direction."""


def in_one_line(record: logging.LogRecord) -> bool:
    """A filter that lets every record pass, and in it nothing of a site's that is no line of text."""
    words = UNSEEN.sub(" ", record.getMessage())
    record.msg = words if len(words) <= LONGEST else f"{words[:LONGEST]} … ({len(words):,} characters)"
    record.args = None
    return True
