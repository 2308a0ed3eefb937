"""`scrapy copydb`: the copy is the same to the last byte, and the next census goes on as if nothing had happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from faults.bases import fresh
from replica.unionjobs import Ad
from tests.conftest import Site, ad
from tests.program import Program
from unionjobs_scraper.errors import OperatorError, SourceBusy, StoreError
from unionjobs_scraper.storage import copy as copying
from unionjobs_scraper.storage import leases
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.exports import TABLES
from unionjobs_scraper.storage.schema import metadata

ADS = [ad(number) for number in range(101, 121)]
FOUR_DAYS = [f"2026-05-0{day}T06:00:00Z" for day in range(1, 5)]


def boards() -> Iterator[list[Ad]]:
    """A new, an edited, an ended posting, and one that comes back."""
    yield ADS
    yield [*ADS[2:], ad(121, "Researcher")]
    yield [ad(103, "Lead Organizer", posted="5/2/2026"), *ADS[3:], ad(121, "Researcher")]
    yield [*ADS[1:], ad(122, "Attorney")]


def exports(program: Program) -> dict[str, str]:
    return {name: program.csv(name) for name in TABLES}


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> Iterator[Program]:
    """A database of either kind, after three days."""
    base = fresh(request.param, tmp_path / "source")
    program = Program(base.url, site.replica)
    for at, board in list(zip(FOUR_DAYS, boards(), strict=True))[:3]:
        site.show(board)
        assert program.crawl(at=at).status == 0
    yield program
    base.remove()


def test_a_copy_is_the_same_and_goes_on(filled: Program, site: Site, tmp_path: Path) -> None:
    other = "postgresql" if filled.database_url.startswith("sqlite") else "sqlite"
    base = fresh(other, tmp_path / "target")
    copy = Program(base.url, site.replica, run_at=filled.run_at)
    ended = filled("copydb", base.url)
    assert ended.status == 0, ended.err
    for table in metadata.tables:
        assert f"\n{table} " in f"\n{ended.out}"
    assert "password" not in ended.out
    assert exports(copy) == exports(filled)
    assert len(copy.rows()) == 21
    site.show(list(boards())[3])
    summaries = [program.crawl(at=FOUR_DAYS[3]).out for program in (filled, copy)]
    assert summaries[0] == summaries[1]
    assert "1 reopened" in summaries[0] or "reopened" in summaries[0]
    assert exports(copy) == exports(filled)
    again = filled("copydb", base.url)
    assert again.status == 2
    assert "already holds" in again.err
    assert "drop that one" in again.err
    base.remove()


def database(folder: Path, name: str) -> Database:
    return Database(f"sqlite:///{folder}/{name}.db")


def run_row(number: int) -> dict[str, object]:
    at = leases.datetime(2026, 5, 1, tzinfo=leases.UTC)
    return {"run_id": number, "source": "unionjobs", "started_at": at}


def unwatched(_table: str, _rows: int, _total: int) -> None:
    return


def test_it_refuses_and_leaves_the_target_alone(tmp_path: Path) -> None:
    source, target = database(tmp_path, "one"), database(tmp_path, "two")
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
    with pytest.raises(StoreError, match="already holds leases, runs|already holds runs, leases"):
        copying.copy(source, target, unwatched)


def test_a_difference_undoes_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = database(tmp_path, "one"), database(tmp_path, "two")
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


def test_other_values_are_seen(tmp_path: Path) -> None:
    source, target = database(tmp_path, "one"), database(tmp_path, "two")
    with source.write() as connection:
        connection.execute(insert(metadata.tables["runs"]), run_row(1))
    with closing(sqlite3.connect(tmp_path / "two.db")) as other:
        other.execute("CREATE TRIGGER odd AFTER INSERT ON runs BEGIN UPDATE runs SET listed = 1; END")
        other.commit()
    with pytest.raises(OperatorError, match="or other values"):
        copying.copy(source, target, unwatched)


def test_it_says_what_it_cannot_do(program: Program) -> None:
    assert "one address is needed" in program("copydb").err
    ended = program("copydb", "mysql://me:secret@nowhere/x")
    assert ended.status == 2
    assert "not supported" in ended.err
    assert "secret" not in ended.err
