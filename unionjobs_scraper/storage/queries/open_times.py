"""The stretches as numbers: when each may have been open, when it surely was, and how probable it is between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.storage.queries.looks import (
    Lacks,
    Look,
    Points,
    closing,
    lacked_before,
    lacked_since,
    looks,
    opening,
)
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
    opening: Points = ()
    """How probable it is by each time that it had opened, where looks between its bounds tell."""
    closing: Points = ()
    """Likewise that it had closed; for one on which nothing is proven yet too."""
    lacked_before: Lacks = ()
    """The lists before `open_by` that it was not on, and closed nothing by that."""
    lacked_since: Lacks = ()
    """Those after `seen_until`."""

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
        """How probable it is that it had opened by a time: any moment between its bounds is, unless looks tell more."""
        if at >= self.open_by or self.open_after is None or not self.was_seen:
            return float(at >= self.open_by)
        return _share(self.opening or ((self.open_after, 0.0), (self.open_by, 1.0)), at)

    def ended(self, at: float) -> float:
        """How probable it is that it had closed by a time."""
        if at < self.seen_until or (self.closed_by is None and not self.closing):
            return 0.0
        if self.closed_by is None:
            return _share(self.closing, at)
        return _share(self.closing or ((self.seen_until, 0.0), (self.closed_by, 1.0)), at)

    def open_at(self, points: Sequence[int]) -> Iterator[tuple[int, float]]:
        """At which of some times it may have been open (their places), and how probable that is."""
        last = self.believed_until if self.closed_by is None else self.closed_by
        for place in range(bisect_left(points, self.possible_from), bisect_right(points, last)):
            if share := self.begun(points[place]) - self.ended(points[place]):
                yield place, share


def _share(points: Points, at: float) -> float:
    """Where a time lies between the points."""
    place = bisect_right(points, at, key=lambda point: point[0])
    if place in (0, len(points)):
        return points[-1][1] if place else 0.0
    (begin, low), (end, high) = points[place - 1], points[place]
    return low + (high - low) * (at - begin) / (end - begin)


def open_times(connection: Connection, carried: Mapping[str, int]) -> Iterator[OpenTime]:
    """Streams every stretch; `carried`: until when a source's open postings count as open."""
    one, seen_by = stretches.c, looks(connection)
    times = (Seconds(one[name]) for name in ("open_after", "open_by", "seen_until", "closed_by"))
    query = select(
        one.job_id, *times, one.entry_age, one.every_source, one.open_sources, one.stretch, one.closed_reason
    )
    for job_id, after, by, seen, closed, age, every, still, nth, reason in connection.execution_options(
        yield_per=FETCHED
    ).execute(query):
        until = max((carried.get(source, 0) for source in (still or "").split(BETWEEN)), default=0)
        sources = frozenset(every.split(BETWEEN))
        # which of several boards would have shown it first or last is not known
        found = seen_by.get(next(iter(sources)), ()) if len(sources) == 1 else ()
        yield weighed(OpenTime(job_id, after, by, seen, closed, age, sources, until), found, nth, reason)


def weighed(time: OpenTime, found: Sequence[Look], stretch: int, closed_reason: str) -> OpenTime:
    """A stretch with what the looks of its one board tell of its beginning and its end; `stretch`: its number."""
    if not found:
        return time
    after, by, seen, closed = time.open_after, time.open_by, time.seen_until, time.closed_by
    # a return is recorded by complete runs only, and what a page said first may have been listed on
    before = lacked_before(after, by, found) if stretch == 1 and after is not None else ()
    since = lacked_since(seen, closed, found) if closed_reason != ClosedReason.MARKED else ()
    begins = opening(after, by, before) if after is not None else ()
    return time._replace(opening=begins, closing=closing(seen, closed, since), lacked_before=before, lacked_since=since)
