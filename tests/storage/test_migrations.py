"""The migrations lead to the schema, and no further."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select, text

from lab.program.postgres import shared
from tests.support.linked_ads import passages
from unionjobs_scraper.errors import SourceBusy, StoreError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking.relink import relink
from unionjobs_scraper.storage.migrations.upgrade import FOLDER as MIGRATIONS
from unionjobs_scraper.storage.schema import (
    REVISION,
    changes,
    exported_columns,
    fingerprints,
    jobs,
    links,
    metadata,
    postings,
    spells,
)


def test_the_migrated_schema_is_the_schema(database: Database) -> None:
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_jobs_view_has_the_columns_that_the_schema_names(database: Database) -> None:
    with database.read() as connection:
        assert inspect(connection).get_view_names() == ["jobs"]
        assert [column["name"] for column in inspect(connection).get_columns("jobs")] == list(jobs.columns.keys())
        assert connection.execute(select(jobs)).all() == []


def test_what_the_program_remembers_is_no_promise() -> None:
    assert "row_hash" not in exported_columns(postings)
    assert set(changes.columns.keys()) - set(exported_columns(changes)) == {"change_id"}
    assert set(links.columns.keys()) - set(exported_columns(links)) == {"learned_from"}


def test_the_schemas_revision_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_revisions_sort_as_they_follow() -> None:
    # a newer database is told by comparing the names
    names = sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert [name.partition("_")[0] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]


def test_a_database_opened_again_is_as_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'unionjobs.db'}"
    for _ in range(2):
        opened = Database(url)
        with opened.read() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == REVISION
        opened.close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "unionjobs.db"
    Database(f"sqlite:///{path}").close()
    newer = f"{int(REVISION) + 1:04}"
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = ?", (newer,))
    file.close()
    with pytest.raises(StoreError, match=f"newer version of this program .schema {newer}, this one knows {REVISION}"):
        Database(f"sqlite:///{path}")
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchall() == [(newer,)]
    file.close()


def test_sqlite_is_set_up_to_lose_nothing(database: Database) -> None:
    with database.read() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]


def test_a_large_database_is_given_a_larger_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept() -> int:
        database = Database(f"sqlite:///{tmp_path / 'unionjobs.db'}")
        with database.read() as connection:
            size = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        database.close()
        return -int(size)

    small = kept()
    monkeypatch.setattr("unionjobs_scraper.storage.engine.LARGE", 10)
    assert kept() > small


def test_a_writer_waits_for_another_and_then_says_who_is_in_the_way(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'unionjobs.db'}"
    first, second = Database(url), Database(url, timeout=0.05)
    with first.write(), pytest.raises(SourceBusy, match="locked by another program"), second.write():
        pass
    with second.write() as connection:
        connection.execute(select(postings))
    first.close()
    second.close()


def test_a_reader_sees_one_moment_and_does_not_wait(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'unionjobs.db'}"
    writer, reader = Database(url), Database(url, timeout=0.05)
    with writer.write() as connection:
        connection.execute(text("INSERT INTO runs (source, started_at) VALUES ('x', '2026-05-04T06:00:00Z')"))
        with reader.read() as other:
            assert other.execute(text("SELECT count(*) FROM runs")).scalar_one() == 0
    writer.close()
    reader.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("unionjobs.db", "is not a database address"),
        ("", "is not a database address"),
        ("mysql://user:secret@host/name", "not supported"),
        ("sqlite:////nowhere/at/all/unionjobs.db", "does not exist: create it"),
    ],
)
def test_an_address_that_cannot_be_opened_is_refused_with_a_cure(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as refused:
        Database(url)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "unionjobs.db"
    path.write_bytes(b"posting_id,title\n" * 200)
    with pytest.raises(StoreError, match="the file is something else"):
        Database(f"sqlite:///{path}")
    assert path.read_bytes() == b"posting_id,title\n" * 200


# ------------------------------------------------------------------------------------- a database of before


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that does not hold anything, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'unionjobs.db'}"
        return
    server = shared()
    name = server.create()
    yield server.url(name).replace("postgresql:", "postgresql+psycopg:")
    server.drop(name)


AT = "2026-05-04T06:00:00Z"
OF_BEFORE = (
    # a job_id that the old rule gave, and another's
    ("unionjobs:1", "unionjobs:1", "Field Organizer", "open"),
    ("daybook:2", "daybook:2", "Field Organizer", "open"),
    ("daybook:3", "unionjobs:1", "Bookkeeper", "closed"),
)


def fill_0003(url: str) -> None:
    """Makes the tables of revision 0003, with some rows."""
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.execute(text("CREATE VIEW jobs AS SELECT job_id, job_key FROM postings"))  # as they had it then
        for posting_id, job_id, title, status in OF_BEFORE:
            source, _, source_id = posting_id.partition(":")
            row = {
                "posting_id": posting_id,
                "job_id": job_id,
                "job_key": "of old",
                "source": source,
                "source_id": source_id,
                "employer": "QRS",
                "title": title,
                "locations": "Dayton, OH, US",
                "status": status,
                "open_by": AT,
                "closed_by": AT if status == "closed" else None,
                "spells": 1,
                "first_seen": AT,
                "last_seen": AT,
                "description": "\n".join(passages(12)),
            }
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO postings ({names}) VALUES ({values})"), row)  # noqa: S608 -- all names stand here
            spell = {"id": posting_id, "at": AT}
            connection.execute(
                text("INSERT INTO spells (posting_id, spell, open_by, opened_run) VALUES (:id, 1, :at, 7)"), spell
            )
            edit = (
                "INSERT INTO changes (posting_id, run_id, at, field, old, new) VALUES (:id, 7, :at, 'title', 'a', 'b')"
            )
            connection.execute(text(edit), spell)
    engine.dispose()


def test_a_database_of_before_keeps_its_rows_and_is_linked(url: str) -> None:
    fill_0003(url)
    opened = Database(url)
    with opened.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        found = {row.posting_id: row for row in connection.execute(select(postings))}
        assert {each: (row.title, row.status) for each, row in found.items()} == {
            posting_id: said for posting_id, _, *pair in OF_BEFORE for said in [tuple(pair)]
        }
        assert all(row.description == "\n".join(passages(12)) for row in found.values())
        assert {each: row.job_id for each, row in found.items()} == {
            "unionjobs:1": "daybook:2",
            "daybook:2": "daybook:2",
            "daybook:3": "daybook:3",
        }
        assert {row.posting_id for row in connection.execute(select(fingerprints))} == found.keys()
        assert {row.opened_run for row in connection.execute(select(spells))} == {7}
        assert len(connection.execute(select(changes)).all()) == 3
        assert {row.job_id: row.postings for row in connection.execute(select(jobs))} == {
            "daybook:2": 2,
            "daybook:3": 1,
        }
    with opened.write() as connection:
        assert relink(connection) == []
    opened.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_0003(url)

    def failing(_: object) -> None:
        raise RuntimeError("the machine is switched off here")

    monkeypatch.setattr("unionjobs_scraper.storage.linking.relink.relink", failing)
    with pytest.raises(RuntimeError):
        Database(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0003"
        assert connection.execute(text("SELECT DISTINCT job_key FROM jobs")).scalar_one() == "of old"
    engine.dispose()
    monkeypatch.undo()
    opened = Database(url)
    with opened.read() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == REVISION
    opened.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:SECRET@host:notaport/jobs",
        "postgresql:/me:SECRET@host/jobs",
        "postgresql:me:SECRET",
        "me:SECRET@host/jobs",
        "host=h user=me password=SECRET",
        "postgresql://127.0.0.1:9/jobs?user=me&password=SECRET",
        "postgresql://me@127.0.0.1:9/jobs?sslmode=require&sslpassword=SECRET",
        "mysql://me:SECRET@host/jobs",
        "postgresql://me:SEC@RET@127.0.0.1:9/jobs",
    ],
)
def test_no_message_shows_a_password(url: str) -> None:
    with pytest.raises(StoreError) as told:
        Database(url, timeout=2)
    assert "SECRET" not in str(told.value).replace("@", "")
