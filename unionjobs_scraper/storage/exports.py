"""What the exports read: one query per table, filtered and in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    case,
    collate,
    func,
    literal,
    or_,
    select,
)

from unionjobs_scraper.lifecycle import Verdict
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import POSTING_COLUMNS, changes, jobs, postings, runs, spells

UNKNOWN_AFTER = timedelta(days=14)
"""Without a complete run for this long, nobody knows whether a source's postings are still open."""
FETCHED = 1000
"""Rows held in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which rows; an empty filter lets everything through."""

    status: str = ""
    source: str = ""
    union: str = ""
    job_family: str = ""
    since: datetime | None = None
    """Rows that begin at or after this time: first seen, opened, changed or started."""
    until: datetime | None = None
    """Rows that begin before this time."""
    as_of: datetime | None = None
    """What was so just before this time: the end of a day is the next midnight."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A table as users see it: which columns, where they come from, by what they are filtered and sorted."""

    columns: tuple[str, ...]
    source: FromClause
    begins: ColumnElement[Any]
    order: tuple[ColumnElement[Any], ...]
    of_postings: bool = True
    """Whether `--status` and `--union` can be asked of it."""


OF_POSTING = postings.c.posting_id
TABLES: dict[str, Exported] = {
    "postings": Exported(POSTING_COLUMNS, postings, postings.c.first_seen, (postings.c.source, postings.c.source_id)),
    "spells": Exported(
        tuple(column.name for column in spells.columns),
        spells.join(postings, spells.c.posting_id == OF_POSTING),
        spells.c.open_by,
        (postings.c.source, postings.c.source_id, spells.c.spell),
    ),
    "changes": Exported(
        tuple(column.name for column in changes.columns if column.name != "change_id"),
        changes.join(postings, changes.c.posting_id == OF_POSTING),
        changes.c.at,
        (changes.c.at, postings.c.source, postings.c.source_id, changes.c.run_id, changes.c.field),
    ),
    "jobs": Exported(
        tuple(column.name for column in jobs.columns),
        jobs,
        jobs.c.first_opened,
        (jobs.c.job_id,),
        of_postings=False,
    ),
    "runs": Exported(
        tuple(column.name for column in runs.columns),
        runs,
        runs.c.started_at,
        (runs.c.run_id,),
        of_postings=False,
    ),
}
"""The tables of DESIGN 2.2 by name."""


def rows(
    database: Database, table: str, filters: Filters, *, now: datetime, sources: Sequence[str]
) -> Iterator[Row[Any]]:
    """Streams a table. `sources`: the register's; the postings of a source that is not in it are unknown."""
    query = _query(TABLES[table], table, filters, now, sources, postgres=database.url.drivername[:4] == "post")
    with database.read() as connection:
        yield from connection.execution_options(yield_per=FETCHED).execute(query)


def _query(
    exported: Exported,
    table: str,
    filters: Filters,
    now: datetime,
    sources: Sequence[str],
    *,
    postgres: bool,
) -> Select[Any]:
    status = _status(now, sources)
    columns = [
        status.label("status") if table == "postings" and name == "status" else _column(exported, table, name)
        for name in exported.columns
    ]
    query = select(*columns).select_from(exported.source)
    if filters.since:
        query = query.where(exported.begins >= filters.since)
    if filters.until:
        query = query.where(exported.begins < filters.until)
    if filters.job_family:
        query = query.where(postings.c.job_family == filters.job_family)
    if filters.source:
        owner = runs.c.source if table == "runs" else postings.c.source
        query = query.where(owner == filters.source)
    if filters.status:
        query = query.where(status == filters.status)
    if filters.union:
        query = query.where(func.lower(postings.c.union) == filters.union.lower())
    return query.order_by(*(_bytewise(column, postgres=postgres) for column in exported.order))


def _column(exported: Exported, table: str, name: str) -> ColumnElement[Any]:
    own = {"postings": postings, "spells": spells, "changes": changes, "jobs": jobs, "runs": runs}[table]
    return own.c[name]


def _bytewise(column: ColumnElement[Any], *, postgres: bool) -> ColumnElement[Any]:
    """Sorts text by its bytes in PostgreSQL too, so that both databases export the same file."""
    return collate(column, "C") if postgres and issubclass(column.type.python_type, str) else column


def _status(now: datetime, sources: Sequence[str]) -> ColumnElement[str]:
    """open, closed, or unknown where no complete run vouches for an open posting any more."""
    last_complete = (
        select(func.max(runs.c.started_at))
        .where(runs.c.source == postings.c.source, runs.c.verdict == Verdict.COMPLETE.value)
        .correlate(postings)
        .scalar_subquery()
    )
    unvouched = or_(
        last_complete.is_(None),
        last_complete < now - UNKNOWN_AFTER,
        postings.c.source.not_in(list(sources)),
    )
    return case(((postings.c.status == "open") & unvouched, literal("unknown")), else_=postings.c.status)
