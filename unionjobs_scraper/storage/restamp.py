"""Mending a run that was stamped by a clock that ran ahead: its times, and every time that it wrote, move back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select, true, update

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage.schema import UtcTime, changes, history, postings, runs, sights, spells, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Restamped:
    """What was mended."""

    source: str
    was: datetime
    now: datetime
    rows: int
    """Rows of postings, spells and changes whose times have moved."""


def restamp(connection: Connection, run_id: int, at: datetime) -> Restamped:
    """Gives a run the time at which it really started.

    Nothing else of its source is stamped as late, so every time from its recorded start on was written by it, and
    moves back by as much as its start does.

    Args:
        connection: inside a transaction that writes.
        run_id: the run, as `scrapy export --table runs` has it.
        at: when it really started, UTC: after the run before it, and no later than the run after it.

    Raises:
        SettingError: there is no such run, or the time cannot be its own.
    """
    run = connection.execute(select(runs).where(runs.c.run_id == run_id)).mappings().first()
    if run is None:
        raise SettingError(f"no run {run_id}: scrapy export --table runs lists them")
    _check(connection, run, at)
    delta, since = run["started_at"] - at, run["started_at"]
    of_source = postings.c.source == run["source"]
    moved = _move(connection, postings, since, delta, of_source)
    named = spells.c.posting_id.in_(select(postings.c.posting_id).where(of_source))
    moved += _move(connection, spells, since, delta, named)
    moved += _move(connection, changes, since, delta, changes.c.run_id == run_id)
    _move(connection, runs, since, delta, runs.c.run_id == run_id)
    for kept in (history, sights, writing):  # nothing was stored at so late a time but by runs of that clock
        _move(connection, kept, since, delta, true())
    return Restamped(source=run["source"], was=run["started_at"], now=at, rows=moved)


def _check(connection: Connection, run: Any, at: datetime) -> None:
    others = (runs.c.source == run["source"], runs.c.run_id != run["run_id"])
    earlier = connection.execute(select(func.max(runs.c.started_at)).where(*others, runs.c.run_id < run["run_id"]))
    later = connection.execute(select(func.min(runs.c.started_at)).where(*others, runs.c.run_id > run["run_id"]))
    as_late = (runs.c.started_at >= run["started_at"],)
    beyond = connection.execute(select(runs.c.run_id).where(*others, *as_late).order_by(runs.c.started_at.desc()))
    before, after, farther = earlier.scalar(), later.scalar(), beyond.scalar()
    if farther is not None:
        raise SettingError(f"run {farther} of {run['source']} is stamped as late or later: mend it first")
    if at >= run["started_at"]:
        raise SettingError(f"run {run['run_id']} is stamped {run['started_at']:%Y-%m-%dT%H:%MZ}: give an earlier time")
    if (before and at <= before) or (after and at > after):
        named = (("after", before), ("by", after))
        bounds = " and ".join(f"{word} {bound:%Y-%m-%dT%H:%MZ}" for word, bound in named if bound)
        raise SettingError(f"run {run['run_id']} was carried out {bounds}, as its neighbors say: give a time between")


def _move(connection: Connection, table: Table, since: datetime, delta: timedelta, which: Any) -> int:
    """Moves every time of the chosen rows that is not before `since`; returns how many rows have one."""
    times = [column for column in table.columns if isinstance(column.type, UtcTime)]
    keys = list(table.primary_key.columns)
    late = or_(*(column >= since for column in times))
    rows = connection.execute(select(*keys, *times).where(which, late)).mappings().all()
    for row in rows:
        moved = {column: row[column] - delta for column in times if row[column] and row[column] >= since}
        connection.execute(update(table).where(*(key == row[key] for key in keys)).values(moved))
    return len(rows)
