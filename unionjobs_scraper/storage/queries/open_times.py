"""The stretches as numbers: when each may have been open, when it surely was, and how probable it is between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from unionjobs_scraper.storage.queries.seconds import Seconds
from unionjobs_scraper.storage.queries.stretches import BETWEEN, stretches

FOREVER = 1 << 62
SURE = 6 * 3600
"""Seconds for which a job counts as surely open after it was last listed: the boards of one night take so long."""
FETCHED = 5000
"""Rows held in memory at a time."""


class OpenTime(NamedTuple):
    """One stretch; times in seconds since 1970."""

    job_id: str
    open_after: int | None
    open_by: int
    seen_until: int
    closed_by: int | None
    entry_age: float | None
    """Days: how old it was when it came under observation; None where that is not known."""
    sources: frozenset[str]
    carried: int
    """Until when its sources vouch for it, where it has not ended."""

    @property
    def sure_until(self) -> int:
        """The last second at which it was surely open; before `open_by` for one found closed at first sight."""
        if self.closed_by is None:
            return max(self.seen_until, min(self.carried, self.seen_until + SURE))
        return min(self.seen_until, self.closed_by - 1)

    @property
    def believed_until(self) -> int:
        """Until when one that has not ended counts as open."""
        return max(self.seen_until, self.carried)

    @property
    def possible_from(self) -> int:
        """The first second at which it may have been open."""
        return self.open_by if self.open_after is None else min(self.open_after + 1, self.open_by)

    @property
    def possible_until(self) -> int:
        """The last second at which it may have been open."""
        return FOREVER if self.closed_by is None else self.closed_by - 1

    @property
    def was_seen(self) -> bool:
        """Whether it was ever seen open: not where it was found closed at first sight."""
        return self.closed_by is None or self.closed_by > self.open_by

    def begun(self, at: float) -> float:
        """How probable it is that it had opened by a time: any moment between its bounds is as probable."""
        if self.open_after is None or not self.was_seen:
            return float(at >= self.open_by)
        return _share(self.open_after, self.open_by, at)

    def ended(self, at: float) -> float:
        """How probable it is that it had closed by a time, or that no source vouched for it any longer."""
        if self.closed_by is None:
            return float(at > self.believed_until)
        return _share(self.seen_until, self.closed_by, at)

    def open_at(self, points: Sequence[int]) -> Iterator[tuple[int, float]]:
        """At which of some times it may have been open (their places), and how probable that is."""
        last = self.believed_until if self.closed_by is None else self.closed_by
        for place in range(bisect_left(points, self.possible_from), bisect_right(points, last)):
            if share := self.begun(points[place]) - self.ended(points[place]):
                yield place, share


def _share(begin: int, end: int, at: float) -> float:
    return float(at >= end) if begin >= end else min(1.0, max(0.0, (at - begin) / (end - begin)))


def open_times(connection: Connection, carried: Mapping[str, int]) -> Iterator[OpenTime]:
    """Streams every stretch; `carried`: until when a source's open postings count as open."""
    one = stretches.c
    times = (Seconds(one[name]) for name in ("open_after", "open_by", "seen_until", "closed_by"))
    query = select(one.job_id, *times, one.entry_age, one.every_source, one.open_sources)
    for job_id, after, by, seen, closed, age, every, still in connection.execution_options(yield_per=FETCHED).execute(
        query
    ):
        until = max((carried.get(source, 0) for source in (still or "").split(BETWEEN)), default=0)
        yield OpenTime(job_id, after, by, seen, closed, age, frozenset(every.split(BETWEEN)), until)
