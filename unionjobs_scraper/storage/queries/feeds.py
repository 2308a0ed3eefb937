"""What the feeds read: every event in a posting's life, the newest first, and the deadlines ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, collate, distinct, func, literal, select, union_all

from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.queries.exports import FETCHED
from unionjobs_scraper.storage.queries.status import vouched
from unionjobs_scraper.storage.schema import changes, postings, spells


class Kind(StrEnum):
    """What happened to a posting."""

    OPENED = "opened"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one posting, and what says which feeds it belongs to."""

    posting_id: str
    kind: Kind
    at: datetime
    """When it was seen (UTC)."""
    union: str
    country: str
    region: str
    locations: str


def events(connection: Connection) -> Iterator[Event]:
    """Streams every event, newest first; those of one moment by posting."""
    opened = select(spells.c.posting_id, literal(Kind.OPENED.value).label("kind"), spells.c.open_by.label("at"))
    edited = select(changes.c.posting_id, literal(Kind.CHANGED.value).label("kind"), changes.c.at)
    became = select(changes.c.posting_id, changes.c.new.label("kind"), changes.c.at)
    happened = union_all(
        opened.where(spells.c.spell == 1),
        edited.where(changes.c.field != "status").distinct(),
        became.where(changes.c.field == "status").distinct(),
    ).subquery()
    columns = postings.c
    query = (
        select(happened, columns.union_abbr.label("union"), columns.country, columns.region, columns.locations)
        .join(postings, columns.posting_id == happened.c.posting_id)
        .order_by(happened.c.at.desc(), *_bytewise(connection, happened.c.posting_id, happened.c.kind))
    )
    for row in connection.execution_options(yield_per=FETCHED).execute(query).mappings():
        kind = Kind.REOPENED if row["kind"] == "open" else Kind(row["kind"])
        yield Event(**{**row, "kind": kind})


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
class Edition:
    """How often, and when last, something about a posting was recorded: an iCalendar SEQUENCE and DTSTAMP."""

    sequence: int
    at: datetime


def editions(connection: Connection, posting_ids: Collection[str]) -> dict[str, Edition]:
    """The edition of each of the named postings."""
    last = func.max(changes.c.at).label("last")
    query = (
        select(postings.c.posting_id, postings.c.first_seen, func.count(distinct(changes.c.at)).label("times"), last)
        .outerjoin(changes, changes.c.posting_id == postings.c.posting_id)
        .where(among(postings.c.posting_id))
        .group_by(postings.c.posting_id, postings.c.first_seen)
    )
    return {
        row.posting_id: Edition(sequence=row.times, at=max(filter(None, (row.first_seen, row.last))))
        for row in found(connection, query, posting_ids)
    }


def deadlines(connection: Connection, at: datetime, sources: Collection[str]) -> list[RowMapping]:
    """The open postings whose deadline is on the day of `at` or later, of the sources that are vouched for then."""
    query = (
        select(postings)
        .where(postings.c.status == "open", postings.c.valid_through >= at.date())
        .where(vouched(postings.c.source, at, sources))
        .order_by(postings.c.valid_through, *_bytewise(connection, postings.c.posting_id))
    )
    return list(connection.execute(query).mappings())
