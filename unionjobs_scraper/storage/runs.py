"""The record of runs: begin, past runs of a source, finish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from unionjobs_scraper.lifecycle.furniture import Standing
from unionjobs_scraper.lifecycle.paging import Pages
from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.lifecycle.verdict import Judgement, PastRun, Reason, Verdict
from unionjobs_scraper.storage import column_counts, leases, unread_rows
from unionjobs_scraper.storage.schema import CLOSED_COLUMNS, UtcTime, runs
from unionjobs_scraper.storage.schema import leases as lease_table

LAST = 8
"""Complete runs by which it is foretold how long the next takes: a night a week has pages due (REFRESH_AFTER_DAYS)."""
REMEMBERED = 60
"""Past runs that a verdict looks at, at most."""


@dataclass(slots=True, kw_only=True)
class Counts:
    """A run's receipt, the count columns of `runs`."""

    listed: int = 0
    """Postings on the board's list."""
    pages_read: int = 0
    """Postings' own pages read."""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reopened: int = 0
    closed: Counter[ClosedReason] = field(default_factory=Counter)
    missing: int = 0
    """Absent and not yet confirmed."""
    refused: int = 0
    """Items that were not fit to store."""
    requests: int = 0
    """Everything asked of the network, robots.txt and retries too."""
    bytes: int = 0
    """Bytes received."""

    def columns(self) -> dict[str, int]:
        """The values of the count columns of `runs`."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "closed"}
        return values | {name: self.closed[reason] for reason, name in CLOSED_COLUMNS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A run that may take its census."""

    run_id: int
    source: str
    started_at: datetime
    history: tuple[PastRun, ...] = field(repr=False)
    last_complete: datetime | None
    """Start of the source's last complete run: what was not listed then appeared after it."""
    newest: datetime | None = None
    """The latest start of any earlier run of the source, whatever became of it."""
    paged: Pages | None = None
    """How the last complete run found the list cut into pages; None where that is not known."""
    standing: Mapping[str, Standing] = field(default_factory=dict, repr=False)
    """Unread rows of the source's last list, by `furniture.key_of`."""

    @property
    def is_backwards(self) -> bool:
        """Whether it is stamped before an earlier run of the source: its times would bound nothing."""
        return self.newest is not None and self.started_at < self.newest


def begin(
    connection: Connection, source: str, at: datetime, run_id: int | None = None, *, folded: bool = False
) -> Begun:
    """Takes the source's lease and records that a run has started. Raises `SourceBusy`.

    `run_id`: the number of the run, where it is known: one that is folded again. `folded`: it is no crawl, but a list
    that an archive holds.
    """
    leases.acquire(connection, source, leases.Holder.this())
    keep_history(connection, at)
    connection.execute(
        update(runs)
        .where(runs.c.source == source, runs.c.finished_at.is_(None), runs.c.verdict == "")
        .values(verdict=Verdict.FAILED.value, reason="interrupted: the process ended before the run was recorded")
    )
    newest = connection.execute(select(func.max(runs.c.started_at)).where(runs.c.source == source)).scalar()
    values = {"source": source, "started_at": at, "folded": int(folded)} | (
        {} if run_id is None else {"run_id": run_id}
    )
    key = connection.execute(insert(runs).values(values)).inserted_primary_key
    assert key is not None
    connection.execute(update(lease_table).where(lease_table.c.source == source).values(run_id=key[0]))
    complete = select(runs.c.started_at).where(
        runs.c.source == source, runs.c.verdict == Verdict.COMPLETE.value, runs.c.started_at <= at
    )
    return Begun(
        run_id=key[0],
        source=source,
        started_at=at,
        history=history(connection, source),
        newest=newest,
        paged=column_counts.shape_of(connection, source)[1],
        standing=unread_rows.standing(connection, source),
        last_complete=connection.execute(complete.order_by(runs.c.started_at.desc()).limit(1)).scalar(),
    )


def keep_history(connection: Connection, at: datetime) -> None:
    """Has `history` keep what changes from now on under a time."""
    connection.execute(_WRITING, {"at": at})


