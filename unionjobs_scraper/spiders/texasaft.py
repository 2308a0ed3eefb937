"""Texas AFT, https://www.texasaft.org/about/job-postings/: the federation's own staff jobs.

List       /about/job-postings/, one page: a list of current openings, then one section each with labels
           Location, Pay or Starting Salary, Duration, Hours, Application Deadline ("N/A" is possible).
Posting    none of its own.
Identity   the heading, without the union's name.
Closed     the section is taken off the page.
Quirks     one section can stand for two entries of the list ("Organizer (1 Dallas, 1 Houston)").
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

SOURCE = "texasaft"
EMPLOYER = "Texas AFT"


def postings(response: TextResponse, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=EMPLOYER, region="Texas")


class TexasAftSpider(BoardSpider):
    """Crawls www.texasaft.org."""

    name = SOURCE
    board: ClassVar[Board] = register()[SOURCE]
    whole = True

    postings = staticmethod(postings)
    declared_empty = staticmethod(none_open)
