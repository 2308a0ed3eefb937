"""New York State AFL-CIO, https://nysaflcio.org/jobs: the federation's own staff jobs.

List       /jobs, one page with whole postings, each under a heading that is repeated over its text.
Posting    none of its own.
Identity   the heading, without the federation's name.
Closed     the section is taken off the page. A passed "Applications due by" stays up for months.
Quirks     the place is a street address in the prose; other state federations use the same template.
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

SOURCE = "nysaflcio"
EMPLOYER = "New York State AFL-CIO"


def postings(response: TextResponse, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=EMPLOYER, region="New York")


class NysAflCioSpider(BoardSpider):
    """Crawls nysaflcio.org."""

    name = SOURCE
    board: ClassVar[Board] = register()[SOURCE]
    whole = True

    postings = staticmethod(postings)
    declared_empty = staticmethod(none_open)
