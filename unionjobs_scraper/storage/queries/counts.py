"""Counts of jobs, week by week: how many were open, how many opened and closed; made from the stretches.

The stock is counted at the end of each week in which a complete census was made, the flows since the week before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from unionjobs_scraper.lifecycle.status import UNKNOWN_AFTER
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.queries import pay
from unionjobs_scraper.storage.queries.open_times import FOREVER, OpenTime, open_times
from unionjobs_scraper.storage.queries.seconds import Seconds
from unionjobs_scraper.storage.schema import jobs, postings, runs

DECIMALS = 4
WEEK = 7 * 86_400
MONDAY = 4 * 86_400
"""The first one after 1 January 1970."""
Cell = tuple[str, str, str, str]
"""Union, job family, country, region."""


class Count(NamedTuple):
    """A row of `--table counts`."""

    week: date
    union_abbr: str
    job_family: str
    country: str
    region: str
    days: float
    sources: int
    open_min: int
    open_mid: float
    open_max: int
    opened: float
    joined: float
    closed: float
    lost: float
    pay_stated: float
    panel_open: float
    panel_opened: float
    panel_closed: float
    linked_before: float | None
    linked_now: float | None


TALLIES = Count._fields[Count._fields.index("open_min") :]


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks in which a complete census was made, and which sources were watched at the end of each."""

    ends: Sequence[int]
    """When the stock is counted, in seconds since 1970: the week's end, or the newest complete run before it."""
    begins: int
    """When the first complete run started."""
    watched: Sequence[frozenset[str]]

    @property
    def panel(self) -> frozenset[str]:
        """The sources that were watched in every week."""
        return frozenset.intersection(*self.watched) if self.watched else frozenset()

    def linked(self, place: int) -> frozenset[str]:
        """The sources that were watched at the end of a week and of the one before it."""
        return self.watched[place] & self.watched[place - 1] if place else frozenset()


