"""The runs of one process share one open database."""

from __future__ import annotations

from pathlib import Path

from scrapy.settings import Settings

from unionjobs_scraper.storage.database import Database


def _settings(folder: Path, name: str = "u.db") -> Settings:
    return Settings({"DATABASE_URL": f"sqlite:///{folder / name}", "DATABASE_TIMEOUT": 5})


def _used(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO writing (writing_id, at) VALUES (1, '') ON CONFLICT DO NOTHING")


def _log(folder: Path) -> Path:
    """SQLite removes it with the last connection."""
    return folder / "u.db-wal"


def test_the_last_run_that_closes_it_lets_go_of_it(tmp_path: Path) -> None:
    first, second = (Database.shared(_settings(tmp_path)) for _ in range(2))
    other = Database.shared(_settings(tmp_path, "other.db"))
    assert first is second
    assert other is not first
    _used(first)
    first.close()
    assert _log(tmp_path).exists()
    _used(second)
    second.close()
    assert not _log(tmp_path).exists()
    other.close()


def test_a_database_that_all_have_closed_is_opened_anew(tmp_path: Path) -> None:
    first = Database.shared(_settings(tmp_path))
    first.close()
    second = Database.shared(_settings(tmp_path))
    assert second is not first
    second.close()


def test_a_run_that_begins_after_the_file_was_replaced_writes_into_the_new_one(tmp_path: Path) -> None:
    first = Database.shared(_settings(tmp_path))
    for path in tmp_path.glob("u.db*"):
        path.rename(tmp_path / f"old-{path.name}")
    second = Database.shared(_settings(tmp_path))
    assert second is not first
    _used(second)
    second.close()
    first.close()
    assert (tmp_path / "u.db").stat().st_size > 0
