"""Public Service Alliance of Canada, https://psacunion.ca: its own staff jobs.

List       /psac-staffing-process, the only page about jobs that was seen; ASSUMED to lead to the postings. Any
           link in the page's own part whose words name a job.
Posting    /{slug}, Drupal fields: Salary, Employment type, Location, Closing Date ("Mon, 20 Aug 2018 15:30
           EDT"), Search area, Competition Number, Branch/Section, Group, Classification; then the text.
Identity   the slug. The application form's `field_job_posting_reference` is the site's own number, but the
           list does not show it.
Closed     the closing date passes and the link leaves the list.
Quirks     "Search area" says who may apply: postings for the union's own employees alone are left out;
           a bilingual allowance follows the salary.
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

ADDRESS = re.compile(r"^(?P<url>https?://(?:www\.)?psacunion\.ca/(?P<id>[a-z0-9][a-z0-9-]*))/?$")
LABELS = {
    "search_area": r"search area|category of applicants",
    "department": r"branch(?:/section)?|department",
    "employment_type": r"employment type",
}
OPEN_TO_OTHERS = re.compile(r"\b(?:public|members?|membership)\b", re.IGNORECASE)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, "/{slug} with a job's title", lambda row: names_a_job(row.title))


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page, none for an internal one. Raises `LayoutChanged` for any other page of the site."""
    address = ADDRESS.match(response.url)
    if not address or (row and address["id"] != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    about = article(response)
    stated = facts(label_rows(about.selector, about.url), LABELS)
    if "search_area" not in stated:
        raise LayoutChanged(response.url, 'the label "Search area" is not on the page')
    item = posting(about, row, source_id=address["id"], names=LABELS)
    if OPEN_TO_OTHERS.search(stated["search_area"]):
        yield item


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
