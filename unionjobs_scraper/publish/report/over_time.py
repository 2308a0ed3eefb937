"""How many jobs were open at each of some points in time: surely, probably, and at most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from unionjobs_scraper.storage.queries.open_times import OpenTime

DAY = 86_400
MOST_POINTS = 400
"""Points that a line of a chart can show."""
GAP = 7 * DAY
"""Without a complete census for longer than this, a line is interrupted."""


class Open(NamedTuple):
    """Jobs open at a time (seconds since 1970)."""

    at: int
    sure: int
    middle: float
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What the chart of open jobs shows; times in seconds since 1970."""

    counts: list[Open]
    joined: list[int]
    """For each source that came later than the first day: its first complete census."""
    departed: list[int]
    """For each source that is no longer vouched for: until when it was."""
    gaps: list[tuple[int, int]]
    """Times longer than a week without a complete census of any source."""


class OpenJobs:
    """Counts stretches, of which no two of one job overlap."""

    def __init__(self, points: Sequence[int]) -> None:
        self.points = points
        self._sure, self._most = [0] * (len(points) + 1), [0] * (len(points) + 1)
        self._middle = [0.0] * len(points)

    def add(self, time: OpenTime) -> None:
        """Counts one stretch."""
        spans = ((time.open_by, time.sure_until), (time.possible_from, time.possible_until))
        for differences, (first, last) in zip((self._sure, self._most), spans, strict=True):
            begin, end = bisect_left(self.points, first), bisect_right(self.points, last)
            if begin < end:
                differences[begin] += 1
                differences[end] -= 1
        for place, share in time.open_at(self.points):
            self._middle[place] += share

    def counts(self) -> list[Open]:
        """The counts at each point."""
        columns = (accumulate(self._sure), (round(jobs, 1) for jobs in self._middle), accumulate(self._most))
        return [Open(*row) for row in zip(self.points, *columns, strict=False)]


def grid(first: int, last: int) -> list[int]:
    """Points that end at the last census, whole days apart, none before the first one, as many as a line can show."""
    step = DAY * max(1, -(-(last - first) // (DAY * MOST_POINTS)))
    return list(range(last, first - 1, -step))[::-1]


def gaps(complete: Mapping[str, Iterable[int]], now: int) -> list[tuple[int, int]]:
    """The times longer than a week in which no source had a complete census."""
    every = [*sorted(at for starts in complete.values() for at in starts), now]
    return [(one, next_one) for one, next_one in pairwise(every) if next_one - one > GAP]
