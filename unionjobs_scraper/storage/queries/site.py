"""What the published site reads: every job with its postings, spells and edits, one job after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, collate, select

from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.queries import as_of
from unionjobs_scraper.storage.queries.exports import FETCHED
from unionjobs_scraper.storage.schema import POSTING_COLUMNS, changes, exported_columns, postings, spells

SHORT = tuple(name for name in POSTING_COLUMNS if name != "description")
"""The columns of a posting that are read for every job, each time."""
SPELL = exported_columns(spells)
CHANGE = exported_columns(changes)
CHANGING = frozenset({"last_seen"})
"""What every census changes of an open posting: no page shows it."""


@dataclass(frozen=True, slots=True)
class JobRows:
    """The stored rows of one job; each row has the columns of the tuple of that name above."""

    job_id: str
    postings: Sequence[tuple[Any, ...]]
    spells: Sequence[tuple[Any, ...]]
    changes: Sequence[tuple[Any, ...]]


def jobs(connection: Connection, now: datetime, sources: Sequence[str]) -> Iterator[JobRows]:
    """Streams every job in the order of its id. `now`, `sources`: by which an open posting is believed to be open."""
    view = as_of.now(now, sources)
    query = select(postings.c.job_id, *(view.value(postings.c[name]).label(f"{name}_") for name in SHORT))
    of_spells, of_changes = (
        _Groups(connection, _of_postings(connection, table, names, last))
        for table, names, last in ((spells, SPELL, spells.c.spell), (changes, CHANGE, changes.c.change_id))
    )
    for job_id, rows in _Groups(connection, query.order_by(*_order(connection, postings.c.posting_id))):
        yield JobRows(job_id, rows, of_spells.upto(job_id), of_changes.upto(job_id))


def _of_postings(connection: Connection, table: Table, names: Sequence[str], last: ColumnElement[Any]) -> Select[Any]:
    return (
        select(postings.c.job_id, *(table.c[name] for name in names))
        .join(postings, postings.c.posting_id == table.c.posting_id)
        .order_by(*_order(connection, table.c.posting_id), last)
    )


def _order(connection: Connection, second: ColumnElement[Any]) -> Iterator[ColumnElement[Any]]:
    yield from (_bytewise(connection, each) for each in (postings.c.job_id, second))


def _bytewise(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    return collate(column, "C") if connection.dialect.name == "postgresql" else column


class _Groups:
    """Rows of a stream by their first column, for a second stream in the same order to ask for."""

    def __init__(self, connection: Connection, query: Select[Any]) -> None:
        rows = connection.execution_options(yield_per=FETCHED).execute(query)
        self._groups = groupby(rows, key=lambda row: str(row[0]))
        self._next: tuple[str, list[tuple[Any, ...]]] | None = None

    def __iter__(self) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        for key, rows in self._groups:
            yield key, [tuple(row)[1:] for row in rows]

    def upto(self, key: str) -> list[tuple[Any, ...]]:
        """The rows of a key; those of smaller keys are passed by."""
        wanted = key.encode()
        while self._next is None or self._next[0].encode() < wanted:
            following = next(iter(self), None)
            if following is None:
                return []
            self._next = following
        return self._next[1] if self._next[0] == key else []


def descriptions(connection: Connection, posting_ids: Collection[str], most: int) -> dict[str, str]:
    """The texts of the named postings, by id, each cut at `most` characters."""
    query = select(postings.c.posting_id, postings.c.description).where(among(postings.c.posting_id))
    return {row.posting_id: row.description[:most] for row in found(connection, query, posting_ids)}
