"""SEIU Local 509, https://www.seiu509.org/jobs: a Massachusetts local's own staff jobs.

List       /jobs (taken from the postings' addresses, not seen).
Posting    /jobs/{slug}; earlier /{yyyy}/{mm}/{dd}/job-opening-{slug}. Heading "{title}" or
           "Job Opening: {title}, {unit}", then headed prose.
Identity   the address below the host, without "jobs/".
Closed     the link leaves the list; old pages stay readable.
Quirks     a repeated opening gets the same slug with "-2"; the same postings are on unionjobs.com and Daybook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.titles import is_department
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.article import article, posting
from unionjobs_scraper.reading.none_open import none_open

ADDRESS = re.compile(
    r"""^https?://(?:www\.)?seiu509\.org/(?=jobs/[^/?#]+/?$|\d{4}/\d\d/\d\d/job-opening)
    (?:jobs/)?(?P<id>[^?#]+?)/?$""",
    re.VERBOSE,
)
UNIT = re.compile(r"^(?P<title>.+?),\s+(?P<unit>[^,]+)$")
"""`Internal Organizer, Higher Education Chapter`."""
UNIT_ENDS = re.compile(r"\b(?:chapter|campaign|unit|region|program)$", re.IGNORECASE)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, "/jobs/{slug}")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged`."""
    address = ADDRESS.match(response.url)
    if not address:
        raise LayoutChanged(response.url, "the address of a posting, /jobs/{slug}, was expected")
    item = posting(article(response), row, source_id=address["id"])
    unit = UNIT.match(item.title)
    if unit and (is_department(unit["unit"]) or UNIT_ENDS.search(unit["unit"])):
        item = replace(item, title=unit["title"], department=item.department or unit["unit"])
    yield item


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
