"""The migrations lead to the schema, and no further."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from unionjobs_scraper.errors import SourceBusy, StoreError
from unionjobs_scraper.storage.database import MIGRATIONS, Database
from unionjobs_scraper.storage.schema import REVISION, jobs, metadata, postings


def test_the_migrated_schema_is_the_schema(database: Database) -> None:
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_jobs_view_has_the_columns_that_the_schema_names(database: Database) -> None:
    with database.read() as connection:
        assert inspect(connection).get_view_names() == ["jobs"]
        assert [column["name"] for column in inspect(connection).get_columns("jobs")] == list(jobs.columns.keys())
        assert connection.execute(select(jobs)).all() == []


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
