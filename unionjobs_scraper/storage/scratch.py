"""Texts by key for as long as a command runs, on the disk: what it cannot keep in mind however much there is."""

from __future__ import annotations

import sqlite3
import tempfile

from unionjobs_scraper.errors import StoreError

_SPELLED = "utf-8", "surrogatepass"
"""Half a sign, which JSON can name and a column of text cannot hold, is no reason to end."""


class Scratch:
    """Texts by key, in a file without a name that is gone with it; SQLite keeps the last 2 MB of it in memory.

    Its functions raise `StoreError` where the temporary folder has no room.
    """

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            self._file.execute(f"PRAGMA {pragma}").close()
        self._file.execute("CREATE TABLE texts (key BLOB PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID")
        self._file.execute("BEGIN")

    def get(self, key: str) -> str | None:
        """The text under a key."""
        found = self._told("SELECT text FROM texts WHERE key = ?", key)
        return found[0].decode(*_SPELLED) if found else None

    def put(self, key: str, text: str) -> None:
        """Keeps a text in the place of an earlier one."""
        self._told("INSERT OR REPLACE INTO texts VALUES (?, ?)", key, text)

    def add(self, key: str, text: str) -> None:
        """Keeps a text where there is none yet."""
        self._told("INSERT OR IGNORE INTO texts VALUES (?, ?)", key, text)

    def _told(self, statement: str, *values: str) -> tuple[bytes] | None:
        spelled = [value.encode(*_SPELLED) for value in values]
        try:
            found: tuple[bytes] | None = self._file.execute(statement, spelled).fetchone()
        except sqlite3.Error as error:
            raise StoreError(
                f"{tempfile.gettempdir()} cannot hold what is worked with ({error}): free some space"
            ) from error
        return found

    def __del__(self) -> None:
        """Removes the file."""
        self._file.close()