_WRITING = text(
    "INSERT INTO writing (writing_id, at) VALUES (1, :at) ON CONFLICT (writing_id) DO UPDATE SET at = excluded.at"
).bindparams(bindparam("at", type_=UtcTime()))


def history(connection: Connection, source: str) -> tuple[PastRun, ...]:
    """Finished runs of a source, newest first."""
    query = (
        select(runs.c.started_at, runs.c.finished_at, runs.c.verdict, runs.c.listed, runs.c.reason)
        .where(runs.c.source == source, runs.c.finished_at.is_not(None))
        .order_by(runs.c.started_at.desc(), runs.c.run_id.desc())
        .limit(REMEMBERED)
    )
    return tuple(
        PastRun(
            at=row.started_at,
            verdict=Verdict(row.verdict),
            listed=row.listed,
            codes=Reason.codes(row.reason),
            took=row.finished_at - row.started_at,
        )
        for row in connection.execute(query)
    )


def finish(
    connection: Connection,
    begun: Begun,
    judgement: Judgement,
    counts: Counts,
    *,
    census_at: datetime | None,
    at: datetime,
) -> None:
    """Records a run's end and gives its source back."""
    connection.execute(
        update(runs)
        .where(runs.c.run_id == begun.run_id)
        .values(
            census_at=census_at,
            finished_at=at,
            verdict=judgement.verdict.value,
            reason=str(judgement),
            **counts.columns(),
        )
    )
    leases.release(connection, begun.source, begun.run_id)


def note_archive(connection: Connection, run_id: int, archive: str) -> None:
    """Says of a run which record of which archive holds its list."""
    connection.execute(update(runs).where(runs.c.run_id == run_id).values(archive=archive))


def last_complete(connection: Connection, source: str) -> datetime | None:
    """When the source's last complete run started, UTC; None without one."""
    query = select(func.max(runs.c.started_at)).where(runs.c.source == source, _COMPLETE)
    return connection.execute(query).scalar()


def last_complete_runs(connection: Connection) -> dict[str, datetime]:
    """When each source's last complete run started; a source without one is left out."""
    query = select(runs.c.source, func.max(runs.c.started_at)).where(_COMPLETE).group_by(runs.c.source)
    return {row[0]: row[1] for row in connection.execute(query)}


def last_complete_times(connection: Connection) -> dict[str, timedelta]:
    """How long the longest of each source's last complete runs took; a source without one is left out.

    The last alone may have asked for the list and nothing else: then the night on which pages are due is longer.
    """
    place = func.row_number().over(partition_by=runs.c.source, order_by=runs.c.started_at.desc())
    last = (
        select(runs.c.source, runs.c.started_at, runs.c.finished_at, place.label("place"))
        .where(_COMPLETE, runs.c.finished_at.is_not(None))
        .subquery()
    )
    query = select(last.c.source, last.c.started_at, last.c.finished_at).where(last.c.place <= LAST)
    longest: dict[str, timedelta] = {}
    for source, started_at, finished_at in connection.execute(query):
        longest[source] = max(finished_at - started_at, longest.get(source, timedelta()))
    return longest


def first_complete_runs(connection: Connection) -> dict[str, datetime]:
    """When each source's first complete run started, likewise."""
    query = select(runs.c.source, func.min(runs.c.started_at)).where(_COMPLETE).group_by(runs.c.source)
    return {row[0]: row[1] for row in connection.execute(query)}


def last_declared_empty(connection: Connection, source: str, until: datetime) -> datetime | None:
    """When the last complete census of a source that listed nothing was taken, UTC; none after `until` counts."""
    taken = select(func.max(runs.c.census_at)).where(runs.c.source == source, _COMPLETE, runs.c.listed == 0)
    return connection.execute(taken.where(runs.c.census_at <= until)).scalar()


def newest_run(connection: Connection) -> datetime | None:
    """When the newest run of any source started; None when nothing was ever crawled."""
    return connection.execute(select(func.max(runs.c.started_at))).scalar()


_COMPLETE = runs.c.verdict == Verdict.COMPLETE.value
