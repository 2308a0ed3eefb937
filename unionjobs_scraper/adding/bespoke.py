"""The file that a site of its own begins with: a card to fill in, and an extractor that may already do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from unionjobs_scraper.adding.find import Found
from unionjobs_scraper.adding.fixture import FixtureError
from unionjobs_scraper.adding.recognize import shared_pattern
from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.article import article, posting

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

SHAPE = {shape_text}
ADDRESS = re.compile({address})


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of the list. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, SHAPE)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged`."""
    address = ADDRESS.match(response.url)
    if not address:
        raise LayoutChanged(response.url, f"the address of a posting, {{SHAPE}}, was expected")
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
    """The text of spiders/<name>.py; what a site says is in it as words of a docstring or as a quoted text."""
    shape = _shape(address_pattern(board, postings))
    return TEMPLATE.format(
        title=_words(board.title),
        start=_words(board.start),
        path=_words(urlsplit(board.start).path or "/"),
        shape=_words(shape),
        shape_text=_quoted(shape),
        address=_quoted(_address(board, postings)),
    )


def reads(found: Found, board: Board) -> bool:
    """Whether the file reads the pages that it begins with: its list, and the posting that is known."""
    assert found.page
    address = re.compile(_address(board, list(found.links)))
    try:
        rows = list(link_lists.listed(found.page, address, ""))
        if found.posting is None:
            return bool(rows)
        own = address.match(found.posting.url)
        return bool(rows and own and posting(article(found.posting), None, source_id=own["id"]).title)
    except PageError:
        return False


def _address(board: Board, postings: list[str]) -> str:
    host = (urlsplit(board.start).hostname or "").removeprefix("www.")
    return rf"^https?://(?:www\.)?{re.escape(host)}{address_pattern(board, postings)}"


def _shape(pattern: str) -> str:
    return pattern.partition("(?P")[0].replace("\\", "") + "{slug}"


def _words(said: str) -> str:
    """A site's words in a docstring: no quotation mark and no backslash ends it or means anything in it."""
    return "".join("'" if sign in '"\\' else sign for sign in said if sign.isprintable())[:200]


def _quoted(text: str) -> str:
    """A text as Python has it, raw where that is as good."""
    if "\\" in text and '"' not in text and text.isprintable() and not text.endswith("\\"):
        return f'r"{text}"'
    return ascii(text) if not text.isprintable() else json.dumps(text, ensure_ascii=False)


def write(board: Board, postings: list[str], folder: Path) -> Path:
    """Writes the file. Raises `FixtureError` where there is one."""
    path = folder / f"{board.name}.py"
    if path.exists():
        raise FixtureError(f"{path} is there already: choose another name with --name")
    path.write_text(source_file(board, postings), encoding="utf-8")
    return path
