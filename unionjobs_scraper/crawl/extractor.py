"""What an extractor is: the functions of a page and the facts of its card, as one value.

An extractor runs on one page without Scrapy's engine, a database or a setting (`crawl/page_reading.py`).
This module imports none of them, so that pages can be read by the million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from scrapy.http import Request, Response, TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import GroupRead, JobPosting, LeftOut, Listed


class Postings(Protocol):
    """Reads the postings of a page, with the census row that led there, where there is one. Raises `PageError`."""

    def __call__(
        self, response: TextResponse, board: Board, row: Listed | None = None, /
    ) -> Iterator[JobPosting] | Iterator[JobPosting | LeftOut] | Iterator[JobPosting | LeftOut | GroupRead]:
        """Yields the postings of one page."""


Rows = Callable[
    [TextResponse, Board],
    Iterator[Listed]
    | Iterator[Listed | LeftOut]
    | Iterator[Listed | JobPosting | LeftOut]
    | Iterator[Listed | JobPosting | LeftOut | GroupRead],
]
"""Rows with pages of their own, and postings that a list holds itself."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OfPage(Generic[T]):
    """A function of a page alone as a function of page and board. A class, so that an extractor can be pickled."""

    read: Callable[[TextResponse], T]

    def __call__(self, response: TextResponse, board: Board) -> T:
        """What the page says, whatever the board."""
        return self.read(response)


def none_listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """No rows: the list holds the postings themselves, or each posting is asked for by its address."""
    return iter(())


def no_links(response: TextResponse, board: Board) -> Iterator[Request]:
    """No further list pages."""
    return iter(())


def never_empty(response: TextResponse, board: Board) -> str:
    """No words by which a list says that there are no postings."""
    return ""


def no_total(response: TextResponse, board: Board) -> None:
    """No number of postings that the board states."""


def own_address(url: str, board: Board) -> str:
    """The canonical address itself: there is no interface."""
    return url


def as_it_is(response: Response) -> Response:
    """The response itself: it is a page of text."""
    return response


def nothing_missing(response: TextResponse) -> str:
    """Nothing kept the page's text from being read."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """How an interface is opened that answers only to what a page of the board hands out."""

    given: Callable[[TextResponse], Any]
    """What a list page hands out; None where it hands out nothing. Raises `PageError`."""
    sent: Callable[[Request, Any, Board], Request]
    """The request with what was handed out."""


@dataclass(frozen=True, kw_only=True)
class Extractor:
    """The functions of a page for one site or system, and the facts of its card that programs read.

    A page that an extractor does not understand raises a `PageError`. An empty iterator of `listed` means that the
    board says, in its own words, that it has none; `declared_empty` gives these words. A row or link among the
    postings that is not taken for a posting is yielded as `LeftOut`.
    """

    postings: Postings
    """The postings of a page; of the list where `whole`."""
    listed: Rows = none_listed
    """The rows of a list page."""
    links: Callable[[TextResponse, Board], Iterator[Request]] = no_links
    """Requests for further list pages."""
    declared_empty: Callable[[TextResponse, Board], str] = never_empty
    """The words by which a list page without rows says that there are none; else empty."""
    stated_total: Callable[[TextResponse, Board], int | None] = no_total
    """How many postings the board itself says that it has; None where it does not."""
    read_from: Callable[[str, Board], str] = own_address
    """The address that a posting is read from, given its canonical one: an interface, where there is one."""
    list_requests: Callable[[Board], Iterator[Request]] | None = None
    """The first requests for the board's list, where a plain one for its address does not do."""
    whole: bool | Callable[[Board], bool] = False
    """True: the list holds the postings themselves, so `postings` reads it and no other page is fetched."""
    numbers_titles: bool = False
    """True: postings are known by their titles, and those of one title by their order on the page."""
    keeps_rows: bool = True
    """False: a row may be no posting at all, so only its own page puts it on record."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent with every request: `{"Accept": "application/json"}` where an interface insists."""
    as_page: Callable[[Response], Response] = as_it_is
    """The page of text that a posting's response is read as, where it is a document."""
    missing_text: Callable[[TextResponse], str] = nothing_missing
    """Why the text of a posting's page could not be read, for a counter; empty where it was."""
    handshake: Handshake | None = None
    """How the interface is opened, where it does not answer at once."""
    retried: tuple[int, ...] = ()
    """Further HTTP statuses that mean "ask again"."""
    checked_statuses: tuple[int, ...] = ()
    """HTTP statuses, beside success, with which `postings` reads a missing posting's own page."""

    paging: str = ""
    """Why there are no further list pages, where there are none: `everything at once`."""
    own_pages: str = ""
    """Why there are no postings' own pages, where there are none: `the list holds the postings`."""
    lists: str = ""
    """Why nothing is listed, where nothing is."""
    empty_is_believed: bool = True
    """False: an empty list is an error, because an unknown board answers alike."""
    closed_is_believed: bool = True
    """False: nothing on a page proves that a posting is closed."""

    def list_address(self, board: Board) -> str:
        """The address of the board's list."""
        return board.start

    def first_requests(self, board: Board) -> Iterator[Request]:
        """The first requests for the board's list."""
        return self.list_requests(board) if self.list_requests else iter((Request(self.list_address(board)),))

    def hosts(self, board: Board) -> tuple[str, ...]:
        """The hosts that no request leaves: the register's, else that of the list."""
        return board.hosts or (urlsplit(self.list_address(board)).hostname or "",)

    def reads_whole(self, board: Board) -> bool:
        """Whether this board's list holds the postings themselves."""
        return self.whole(board) if callable(self.whole) else self.whole
