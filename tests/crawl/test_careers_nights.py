"""Ten nights of a careers page whose postings stay open while its markup, order and addresses do not.

The pages are read by the platform, the runs and their closings are the real ones; only the fetching is played.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from scrapy import Spider
from scrapy.http import HtmlResponse
from sqlalchemy import select

from tests.lifecycle.test_histories import _crawler, _empty_database
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.page_reading import of_board, read_list, read_postings
from unionjobs_scraper.crawl.page_signature import parts
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.lifecycle.census import Answer, Check
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.pipelines.closing_marks import Lifecycle
from unionjobs_scraper.platforms.careers_page import PLATFORM, SECTIONS
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.postings import Read
from unionjobs_scraper.storage.schema import postings

pytestmark = pytest.mark.slow

START = "https://www.lamps9.test/careers/"
AT = datetime(2026, 5, 1, 6, tzinfo=UTC)
NIGHTS = 10
JOBS = {
    "organizer": ("Field Organizer", "Oakland, CA"),
    "organizer-2": ("Field Organizer", "Fresno, CA"),
    "researcher": ("Campaign Researcher", "Oakland, CA"),
    "keeper": ("Wrangler of Lamps", "Reno, NV"),
}
TEXT = "<p>Location: {1}</p><p>You keep lamps. To apply, send a resume to jobs@lamps9.test, as all keepers did.</p>"
Page = Callable[[int], str]


class Nights:
    """A careers page and its database, read once a night."""

    def __init__(self, folder: Path, tenant: str) -> None:
        path = folder / "nights.db"
        path.write_bytes(_empty_database())
        self.url = f"sqlite:///{path}"
        self.board = Board(
            name="lamps9",
            title="Lamplighters",
            country="US",
            tags=(),
            platform="careers_page",
            tenant=tenant,
            start=START,
            hosts=("www.lamps9.test",),
            employer="Lamplighters Local 9",
            confirmations=3,
        )

    def read(self, night: int, page: str, own: Mapping[str, str]) -> Verdict:
        run = Run(_crawler(self.url, AT + timedelta(days=night)), self.board)
        run.begin()
        try:
            self._census(run, _html(START, page), own)
        except PageError as error:
            run.census.listing_failures.append(str(error))
        run.end(cast("Spider", None), "finished")
        assert run.outcome
        return run.outcome.judgement.verdict

    def _census(self, run: Run, response: HtmlResponse, own: Mapping[str, str]) -> None:
        at, page = run.clock.now(), read_list(PLATFORM, self.board, response)
        run.census.declared_empty = page.declared_empty
        run.census.parts |= parts(response)
        run.census.leave_out(page.left_out)
        for row in run.unread(run.census.page(page.rows, at)):
            items = [page.items[row.source_id]] if row.source_id in page.items else []
            if not items:
                items = list(read_postings(PLATFORM, self.board, _html(row.url, own[_key(row.url)]), row))
            run.census.posting_pages += 1
            read = [of_board(item, self.board, row) for item in items]
            for item in read:
                Lifecycle(run).process_item(item)
            run.save([Read(item=item, seen_at=at, read_at=at) for item in read])
        for each in run.missing():
            answer = Answer.ANSWERS if _key(each.url) in own else Answer.UNCLEAR
            run.census.checks[each.posting.source_id] = Check(answer=answer, url=each.url, at=at)

    def stored(self) -> dict[str, str]:
        database = Database(self.url)
        with database.read() as connection:
            rows = connection.execute(select(postings.c.source_id, postings.c.status)).all()
        database.close()
        return {str(number): str(status) for number, status in rows}


def _html(url: str, body: str) -> HtmlResponse:
    return HtmlResponse(url, body=f"<html><body><main>{body}</main></body></html>".encode(), encoding="utf-8")


def _key(url: str) -> str:
    return url.partition("?")[0].rstrip("/").rpartition("/")[2]


def _own(title: str, place: str) -> str:
    return f"<h1>{title}</h1>{TEXT.format(title, place)}"


OWN = {key: _own(*job) for key, job in JOBS.items()}


def _list(links: Sequence[str]) -> str:
    return f"<h1>Careers</h1><ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"


def _link(key: str, query: str = "", title: str = "") -> str:
    return f'<a href="/careers/{key}/{query}">{title or JOBS[key][0]}</a>'


def _turned(night: int) -> list[str]:
    keys = list(JOBS)
    return keys[night % len(keys) :] + keys[: night % len(keys)]


LISTS: dict[str, Page] = {
    "session tokens": lambda night: _list([_link(key, f"?PHPSESSID={night}a{night * 7919:x}") for key in JOBS]),
    "tracking": lambda night: _list([_link(key, f"?utm_source=n{night}&fbclid={night}") for key in JOBS]),
    "parameter order": lambda night: _list([_link(key, ("?b=2&a=1", "?a=1&b=2")[night % 2]) for key in JOBS]),
    "another order": lambda night: _list([_link(key) for key in _turned(night)]),
    "a title edited": lambda night: _list(
        [_link(key, title=f"{JOBS[key][0]} {'I' * (1 + night % 3)}" if key == "organizer" else "") for key in JOBS]
    ),
    "a headline for one night": lambda night: _list(
        [_link(key, title=f"Now hiring: {JOBS[key][0]}" if night % 2 else "") for key in JOBS]
    ),
    "two links to each": lambda night: _list([_link(key) + _link(key, title="Read more") for key in JOBS]),
}


@pytest.mark.parametrize("change", LISTS)
def test_nothing_closes_on_a_list_of_links(change: str, tmp_path: Path) -> None:
    nights = Nights(tmp_path, "")
    own = {key: text.replace("</h1>", " I</h1>") if key == "organizer" else text for key, text in OWN.items()}
    own = own if change == "a title edited" else OWN
    verdicts = [nights.read(night, LISTS[change](night), own) for night in range(NIGHTS)]
    assert nights.stored() == dict.fromkeys(nights.stored(), "open")
    assert len(nights.stored()) == len(JOBS)
    assert set(verdicts) == {Verdict.COMPLETE}


def test_a_posting_that_has_another_address_is_held_open_while_its_page_is_alive(tmp_path: Path) -> None:
    nights = Nights(tmp_path, "")
    moved = [_link(key) for key in JOBS if key != "researcher"] + ["<a href='/jobs/researcher'>Campaign Researcher</a>"]
    for night in range(NIGHTS):
        nights.read(night, _list(moved if night > 1 else [_link(key) for key in JOBS]), OWN)
    assert nights.stored() == dict.fromkeys([*(f"~careers/{key}" for key in JOBS), "~jobs/researcher"], "open")


def _sections(keys: Sequence[str], tag: str = "h3") -> str:
    return "<h1>Careers</h1>" + "".join(f"<{tag}>{JOBS[key][0]}</{tag}>{TEXT.format(*JOBS[key])}" for key in keys)


def _documents(night: int) -> str:
    shown = [
        f'<p><a href="/files/{key}.pdf?v={night}">{title}</a>, {place}</p>' for key, (title, place) in JOBS.items()
    ]
    return f"<h1>Careers</h1>{''.join(shown)}<p><a href='/files/keeper.pdf'>Download (PDF)</a></p>"


SECTION_PAGES: dict[str, Page] = {
    "two equal titles in another order": lambda night: _sections(_turned(night)),
    "other headings": lambda night: _sections(list(JOBS), ("h2", "h3", "h4")[night % 3]),
    "one document linked twice": _documents,
}


@pytest.mark.parametrize("change", SECTION_PAGES)
def test_nothing_closes_on_a_page_that_holds_the_postings(change: str, tmp_path: Path) -> None:
    nights = Nights(tmp_path, SECTIONS)
    for night in range(NIGHTS):
        nights.read(night, SECTION_PAGES[change](night), {})
    assert nights.stored() == dict.fromkeys(nights.stored(), "open")
    assert len(nights.stored()) == len(JOBS)


def test_a_posting_that_is_taken_down_closes(tmp_path: Path) -> None:
    """The nights above would not be worth a thing where nothing ever closes."""
    nights = Nights(tmp_path, "")
    own = {key: text for key, text in OWN.items() if key != "keeper"}
    for night in range(NIGHTS):
        keys = list(JOBS) if night < 2 else [key for key in JOBS if key != "keeper"]
        nights.read(night, _list([_link(key) for key in keys]), OWN if night < 2 else own)
    assert [key for key, status in nights.stored().items() if status == "closed"] == ["~careers/keeper"]


REDESIGNED = {
    "nothing that reads as a posting": "<h1>Careers</h1><p>See our new portal.</p><div id='root'></div>",
    "rows without addresses": _list([f"<a>{title}</a>" for title, _ in JOBS.values()]),
    "half of the rows without an address": _list([_link("organizer"), "<a>Campaign Researcher</a>"]),
}


@pytest.mark.parametrize("page", REDESIGNED)
def test_a_list_that_lost_its_structure_is_no_complete_run(page: str, tmp_path: Path) -> None:
    nights = Nights(tmp_path, "")
    nights.read(0, _list([_link(key) for key in JOBS]), OWN)
    verdicts = [nights.read(night, REDESIGNED[page], {"organizer": OWN["organizer"]}) for night in range(1, NIGHTS)]
    assert Verdict.COMPLETE not in verdicts
    assert set(nights.stored().values()) == {"open"}


CLOSED_ROWS = (
    " (FILLED)",
    " – position filled",
    "<span class='badge'>Closed</span>",
    " <em>no longer accepting applications</em>",
)


@pytest.mark.parametrize("words", CLOSED_ROWS)
def test_a_row_that_says_closed_closes_what_its_own_page_does_not_and_without_them_it_is_open_again(
    words: str, tmp_path: Path
) -> None:
    nights = Nights(tmp_path, "")
    links = [_link(key) for key in JOBS]
    told = [f"{link}{words}" if "keeper" in link else link for link in links]
    for night, page in enumerate((links, links, told)):
        nights.read(night, _list(page), OWN)
    assert set(nights.stored().values()) == {"open"}  # words that contradict the list are believed twice
    nights.read(3, _list(told), OWN)
    assert [key for key, status in nights.stored().items() if status == "closed"] == ["~careers/keeper"]
    nights.read(4, _list(links), OWN)
    assert set(nights.stored().values()) == {"open"}


def test_a_row_that_is_open_until_filled_closes_nothing(tmp_path: Path) -> None:
    nights = Nights(tmp_path, "")
    for night in range(3):
        nights.read(night, _list([f"{_link(key)} – open until filled; closes May 5" for key in JOBS]), OWN)
    assert set(nights.stored().values()) == {"open"}


def test_a_column_in_which_something_else_is_closed_closes_nothing() -> None:
    def marks(column: str) -> set[str]:
        row = "<tr><td>{}</td><td>Closed</td></tr>"
        rows = "".join(row.format(_link(key)) for key in JOBS)
        page = _html(START, f"<h1>Jobs</h1><table><tr><th>Job title</th><th>{column}</th></tr>{rows}</table>")
        board = Board(name="x", title="X", country="US", tags=(), platform="careers_page", start=START)
        return {row.closing_mark for row in read_list(PLATFORM, board, page).rows}

    assert marks("Shop") == marks("Office on Fridays") == {""}
    assert "" not in marks("Status")
