"""Restaurant Opportunities Centers United, http://rocunited.org/jobs/: a worker center's own staff jobs.

List       /jobs/, one page: prose, "Salary and Benefits" and "How to apply" for all jobs, then the jobs.
Posting    none of its own.
Identity   the heading, "{City, State} – {title}" or a bare title.
Closed     the section is taken off the page.
Quirks     pay and the address to apply to stand before the first job and hold for every one.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.reading import sections
from unionjobs_scraper.reading.none_open import none_open

EMPLOYER = "Restaurant Opportunities Centers United"
FOR_ALL = ("Salary and Benefits", "How to apply")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=EMPLOYER, for_all=FOR_ALL)


EXTRACTOR = Extractor(
    whole=True,
    postings=postings,
    declared_empty=OfPage(none_open),
    paging="one page",
    own_pages="none of its own",
)
