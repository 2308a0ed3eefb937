"""New York State AFL-CIO, https://nysaflcio.org/jobs: the federation's own staff jobs.

List       /jobs, one page with whole postings, each under a heading that is repeated over its text.
Posting    none of its own.
Identity   the heading, without the federation's name.
Closed     the section is taken off the page. A passed "Applications due by" stays up for months.
Quirks     the place is a street address in the prose; other state federations use the same template.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.reading import sections
from unionjobs_scraper.reading.none_open import none_open

EMPLOYER = "New York State AFL-CIO"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=EMPLOYER, region="New York")


EXTRACTOR = Extractor(
    whole=True,
    postings=postings,
    declared_empty=OfPage(none_open),
    paging="one page",
    own_pages="none of its own",
)
