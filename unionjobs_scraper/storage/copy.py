"""Copying everything into another database: every table of the schema, with its ids, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, inspect, select

from unionjobs_scraper.errors import SourceBusy, StoreError
from unionjobs_scraper.storage import leases
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import metadata, writing

BATCH = 1000
"""Rows held in memory at a time."""
OWN = "alembic_version"
"""Written when the target's schema is made."""

TABLES = (*(table for table in metadata.sorted_tables if table is not writing), writing)
"""In the order in which they are copied: while `writing` is empty, no history is kept of what the copy does."""

Watching = Callable[[str, int, int], None]
"""Is told a table's name, the rows copied so far, and the rows that there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A table that both databases hold alike."""

    table: str
    rows: int
    checksum: str
    """Of all rows, in whatever order; hexadecimal."""


class Checksum:
    """Counts and sums up rows, so that two databases can be compared that sort differently."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: Row[Any]) -> None:
        """One more row."""
        self.rows += 1
        digest = hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()
        self._sum = (self._sum + int.from_bytes(digest[:16], "big")) % 2**128

    def __str__(self) -> str:
        return f"{self._sum:032x}"


def copy(source: Database, target: Database, watching: Watching) -> list[Copied]:
    """Copies every table in one transaction of the target, and compares the two before it is committed.

    Raises:
        SourceBusy: a census of the source is under way.
        StoreError: there is nothing to copy, the target is not empty, or it does not hold what was written.
    """
    if source.url == target.url:
        raise StoreError(f"{target.shown_url} is the database itself: name another one")
    with source.read() as reading, target.write() as writing:
        _check_idle(reading)
        _check_filled(source, reading)
        _check_empty(target, writing)
        copied = [_copy_table(reading, writing, table, watching) for table in TABLES]
        for table in TABLES:
            _count_on(writing, table)
        _compare(target, writing, copied)
    return copied


def copy_at_one_moment(source: Database, target: Database, watching: Watching) -> None:
    """Copies every table but the leases into a new database, as of one moment. Raises `StoreError`."""
    with source.read() as reading, target.write() as writing:
        tables = [table for table in TABLES if table.name != "leases"]
        _compare(target, writing, [_copy_table(reading, writing, table, watching) for table in tables])


def left_out(source: Database) -> list[str]:
    """Tables of the source that are not this program's."""
    with source.read() as connection:
        names = inspect(connection).get_table_names()
    return sorted(set(names) - {OWN, *metadata.tables})


def _check_idle(reading: Connection) -> None:
    table = metadata.tables["leases"]
    for held in reading.execute(select(table).order_by(table.c.source)):
        if leases.is_alive(reading, leases.Holder(held.host, held.pid, held.process), held.renewed):
            raise SourceBusy(
                f"{held.source} is being crawled by process {held.pid} on {held.host}: what it stores would be"
                " missing in the copy; wait for it, or end it, and run this again"
            )


def _check_filled(source: Database, reading: Connection) -> None:
    if not any(_count(reading, table) for table in TABLES):
        raise StoreError(f"{source.shown_url} is empty: set DATABASE_URL to the database that is to be copied")


def _check_empty(target: Database, writing: Connection) -> None:
    filled = [table.name for table in TABLES if _count(writing, table)]
    if filled:
        raise StoreError(
            f"{target.shown_url} already holds {', '.join(filled)}: nothing was copied; name an empty database, or"
            " drop that one and create it anew"
        )


def _copy_table(reading: Connection, writing: Connection, table: Table, watching: Watching) -> Copied:
    total, checksum = _count(reading, table), Checksum()
    for batch in _batches(reading, table):
        for row in batch:
            checksum.add(row)
        writing.execute(insert(table), [dict(row._mapping) for row in batch])
        watching(table.name, checksum.rows, total)
    return Copied(table=table.name, rows=checksum.rows, checksum=str(checksum))


def _compare(target: Database, writing: Connection, copied: list[Copied]) -> None:
    """Reads the target back. Raises `StoreError`, so that nothing is committed."""
    for each in copied:
        found = Checksum()
        for batch in _batches(writing, metadata.tables[each.table]):
            for row in batch:
                found.add(row)
        if (found.rows, str(found)) != (each.rows, each.checksum):
            raise StoreError(
                f"{target.shown_url} does not give back what was written to {each.table} ({found.rows} of {each.rows}"
                " rows, or other values): nothing was copied; please report this"
            )


def _batches(connection: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    with connection.execute(query) as result:
        for batch in result.partitions():
            yield list(batch)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _count_on(writing: Connection, table: Table) -> None:
    """Makes PostgreSQL number the next row after the copied ones; SQLite does so by itself."""
    column = table.autoincrement_column
    if writing.dialect.name != "postgresql" or column is None:
        return
    quoted = writing.dialect.identifier_preparer.quote(table.name)
    sequence = writing.execute(select(func.pg_get_serial_sequence(quoted, column.name))).scalar()
    highest = writing.execute(select(func.max(column))).scalar()
    if sequence and highest:
        writing.execute(select(func.setval(sequence, highest)))
