"""What a program asks for: postings by words and columns, and how many there are of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select

from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import as_of, past
from unionjobs_scraper.storage.queries.as_of import View
from unionjobs_scraper.storage.schema import POSTING_COLUMNS, postings

COMPARED = ("union_abbr", "job_family", "region", "country", "workplace", "source")
"""Columns that a posting is chosen by."""
COUNTED = ("status", *COMPARED)
"""Columns that postings are counted by."""
SEARCHED = ("title", "employer", "locations", "description")


def matching(
    connection: Connection,
    words: Sequence[str],
    wanted: Mapping[str, str],
    view: View,
    *,
    limit: int,
) -> tuple[list[RowMapping], int]:
    """The newest postings that have every word and value, and how many there are.

    Args:
        connection: of the database.
        words: each is in the title, the employer, the places or the text, in any case.
        wanted: by column of `COUNTED`, in any case; empty values are left out.
        view: by which an open posting is believed to be open.
        limit: rows at most.
    """
    columns = [view.value(postings.c[name]).label(name) for name in POSTING_COLUMNS]
    query = select(*columns).select_from(postings).where(*_conditions(words, wanted, view))
    total = connection.execute(query.with_only_columns(func.count(), maintain_column_froms=True)).scalar_one()
    ordered = query.order_by(view.value(postings.c.open_by).desc(), postings.c.posting_id).limit(limit)
    return list(connection.execute(ordered).mappings()), total


def counted(connection: Connection, column: str, wanted: Mapping[str, str], view: View) -> list[tuple[str, int, int]]:
    """For each value of a column of `COUNTED`: postings and jobs, the most postings first."""
    value = view.value(postings.c[column])
    jobs = func.count(postings.c.job_id.distinct())
    query: Select[Any] = select(value, func.count(), jobs).select_from(postings)
    query = query.where(*_conditions((), wanted, view)).group_by(value)
    rows = [(str(row[0] or ""), int(row[1]), int(row[2])) for row in connection.execute(query)]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


@contextmanager
def reading(
    database: Database, moment: datetime | None, now: datetime, sources: Sequence[str]
) -> Iterator[tuple[Connection, View]]:
    """The postings as they are, or as they were just before a moment."""
    if moment is None:
        with database.read() as connection:
            yield connection, as_of.now(now, sources)
        return
    with past.rebuilt(database, moment) as then, then.database.read() as connection:
        yield connection, as_of.now(then.now, then.sources)


def _conditions(words: Sequence[str], wanted: Mapping[str, str], view: View) -> Iterator[ColumnElement[bool]]:
    for word in words:
        yield or_(*(view.value(postings.c[name]).icontains(word, autoescape=True) for name in SEARCHED))
    for name, value in wanted.items():
        if value:
            yield func.lower(view.value(postings.c[name])) == value.lower()
