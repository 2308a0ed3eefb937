"""List pages that the site need not send again: what a 304 proves, and what no cache may ever do."""

from __future__ import annotations

import gzip
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lab.program.program import Ended, Program
from lab.replica import Fault
from lab.replica.unionjobs import Ad, list_page
from tests.conftest import Site, ad
from tests.support.once import once

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 113)]
LIST = "/staffing_list.php"
LIST_URL = f"https://www.unionjobs.com{LIST}"


class Board:
    """The board day after day, with a cache of its own; by the end of `trusted` its validators are believed."""

    def __init__(self, site: Site, program: Program, folder: Path, places: pytest.TempPathFactory) -> None:
        self.site, self.program, self.folder, self.places = site, program, folder, places
        program.settings |= {"HTTPCACHE_DIR": str(folder)}
        self._days: Iterator[str] = (f"2026-05-{day:02}T06:00:00Z" for day in itertools.count(1))

    def census(self, ads: list[Ad] | None = None, **settings: Any) -> Ended:
        """The next day's, with these postings on the list where they have changed."""
        if ads is not None:
            self.site.show(ads)
        self.site.replica.forget()
        return self.program.crawl(at=next(self._days), **settings)

    def trusted(self) -> list[Ad]:
        """Two days on which list and validator change together, crawled once for all tests."""
        self.site.replica.tag()
        ads = [*ADS, ad(113)]
        crawled = once(self.places, "trusted", lambda folder: self._two_days(folder, ads))
        shutil.copy(crawled / "unionjobs.db", self.folder.parent)
        shutil.copytree(crawled / "pages", self.folder)
        self._days = itertools.islice(self._days, 2, None)
        self.site.show(ads)
        self.site.replica.forget()
        return ads

    def _two_days(self, folder: Path, ads: list[Ad]) -> None:
        program = Program(f"sqlite:///{folder}/unionjobs.db", self.site.replica)
        board = Board(self.site, program, folder / "pages", self.places)
        for listed in (ADS, ads):
            assert board.census(listed).status == 0
        assert not board.asked
        assert [path.name for path in folder.glob("*.db*")] == ["unionjobs.db"]

    @property
    def asked(self) -> list[str]:
        """The validators that the list was asked for with."""
        return [
            request.headers.get("if-none-match", "")
            for request in self.site.replica.requests
            if request.url == LIST_URL and {"if-none-match", "if-modified-since"} & request.headers.keys()
        ]

    @property
    def answers(self) -> list[int]:
        """What the list answered today."""
        return [request.status for request in self.site.replica.requests if request.url == LIST_URL]

    def page(self, suffix: str) -> Path:
        """The one file of that kind in the cache."""
        (found,) = (self.folder / "unionjobs").glob(f"*{suffix}")
        return found

    def statuses(self) -> set[str]:
        return {row["status"] for row in self.program.rows()}


