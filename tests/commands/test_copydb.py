"""`scrapy copydb`: the copy is the same to the last byte, and the next census goes on as if nothing had happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from lab.program.databases import fresh
from lab.program.program import Program
from tests.conftest import Site, ad
from tests.support.stored import run_once
from unionjobs_scraper.errors import OperatorError, SourceBusy, StoreError
from unionjobs_scraper.storage import copy as copying
from unionjobs_scraper.storage import leases
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES
from unionjobs_scraper.storage.schema import metadata

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 113)]
DAYS = [f"2026-05-0{day}T06:00:00Z" for day in range(1, 4)]
BOARDS = (
    ADS,
    [ad(103, "Lead Organizer", posted="5/2/2026"), *ADS[3:], ad(121, "Researcher")],
    [*ADS[1:], ad(122, "Attorney")],
)
"""Postings that are new, edited, ended, and one that comes back."""


def exports(program: Program) -> dict[str, str]:
    return {name: program.csv(name) for name in TABLES}


def test_copies_are_the_same_and_go_on(program: Program, site: Site, tmp_path: Path) -> None:
    for at, board in zip(DAYS[:2], BOARDS[:2], strict=True):
        site.show(board)
        assert program.crawl(at=at).status == 0
    there, back = fresh("postgresql", tmp_path), fresh("sqlite", tmp_path / "back")
    first, second = (Program(base.url, site.replica, run_at=DAYS[1]) for base in (there, back))
    for source, target in ((program, first), (first, second)):
        ended = source("copydb", target.database_url)
        assert ended.status == 0, ended.err
        assert all(f"\n{table} " in f"\n{ended.out}" for table in metadata.tables)
        assert exports(target) == exports(program)
    again = program("copydb", first.database_url)
    assert again.status == 2
    assert "already holds" in again.err
    site.show(BOARDS[2])
    summaries = {each.crawl(at=DAYS[2]).out for each in (program, first, second)}
    assert len(summaries) == 1
    assert "reopened    1" in summaries.pop()
    assert exports(first) == exports(second) == exports(program)
    there.remove()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """An empty database to copy from, and one to copy to."""
    with (
        closing(Database(f"sqlite:///{tmp_path}/one.db")) as source,
        closing(Database(f"sqlite:///{tmp_path}/two.db")) as target,
    ):
        yield source, target


def run_row(number: int) -> dict[str, object]:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return {"run_id": number, "source": "unionjobs", "started_at": at}


def unwatched(_table: str, _rows: int, _total: int) -> None:
    return


def test_it_refuses_and_leaves_the_target_alone(pair: tuple[Database, Database]) -> None:
    source, target = pair
    with pytest.raises(StoreError, match="is empty: set DATABASE_URL"):
        copying.copy(source, target, unwatched)
    with source.write() as connection:
        connection.execute(insert(metadata.tables["runs"]), run_row(7))
        leases.acquire(connection, "unionjobs", leases.Holder.this())
    with pytest.raises(SourceBusy, match="is being crawled by process"):
        copying.copy(source, target, unwatched)
    with source.write() as connection:
        connection.execute(text("UPDATE leases SET process = 'another that is gone'"))
    with pytest.raises(StoreError, match="the database itself"):
        copying.copy(source, source, unwatched)
    assert [each.rows for each in copying.copy(source, target, unwatched) if each.rows] == [1, 1]
    with pytest.raises(StoreError, match=r"already holds (leases, runs|runs, leases)"):
        copying.copy(source, target, unwatched)


def test_a_difference_undoes_everything(tmp_path: Path, pair: tuple[Database, Database]) -> None:
    source, target = pair
    with source.write() as connection:
        connection.execute(insert(metadata.tables["runs"]), [run_row(number) for number in range(1, 2502)])
    told: list[tuple[str, int, int]] = []
    with closing(sqlite3.connect(tmp_path / "two.db")) as other:
        other.execute("CREATE TRIGGER odd AFTER INSERT ON runs WHEN new.run_id = 2500 BEGIN DELETE FROM runs; END")
        other.commit()
    with pytest.raises(StoreError, match="does not give back what was written to runs"):
        copying.copy(source, target, lambda *words: told.append(words))
    assert told == [("runs", 1000, 2501), ("runs", 2000, 2501), ("runs", 2501, 2501)]
    with target.read() as connection:
        assert not connection.execute(select(metadata.tables["runs"])).all()


def test_other_values_are_seen(tmp_path: Path, pair: tuple[Database, Database]) -> None:
    source, target = pair
    with source.write() as connection:
        connection.execute(insert(metadata.tables["runs"]), run_row(1))
    with closing(sqlite3.connect(tmp_path / "two.db")) as other:
        other.execute("CREATE TRIGGER odd AFTER INSERT ON runs BEGIN UPDATE runs SET listed = 1; END")
        other.commit()
    with pytest.raises(OperatorError, match="or other values"):
        copying.copy(source, target, unwatched)


def test_it_says_what_it_cannot_do(program: Program) -> None:
    assert "one address is needed" in program("copydb").err
    run_once(program.database_url)
    ended = program("copydb", "mysql://me:secret@nowhere/x")
    assert ended.status == 2
    assert "not supported" in ended.err
    assert "secret" not in ended.err
