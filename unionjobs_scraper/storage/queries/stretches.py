"""Stretches: each time that a job was open, over all boards and repeats, with its bounds; made from the spells.

Spells of one job are one stretch while they overlap, or while their bounds leave it possible that they do.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    null,
    select,
    type_coerce,
)

from unionjobs_scraper.storage.queries.seconds import Seconds
from unionjobs_scraper.storage.schema import UtcTime, postings, spells

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
DAY = 86_400.0
BETWEEN = "\n"
"""Parts the names of sources."""
OF_THE_LAST = ("closed_reason", "evidence")
"""Columns that are those of the spell that ended last."""


def _lives() -> Subquery:
    """The spells of every job: from when each may have been open, until when it was surely, and until when it may."""
    last_seen = case((postings.c.last_seen > spells.c.open_by, postings.c.last_seen), else_=spells.c.open_by)
    seen_until = case(
        (spells.c.closed_by.is_(None), last_seen),
        else_=func.coalesce(spells.c.closed_after, spells.c.open_by),
    )
    return (
        select(
            postings.c.job_id,
            postings.c.source,
            postings.c.date_posted,
            spells,
            func.coalesce(spells.c.open_after, spells.c.open_by).label("begin"),
            func.coalesce(spells.c.closed_by, literal(FOREVER, UtcTime())).label("end"),
            type_coerce(seen_until, UtcTime()).label("seen_until"),
        )
        .join_from(spells, postings, spells.c.posting_id == postings.c.posting_id)
        .subquery("lives")
    )


def _numbered() -> Subquery:
    """The same, with the number of the stretch that each belongs to, and which of a stretch ends last."""
    lives = _lives()
    order = (lives.c.begin, lives.c.open_by, lives.c.posting_id, lives.c.spell)
    before = func.max(lives.c.end).over(partition_by=lives.c.job_id, order_by=order, rows=(None, -1))
    marked = select(lives, case((lives.c.begin >= before, 1), (before.is_(None), 1), else_=0).label("is_first"))
    first = marked.subquery("marked")
    order = (first.c.begin, first.c.open_by, first.c.posting_id, first.c.spell)
    number = func.sum(first.c.is_first).over(partition_by=first.c.job_id, order_by=order, rows=(None, 0))
    counted = select(first, cast(number, Integer).label("stretch")).subquery("counted")
    latest = (counted.c.end.desc(), counted.c.posting_id, counted.c.spell)
    rank = func.row_number().over(partition_by=(counted.c.job_id, counted.c.stretch), order_by=latest)
    return select(counted, rank.label("rank")).subquery("numbered")


def _days(begin: ColumnElement[Any], end: ColumnElement[Any]) -> ColumnElement[Any]:
    return (Seconds(end) - Seconds(begin)) / literal(DAY)


def _stretches() -> Subquery:
    one = _numbered()
    truncated = func.max(case((one.c.open_after.is_(None), 1), else_=0)) == 1
    ended = func.max(case((one.c.closed_by.is_(None), 1), else_=0)) == 0
    reason, evidence = (func.max(case((one.c["rank"] == 1, one.c[name]), else_="")) for name in OF_THE_LAST)
    open_after = case((truncated, null()), else_=func.min(one.c.open_after))
    open_by, seen_until = func.min(one.c.open_by), func.max(one.c.seen_until)
    closed_by = case((ended, func.max(one.c.closed_by)), else_=null())
    posted = func.min(one.c.date_posted)
    known = and_(ended, ~truncated)
    least = _days(open_by, seen_until)
    entry = case(
        (~truncated, literal(0.0)),
        (and_(posted.is_not(None), Seconds(posted) <= Seconds(open_by)), _days(posted, open_by)),
        else_=null(),
    )
    middle = (least + _days(func.min(one.c.open_after), func.max(one.c.closed_by))) / 2
    return (
        select(
            one.c.job_id,
            one.c.stretch,
            type_coerce(open_after, UtcTime()).label("open_after"),
            open_by.label("open_by"),
            type_coerce(case((ended, seen_until), else_=null()), UtcTime()).label("closed_after"),
            type_coerce(closed_by, UtcTime()).label("closed_by"),
            seen_until.label("seen_until"),
            type_coerce(ended, Boolean).label("ended"),
            type_coerce(truncated, Boolean).label("left_truncated"),
            entry.label("entry_age"),
            case((least < 0, literal(0.0)), else_=least).label("days_min"),
            case((known, middle), else_=null()).label("days_mid"),
            case((known, _days(func.min(one.c.open_after), func.max(one.c.closed_by))), else_=null()).label("days_max"),
            func.count(distinct(one.c.source)).label("boards"),
            case((ended, reason), else_="").label("closed_reason"),
            case((ended, evidence), else_="").label("evidence"),
            func.aggregate_strings(one.c.source, BETWEEN).label("every_source"),
            func.aggregate_strings(case((one.c.closed_by.is_(None), one.c.source)), BETWEEN).label("open_sources"),
        )
        .group_by(one.c.job_id, one.c.stretch)
        .subquery("stretches")
    )


stretches = _stretches()
"""One row a time that a job was open: what `--table stretches` gives, and the names of its sources."""
STRETCH_COLUMNS = tuple(column.name for column in stretches.c if column.name not in ("every_source", "open_sources"))
"""The promised columns."""
