"""Restaurant Opportunities Centers United, http://rocunited.org/jobs/: a worker center's own staff jobs.

List       /jobs/, one page: prose, "Salary and Benefits" and "How to apply" for all jobs, then the jobs.
Posting    none of its own.
Identity   the heading, "{City, State} – {title}" or a bare title.
Closed     the section is taken off the page.
Quirks     pay and the address to apply to stand before the first job and hold for every one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.reading import sections
from unionjobs_scraper.reading.none_open import none_open

SOURCE = "rocunited"
EMPLOYER = "Restaurant Opportunities Centers United"
FOR_ALL = ("Salary and Benefits", "How to apply")


def postings(response: TextResponse, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=EMPLOYER, for_all=FOR_ALL)


class RocUnitedSpider(BoardSpider):
    """Crawls rocunited.org."""

    name = SOURCE
    board: ClassVar[Board] = register()[SOURCE]
    whole = True

    postings = staticmethod(postings)
    declared_empty = staticmethod(none_open)
