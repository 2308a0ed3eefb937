"""How SQLite finds the postings that the end of a run names: by their ids, however many others are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert

from tests.support.stored import MONDAY, TUESDAY, WEDNESDAY
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing, Miss
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.schema import postings, spells
from unionjobs_scraper.storage.sightings import miss, open_postings, sight, unseen
from unionjobs_scraper.storage.transitions import close, reopen

STORED = 3000
NAMED = [str(number) for number in range(0, STORED, 50)]
"""Ids of open postings, site's and source's alike."""
SHUT = [f"shut{number}" for number in range(40)]
BEGUN = Begun(run_id=2, source="unionjobs", started_at=TUESDAY, history=(), last_complete=MONDAY)

Statement = tuple[str, Any]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One source's thousands of open postings and some closed ones, as no ANALYZE has ever seen them."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'full.db'}")
    rows = [row(str(number)) for number in range(STORED)]
    rows += [row(number) | {"status": "closed", "closed_by": MONDAY} for number in SHUT]
    first = [{"posting_id": each["posting_id"], "spell": 1, "open_by": MONDAY, "opened_run": 1} for each in rows]
    with database.write() as connection:
        connection.execute(insert(postings), rows)
        connection.execute(insert(spells), first)
    yield database
    database.close()


def row(number: str) -> dict[str, Any]:
    return {
        "posting_id": f"unionjobs:{number}",
        "source": "unionjobs",
        "source_id": number,
        "site_id": number,
        "status": "open",
        "open_by": MONDAY,
        "first_seen": MONDAY,
        "last_seen": MONDAY,
        "spells": 1,
        "closed_by": None,
    }


def closing(source_id: str) -> Closing:
    return Closing(
        source_id=source_id,
        reason=ClosedReason.GONE,
        closed_after=MONDAY,
        closed_by=TUESDAY,
        url="",
        status=404,
        words="HTTP 404",
    )


MISSES = [Miss(source_id=each, missing_since=TUESDAY, missed_at=TUESDAY, misses=1) for each in NAMED]
ENDS: dict[str, Callable[[Connection], object]] = {
    "open_postings": lambda connection: open_postings(connection, "unionjobs", NAMED),
    "sight": lambda connection: sight(connection, "unionjobs", dict.fromkeys(NAMED, TUESDAY)),
    "miss": lambda connection: miss(connection, "unionjobs", MISSES),
    "close": lambda connection: close(connection, BEGUN, [closing(each) for each in NAMED]),
    "reopen": lambda connection: reopen(connection, BEGUN, dict.fromkeys(SHUT[:20], WEDNESDAY)),
    "flapped": lambda connection: reopen(connection, BEGUN, dict.fromkeys(SHUT[20:], MONDAY + timedelta(hours=1))),
}


@contextmanager
def undone(database: Database) -> Iterator[Connection]:
    """A transaction that leaves the database as it was."""
    with database.engine.connect() as connection:
        yield connection
        connection.rollback()


def run_by(connection: Connection, act: Callable[[Connection], object]) -> list[Statement]:
    """The queries and updates of the postings that a function runs, with one set of parameters each."""
    seen: list[Statement] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:  # SQLAlchemy's
        if statement.startswith(("SELECT", "UPDATE")) and "postings" in statement:
            seen.append((statement, parameters[0] if many else parameters))

    event.listen(connection, "before_cursor_execute", note)
    act(connection)
    event.remove(connection, "before_cursor_execute", note)
    return seen


def plan(connection: Connection, statement: Statement) -> list[str]:
    """The steps that touch the table `postings`."""
    text, parameters = statement
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters).all()
    return [step.detail for step in steps if " postings" in step.detail]


@pytest.mark.parametrize("name", ENDS)
def test_what_ids_name_is_searched_by_its_ids(full: Database, name: str) -> None:
    with undone(full) as connection:
        statements = run_by(connection, ENDS[name])
        assert statements
        for statement in statements:
            steps = plan(connection, statement)
            assert steps, statement
            for step in steps:
                assert step.startswith("SEARCH postings USING"), (step, statement[0][:300])
                assert any(f"{by}=?" in step for by in ("posting_id", "site_id", "source_id", "job_id")), step


def test_the_missing_are_found_in_one_walk_and_read_by_their_ids(full: Database) -> None:
    seen = {str(number) for number in range(STORED)} - set(NAMED)
    with undone(full) as connection:
        walk, *facts = run_by(connection, lambda own: unseen(own, "unionjobs", seen))
        assert plan(connection, walk) == [
            "SEARCH postings USING INDEX ix_postings_source_status (source=? AND status=?)"
        ]
        (by_id,) = (plan(connection, each) for each in facts)
        assert by_id == ["SEARCH postings USING INDEX sqlite_autoindex_postings_1 (posting_id=?)"]
        assert "last_seen" not in walk[0]  # the facts of those that the list has are not read


def test_as_many_statements_for_many_as_for_few(full: Database) -> None:
    def sighted(count: int) -> int:
        names = dict.fromkeys((str(number) for number in range(count)), TUESDAY)
        with undone(full) as connection:
            return len(run_by(connection, partial(sight, source="unionjobs", seen=names)))

    def closed(count: int) -> int:
        with undone(full) as connection:
            ends = [closing(str(number)) for number in range(count)]
            touched = run_by(connection, partial(close, begun=BEGUN, closings=ends))
            return sum(statement.startswith("UPDATE") for statement, _ in touched)

    assert sighted(2000) == sighted(2) == 1
    assert closed(400) == closed(2) == 1
