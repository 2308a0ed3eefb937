"""The file that a site of its own begins with: a card to fill in, and an extractor that may already do."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from unionjobs_scraper.adding.fixture import FixtureError
from unionjobs_scraper.adding.recognize import shared_pattern
from unionjobs_scraper.boards import Board

TEMPLATE = '''\
"""{title}, {start}.

List       {path}: links to {shape}. TODO: how it is paged, and its words for "no openings".
Posting    {shape}. TODO: where title, employer, place, pay and dates are.
Identity   TODO: the part of the address that stays when the title is edited.
Closed     no marker is known: nothing is assumed. TODO: look at a posting that is filled.
Quirks     TODO: what a careful reader would trip over; a fixture trap_… for each.
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
from unionjobs_scraper.reading.none_open import none_open

ADDRESS = re.compile(r"^https?://(?:www\\.)?{host}{pattern}")


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, "{shape}")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged`."""
    address = ADDRESS.match(response.url)
    if not address:
        raise LayoutChanged(response.url, "the address of a posting, {shape}, was expected")
    yield posting(article(response), row, source_id=address["id"])


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
'''


def address_pattern(board: Board, postings: list[str]) -> str:
    """The path of a posting as a regular expression: the folder of those seen, else one below the list."""
    folder = re.escape(urlsplit(board.start).path.rstrip("/")).replace(r"\-", "-")
    return shared_pattern(postings) or rf"{folder}/(?P<id>[^/?#]+)/?$"


def source_file(board: Board, postings: list[str]) -> str:
    """The text of spiders/<name>.py."""
    host = (urlsplit(board.start).hostname or "").removeprefix("www.")
    pattern = address_pattern(board, postings)
    return TEMPLATE.format(
        title=board.title.replace('"', "'"),
        start=board.start,
        path=urlsplit(board.start).path or "/",
        shape=pattern.partition("(?P")[0].replace("\\", "") + "{slug}",
        host=re.escape(host),
        pattern=pattern,
    )


def write(board: Board, postings: list[str], folder: Path) -> Path:
    """Writes the file. Raises `FixtureError` where there is one."""
    path = folder / f"{board.name}.py"
    if path.exists():
        raise FixtureError(f"{path} is there already: choose another name with --name")
    path.write_text(source_file(board, postings), encoding="utf-8")
    return path
