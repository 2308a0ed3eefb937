"""One census of a source at a time, and what a run that died leaves behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select

from tests.support.stored import MONDAY, TUESDAY, run
from unionjobs_scraper.errors import SourceBusy
from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.lifecycle.verdict import Judgement, Reason, Verdict
from unionjobs_scraper.storage import leases, runs
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.leases import SILENCE, Holder
from unionjobs_scraper.storage.runs import Counts
from unionjobs_scraper.storage.schema import leases as lease_table
from unionjobs_scraper.storage.schema import runs as run_table

MINUTE = timedelta(minutes=1)


def process(pid: int) -> str:
    """What tells a living process from a later one with the same number."""
    return leases._started(pid)


@pytest.fixture
def dead_pid() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def hold(database: Database, holder: Holder, *, silent: timedelta = timedelta(0), source: str = "unionjobs") -> None:
    """Records a holder that has not renewed its lease for this long."""
    renewed = datetime.now(UTC) - silent
    row = {"host": holder.host, "pid": holder.pid, "process": holder.process, "since": MONDAY, "renewed": renewed}
    with database.write() as connection:
        connection.execute(insert(lease_table).values(source=source, run_id=7, **row))


def taken(database: Database) -> bool:
    try:
        with database.write() as connection:
            leases.acquire(connection, "unionjobs", Holder.this())
    except SourceBusy:
        return False
    return True


HERE = socket.gethostname()
PARENT = os.getppid()


def test_a_free_source_is_taken_and_given_back(database: Database) -> None:
    with database.write() as connection:
        begun = runs.begin(connection, "unionjobs", MONDAY)
        row = connection.execute(select(lease_table)).one()
        assert Holder(row.host, row.pid, row.process) == Holder.this()
        assert row.run_id == begun.run_id
        assert leases.held_by(connection, "unionjobs", begun.run_id)
        assert not leases.held_by(connection, "unionjobs", begun.run_id + 1)
        assert not leases.held_by(connection, "board", begun.run_id)
        runs.finish(connection, begun, Judgement(verdict=Verdict.COMPLETE), Counts(), census_at=None, at=MONDAY)
        assert connection.execute(select(lease_table)).all() == []


def test_a_living_holder_keeps_others_out_and_is_named(database: Database) -> None:
    hold(database, Holder(HERE, PARENT, process(PARENT)), silent=SILENCE * 100)
    with (
        pytest.raises(SourceBusy, match=rf"process {PARENT} on {HERE} since 2026-05-04T06:00:00Z"),
        database.write() as connection,
    ):
        runs.begin(connection, "unionjobs", TUESDAY)
    with database.read() as connection:
        assert connection.execute(select(lease_table.c.pid)).scalar() == PARENT
        assert connection.execute(select(run_table)).all() == []


def test_another_source_is_free(database: Database) -> None:
    hold(database, Holder(HERE, PARENT, process(PARENT)), source="board")
    assert taken(database)


def test_a_dead_process_is_taken_over(database: Database, dead_pid: int) -> None:
    hold(database, Holder(HERE, dead_pid, "1"))
    assert taken(database)


def test_a_number_that_another_process_has_now_is_taken_over(database: Database) -> None:
    hold(database, Holder(HERE, PARENT, "1"))
    assert process(PARENT) not in ("", "1")
    assert taken(database)


def test_a_number_that_another_users_process_has_now_is_taken_over(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_pid: int, _signal: int) -> None:
        raise PermissionError

    hold(database, Holder(HERE, PARENT, "1"))
    monkeypatch.setattr(os, "kill", refuse)
    assert taken(database)


def test_another_users_living_process_keeps_others_out(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_pid: int, _signal: int) -> None:
        raise PermissionError

    hold(database, Holder(HERE, PARENT, process(PARENT)))
    monkeypatch.setattr(os, "kill", refuse)
    assert not taken(database)


def test_ones_own_lease_is_no_obstacle(database: Database) -> None:
    hold(database, Holder.this())
    assert taken(database)


@pytest.mark.parametrize(
    "place",
    ["another-boot/pid:[4026531836]", f"{leases._place().partition('/')[0]}/pid:[1]"],
    ids=["boot", "namespace"],
)
def test_a_number_of_another_boot_or_namespace_says_nothing(database: Database, dead_pid: int, place: str) -> None:
    hold(database, Holder(HERE, dead_pid, f"{place} 1"), silent=SILENCE - MINUTE)
    assert not taken(database)


def test_a_number_of_this_namespace_is_looked_up(database: Database, dead_pid: int) -> None:
    hold(database, Holder(HERE, dead_pid, f"{leases._place()} 1"))
    assert taken(database)
    assert Holder.this().process.startswith(leases._place())


def test_a_servers_clock_decides_not_the_machines(either: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(either, Holder("elsewhere.test", 1, "1"), silent=MINUTE)
    if either.engine.dialect.name == "postgresql":
        monkeypatch.setattr(leases, "machine_time", lambda: datetime.now(UTC) + 4 * SILENCE)
    assert not taken(either)


@pytest.mark.parametrize(("silent", "free"), [(SILENCE - MINUTE, False), (SILENCE + MINUTE, True)])
def test_a_holder_elsewhere_is_dead_when_it_has_been_silent(database: Database, silent: timedelta, free: bool) -> None:
    hold(database, Holder("elsewhere.test", os.getpid(), "1"), silent=silent)
    assert taken(database) is free


def test_renewing_keeps_a_holder_elsewhere_alive(database: Database) -> None:
    hold(database, Holder("elsewhere.test", 1, "1"), silent=SILENCE * 2)
    with database.write() as connection:
        leases.renew(connection, "unionjobs", 7)
    assert not taken(database)


def test_another_run_does_not_renew_a_lease(database: Database) -> None:
    hold(database, Holder("elsewhere.test", 1, "1"), silent=SILENCE * 2)
    with database.write() as connection:
        leases.renew(connection, "unionjobs", 8)
        leases.renew(connection, "board", 7)
    assert taken(database)


def test_who_was_taken_over_can_neither_renew_nor_release(database: Database) -> None:
    hold(database, Holder("elsewhere.test", 1, "1"), silent=SILENCE * 2)
    with database.write() as connection:
        begun = runs.begin(connection, "unionjobs", TUESDAY)
        leases.renew(connection, "unionjobs", 7)
        leases.release(connection, "unionjobs", 7)
        assert leases.held_by(connection, "unionjobs", begun.run_id)
        assert not leases.held_by(connection, "unionjobs", 7)


def test_without_proc_a_living_number_counts_as_alive(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_started", lambda _pid: "")
    hold(database, Holder(HERE, PARENT, ""))
    assert not taken(database)


# -------------------------------------------------------------------------------------------- runs


def reasons(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        found = connection.execute(select(run_table.c.verdict, run_table.c.reason).order_by(run_table.c.run_id))
        return [(row.verdict, row.reason.partition(":")[0]) for row in found]


def test_a_run_that_was_interrupted_is_failed_at_the_next_begin(database: Database) -> None:
    with database.write() as connection:
        runs.begin(connection, "unionjobs", MONDAY)
        runs.begin(connection, "board", MONDAY)
    with run(database, TUESDAY) as (connection, begun):
        assert begun.history == ()
        assert begun.last_complete is None
    assert reasons(database) == [("failed", "interrupted"), ("", ""), ("complete", "")]


def test_history_is_the_sources_finished_runs_newest_first(database: Database) -> None:
    spoiled = (Reason(code="fewer", words="a; b"), Reason(code="vanished", words="c"))
    days = [MONDAY + timedelta(days=number) for number in range(3)]
    verdicts = [Judgement(verdict=Verdict.COMPLETE), Judgement(verdict=Verdict.PARTIAL, reasons=spoiled)]
    for at, judgement, listed in zip(days, verdicts, (100, 40), strict=False):
        with database.write() as connection:
            begun = runs.begin(connection, "unionjobs", at)
            runs.finish(connection, begun, judgement, Counts(listed=listed), census_at=at, at=at)
    with database.write() as connection:
        begun = runs.begin(connection, "unionjobs", days[2])
        elsewhere = runs.begin(connection, "board", days[2])
    assert [(past.at, past.verdict.value, past.listed) for past in begun.history] == [
        (days[1], "partial", 40),
        (days[0], "complete", 100),
    ]
    assert [past.codes for past in begun.history] == [{"fewer", "vanished"}, set()]
    assert begun.last_complete == MONDAY
    assert (elsewhere.history, elsewhere.last_complete) == ((), None)


def test_only_a_complete_run_that_is_not_later_bounds_what_is_new(database: Database) -> None:
    with run(database, TUESDAY):
        pass
    with database.write() as connection:
        assert runs.begin(connection, "unionjobs", MONDAY).last_complete is None
        assert runs.begin(connection, "unionjobs", TUESDAY + MINUTE).last_complete == TUESDAY


def test_a_receipt_keeps_every_count(database: Database) -> None:
    counts = Counts(
        listed=1, pages_read=2, new=3, changed=4, unchanged=5, reopened=6, missing=7, refused=8, requests=9,
        bytes=2**40, closed=Counter({reason: number for number, reason in enumerate(ClosedReason, start=20)}),
    )  # fmt: skip

    def receipt(connection: Connection) -> tuple[object, ...]:
        return tuple(connection.execute(select(run_table)).one())

    with database.write() as connection:
        begun = runs.begin(connection, "unionjobs", MONDAY)
        runs.finish(connection, begun, Judgement(verdict=Verdict.COMPLETE), counts, census_at=MONDAY, at=TUESDAY)
        assert receipt(connection)[1:7] == ("unionjobs", MONDAY, MONDAY, TUESDAY, "complete", "")
        closed = range(20, 20 + len(ClosedReason))
        assert receipt(connection)[7:] == (*range(1, 7), *closed, 7, 8, 9, 2**40, "", 0)  # crawled, from no archive
