"""Random lives of boards, on random days of faults, against a naive model of the truth.

The runs are real (`run.Run`, the real storage, a real SQLite file); only the fetching is played. What is
asserted after every run, for every posting:

- one that the last complete census listed is open, unless words on its page closed it and it was not read since;
- one that has ended is closed once enough complete censuses have missed it;
- a run that is not complete changes no status;
- every bound contains a true moment: a spell's opening bounds a true beginning, its end a true end.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler
from sqlalchemy import select, update

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.lifecycle.census import Answer, Check
from unionjobs_scraper.lifecycle.settling import CONFIRMATION_GAP
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.postings import Read
from unionjobs_scraper.storage.schema import leases, postings, spells

pytestmark = pytest.mark.slow

START = datetime(2026, 5, 1, 6, tzinfo=UTC)
BOARD = Board(name="board", title="Board", country="US", tags=())
HEALTHY = "healthy"
FAULTS = (HEALTHY, HEALTHY, HEALTHY, "list unread", "list cut", "blocked", "stopped", "pages answer 404")


@dataclass(frozen=True)
class Life:
    """When a posting is on the board, in hours from the start, and what its page says once it is not."""

    number: int
    intervals: tuple[tuple[int, int], ...]
    after: Answer

    def is_on(self, hour: float) -> bool:
        return any(start <= hour < end for start, end in self.intervals)


@dataclass
class World:
    """A board, its database, and what has been seen of it."""

    lives: Sequence[Life]
    url: str
    last_listed: set[int] = field(default_factory=set)
    complete: list[datetime] = field(default_factory=list)
    declared: set[datetime] = field(default_factory=set)
    """Those of them whose list said that there are none."""
    unread: set[int] = field(default_factory=set)
    """Those on it whose own pages did not answer then."""
    sighted: dict[int, datetime] = field(default_factory=dict)
    """When a list, of whatever run, last showed a posting."""

    def census(self, hour: int, fault: str) -> Run:
        at = START + timedelta(hours=hour)
        run = Run(_crawler(self.url, at), BOARD)
        run.begin()
        on = [life for life in self.lives if life.is_on(hour)]
        if fault == "list unread":
            run.census.listing_failures.append("HTTP 503")
        elif fault == "blocked":
            run.census.blocked.append("HTTP 403")
        else:
            self._read(run, on[: len(on) // 2] if fault == "list cut" else on, hour, fault)
        if fault == "list cut":
            run.census.stated_total = len(on) + 1
        run.end(cast("Spider", None), "shutdown" if fault == "stopped" else "finished")
        assert run.outcome
        if run.outcome.judgement.verdict is Verdict.COMPLETE:
            self.last_listed = {life.number for life in on}
            self.unread = self.last_listed if fault == "pages answer 404" else set()
            self.complete.append(at)
            self.declared |= {at} - {at for _ in on}
        return run

    def _read(self, run: Run, on: Sequence[Life], hour: int, fault: str) -> None:
        at = run.clock.now()
        rows = [Listed(source_id=str(life.number), url=f"https://board.test/{life.number}", title="T") for life in on]
        run.census.declared_empty = "" if rows else "no postings"
        fresh = run.census.page(rows, at)
        self.sighted.update((life.number, at) for life in on)
        unread = fresh[:1] + [row for row in run.unread(fresh) if row not in fresh[:1]]  # the first as the control
        if fault == "pages answer 404":
            run.census.broken_links += len(unread)
            run.save([_read(row, at, read=False) for row in unread])
        else:
            run.census.posting_pages += len(unread)
            run.save([_read(row, at, read=True) for row in unread])
        for each in run.missing():
            life = next(life for life in self.lives if str(life.number) == each.posting.source_id)
            answer = Answer.GONE if fault == "pages answer 404" else Answer.ANSWERS if life.is_on(hour) else life.after
            run.census.checks[each.posting.source_id] = Check(answer=answer, url=each.url, at=at)


def _crawler(url: str, at: datetime) -> Crawler:
    chosen = {"DATABASE_URL": url, "DATABASE_TIMEOUT": 5, "RUN_AT": at.isoformat(), "REFRESH_AFTER_DAYS": 7}
    crawler = get_crawler(settings_dict=cast("dict[str, Any]", chosen))
    played = SimpleNamespace(settings=Settings(chosen), stats=MemoryStatsCollector(crawler))
    return cast("Crawler", played)


def _read(row: Listed, at: datetime, *, read: bool) -> Read:
    item = JobPosting(
        source="board", source_id=row.source_id, url=row.url, title="T", employer="E", row_hash=row.fingerprint
    )
    return Read(item=item, seen_at=at, read_at=at if read else None)


@st.composite
def lives(draw: st.DrawFn) -> list[Life]:
    drawn = []
    for number in range(draw(st.integers(1, 12))):
        marks = sorted(draw(st.lists(st.integers(1, 400), min_size=2, max_size=4, unique=True)))
        pairs = tuple(zip(marks[::2], marks[1::2], strict=False))
        after = draw(st.sampled_from([Answer.GONE, Answer.MARKED, Answer.ANSWERS, Answer.UNCLEAR]))
        drawn.append(Life(number, pairs, after))
    return drawn


@settings(max_examples=settings().max_examples // 4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lives=lives(),
    days=st.lists(st.tuples(st.integers(2, 40), st.sampled_from(FAULTS)), min_size=2, max_size=12),
)
def test_status_and_bounds_agree_with_the_truth(lives: list[Life], days: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "board.db"
        path.write_bytes(_empty_database())
        world = World(lives, f"sqlite:///{path}")
        hour = 0
        before: dict[int, str] = {}
        for gap, fault in days:
            hour += gap
            run = world.census(hour, fault)
            statuses, bounds = _stored(world.url)
            if run.outcome and run.outcome.judgement.verdict is not Verdict.COMPLETE:
                assert {key: statuses[key] for key in before} == before
            _assert_true(world, START + timedelta(hours=hour), statuses, bounds)
            before = statuses


@cache
def _empty_database() -> bytes:
    """A migrated database, made once: what costs most in a short history."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Database(f"sqlite:///{path}").close()
        return path.read_bytes()


