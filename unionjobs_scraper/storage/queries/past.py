"""A database as it was: rebuilt in a file of its own for as long as it is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select

from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import as_of
from unionjobs_scraper.storage.schema import runs

BATCH = 500
"""Rows held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Past:
    """A rebuilt database, and how it is to be read."""

    database: Database
    now: datetime
    sources: list[str]
    """Those that count as crawled: the register of that day is not on record, so that the runs alone decide."""


@contextmanager
def rebuilt(database: Database, moment: datetime) -> Iterator[Past]:
    """What was so just before a moment, by what is known today; an SQLite database, whatever the first one is."""
    postgres = database.url.get_backend_name() == "postgresql"
    with tempfile.TemporaryDirectory(prefix="unionjobs-") as folder:
        then = Database(f"sqlite:///{Path(folder, 'then.db')}")
        try:
            with database.read() as reading, then.write() as writing:
                _fill(writing, reading, as_of.then(moment, postgres=postgres))
            with then.read() as connection:
                sources = list(connection.execute(select(runs.c.source).distinct()).scalars())
            yield Past(then, moment, sources)
        finally:
            then.close()


def _fill(writing: Connection, reading: Connection, tables: as_of.Rebuilt) -> None:
    for table, query in tables:
        with reading.execution_options(yield_per=BATCH).execute(query) as found:
            for part in found.mappings().partitions():
                writing.execute(insert(table), [dict(row) for row in part])
