"""A small SQLite file of values by key, beside the database: what may be lost, and is faster found than made again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_MOST = 500
"""Parameters of one statement."""


class Keyed:
    """Values by key; what nobody asks for until it is closed is forgotten. Without a path it lasts until then.

    A file that cannot be opened or written holds nothing.
    """

    def __init__(self, path: Path | None, rules: str = "") -> None:
        """`rules`: of which rules the values are; a file of other rules begins anew."""
        self._file: sqlite3.Connection | None = None
        with suppress(sqlite3.Error, OSError):
            self._file = _opened(path, rules)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The values that there are, by their keys."""
        found: dict[bytes, str] = {}
        for some in _portions(keys) if self._file else ():
            marks = ", ".join("?" * len(some))
            with suppress(sqlite3.Error):
                assert self._file
                found |= dict(self._file.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", some))  # noqa: S608
                self._file.execute(f"UPDATE kept SET used = 1 WHERE used = 0 AND key IN ({marks})", some)  # noqa: S608
        return found

    def put(self, values: Iterable[tuple[bytes, str]]) -> None:
        """Keeps values, each in the place of an earlier one."""
        if self._file:
            with suppress(sqlite3.Error):
                self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, 1)", values)

    def close(self) -> None:
        """Forgets what nobody has asked for, and keeps the rest."""
        if self._file:
            with suppress(sqlite3.Error):
                self._file.execute("DELETE FROM kept WHERE used = 0")
                self._file.commit()
            self._file.close()
        self._file = None

    def __del__(self) -> None:
        """Those without a path are mostly let go, not closed."""
        if self._file:
            with suppress(sqlite3.Error):
                self._file.close()


def _opened(path: Path | None, rules: str) -> sqlite3.Connection:
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    connection = sqlite3.connect(path or "", timeout=0)  # without a name: in memory, and on the disk what is too much
    try:
        _begin(connection, rules)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin(connection: sqlite3.Connection, rules: str) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS rules (digest TEXT)")
    connection.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value TEXT, used INTEGER) WITHOUT ROWID")
    if connection.execute("SELECT digest FROM rules").fetchall() != [(rules,)]:
        connection.execute("DELETE FROM kept")
        connection.execute("DELETE FROM rules")
        connection.execute("INSERT INTO rules VALUES (?)", (rules,))
    connection.execute("UPDATE kept SET used = 0")


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (keys[start : start + _MOST] for start in range(0, len(keys), _MOST))
