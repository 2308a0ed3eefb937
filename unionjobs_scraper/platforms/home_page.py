"""A union's site of which only the first page is known: its vacancies are behind the site's own link "Careers".

`start` is the first page. `address_is = "assumed"` until somebody has met the list: `scrapy survey` names the address
that was found; then it goes into `start`, with platform = "careers_page" and address_is = "seen".

List       the page behind the link whose whole text says that one can work there (`careers_links.WORK_HERE`), read as a
           careers page. Its own navigation names it, so a page that is not named by such a link is the way there.
Posting    as on a careers page.
Closed     it leaves the page behind the link. Without such a link, nothing is said of anything.
Quirks     "Jobs" or "Job postings" alone may be the members' employers': such a link is never followed. A link to an
           applicant system or another site is not followed: the error names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board, is_own
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import GroupRead, JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms import careers_page
from unionjobs_scraper.platforms.platform import Platform
from unionjobs_scraper.reading.careers_links import Link, to_own_vacancies
from unionjobs_scraper.reading.none_open import none_open


def listed(response: TextResponse, board: Board) -> Iterator[Listed | JobPosting | LeftOut | GroupRead]:
    """The rows of the page behind the link; of the first page none. Raises `LayoutChanged` without such a link."""
    if _is_list(response, board):
        yield from careers_page.rows(response, board)
    elif not _own(response, board):
        raise LayoutChanged(
            response.url, f"a link to vacancies at the union itself was expected{_elsewhere(response, board)}"
        )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The page behind the link; from there, further pages of the list."""
    if _is_list(response, board):
        yield from careers_page.PLATFORM.links(response, board)
    else:
        yield from (Request(link.address) for link in _own(response, board)[:1])


def postings(
    response: TextResponse, board: Board, row: Listed | None = None
) -> Iterator[JobPosting | LeftOut | GroupRead]:
    """The posting of a page behind a row. Raises `LayoutChanged`."""
    return careers_page.postings(response, board, row)


def declared_empty(response: TextResponse, board: Board) -> str:
    """The words by which the page behind the link says that there are none."""
    return none_open(response) if _is_list(response, board) else ""


def _own(response: TextResponse, board: Board) -> list[Link]:
    """The links to the union's vacancies on its own site."""
    found = to_own_vacancies(response, _union(board))
    return [link for link in found if is_own(urlsplit(link.address).hostname, board.hosts)]


def _union(board: Board) -> str:
    return f"{board.employer} {board.title} {' '.join(board.hosts)}"


def _is_list(response: TextResponse, board: Board) -> bool:
    """Whether this is the page behind the link, or a further page of its list."""
    here = _place(response.url)
    lists = [_place(link.address) for link in _own(response, board)]
    return any(here == there or here.startswith(f"{there}/") for there in lists)


def _place(address: str) -> str:
    parts = urlsplit(address)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}".casefold()


def _elsewhere(response: TextResponse, board: Board) -> str:
    """Where the site's own link leads, when that is another site."""
    there = next(iter(to_own_vacancies(response, _union(board))), None)
    return f": its {there.words!r} leads to {there.address}, try scrapy addsource with that" if there else ""


PLATFORM = Platform(
    name="home_page",
    any_host=True,
    keeps_rows=False,
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
)
