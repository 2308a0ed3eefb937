"""The spider of a trial: the beginning of a list and a few postings, and what could not be read of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.failures import why
from unionjobs_scraper.crawl.spider import GONE, BoardSpider
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed

PAGES = 3
"""Posting pages that a trial reads."""
LISTS = 3
"""List pages that a trial reads at most, and no more once it has seen a row: some lists begin with an empty step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A page of a source that was not read, and why."""

    kind: str
    """`list` or `posting`."""
    response: Response
    words: str
    row: Listed | None = None
    """For a posting: the row that led there."""


class Short(BoardSpider):
    """A spider that reads a list's beginning and a few postings, and keeps the pages that it could not read."""

    asked: int = 0
    lists: int = 0

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.unread: list[Met] = []
        self.pages: list[Response] = []
        self.statuses: list[int] = []
        self.answers: dict[str, tuple[Response, Listed]] = {}

    async def parse_list(self, response: Response) -> AsyncIterator[Request | JobPosting]:
        """As in a census, but for most of what it would ask for."""
        self.lists += 1
        self.pages.append(response)
        self.statuses.append(response.status)
        async for each in super().parse_list(response):
            if not isinstance(each, Request) or (self.lists < LISTS and not self.run.census.seen):
                yield each
        while self.waiting and self.asked + len(self.waiting) > PAGES:
            self.waiting.pop()

    def ask_for_more(self) -> None:
        """As in a census: all that was left waiting is asked for at once."""
        self.asked += len(self.waiting)
        super().ask_for_more()

    def check_requests(self) -> Iterator[Request]:
        """Nothing is missing: nothing is known."""
        return iter(())

    async def parse_posting(self, response: Response, row: Listed) -> AsyncIterator[JobPosting]:
        """As in a census; a page that is no more is one that was not read."""
        self.answers[row.source_id] = response, row
        if response.status in GONE:
            self.unread.append(Met(kind="posting", response=response, words=f"HTTP {response.status}", row=row))
        async for item in super().parse_posting(response, row):
            yield item

    def _unreadable_list(self, response: Response, error: PageError) -> None:
        self.unread.append(Met(kind="list", response=response, words=error.message))
        super()._unreadable_list(response, error)

    def _unreadable_posting(self, response: Response, error: PageError) -> None:
        row = next((row for answer, row in self.answers.values() if answer is response), None)
        self.unread.append(Met(kind="posting", response=response, words=error.message, row=row))
        super()._unreadable_posting(response, error)

    def list_failed(self, failure: Failure) -> None:
        """Keeps the page of a refusal."""
        response = getattr(failure.value, "response", None)
        if isinstance(response, Response):
            self.statuses.append(response.status)
            self.unread.append(Met(kind="list", response=response, words=why(failure)[1]))
        super().list_failed(failure)

    def dropped(self, item: JobPosting, exception: Exception) -> None:
        """Keeps the page of a posting that validation refused."""
        answer, row = self.answers.get(item.source_id, (None, None))
        if answer:
            self.unread.append(Met(kind="posting", response=answer, words=str(exception), row=row))


def short(board: Board) -> type[Short]:
    """The spider class of a trial of a platform's board."""
    return type("Trial", (Short,), {"name": board.name, "board": board, "extractor": extractor_of(board)})
