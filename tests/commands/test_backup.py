"""`scrapy backup`: a whole copy at any time, older ones kept, and no copy that is not whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lab.program.databases import fresh
from lab.program.program import Program
from tests.support.stored import AD, MONDAY, page, store
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES


@pytest.fixture(params=["sqlite", "postgresql"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Program:
    (tmp_path / "data").mkdir()
    program = Program(fresh(request.param, tmp_path / "data").url)
    with closing(Database(program.database_url)) as database:
        store(database, MONDAY, *(page(replace(AD, source_id=str(number)), MONDAY) for number in range(40)))
    return program


@pytest.mark.slow
def test_a_copy_holds_everything_and_older_ones_move_on(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "backups.db"
    for _ in range(4):
        ended = program("backup", str(file), "--keep", "3")
        assert (ended.status, ended.err) == (0, "")
    assert sorted(path.name for path in tmp_path.glob("*backups*")) == ["backups.db", "backups.db.1", "backups.db.2"]
    copy = Program(f"sqlite:///{file}")
    assert all(copy.csv(table) == program.csv(table) for table in TABLES)


def test_a_census_under_way_goes_on(program: Program, tmp_path: Path) -> None:
    with closing(Database(program.database_url)) as database, database.write() as writing:
        store_nothing = writing.exec_driver_sql("UPDATE postings SET title = title")
        assert store_nothing.rowcount == 40
        assert program("backup", str(tmp_path / "copy.db")).status == 0


@pytest.mark.parametrize("program", ["sqlite"], indirect=True)
def test_what_cannot_be_written_or_read_leaves_the_older_copies(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    assert program("backup", str(file)).status == 0
    before = file.read_bytes()
    assert "there is no folder" in program("backup", str(tmp_path / "none" / "copy.db")).err
    database = program.database_url.removeprefix("sqlite:///")
    assert "is the database itself" in program("backup", database).err
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damaged = bytearray(Path(database).read_bytes())
    for at in range(8192, len(damaged) - 200, 4096):
        damaged[at : at + 200] = b"\xff" * 200
    Path(database).write_bytes(damaged)
    ended = program("backup", str(file))
    assert ended.status == 2
    assert "Traceback" not in ended.err
    assert file.read_bytes() == before
    assert not (tmp_path / "copy.db.1").exists()
