"""Spells of postings -> stretches of time in which a job was open, with what is certain and what is possible.

A posting was surely open from `open_by`, the census that saw it first, to `closed_after`, the last one that saw it.
It may have been open from `open_after` to `closed_by`. A job is open while any of its postings is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from unionjobs_scraper.storage.queries.report import Spell

FOREVER = 1 << 62
DAY = 86_400
MOST_POINTS = 400
"""Points that a line of a chart can show."""


class Stretch(NamedTuple):
    """A time in which some posting of a job was open without a gap that a census has shown; seconds since 1970."""

    open_after: int | None
    """None: it was there already at a first census."""
    open_by: int
    closed_after: int
    """When it was surely still open."""
    closed_by: int | None
    """None: it has not ended."""
    posted: int | None
    """The earliest date that its postings state."""


def stretches(spells: Iterable[Spell]) -> Iterator[Stretch]:
    """Joins the spells of one job that overlap, or whose bounds leave it possible."""
    ordered = sorted(spells, key=lambda spell: (_possible_start(spell), spell.open_by))
    joined: list[Spell] = []
    end = 0
    for spell in ordered:
        if joined and _possible_start(spell) >= end:
            yield _stretch(joined)
            joined = []
        end = max(end if joined else 0, FOREVER if spell.closed_by is None else spell.closed_by)
        joined.append(spell)
    if joined:
        yield _stretch(joined)


def _possible_start(spell: Spell) -> int:
    return spell.open_by if spell.open_after is None else spell.open_after


def _stretch(joined: Sequence[Spell]) -> Stretch:
    afters = [spell.open_after for spell in joined]
    ends = [spell.closed_by for spell in joined]
    return Stretch(
        open_after=None if None in afters else min(after for after in afters if after is not None),
        open_by=min(spell.open_by for spell in joined),
        closed_after=max(map(_seen_until, joined)),
        closed_by=None if None in ends else max(end for end in ends if end is not None),
        posted=min((spell.posted for spell in joined if spell.posted is not None), default=None),
    )


def _seen_until(spell: Spell) -> int:
    if spell.closed_by is None:
        return max(spell.last_seen, spell.open_by)
    return spell.open_by if spell.closed_after is None else spell.closed_after


class OpenJobs:
    """How many jobs were open at each of some points in time: surely, and at most."""

    def __init__(self, points: Sequence[int], carried: Mapping[str, int]) -> None:
        """`carried`: until when a source's open postings count as open, without a further complete run."""
        self.points = points
        self._carried = carried
        self._sure = [0] * (len(points) + 1)
        self._possible = [0] * (len(points) + 1)

    def add(self, spells: Sequence[Spell]) -> None:
        """Counts one job, all of whose spells these are."""
        self._count(self._sure, [self._sure_time(spell) for spell in spells])
        self._count(self._possible, [_possible_time(spell) for spell in spells])

    def _sure_time(self, spell: Spell) -> tuple[int, int]:
        until = _seen_until(spell)
        if spell.closed_by is None:
            until = max(until, self._carried.get(spell.source, 0))
        else:
            until = min(until, spell.closed_by - 1)  # found closed at first sight: it was never seen open
        return spell.open_by, until

    def _count(self, differences: list[int], times: list[tuple[int, int]]) -> None:
        end = -1  # index of the first point after everything that has been counted
        for start, until in sorted(times):
            first = max(bisect_left(self.points, start), end)
            last = bisect_right(self.points, until)
            if last > first:
                differences[first] += 1
                differences[last] -= 1
                end = last

    def counts(self) -> list[tuple[int, int, int]]:
        """(time, surely open, at most open) for each point."""
        sure, possible = accumulate(self._sure), accumulate(self._possible)
        return list(zip(self.points, sure, possible, strict=False))


def _possible_time(spell: Spell) -> tuple[int, int]:
    """Both ends within: at `open_after` it was not there yet, at `closed_by` no more."""
    start = spell.open_by if spell.open_after is None else min(spell.open_after + 1, spell.open_by)
    return start, FOREVER if spell.closed_by is None else spell.closed_by - 1


def grid(first: int, now: int) -> list[int]:
    """Points in time that end now, whole days apart, none before the first census and no more than a line can show."""
    step = DAY * max(1, -(-(now - first) // (DAY * MOST_POINTS)))
    return list(range(now, first - 1, -step))[::-1]
