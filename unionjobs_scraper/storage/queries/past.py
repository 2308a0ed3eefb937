"""A database as it was: rebuilt in a file of its own for as long as it is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import as_of, known_at
from unionjobs_scraper.storage.runs import newest_run
from unionjobs_scraper.storage.schema import runs
from unionjobs_scraper.storage.schema import writing as writing_table

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
    with database.read() as reading, _empty() as then:
        with then.write() as writing:
            for table, query in as_of.then(moment, postgres=postgres):
                with reading.execution_options(yield_per=BATCH).execute(query) as found:
                    _put(writing, table, (dict(row) for row in found.mappings()))
        with then.read() as connection:
            sources = list(connection.execute(select(runs.c.source).distinct()).scalars())
        yield Past(then, moment, sources)


@contextmanager
def remembered(database: Database, moment: datetime, sources: Sequence[str]) -> Iterator[Past]:
    """What the dataset said just before a moment, to whom had asked after the last run by then.

    `sources`: those that are crawled. Raises `SettingError` for a moment of which nothing was kept.
    """
    with database.read() as reading, _empty() as then:
        since = reading.execute(select(writing_table.c.since)).scalar()
        if since is not None and moment <= since:
            raise SettingError(
                f"--known-at: what the dataset said is kept since {since:%Y-%m-%d %H:%M} UTC; choose a later day, or"
                " --as-of for what was so by what is known today"
            )
        with then.write() as writing:
            for table, rows in known_at.rows_then(reading, moment):
                _put(writing, table, rows)
        with then.read() as connection:
            newest = newest_run(connection)
        asked = moment - timedelta(seconds=1)
        yield Past(then, newest if newest and newest.date() == asked.date() else asked, list(sources))


@contextmanager
def _empty() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="unionjobs-") as folder:
        then = Database(f"sqlite:///{Path(folder, 'then.db')}")
        try:
            yield then
        finally:
            then.close()


def _put(writing: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while part := list(islice(rows, BATCH)):
        writing.execute(insert(table), part)
