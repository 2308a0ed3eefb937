"""The spider class of a source: its table of the register, and the extractor that its module holds."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from unionjobs_scraper.boards import SPIDERS, Board
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.spider import BoardSpider

PLATFORMS = "unionjobs_scraper.platforms"
CLASSES = f"{SPIDERS}.boards"
"""The module that Scrapy finds the classes in."""


@cache
def spider_for(board: Board) -> type[BoardSpider]:
    """The spider class of a source; loads no extractor but its own. Raises what its module raises."""
    return spider_class(board, extractor_of(board))


def spider_class(board: Board, extractor: Extractor) -> type[BoardSpider]:
    """A spider class for a board and an extractor."""
    values = {"name": board.name, "board": board, "extractor": extractor, "__module__": CLASSES}
    return type(board.name, (BoardSpider,), values)


def extractor_of(board: Board) -> Extractor:
    """`PLATFORM` of the board's platform, else `EXTRACTOR` of the source's own file."""
    if board.platform:
        extractor = import_module(f"{PLATFORMS}.{board.platform}").PLATFORM
    else:
        extractor = import_module(f"{SPIDERS}.{board.name}").EXTRACTOR
    assert isinstance(extractor, Extractor)
    return extractor
