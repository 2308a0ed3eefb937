"""Australian Council of Trade Unions, https://www.actu.org.au: its own jobs and its trainee program's.

List       /get-involved/job-vacancies (the parent of the addresses seen; itself not seen).
Posting    /job-vacancy/{slug}/, earlier /get-involved/job-vacancies/{slug}: prose, and a table of two
           columns with Position, Location, Applications closing date, Pay.
Identity   the slug.
Closed     the link leaves the list.
Quirks     a closing date has no year ("15 July"); "(Full Time Position)" follows the table's
           position; older pages have no header at all, and only the list names the job.
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
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.article import article, posting
from unionjobs_scraper.reading.labels import facts, label_rows
from unionjobs_scraper.reading.none_open import none_open

EMPLOYER = "ACTU"
ADDRESS = re.compile(
    r"^(?P<url>https?://(?:www\.)?actu\.org\.au/(?:job-vacancy|get-involved/job-vacancies)/(?P<id>[^/?#]+)/?)(?:\?.*)?$"
)
HOURS = re.compile(r"\((?P<hours>[^()]*\b(?:full|part)[\s-]?time\b[^()]*)\)", re.IGNORECASE)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, "/job-vacancy/{slug}")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged`."""
    address = ADDRESS.match(response.url)
    if not address or (row and address["id"] != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    about = article(response)
    item = posting(about, row, source_id=address["id"], employer=EMPLOYER)
    position = facts(label_rows(about.selector, about.url)).get("title", "")
    hours = HOURS.search(position)
    yield replace(item, employment_text=item.employment_text or (hours["hours"] if hours else ""))


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