@pytest.fixture
def board(site: Site, program: Program, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Board:
    return Board(site, program, tmp_path / "pages", tmp_path_factory)


def test_a_304_counts_as_seen(board: Board) -> None:
    ads = board.trusted()
    ended = board.census()
    assert ended.status == 0
    assert (len(board.asked), board.answers) == (1, [304])
    assert len(board.site.replica.requests) == 2
    assert {row["last_seen"] for row in board.program.rows()} == {"2026-05-03T06:00:00Z"}
    run = board.program.rows("runs")[-1]
    assert (run["verdict"], run["listed"], run["unchanged"]) == ("complete", str(len(ads)), str(len(ads)))
    assert int(run["bytes"]) < 1500  # what was really sent
    assert "1 list page(s) unchanged by the site's own word: " in ended.out
    # the next change is read as ever: a posting leaves
    ended = board.census(ads[1:])
    assert (len(board.asked), board.answers) == (1, [200])
    assert board.program.posting("101")["closed_reason"] == "gone"


def test_nothing_is_asked_conditionally_before_the_validator_has_changed_with_the_page(board: Board) -> None:
    board.site.replica.tag()
    for _ in range(3):
        board.census(ADS)
        assert (board.asked, board.answers) == ([], [200])


def test_a_validator_that_stays_while_the_page_changes_is_never_believed(board: Board) -> None:
    board.trusted()
    board.site.replica.put(LIST_URL, list_page(ADS), headers={"ETag": '"for ever"'})
    board.census()
    board.site.replica.put(LIST_URL, list_page([*ADS, ad(120)]), headers={"ETag": '"for ever"'})
    for day in range(12):
        ads = [*ADS[day // 4 :], *(ad(number) for number in range(120, 121 + day))]
        board.site.show(ads)
        board.site.replica.put(LIST_URL, list_page(ads), headers={"ETag": '"for ever"'})
        board.census()
        if day > 7:
            assert board.asked == []  # the weekly whole reading has found it out
            assert board.program.rows("runs")[-1]["listed"] == str(len(ads))


def test_a_page_that_is_missing_from_a_confirmed_list_is_not_missing(board: Board) -> None:
    """A list that lacks postings, believed as unchanged: the same mistake twice is no confirmation."""
    ads = board.trusted()
    other = f"sqlite:///{board.folder}/other.db"
    board.folder.mkdir(exist_ok=True)
    board.program.database_url, mine = other, board.program.database_url
    board.site.show(ads[:-3], unlisted=ads[-3:])  # another database knows nothing of three of them
    board.census()
    board.program.database_url = mine
    for _ in range(2):
        ended = board.census()
        assert board.answers in ([304], [200])
        assert board.statuses() == {"open"}
    assert "missing     3" in ended.out  # the second one read it whole
    board.census()
    assert {row["source_id"] for row in board.program.rows() if row["status"] == "closed"} == {"111", "112", "113"}


def test_while_a_posting_is_missing_the_list_is_read_whole(board: Board) -> None:
    ads = board.trusted()
    board.site.show(ads[1:], unlisted=ads[:1])
    assert "missing     1" in board.census().out
    assert "delisted 1" in board.census().out
    assert (board.asked, board.answers) == ([], [200])
    board.census()
    assert board.answers == [304]


def test_it_is_read_whole_every_week(board: Board) -> None:
    board.trusted()
    whole = []
    for day in range(3, 12):
        board.census()
        whole += [day] if board.answers == [200] else []
    assert whole == [9]


@pytest.mark.parametrize("value", ["max-age=86400", "public, max-age=31536000, immutable"])
def test_fresh_is_no_answer(board: Board, value: str) -> None:
    for day in range(4):
        ads = ADS[: len(ADS) - day // 3]
        headers = {
            "Cache-Control": value,
            "ETag": f'"{len(ads) + (day == 0)}"',
            "Expires": "Thu, 01 Dec 2033 16:00:00 GMT",
        }
        board.site.show(ads)
        board.site.replica.put(LIST_URL, list_page(ads) + " " * (day == 0), headers=headers)
        assert board.census().status == 0
        assert board.answers == [304 if day == 2 else 200]


@pytest.mark.parametrize("headers", [{"Cache-Control": "no-store"}, {"Vary": "*"}])
def test_what_may_not_be_kept_is_not(board: Board, headers: dict[str, str]) -> None:
    for day in range(3):
        page = list_page([*ADS, ad(120 + day)])
        board.site.show([*ADS, ad(120 + day)])
        board.site.replica.put(LIST_URL, page, headers={"ETag": f'"{day}"', **headers})
        board.census()
        assert board.asked == []
    assert list(board.folder.glob("*/*.gz")) == []


def test_a_304_that_nobody_asked_for_is_asked_again_plainly(board: Board) -> None:
    board.site.replica.break_(Fault(kind="status", status=304, path=LIST, times=1))
    assert board.census(ADS).status == 0
    assert board.answers == [304, 200]
    again = [request for request in board.site.replica.requests if request.url == LIST_URL][-1]
    assert again.headers["cache-control"] == "no-cache"
    board.site.replica.break_(Fault(kind="status", status=304, path=LIST))
    ended = board.census()
    assert ended.status == 1
    assert "HTTP 304" in ended.out
    assert board.answers == [304, 304]


@pytest.mark.parametrize(
    "fault",
    [Fault(kind="status", status=503, path=LIST), Fault(kind="reset", path=LIST), Fault(kind="timeout", path=LIST)],
)
def test_a_failing_site_is_not_answered_for_by_the_cache(board: Board, fault: Fault) -> None:
    board.trusted()
    board.site.replica.break_(fault)
    before = board.program.rows()
    ended = board.census(DOWNLOAD_TIMEOUT=1)
    assert ended.status == 1
    assert board.program.rows("runs")[-1]["verdict"] == "failed"
    assert board.program.rows() == before  # not even last_seen has moved on
    board.site.replica.mend()
    assert board.census().status == 0
    assert (board.asked, board.answers) == ([], [200])


DAMAGES: dict[str, Callable[[Board], object]] = {
    "overwritten": lambda board: board.page(".gz").write_bytes(b"\x1f\x8b" + b"\xa5" * 400),
    "cut": lambda board: board.page(".gz").write_bytes(board.page(".gz").read_bytes()[:200]),
    "a byte changed": lambda board: _flip(board.page(".gz")),
    "other content": lambda board: board.page(".gz").write_bytes(gzip.compress(b"{}\n")),
    "gone": lambda board: board.page(".gz").unlink(),
    "what is known of it is gone": lambda board: board.page(".json").unlink(),
    "what is known of it is no JSON": lambda board: board.page(".json").write_bytes(b"{"),
    "what is known of it is something else": lambda board: board.page(".json").write_text('{"url": 1}'),
    "none": lambda board: None,
    "another page's validator": lambda board: _revise(board.page(".json")),
}


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def _revise(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace('"validator": "', '"validator": "x'), encoding="utf-8")


def test_a_damaged_cache_is_no_cache(board: Board) -> None:
    board.trusted()
    sound = board.folder.with_name("sound")
    shutil.copytree(board.folder, sound)
    for name, damage in DAMAGES.items():
        shutil.rmtree(board.folder)
        shutil.copytree(sound, board.folder)
        damage(board)
        board.site.replica.forget()
        ended = board.program.crawl(at="2026-05-03T06:00:00Z")
        assert (ended.status, ended.err) == (0, ""), name
        assert (len(board.asked), board.answers) == ((1, [304]) if name == "none" else (0, [200])), name


def test_a_cache_that_cannot_be_written_costs_nothing(board: Board) -> None:
    board.site.replica.tag()
    board.folder.write_text("a file stands where the folder should be", encoding="utf-8")
    ended = board.census(ADS)
    assert ended.status == 0
    assert "list pages are not kept for later" in ended.err
    assert "Traceback" not in ended.err


def test_a_killed_run_leaves_nothing_to_believe(board: Board) -> None:
    ads = board.trusted()
    page = board.page(".gz")
    kept = page.read_bytes()
    edited = [replace(ads[0], title="Lead Organizer"), *ads[1:]]
    board.site.show(edited)
    board.site.replica.break_(Fault(kind="status", status=403, path="*listing.php*"))
    assert board.census().status == 1  # not complete: as good as killed after the list
    assert not page.exists()
    page.write_bytes(kept)  # had it been killed, the old page would still be there
    board.site.replica.mend()
    assert board.census().status == 0
    assert (board.asked, board.answers) == ([], [200])


def test_it_can_be_switched_off(board: Board) -> None:
    board.trusted()
    board.census(HTTPCACHE_ENABLED=0)
    assert (board.asked, board.answers) == ([], [200])


def test_a_run_of_another_time_is_not_answered_from_this_one(board: Board) -> None:
    board.trusted()
    board.program.database_url = f"sqlite:///{board.folder}/past.db"
    board.site.replica.forget()
    board.program.crawl(at="2026-04-01T06:00:00Z")
    assert (board.asked, board.answers) == ([], [200])


def test_what_nobody_asks_for_is_removed_after_a_month(board: Board) -> None:
    board.trusted()
    unused = board.folder / "retired" / f"{'0' * 40}.json"
    unused.parent.mkdir()
    for path in (unused, unused.with_suffix(".gz")):
        path.write_bytes(board.page(unused.suffix if path is unused else ".gz").read_bytes())
    # the time of the run that last used them

    os.utime(unused, (1_777_000_000, 1_777_000_000))  # 2026-04-24
    board.program.crawl(at="2026-05-23T06:00:00Z")
    assert unused.exists()
    board.program.crawl(at="2026-05-26T06:00:00Z")
    assert list(unused.parent.iterdir()) == []
    assert board.page(".gz").exists()
