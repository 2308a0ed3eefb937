"""California Labor Federation, https://calaborfed.org/job-opportunities/: its own and affiliates' jobs.

List       /job-opportunities/, one page: prose, the titles in capitals linking down the page, then every
           posting in full under its title.
Posting    none of its own (single postings of affiliates have had pages such as /opeiu-29-organizer/).
Identity   the title.
Closed     the section is taken off the page.
Quirks     the title stands twice; the headings inside a posting are in capitals too.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.reading import sections
from unionjobs_scraper.reading.none_open import none_open

EMPLOYER = "California Labor Federation"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=EMPLOYER, region="California")


EXTRACTOR = Extractor(
    whole=True,
    postings=postings,
    declared_empty=OfPage(none_open),
    paging="one page",
    own_pages="none of its own",
)
