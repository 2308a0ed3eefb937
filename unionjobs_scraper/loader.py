"""Scrapy's spider loader, showing only the sources that are crawled."""

from __future__ import annotations

from scrapy.spiderloader import SpiderLoader

from unionjobs_scraper.boards import register


class SourceLoader(SpiderLoader):
    """Lists the register's sources, but for those that it says are off."""

    def list(self) -> list[str]:
        """Names, sorted."""
        boards = register()
        return sorted(name for name in super().list() if name not in boards or not boards[name].off)
