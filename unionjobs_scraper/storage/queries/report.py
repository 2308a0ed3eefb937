"""What the report reads: jobs, streamed, with only the columns that are counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    case,
    collate,
    func,
    literal,
    select,
)

from unionjobs_scraper.storage.queries.stretches import stretches
from unionjobs_scraper.storage.schema import jobs, postings, runs

FETCHED = 5000
"""Rows held in memory at a time."""
SHORT, LONG = 200, 4000
"""Characters of a text that the report can ever need: a title of 5 MB stays in the database."""


class Job(NamedTuple):
    """One job, as far as it is counted."""

    union: str
    job_family: str
    locations: str
    salary_min: float | None
    salary_max: float | None
    salary_currency: str
    salary_period: str
    postings: int
    status: str
    """open; unknown (open when last seen, but no complete run vouches for it any more); closed."""


class Fresh(NamedTuple):
    """A job that opened lately, as one of its postings tells it."""

    title: str
    employer: str
    locations: str
    url: str
    source: str
    open_after: datetime
    open_by: datetime
    again: bool
    """Whether it had been open before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts of postings, and the times that the runs span."""

    postings: int
    open: int
    unknown: int
    employers: int
    runs: int
    first_run: datetime | None
    last_run: datetime | None


def totals(connection: Connection, sources: Sequence[str]) -> Totals:
    """Counts everything once; `sources`: those that are vouched for."""
    is_open = postings.c.status == "open"
    known = postings.c.source.in_(list(sources))
    counted = select(
        func.count(),
        func.coalesce(func.sum(case((is_open & known, 1), else_=0)), 0),
        func.coalesce(func.sum(case((is_open & ~known, 1), else_=0)), 0),
        func.count(func.distinct(func.nullif(func.substr(postings.c.employer, 1, SHORT), ""))),
    )
    stored, opened, unknown, employers = connection.execute(counted).one()
    times = select(func.count(), func.min(runs.c.started_at), func.max(runs.c.started_at))
    made, first, last = connection.execute(times).one()
    return Totals(
        postings=stored, open=opened, unknown=unknown, employers=employers, runs=made, first_run=first, last_run=last
    )


def each_job(connection: Connection, sources: Sequence[str]) -> Iterator[Job]:
    """Streams every job, in no order; `sources`: those that are vouched for."""
    vouches = case((postings.c.source.in_(list(sources)), 2), else_=1)
    still = (
        select(postings.c.job_id, func.max(vouches).label("level"))
        .where(postings.c.status == "open")
        .group_by(postings.c.job_id)
        .subquery()
    )
    status = case((still.c.level == 2, literal("open")), (still.c.level == 1, literal("unknown")), else_="closed")
    columns: list[ColumnElement[Any]] = [
        *(func.substr(func.coalesce(jobs.c[name], ""), 1, LONG) for name in ("union_abbr", "job_family", "locations")),
        *(jobs.c[name] for name in ("salary_min", "salary_max")),
        *(func.coalesce(jobs.c[name], "") for name in ("salary_currency", "salary_period")),
        jobs.c.postings,
        status,
    ]
    query = select(*columns).select_from(jobs.outerjoin(still, still.c.job_id == jobs.c.job_id))
    yield from (Job(*row) for row in connection.execution_options(yield_per=FETCHED).execute(query))


def fresh(connection: Connection, sources: Sequence[str], limit: int) -> list[Fresh]:
    """The open jobs that opened last; those of a first census have no known beginning."""
    one = stretches.c
    by_id = collate(one.job_id, "C") if connection.dialect.name == "postgresql" else one.job_id
    began = (
        select(one.job_id, one.open_after, one.open_by, one.stretch)
        .where(~one.ended, ~one.left_truncated)
        .order_by(one.open_by.desc(), by_id)
        .limit(limit * 5)
    )
    stretch_of = {row.job_id: row for row in connection.execute(began)}
    shown = _open_postings(connection, sources, list(stretch_of))
    found = [
        Fresh._make((*shown[job_id], row.open_after, row.open_by, row.stretch > 1))
        for job_id, row in stretch_of.items()
        if job_id in shown
    ]
    return found[:limit]


def _open_postings(
    connection: Connection, sources: Sequence[str], job_ids: Sequence[str]
) -> dict[str, tuple[Any, ...]]:
    """What is told of each job: its open posting that appeared first."""
    own = postings.c
    texts = [func.substr(own[name], 1, LONG) for name in ("title", "employer", "locations", "url")]
    by_id = collate(own.posting_id, "C") if connection.dialect.name == "postgresql" else own.posting_id
    query = (
        select(own.job_id, *texts, own.source)
        .where(own.status == "open", own.job_id.in_(job_ids), own.source.in_(list(sources)))
        .order_by(own.open_by.desc(), by_id.desc())
    )
    return {row[0]: tuple(row[1:]) for row in connection.execute(query)}
