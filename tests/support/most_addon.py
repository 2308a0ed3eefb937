"""A Scrapy add-on: the most requests and pages that each crawler had in hand, in the file that `MOST_FILE` names."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import ClassVar, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings


class Counting:
    """Scrapy's hook."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Adds the extension."""
        settings.set("EXTENSIONS", {**settings.getdict("EXTENSIONS"), f"{__name__}.Most": 1}, priority="cmdline")


class Most:
    """One for every crawler; the file holds what all have had."""

    found: ClassVar[dict[str, dict[str, int]]] = defaultdict(dict)

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        most = cls(crawler)
        for signal in (signals.request_reached_downloader, signals.response_received):
            crawler.signals.connect(most.count, signal=signal)
        crawler.signals.connect(most.closed, signal=signals.spider_closed)
        return most

    def count(self, spider: Spider) -> None:
        """Looks at what is in hand now."""
        engine = self._crawler.engine
        now = {"requests": len(engine.downloader.active)}
        if engine.scraper.slot:
            now["pages"] = len(engine.scraper.slot.active) + len(engine.scraper.slot.queue)
        for what, number in now.items():
            self.found[spider.name][what] = max(number, self.found[spider.name].get(what, 0))

    def closed(self) -> None:
        """Writes what is known so far."""
        Path(self._crawler.settings["MOST_FILE"]).write_text(json.dumps(self.found), encoding="utf-8")