def weeks(complete: Mapping[str, Sequence[int]], carried: Mapping[str, int]) -> Weeks:
    """The weeks of complete runs (their starts, by source); `carried`: until when a source is believed."""
    every = sorted(at for starts in complete.values() for at in starts)
    ends = sorted({min((at - MONDAY) // WEEK * WEEK + MONDAY + WEEK, every[-1]) for at in every})
    watched = [
        frozenset(source for source, starts in complete.items() if min(starts) <= at <= carried[source]) for at in ends
    ]
    return Weeks(ends=ends, begins=every[0] if every else 0, watched=watched)


def believed(connection: Connection, sources: Collection[str]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """The starts of each source's complete runs, in their order, and until when its open postings count as open."""
    query = select(runs.c.source, Seconds(runs.c.started_at)).where(runs.c.verdict == Verdict.COMPLETE.value)
    query = query.order_by(runs.c.started_at)
    complete = defaultdict(list)
    for source, at in connection.execute(query):
        complete[source].append(at)
    more = int(UNKNOWN_AFTER.total_seconds())
    return dict(complete), {each: max(at) + (more if each in sources else 0) for each, at in complete.items()}


@dataclass(slots=True)
class _Tally:
    """Sums by week and cell."""

    weeks: Weeks
    sums: dict[tuple[int, Cell], list[float]] = field(default_factory=dict)

    def add(self, name: str, place: int, cell: Cell, jobs: float = 1) -> None:
        of_cell = self.sums.setdefault((place, cell), [0] * len(TALLIES))
        of_cell[TALLIES.index(name)] += jobs

    def stock(self, name: str, cell: Cell, first: int, last: int) -> None:
        """Counts a job at the end of every week between two times."""
        for place in range(bisect_left(self.weeks.ends, first), bisect_right(self.weeks.ends, last)):
            self.add(name, place, cell)

    def take(self, time: OpenTime, cell: Cell, pay_since: float) -> None:
        """Counts one stretch; one that had ended before its board was first looked at is none."""
        if time.open_after is None and not time.was_seen:
            return
        self.stock("open_min", cell, time.open_by, time.sure_until)
        self.stock("open_max", cell, time.possible_from, time.possible_until)
        in_panel = bool(self.weeks.panel & time.sources)
        for place, share in time.open_at(self.weeks.ends):
            self.add("open_mid", place, cell, share)
            if self.weeks.ends[place] >= pay_since:
                self.add("pay_stated", place, cell, share)
            if in_panel:
                self.add("panel_open", place, cell, share)
            if self.weeks.linked(place) & time.sources:
                self.add("linked_now", place, cell, share)
            if place + 1 < len(self.weeks.ends) and self.weeks.linked(place + 1) & time.sources:
                self.add("linked_before", place + 1, cell, share)
        began = "joined" if time.open_after is None else "opened"
        last = time.believed_until if time.closed_by is None else FOREVER
        self._flow(began, cell, time.begun, time.possible_from, FOREVER, in_panel=in_panel)
        closed = self._flow("closed", cell, time.ended, time.seen_until, last, in_panel=in_panel)
        if (place := bisect_right(self.weeks.ends, last)) < len(self.weeks.ends):
            self.add("lost", place, cell, 1 - closed)

    def _flow(
        self, name: str, cell: Cell, by: Callable[[float], float], since: int, until: int, *, in_panel: bool
    ) -> float:
        """Counts an event in the weeks in which it may have happened, in each with its probability; gives their sum."""
        before = 0.0
        for place in range(bisect_left(self.weeks.ends, since), bisect_right(self.weeks.ends, until)):
            share = by(self.weeks.ends[place])
            if share > before:
                self.add(name, place, cell, share - before)
                if in_panel and f"panel_{name}" in TALLIES:
                    self.add(f"panel_{name}", place, cell, share - before)
            before = share
            if share == 1:
                break
        return before

    def rows(self) -> Iterator[Count]:
        """Every week that has a row, cell by cell; one without jobs has a row of zeros, so that it is no gap."""
        by_week: dict[int, list[Cell]] = defaultdict(list)
        for place, cell in self.sums:
            by_week[place].append(cell)
        for place, end in enumerate(self.weeks.ends):
            before = self.weeks.ends[place - 1] if place else self.weeks.begins
            week = datetime.fromtimestamp((end - 1 - MONDAY) // WEEK * WEEK + MONDAY, UTC).date()
            for cell in sorted(by_week.get(place) or [("", "", "", "")]):
                found = self.sums.get((place, cell), [0] * len(TALLIES))
                sums = {name: round(jobs, DECIMALS) for name, jobs in zip(TALLIES, found, strict=True)}
                linked = {} if place else {"linked_before": None, "linked_now": None}
                days, sources = round((end - before) / 86_400, 4), len(self.weeks.watched[place])
                yield Count(week, *cell, days, sources, **(sums | linked))  # type: ignore[arg-type]


def counts(connection: Connection, sources: Collection[str]) -> Iterator[Count]:
    """The rows of the table; `sources`: those that are crawled."""
    complete, carried = believed(connection, sources)
    tally = _Tally(weeks(complete, carried))
    cells, paid = _cells(connection), _pay_since(connection)
    for time in open_times(connection, carried):
        tally.take(time, cells[time.job_id], paid.get(time.job_id, FOREVER))
    yield from tally.rows()


def _cells(connection: Connection) -> dict[str, Cell]:
    query = select(jobs.c.job_id, *(func.coalesce(jobs.c[name], "") for name in Count._fields[1:5]))
    shared: dict[Cell, Cell] = {}
    return {row[0]: shared.setdefault(cell := tuple(row[1:]), cell) for row in connection.execute(query)}


def _pay_since(connection: Connection) -> dict[str, int]:
    """When each job that states pay was first seen to do so."""
    since = func.min(Seconds(pay.first_stated()))
    joined = postings.outerjoin(pay.edits, pay.edits.c.posting_id == postings.c.posting_id)
    query = select(postings.c.job_id, since).select_from(joined).group_by(postings.c.job_id).having(since.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query)}
