"""The faults that have cost other programs most, and the fault matrix's own arithmetic; `make faults` has them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lab.faults import judging
from lab.faults.board import AFTER, BEFORE, DAYS, ENDED, key
from lab.faults.judging import Result, View
from lab.faults.matrix import TRIALS, Prepared, play, prepare
from lab.faults.site import Site
from lab.faults.stage import Stage
from lab.faults.table import cells, summed
from lab.program.databases import KINDS, fresh
from lab.program.program import Ended
from lab.replica import Replica
from lab.replica.unionjobs import ALIASES

pytestmark = pytest.mark.slow

BY_NAME = {trial.name: trial for trial in TRIALS}
ON_SQLITE = (
    "list: empty 200",
    "list: redirect to another host",
    "list: four rows fewer",
    "rows: six lead to PDFs",
    "rows: none fit to store",
    "words: about a phase, a channel, a place",
    "pages: one is put first meanwhile",
    "sections: the first of a title leaves",
    "last batch lost: is locked",
    "postings: HTTP 500, every third",
    "postings: all say no longer available",
    "kill -9: at the last commit",
    "two runs at once",
)
ON_POSTGRESQL = (
    "postings: HTTP 404, every one",
    "kill -9: inside a batch",
    "database read-only",
)
ELSEWHERE = ("list: classes renamed", "list: cut in the middle, with an end", "list: half the rows")
"""Which tests/crawl/test_crawl.py tries without the days after."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Site], Prepared]]:
    """A first day on each kind of database and site, played when it is first asked for."""
    first_days: dict[tuple[str, str], Prepared] = {}

    def first_day(kind: str, site: Site) -> Prepared:
        if (kind, site.source) not in first_days:
            first_days[kind, site.source] = prepare(kind, tmp_path_factory.mktemp(kind), site)
        return first_days[kind, site.source]

    yield first_day
    for each in first_days.values():
        each.base.remove()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "sqlite") for name in ON_SQLITE),
        *((name, "postgresql") for name in ON_POSTGRESQL),
        *(pytest.param(name, kind, marks=pytest.mark.long) for name in ELSEWHERE for kind in KINDS),
    ],
)
def test_fault(name: str, kind: str, prepared: Callable[[str, Site], Prepared], tmp_path: Path) -> None:
    result = play(BY_NAME[name], prepared(kind, BY_NAME[name].site), tmp_path)
    assert not result.problems
    assert (result.wrongly, result.lost, result.told) == (0, 0, len(ENDED))


def test_the_matrix_is_as_large_as_promised() -> None:
    assert len(BY_NAME) == len(TRIALS)
    on_the_way = [trial for trial in TRIALS if trial.faults or "cache" in trial.name or "network" in trial.name]
    of_the_machine = [trial for trial in TRIALS if trial not in on_the_way and trial.doing]
    assert len(on_the_way) >= 25
    assert len(of_the_machine) >= 8


# --------------------------------------------------------------------------- two sources at one time

SECOND = """
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.spiders.unionjobs import EXTRACTOR

class Second(BoardSpider):
    name = "second"
    extractor = EXTRACTOR
    board = Board(
        name="second",
        title="The second board",
        country="US",
        tags=("board",),
        start="https://www.unionjobs.com/second/staffing_list.php",
        hosts=("unionjobs.com",),
        floor=2,
    )
"""


@pytest.mark.parametrize("kind", KINDS)
def test_two_sources_at_one_time_share_a_database(kind: str, tmp_path: Path) -> None:
    (tmp_path / "second_board.py").write_text(SECOND, encoding="utf-8")
    (tmp_path / "none").mkdir()
    modules = "unionjobs_scraper.spiders,second_board"
    with Replica(tmp_path / "none", aliases=ALIASES) as replica:
        stage = Stage(replica, fresh(kind, tmp_path), tmp_path)
        for at, board in zip(DAYS[:3], (BEFORE, AFTER, AFTER), strict=False):
            stage.at = at
            stage.show(board)
            page = (tmp_path / f"site-{stage.shown}/www.unionjobs.com/staffing_list.php").read_bytes()
            replica.put("https://www.unionjobs.com/second/staffing_list.php", page)
            both = [stage.start(source, SPIDER_MODULES=modules) for source in ("unionjobs", "second")]
            for ended in [running.ended() for running in both]:
                assert ended.status == 0, ended.out + ended.err
        view = View.of(stage.program)
        stage.base.remove()
    sources = {
        name: {row["source_id"] for row in view.postings.values() if row["source"] == name}
        for name in ("unionjobs", "second")
    }
    assert sources["unionjobs"] == sources["second"] != set()
    assert view.closed == {key(number) for number in ENDED} | {f"second:{number}" for number in ENDED}
    assert len(view.runs) == 6


# ------------------------------------------------------------------- would the matrix see it, if it were so


def seen(changes: tuple[tuple[str, str], ...] = (), **statuses: str) -> View:
    rows = {
        f"unionjobs:{number[1:]}": {"status": status, "title": "Organizer", "employer": "SEIU", "description": "Words."}
        for number, status in statuses.items()
    }
    changed = [{"posting_id": name, "field": "status", "new": new} for name, new in changes]
    return View(rows, changed, ())


def test_a_wrong_closing_is_seen_even_when_it_is_undone() -> None:
    assert judging.wrongly_closed(seen(n101="closed", n120="closed")) == {"unionjobs:120"}
    flapped = seen((("unionjobs:121", "closed"), ("unionjobs:121", "open")), n121="open")
    assert judging.wrongly_closed(flapped) == {"unionjobs:121"}


def test_a_lost_row_and_a_lost_text_are_seen() -> None:
    before, after = seen(n101="open", n102="open"), seen(n102="open")
    after.postings["unionjobs:102"]["description"] = ""  # type: ignore[index]
    assert judging.lost(before, after) == {"unionjobs:101", "unionjobs:102"}


def test_a_traceback_is_seen() -> None:
    assert list(judging.plain(Ended(1, "", "Traceback (most recent call last):\nKeyError: 'x'\n")))
    assert not list(judging.plain(Ended(1, "FAILED", "error: no")))


def test_the_end_is_held_against_the_truth() -> None:
    told = seen(n120="open").postings
    assert "'closed' where 'open' is true" in "".join(judging.truthful(seen(n120="closed"), told))
    assert "on record at last" in "".join(judging.truthful(seen(), told))


def test_the_table_tells_what_is_red() -> None:
    well = Result(name="a", kind="sqlite", verdict="failed", status=1, told=len(ENDED))
    wrong = Result(name="b", kind="sqlite", verdict="complete", wrongly=2, told=len(ENDED))
    assert cells(well)[-1] == "ok"
    assert cells(wrong)[-1] == "RED"
    assert "2 faults, 2 trials. Wrongly closed: 2. Rows lost: 0. Red: 1." in summed([well, wrong])
