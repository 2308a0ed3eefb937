"""Canadian Association of Professional Employees, https://www.acep-cape.ca: its own staff jobs.

List       /en/careers (ASSUMED: no address of a list was seen); any link in the page's own part whose words
           name a job.
Posting    /en/{slug}: label lines Competition #, Posting date, Closing date, Duration, Classification level,
           Salary, Number of positions, Language requirements, Status; then headed prose.
Identity   the slug (Drupal's: a second one of the same title gets "-0").
Closed     the link leaves the list; a page has no closed marker.
Quirks     "Status: Unionized position" is no employment type; no line names the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.article import article, posting
from unionjobs_scraper.reading.labels import facts, label_rows
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.titles import names_a_job

ADDRESS = re.compile(r"^(?P<url>https?://(?:www\.)?acep-cape\.ca/en/(?:[^/?#]+/)?(?P<id>[^/?#]+))/?$")
LABELS = {"employment_type": r"duration|employment type|hours of work"}


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, "/en/{slug} with a job's title", lambda row: names_a_job(row.title))


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged` for a page of the site that is none."""
    address = ADDRESS.match(response.url)
    if not address or (row and address["id"] != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    about = article(response)
    stated = facts(label_rows(about.selector, about.url))
    if not {"competition", "valid_through", "salary"} & stated.keys():
        raise LayoutChanged(response.url, "none of the labels Competition #, Closing date and Salary is on the page")
    yield posting(about, row, source_id=address["id"], names=LABELS)


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
