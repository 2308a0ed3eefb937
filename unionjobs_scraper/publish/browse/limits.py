"""A plugin of Datasette: bounds on what one request may cost, in memory and in the length of a value.

It is copied into the folder that Datasette serves, so that it needs nothing of this program. A value or a row that is
longer is an error of the query, told to whoever asked.
"""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

LONGEST_VALUE = 1_000_000
"""Bytes; the copy's own cells have 200,000 characters at most."""
MOST_COLUMNS = 100
MOST_MEMORY = 256_000_000
"""Bytes that SQLite may take in the whole process."""
LONGEST_QUERY = 20_000
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: LONGEST_QUERY,
    sqlite3.SQLITE_LIMIT_COLUMN: MOST_COLUMNS,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Datasette's hook for every connection that it opens."""
    for limit, most in LIMITS.items():
        conn.setlimit(limit, most)
    conn.execute(f"PRAGMA hard_heap_limit={MOST_MEMORY}")
    conn.execute("PRAGMA temp_store=FILE")
