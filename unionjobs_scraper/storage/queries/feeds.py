"""What the feeds read: every event in a job's life, and the deadlines ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    case,
    collate,
    distinct,
    func,
    literal,
    or_,
    select,
    union_all,
)

from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.queries.exports import FETCHED
from unionjobs_scraper.storage.queries.status import vouched
from unionjobs_scraper.storage.schema import changes, postings, runs, spells


class Kind(StrEnum):
    """What happened to a job."""

    OPENED = "opened"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "reopened"
    ADDED = "added"
    """Nothing happened to the job: the first census of a board found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one job, and what says which feeds it belongs to."""

    posting_id: str
    """The posting of the job that it was seen at."""
    kind: Kind
    at: datetime
    """When it was seen (UTC)."""
    recorded: datetime
    """When the run that saw it was on record whole (UTC)."""
    source: str
    title: str
    employer: str
    union: str
    family: str
    workplace: str
    country: str
    region: str
    locations: str


def events(connection: Connection) -> Iterator[Event]:
    """Streams every event of every job, one job after the other.

    A job opens with the first of its postings and closes with the last; an event of a run that is under way is
    left out, so that none is recorded before another that is told already.
    """
    found = connection.execution_options(yield_per=FETCHED).execute(_log(connection)).mappings()
    for _, rows in groupby(found, key=lambda row: str(row["job_id"])):
        yield from _of_job(rows)


def _log(connection: Connection) -> Select[Any]:
    """What happened to each posting, by job and time; what opens stands before what closes at the same moment."""
    first = case((spells.c.open_after.is_(None), literal(Kind.ADDED.value)), else_=literal(Kind.OPENED.value))
    opened = select(
        spells.c.posting_id, first.label("kind"), spells.c.open_by.label("at"), spells.c.opened_run.label("run_id")
    )
    edited = select(changes.c.posting_id, literal(Kind.CHANGED.value).label("kind"), changes.c.at, changes.c.run_id)
    became = select(changes.c.posting_id, changes.c.new.label("kind"), changes.c.at, changes.c.run_id)
    happened = union_all(
        opened.where(spells.c.spell == 1),
        edited.where(changes.c.field != "status").distinct(),
        became.where(changes.c.field == "status").distinct(),
    ).subquery()
    columns = postings.c
    closes = case((happened.c.kind == Kind.CLOSED.value, 1), else_=0)
    return (
        select(
            happened.c.posting_id,
            happened.c.kind,
            happened.c.at,
            func.coalesce(runs.c.finished_at, happened.c.at).label("recorded"),
            columns.job_id,
            columns.source,
            columns.title,
            columns.employer,
            columns.union_abbr.label("union"),
            columns.job_family.label("family"),
            columns.workplace,
            columns.country,
            columns.region,
            columns.locations,
        )
        .join(postings, columns.posting_id == happened.c.posting_id)
        .outerjoin(runs, runs.c.run_id == happened.c.run_id)
        .where(func.coalesce(runs.c.verdict, Verdict.COMPLETE.value) != "")  # empty: it is under way
        .order_by(
            *_bytewise(connection, columns.job_id),
            happened.c.at,
            closes,
            *_bytewise(connection, happened.c.posting_id, happened.c.kind),
        )
    )


def _of_job(rows: Iterable[RowMapping]) -> Iterator[Event]:
    """The events of one job, from those of its postings."""
    still: set[str] = set()
    told = False
    edited: datetime | None = None
    for row in rows:
        kind, posting_id = row["kind"], row["posting_id"]
        if kind == Kind.CHANGED:
            if row["at"] == edited:
                continue  # another posting of it was edited in the same census
            edited = row["at"]
        elif kind == Kind.CLOSED:
            still.discard(posting_id)
            if still:
                continue
        else:
            was_open, again = bool(still), told
            still.add(posting_id)
            told = True
            if was_open:
                continue
            if kind != Kind.ADDED:
                kind = Kind.REOPENED if again else Kind.OPENED
        yield Event(kind=Kind(kind), **{name: row[name] for name in _COPIED})


_COPIED = tuple(each.name for each in fields(Event) if each.name != "kind")


def _bytewise(connection: Connection, *columns: ColumnElement[str]) -> Iterator[ColumnElement[str]]:
    """Sorts text by its bytes in both databases, so that both give the same files."""
    postgres = connection.dialect.name == "postgresql"
    yield from (collate(column, "C") if postgres else column for column in columns)


def of_events(connection: Connection, posting_ids: Collection[str]) -> dict[str, RowMapping]:
    """The named postings, by id."""
    rows = found(connection, select(postings).where(among(postings.c.posting_id)), posting_ids)
    return {row.posting_id: row._mapping for row in rows}


Moments = Sequence[tuple[str, datetime]]
"""Postings and times."""


def edits(connection: Connection, moments: Moments) -> dict[tuple[str, datetime], list[RowMapping]]:
    """What the site edited in a posting at a moment, field by field, in the order of their names."""
    wanted, edited = set(moments), defaultdict(list)
    query = (
        select(changes).where(among(changes.c.posting_id), changes.c.field != "status").order_by(changes.c.change_id)
    )
    for row in found(connection, query, {posting_id for posting_id, _ in wanted}):
        if (row.posting_id, row.at) in wanted:
            edited[row.posting_id, row.at].append(row._mapping)
    return {key: sorted(rows, key=lambda row: str(row["field"])) for key, rows in edited.items()}


def endings(connection: Connection, moments: Moments) -> dict[tuple[str, datetime], RowMapping]:
    """The spell that ended at a moment, with its evidence; an ending that was taken back has none."""
    wanted = set(moments)
    query = select(spells).where(among(spells.c.posting_id), spells.c.closed_by.is_not(None))
    rows = found(connection, query, {posting_id for posting_id, _ in wanted})
    return {(row.posting_id, row.closed_by): row._mapping for row in rows if (row.posting_id, row.closed_by) in wanted}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A job with a deadline ahead, as an event of a calendar."""

    job_id: str
    posting: RowMapping
    """The open posting with the earliest deadline; of a closed job, the one that closed last."""
    is_open: bool
    sequence: int
    """How often something about the job was recorded after it was first seen: an iCalendar SEQUENCE."""
    at: datetime
    """When something about it was last recorded."""


