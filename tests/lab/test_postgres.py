"""The PostgreSQL server of the tests."""

from __future__ import annotations

import subprocess
from pathlib import Path

import psycopg
import pytest

from lab.program.postgres import Running, Server, Unavailable, shared
from lab.program.postgres_programs import NEEDED, install, newest, not_root
from unionjobs_scraper.storage.database import Database


def programs(folder: Path, version: str, names: tuple[str, ...] = NEEDED) -> Path:
    place = folder / version / "bin"
    place.mkdir(parents=True)
    for name in names:
        (place / name).touch()
    return place


def test_the_newest_whole_version_is_taken(tmp_path: Path) -> None:
    old, new = programs(tmp_path, "9.6"), programs(tmp_path, "15")
    client_only = programs(tmp_path, "17", ("psql",))
    assert newest([old, client_only, new]) == new
    assert newest([client_only]) is None


def test_a_failed_installation_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unavailable, match=r"(?s)the archive is closed.*apt-get install postgresql.*TEST_POSTGRES"):
        install(("sh", "-c", "echo the archive is closed >&2; exit 100", "apt-get"))
    assert "installing" in capsys.readouterr().err


def test_every_database_is_fresh_and_copies_are_whole() -> None:
    server = shared()
    one = server.create()
    server.execute("CREATE TABLE remembered (word text)", one)
    server.execute("INSERT INTO remembered VALUES ('solidarity')", one)
    copy, other = server.create(template=one), server.create()
    with psycopg.connect(server.url(copy)) as connection:
        assert connection.execute("SELECT word FROM remembered").fetchall() == [("solidarity",)]
    with pytest.raises(psycopg.errors.UndefinedTable):
        server.execute("SELECT * FROM remembered", other)
    for name in (one, copy, other):
        server.drop(name)


def test_the_program_opens_it() -> None:
    server = shared()
    name = server.create()
    database = Database(server.url(name))
    with database.read() as connection:
        assert connection.dialect.name == "postgresql"
    database.close()
    server.drop(name)


def test_the_databases_of_one_process_share_a_connection_and_mend_it() -> None:
    server = shared()
    name = server.create()

    def backend() -> int:
        database = Database(server.url(name))
        with database.write() as connection:
            return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())

    first = backend()
    assert backend() == first
    server.execute(f"SELECT pg_terminate_backend({first})")
    assert backend() != first
    database = Database(server.url(name))
    database.close()
    server.execute(f"DROP DATABASE {name}")  # refused while a connection is held


def test_it_survives_a_power_cut_and_leaves_nothing_behind() -> None:
    with Server() as server:
        name = server.create()
        server.execute("CREATE TABLE remembered (word text)", name)
        server.stop()
        with pytest.raises(psycopg.OperationalError):
            server.execute("SELECT 1", name)
        server.start()
        server.execute("SELECT * FROM remembered", name)
    assert not server.folder.exists()


def test_a_running_server_can_be_used() -> None:
    server = shared()
    running = Running(server.url("postgres"))
    running.start()
    name = running.create()
    running.execute("SELECT 1", name)
    running.drop(name)
    with pytest.raises(Unavailable, match="no server answers"):
        Running("postgresql://postgres@127.0.0.1:9/postgres").start()


def test_the_server_is_no_root() -> None:
    who = subprocess.run([*not_root(), "id", "-u"], capture_output=True, text=True, check=True)
    assert who.stdout.strip() != "0"
