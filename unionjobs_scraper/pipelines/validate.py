"""Refuses items that are not fit to store, each with a counter and a line in the log."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from unionjobs_scraper.boards import is_own
from unionjobs_scraper.items import STATED, JobPosting, changed, hash_of_stated
from unionjobs_scraper.normalize.text import clean_line, clean_text

LONGEST_LINE = 500
"""Characters of a title or a name; more is a page that was read wrongly."""
LONGEST_TEXT = 200_000
"""Characters of a description; what goes beyond is cut off and counted."""
ONE_LINE = tuple(name for name in ("source_id", "url", "closing_mark", *STATED) if name != "description")
"""Every text that an extractor fills, but for the description."""

_lines_of = attrgetter(*ONE_LINE)


def cleaned(item: JobPosting) -> tuple[JobPosting, bool]:
    """The item with clean texts and the hash of what it states, and whether its description had to be cut."""
    texts = {name: clean_line(text) for name, text in zip(ONE_LINE, _lines_of(item), strict=True)}
    description = clean_text(item.description)
    texts["description"] = description[:LONGEST_TEXT]
    # the hash is made before anything is derived from the words
    item = changed(item, **texts, content_hash=hash_of_stated(texts[name] for name in STATED))
    return item, len(description) > LONGEST_TEXT


NO_EMPLOYER = "no employer"


def problem_of(item: JobPosting, hosts: Collection[str]) -> str:
    """Why an item is not fit to store; empty for one that is."""
    checks = (
        (not item.source_id.strip(), "no id"),
        (not is_own(urlsplit(item.url).hostname, hosts), "address of another host"),
        (not item.title, "no title"),
        (not item.employer, NO_EMPLOYER),
        (max(len(item.title), len(item.employer)) > LONGEST_LINE, "title or employer too long"),
    )
    return next((problem for found, problem in checks if found), "")


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
        item, cut = cleaned(item)
        if cut:
            self._stats.inc_value("unionjobs/validate/description_cut")
        problem = problem_of(item, self._hosts)
        if problem:
            self._stats.inc_value("unionjobs/validate/refused")
            self._stats.inc_value(f"unionjobs/validate/refused/{problem.replace(' ', '-')}")
            raise DropItem(f"{problem}: {item.url}", log_level="WARNING")
        return item