def deadlines(connection: Connection, at: datetime, sources: Collection[str]) -> list[Deadline]:
    """The jobs with a deadline on the day of `at` or later: open at sources that are vouched for then, or closed."""
    known = or_(postings.c.status == "closed", vouched(postings.c.source, at, sources))
    dated = select(postings.c.job_id).where(postings.c.valid_through >= at.date()).distinct()
    query = select(postings).where(postings.c.job_id.in_(dated)).add_columns(known.label("known"))
    of_job: dict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query.order_by(*_bytewise(connection, postings.c.posting_id))).mappings():
        of_job[row["job_id"]].append(row)
    chosen = {job_id: posting for job_id, rows in of_job.items() if (posting := _dated(rows, at)) is not None}
    times = _recorded(connection, list(chosen))
    jobs = [
        Deadline(
            job_id=job_id,
            posting=row,
            is_open=row["status"] != "closed",
            sequence=times[job_id][0],
            at=times[job_id][1],
        )
        for job_id, row in chosen.items()
    ]
    return sorted(jobs, key=lambda each: (each.posting["valid_through"], each.job_id.encode()))


def _dated(rows: Sequence[RowMapping], at: datetime) -> RowMapping | None:
    """The posting whose deadline is the job's; None where nobody knows whether the job is open."""
    still = [row for row in rows if row["status"] != "closed"]
    believed = [row for row in still if row["known"]]
    if still and not believed:
        return None
    ahead = [row for row in believed or rows if row["valid_through"] and row["valid_through"] >= at.date()]
    if believed:
        return min(ahead, key=lambda row: (row["valid_through"], row["posting_id"]), default=None)
    return max(ahead, key=lambda row: (row["closed_by"] or row["first_seen"], row["posting_id"]), default=None)


def _recorded(connection: Connection, job_ids: Collection[str]) -> dict[str, tuple[int, datetime]]:
    """How often, and when last, something about each job was recorded."""
    seen, edited = func.min(postings.c.first_seen).label("seen"), func.max(changes.c.at).label("edited")
    query = (
        select(postings.c.job_id, seen, func.count(distinct(changes.c.at)).label("times"), edited)
        .outerjoin(changes, changes.c.posting_id == postings.c.posting_id)
        .where(among(postings.c.job_id))
        .group_by(postings.c.job_id)
    )
    return {
        row.job_id: (row.times, max(filter(None, (row.seen, row.edited)))) for row in found(connection, query, job_ids)
    }
