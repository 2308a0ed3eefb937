"""New Zealand Council of Trade Unions: its affiliates' vacancies, one page each.

List       https://union.org.nz/vacancies/ (not seen: the parent of the postings).
Posting    /vacancies/{slug}; its heading holds "{union} | {title} | {place}".
Closed     it leaves the list. "Closing date:" stands above the text.
Quirks     a heading of another form names no employer: none is made up, and validation counts the refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import GroupRead, JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms import careers_page


def postings(
    response: TextResponse, board: Board, row: Listed | None = None
) -> Iterator[JobPosting | LeftOut | GroupRead]:
    """The posting of a page, with the employer that its heading begins with. Raises `LayoutChanged`."""
    said = clean_line(" ".join(response.css("h1 ::text").getall())).split(" | ")
    for item in careers_page.postings(response, board, row):
        if isinstance(item, JobPosting) and len(said) == 3:
            employer, title, place = said
            item = replace(item, employer=employer, title=title, location_text=item.location_text or place)
        yield item


EXTRACTOR = replace(careers_page.PLATFORM, postings=postings)
