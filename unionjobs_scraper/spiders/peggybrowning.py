"""Peggy Browning Fund, https://www.peggybrowningfund.org: labor lawyers' jobs, unions' among them.

List       /resources/job-postings (what Joomla makes the addresses of the postings from; not seen).
Posting    /resources/job-postings/item/{number}-{slug}: title, employer, state, each a line; then prose.
Identity   the number.
Closed     it leaves the list. (Fellowships, elsewhere on the site, say FILLED; they are not read.)
Quirks     the number may come again at the slug's end; the place is often a state alone.
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
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.article import Article, article, posting
from unionjobs_scraper.reading.header import same
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text

ADDRESS = re.compile(
    r"^(?P<url>https?://(?:www\.)?peggybrowningfund\.org/resources/job-postings/item/(?P<id>\d+)-[^/?#]+)"
)
LONGEST_NAME = 120
"""Characters; a longer line is prose."""
LONGEST_PLACE = 60


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, "/resources/job-postings/item/{number}-{slug}")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged` where no line below the title can be the employer."""
    address = ADDRESS.match(response.url)
    if not address or (row and row.source_id != address["id"]):
        raise LayoutChanged(response.url, "the address of a posting, /item/{number}-{slug}, was expected")
    about = article(response)
    item = posting(about, row, source_id=address["id"])
    employer, place = _below_title(about, item.title)
    if not employer:
        raise LayoutChanged(response.url, "no line below the title that could be the employer")
    prose = [block for block in about.blocks if block.line not in (item.title, employer, place)]
    yield replace(
        item,
        url=address["url"],
        employer=employer,
        location_text=item.location_text or place,
        description=clean_text(as_text(prose)),
    )


def _below_title(about: Article, title: str) -> tuple[str, str]:
    """The two short lines that follow the title: employer and place."""
    lines = [line for block in about.blocks[:8] for line in block.lines if not same(line, title)]
    employer = lines[0] if lines and len(lines[0]) < LONGEST_NAME and not lines[0].endswith(".") else ""
    place = lines[1] if employer and len(lines) > 1 else ""
    is_place = len(place) < LONGEST_PLACE and not place.endswith((".", ":"))
    return employer, place if is_place else ""


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
