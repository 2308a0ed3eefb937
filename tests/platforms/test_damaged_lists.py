"""No list of which rows lost what identifies them makes a complete run that lacks these rows.

The lists are those of every fixture, of the replica's boards and of the simulated year; a new platform is tried as
soon as it has a fixture. What is damaged follows from the rows alone (`lab.faults.damage`).
"""

from __future__ import annotations

import logging
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from itertools import chain

import pytest
from scrapy.http import HtmlResponse, TextResponse

from lab.faults.damage import damages, picks
from lab.replica.addresses import file_for
from lab.replica.demo.every_board import PAGES
from lab.year.boards import SOURCES, World
from tests.platforms import test_golden as golden
from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.page_reading import ListPage, read_list
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import Listed
from unionjobs_scraper.lifecycle.census import Census
from unionjobs_scraper.lifecycle.judging import judge
from unionjobs_scraper.lifecycle.verdict import Judgement, Report, Verdict

AT = datetime(2026, 5, 1, 6, tzinfo=UTC)


@dataclass(frozen=True)
class List:
    """A page of a list, and the extractor and board that read it."""

    system: str
    name: str
    extractor: Extractor
    board: Board
    page: TextResponse

    def read(self, body: bytes) -> ListPage | None:
        """None: the page is not understood."""
        try:
            return read_list(self.extractor, self.board, self.page.replace(body=body))
        except PageError:
            return None

    @cached_property
    def rows(self) -> Sequence[Listed]:
        """Those of the page as it is."""
        page = self.read(self.page.body)
        return page.rows if page else []

    @cached_property
    def elsewhere(self) -> int:
        """Postings that the list states and has on other pages."""
        page = self.read(self.page.body)
        return max(0, (page.stated_total or 0) - len(page.rows)) if page else 0

    def judged(self, page: ListPage | None) -> Judgement:
        """A run of this one page, without a history that could tell a missing row by its count."""
        census = Census(listing_failures=[] if page else ["not understood"])
        if page:
            census.declared_empty, census.stated_total = page.declared_empty, page.stated_total
            census.leave_out(page.left_out)
            census.page(page.rows, AT)
            census.seen.update((f"on another page: {number}", AT) for number in range(self.elsewhere))
        return judge(Report(at=AT, census=census, finish_reason="finished"))

    def misses(self, page: ListPage | None) -> int:
        """How many rows are not read under their own ids."""
        return len({row.source_id for row in self.rows} - {row.source_id for row in page.rows} if page else self.rows)

    def is_wrong(self, damage: str, page: ListPage | None) -> bool:
        """Whether a run of the damaged page is complete and lacks a row.

        A row that is read under another address is another posting to everybody: it is not unread.
        """
        if not self.misses(page) or self.judged(page).verdict is not Verdict.COMPLETE:
            return False
        fewer = page is None or len(page.rows) < len(self.rows)
        return fewer or not damage.startswith(("address", "text"))


def of_fixtures() -> Iterator[List]:
    for case in golden.CASES:
        about = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
        page = golden._response(case, about)
        if about["kind"] == "list" and isinstance(page, TextResponse):
            extractor, board = golden._extractor(case.parent.name, about)
            yield List(case.parent.name, case.name, extractor, board, page)


def of_the_replica() -> Iterator[List]:
    for board in register().values():
        for request in extractor_of(board).first_requests(board) if not board.off else ():
            file = PAGES / file_for(request.url)
            if file.is_file():
                yield _list(board, "replica", request.url, file.read_bytes())


def of_the_year() -> Iterator[List]:
    world = World(SOURCES, 1, 1)
    world.show(0.5, {})
    for source in SOURCES:
        board = register()[source.name]
        for request in extractor_of(board).first_requests(board):
            if answer := world.answer("GET", request.url, {}, b""):
                yield _list(board, "year", request.url, answer.body)


def _list(board: Board, name: str, url: str, body: bytes) -> List:
    is_json = body.lstrip()[:1] in (b"{", b"[")
    headers = {"Content-Type": "application/json" if is_json else "text/html; charset=utf-8"}
    page = (TextResponse if is_json else HtmlResponse)(url, body=body, headers=headers)
    return List(board.platform or board.name, f"{name} {board.name}", extractor_of(board), board, page)


@cache
def lists() -> dict[str, list[List]]:
    """Every list that has rows, by system; read once, and not where tests are only collected."""
    found = defaultdict(list)
    for each in (*of_fixtures(), *of_the_replica(), *of_the_year()):
        if each.rows:
            found[each.system].append(each)
    return dict(found)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """What is logged of thousands of damaged pages is of no use."""
    caplog.set_level(logging.CRITICAL + 1)


def wrong(each: List) -> set[str]:
    """The damages of one list after which a run is complete and lacks a row."""
    found, telling = set(), set()
    for struck in picks(each.rows):
        some = 1 < len(struck) < len(each.rows)  # tried where one or all are missed
        for damage in damages(each.page.body, each.rows, struck):
            if not some or damage.name in telling:
                page = each.read(damage.body)
                telling |= {damage.name} if each.misses(page) else set()
                found |= {damage.name} if each.is_wrong(damage.name, page) else set()
    return found


def few(of_system: list[List]) -> list[List]:
    """Of each origin (a fixture, the replica, the year) the first list of a system: the others are read alike."""
    return list({each.name.partition(" ")[0] if " " in each.name else "": each for each in of_system[::-1]}.values())


@pytest.mark.slow
@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_row_that_lost_its_identity_is_never_a_row_that_is_gone(*, every: bool) -> None:
    tried = chain.from_iterable(of_system if every else few(of_system) for of_system in lists().values())
    found = {(each.system, each.name): damages for each in tried if (damages := wrong(each))}
    assert found == {}


def test_a_list_that_is_cut_is_never_whole() -> None:
    taken_for_whole = [
        f"{each.name}, cut at {share}"
        for each in chain.from_iterable(lists().values())
        for share in (0.6, 0.8, 0.95)
        if each.is_wrong("cut", each.read(each.page.body[: int(len(each.page.body) * share)]))
    ]
    assert taken_for_whole == []


def test_every_list_of_the_register_is_tried() -> None:
    """Nobody has seen the list of nzctu; it is read as a careers page is."""
    used = {board.platform or board.name for board in register().values() if not board.off}
    assert used - lists().keys() == {"nzctu"}


def test_damages_strike() -> None:
    """The damages reach what a row is known by: a system of which none is missed would not be tried at all."""
    assert {system for system, of_system in lists().items() if not any(map(_is_struck, of_system))} == KNOWN_BY_TITLE


def _is_struck(each: List) -> bool:
    return any(each.misses(each.read(damage.body)) for damage in damages(each.page.body, each.rows, each.rows))


KNOWN_BY_TITLE = {"sections_page"}
"""Postings without addresses: a row's id is made of its title."""
