"""Boards for tests of extractors."""

from __future__ import annotations

from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.spider_classes import spider_for

BOARD = Board(name="fixture", title="Fixture", country="US", tags=())
"""A board that says nothing."""
UnionJobsSpider = spider_for(register()["unionjobs"])
