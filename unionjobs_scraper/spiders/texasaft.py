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

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.reading import sections
from unionjobs_scraper.reading.none_open import none_open

EMPLOYER = "Texas AFT"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=EMPLOYER, region="Texas")


EXTRACTOR = Extractor(
    whole=True,
    postings=postings,
    declared_empty=OfPage(none_open),
    paging="one page",
    own_pages="none of its own",
)
