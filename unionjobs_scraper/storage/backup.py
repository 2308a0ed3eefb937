"""A whole and checked copy of a database in one SQLite file, made at any time, also during a census."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from unionjobs_scraper.errors import StoreError
from unionjobs_scraper.storage.copy import Watching, copy_at_one_moment
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.engine import file_of


def back_up(database: Database, file: Path, keep: int, watching: Watching) -> int:
    """Writes the copy to `file` and returns its size in bytes; older ones move on to `file.1` … and `keep` stay.

    Nothing takes the place of an older copy before it has been read back. Raises `StoreError`.
    """
    own = file_of(database.url)
    if own is not None and file.exists() and own.samefile(file):
        raise StoreError(f"{file} is the database itself: name another file")
    if not file.absolute().parent.is_dir():
        raise StoreError(f"there is no folder {file.parent}: make it, or name another place")
    part = file.with_name(f".{file.name}.part")
    with _removed(part):
        if own is not None:
            _vacuum(database, part)
        else:
            with closing(Database(f"sqlite:///{part}")) as target:
                copy_at_one_moment(database, target, watching)
        _check(part)
        _rotate(file, keep)
        part.replace(file)
    return file.stat().st_size


def _vacuum(database: Database, part: Path) -> None:
    """SQLite's own copy, at one moment; a census goes on meanwhile. Raises `StoreError`."""
    connection = database.engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA query_only=OFF")  # SQLite takes the new file for a change
        connection.cursor().execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        raise StoreError(f"{database.shown_url} could not be copied to {part.parent} ({error})") from error
    finally:
        connection.invalidate()


@contextmanager
def _removed(part: Path) -> Iterator[None]:
    try:
        part.unlink(missing_ok=True)
        yield
    except OSError as error:
        raise StoreError(f"{part.parent} cannot be written ({error.strerror}): name another place") from error
    finally:
        for each in (part, *part.parent.glob(f"{part.name}-*")):
            with suppress(OSError):  # on a file system that is read-only it never was
                each.unlink(missing_ok=True)


def _check(part: Path) -> None:
    """Raises `StoreError` unless SQLite finds the copy whole."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, without the two beside it
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise StoreError(f"the copy is damaged ({said}), and so may the database be: keep the older backups")


def _rotate(file: Path, keep: int) -> None:
    for number in range(keep - 1, 0, -1):
        older = file if number == 1 else file.with_name(f"{file.name}.{number - 1}")
        if older.exists():
            older.replace(file.with_name(f"{file.name}.{number}"))
