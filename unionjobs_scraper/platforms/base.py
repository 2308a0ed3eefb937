"""What the spider classes of platforms have in common: the source is a table of the register."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.spider import BoardSpider


class PlatformSpider(BoardSpider):
    """A spider whose source is one tenant of a platform. A subclass sets `platform` and the extractor."""

    platform: ClassVar[str] = ""
    """The module's name, as boards.toml has it."""

    @classmethod
    def hosts(cls, board: Board) -> tuple[str, ...]:
        """The hosts that a tenant's pages and interfaces are on, where the register does not say."""
        return (urlsplit(board.start).hostname or "",)
