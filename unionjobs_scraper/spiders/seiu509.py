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
from typing import ClassVar

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.titles import is_department
from unionjobs_scraper.reading import indexes
from unionjobs_scraper.reading.article import article, posting
from unionjobs_scraper.reading.none_open import none_open

SOURCE = "seiu509"
ADDRESS = re.compile(
    r"""^https?://(?:www\.)?seiu509\.org/(?=jobs/[^/?#]+/?$|\d{4}/\d\d/\d\d/job-opening)
    (?:jobs/)?(?P<id>[^?#]+?)/?$""",
    re.VERBOSE,
)
UNIT = re.compile(r"^(?P<title>.+?),\s+(?P<unit>[^,]+)$")
"""`Internal Organizer, Higher Education Chapter`."""
UNIT_ENDS = re.compile(r"\b(?:chapter|campaign|unit|region|program)$", re.IGNORECASE)


def listed(response: TextResponse) -> Iterator[Listed]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from indexes.listed(response, ADDRESS, "/jobs/{slug}")


def postings(response: TextResponse, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged`."""
    address = ADDRESS.match(response.url)
    if not address:
        raise LayoutChanged(response.url, "the address of a posting, /jobs/{slug}, was expected")
    item = posting(article(response), row, source_id=address["id"])
    unit = UNIT.match(item.title)
    if unit and (is_department(unit["unit"]) or UNIT_ENDS.search(unit["unit"])):
        item = replace(item, title=unit["title"], department=item.department or unit["unit"])
    yield item


class Seiu509Spider(BoardSpider):
    """Crawls www.seiu509.org."""

    name = SOURCE
    board: ClassVar[Board] = register()[SOURCE]

    listed = staticmethod(listed)
    links = staticmethod(indexes.next_pages)
    postings = staticmethod(postings)
    declared_empty = staticmethod(none_open)
