"""Refuses items that are not fit to store, each with a counter and a line in the log."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from unionjobs_scraper.items import STATED, JobPosting, stated_hash
from unionjobs_scraper.normalize.text import clean_line, clean_text

LONGEST_LINE = 500
"""Characters of a title or a name; more is a page that was read wrongly."""
LONGEST_TEXT = 200_000
"""Characters of a description; what goes beyond is cut off and counted."""
ONE_LINE = tuple(name for name in ("source_id", "url", "closing_mark", *STATED) if name != "description")
"""Every text that an extractor fills, but for the description."""


class Validate:
    """Cleans the text of an item, and refuses one without identity, title or an address of its source."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._hosts = tuple(getattr(crawler.spider, "allowed_domains", None) or ())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_item(self, item: JobPosting) -> JobPosting:
        """Raises `DropItem` with the reason."""
        cleaned: dict[str, Any] = {name: clean_line(getattr(item, name)) for name in ONE_LINE}
        item = replace(item, **cleaned, description=self._cut(clean_text(item.description)))
        item = replace(item, content_hash=stated_hash(item))  # before anything is derived from the words
        problem = self._problem(item)
        if problem:
            self._stats.inc_value("unionjobs/validate/refused")
            self._stats.inc_value(f"unionjobs/validate/refused/{problem.replace(' ', '-')}")
            raise DropItem(f"{problem}: {item.url}", log_level="WARNING")
        return item

    def _problem(self, item: JobPosting) -> str:
        host = (urlsplit(item.url).hostname or "").rstrip(".")
        own = any(host == each or host.endswith("." + each) for each in self._hosts)
        checks = (
            (not item.source_id.strip(), "no id"),
            (not own, "address of another host"),
            (not item.title, "no title"),
            (not item.employer, "no employer"),
            (max(len(item.title), len(item.employer)) > LONGEST_LINE, "title or employer too long"),
        )
        return next((problem for found, problem in checks if found), "")

    def _cut(self, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            self._stats.inc_value("unionjobs/validate/description_cut")
        return text[:LONGEST_TEXT]
