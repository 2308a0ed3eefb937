"""A module of spiders that is not the program's own, as SPIDER_MODULES may name one."""

from __future__ import annotations

from typing import ClassVar

from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.spiders.unionjobs import EXTRACTOR


class Another(BoardSpider):
    """A source that the register does not have."""

    name = "another"
    board: ClassVar[Board] = register()["unionjobs"]
    extractor: ClassVar[Extractor] = EXTRACTOR
