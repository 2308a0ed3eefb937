"""A union's or federation's page that holds its few postings whole, each under a heading of its own.

The register says per page: `employer`, whose name may precede a title; `region`, where the employer is at home;
`for_all`, the headings before the first posting whose text holds for every posting (pay, how to apply).

List       one page: prose, often a table of contents, then every posting in full under its title.
Posting    none of its own.
Identity   the title, without the employer's name; of several with one title, what they say (crawl/same_titles.py).
Closed     the section is taken off the page. A passed "Applications due by" stays up for months (nysaflcio).
Quirks     calaborfed: the title is there twice, and the headings inside a posting are in capitals too.
           nysaflcio: the place is a street address in the prose; other state federations use the same template.
           rocunited: headings are "{City, State} – {title}" or a bare title; pay and the address to apply to precede
           the first job. texasaft: a list of openings, then sections with the labels Location, Pay or Starting Salary,
           Duration, Hours, Application Deadline; one section can be two openings ("Organizer (1 Dallas, 1 Houston)").
"""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.platform import Platform
from unionjobs_scraper.reading import sections
from unionjobs_scraper.reading.none_open import none_open


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the page. Raises `LayoutChanged` when there is none and no word of it."""
    yield from sections.postings(response, employer=board.employer, region=board.region, for_all=board.for_all)


PLATFORM = Platform(
    name="sections_page",
    any_host=True,
    whole=True,
    numbers_titles=True,
    postings=postings,
    declared_empty=OfPage(none_open),
    paging="one page",
    own_pages="none of its own",
)