def _stored(url: str) -> tuple[dict[int, str], list[Any]]:
    database = Database(url)
    with database.read() as connection:
        found = connection.execute(select(postings.c.source_id, postings.c.status)).all()
        bounds = connection.execute(select(spells)).mappings().all()
    database.close()
    return {int(source_id): status for source_id, status in found}, list(bounds)


def _assert_true(world: World, now: datetime, statuses: dict[int, str], bounds: list[Any]) -> None:
    for life in world.lives:
        status = statuses.get(life.number)
        if life.number in world.last_listed and not (life.after is Answer.MARKED and life.number in world.unread):
            assert status == "open", "closed while the last complete census listed it"
        elif status == "open" and life.number not in world.last_listed:
            assert not _confirmed(world, life, now), "open although complete censuses have missed it"
    for spell in bounds:
        life = world.lives[int(spell["posting_id"].partition(":")[2])]
        begins = [START + timedelta(hours=start) for start, _ in life.intervals]
        ends = [START + timedelta(hours=end) for _, end in life.intervals]
        assert any(_within(at, spell["open_after"], spell["open_by"]) for at in begins), (spell, life)
        if spell["closed_by"]:
            assert any(_within(at, spell["closed_after"], spell["closed_by"]) for at in ends), (spell, life)


def _within(at: datetime, after: datetime | None, by: datetime) -> bool:
    return (after is None or after < at) and at <= by


def _confirmed(world: World, life: Life, now: datetime) -> bool:
    """Whether two complete censuses, far enough apart, have missed it in a row, up to now."""
    missed: list[datetime] = []
    for at in reversed(world.complete):
        if life.number not in world.sighted or at <= world.sighted[life.number]:
            break
        missed.append(at)
    declared = sorted(world.declared.intersection(missed))
    if not declared or declared[-1] - declared[0] < CONFIRMATION_GAP:  # no look by themselves, of several postings
        missed = [at for at in missed if at not in world.declared]
    counted = 0
    last = None
    for at in reversed(missed):
        if last is None or at - last >= CONFIRMATION_GAP:
            counted, last = counted + 1, at
    return counted >= BOARD.confirmations


@pytest.mark.parametrize("after", [Answer.GONE, Answer.ANSWERS])
def test_a_posting_back_on_the_list_is_open_though_its_page_answers_404(tmp_path: Path, after: Answer) -> None:
    """As a posting is that was never closed: the list of a complete run says so."""
    path = tmp_path / "board.db"
    path.write_bytes(_empty_database())
    lives = [Life(0, ((1, 40), (140, 400)), after)]
    lives += [Life(number, ((1, 400),), Answer.GONE) for number in range(1, 4)]
    world = World(lives, f"sqlite:///{path}")
    for hour in (24, 48, 72, 96):
        world.census(hour, HEALTHY)
    assert _stored(world.url)[0][0] == "closed"
    run = world.census(144, "pages answer 404")
    assert run.outcome
    assert run.outcome.judgement.verdict is Verdict.COMPLETE
    statuses, bounds = _stored(world.url)
    assert statuses[0] == "open"
    _assert_true(world, START + timedelta(hours=144), statuses, bounds)


def test_a_run_whose_source_was_taken_over_says_nothing_of_it(tmp_path: Path) -> None:
    """Its machine slept, another took it for dead: what it has seen is no longer its to tell."""
    path = tmp_path / "board.db"
    path.write_bytes(_empty_database())
    lives = [Life(number, ((1, 400),), Answer.GONE) for number in range(3)]
    world = World(lives, f"sqlite:///{path}")
    world.census(2, HEALTHY)
    run = Run(_crawler(world.url, START + timedelta(hours=30)), BOARD)
    run.begin()
    rows = [Listed(source_id="0", url="https://board.test/0", title="T")]
    run.census.page(rows, run.clock.now())
    run.census.posting_pages = 1
    with run.database.write() as connection:
        connection.execute(update(leases).values(run_id=999))
    run.end(cast("Spider", None), "finished")
    assert run.outcome
    assert [reason.code for reason in run.outcome.judgement.reasons] == ["taken-over"]
    database = Database(world.url)
    with database.read() as connection:
        found = connection.execute(select(postings.c.status, postings.c.misses, postings.c.last_seen)).all()
    database.close()
    assert set(found) == {("open", 0, START + timedelta(hours=2))}
