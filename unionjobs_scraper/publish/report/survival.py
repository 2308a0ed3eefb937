"""How long jobs stay open: the share that still is, by age, from stretches whose ends are known within bounds."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from unionjobs_scraper.publish.report.life_bounds import Bounds, Cell, middle
from unionjobs_scraper.storage.queries.open_times import OpenTime

DAY = 86_400
ENOUGH_ENDED = 5
"""Ended stretches without which there is no curve."""
FEWEST_AT_RISK = 5
"""The curve begins and stops where fewer jobs than this are observed."""
NEGLIGIBLE = 1e-3
"""Share of the probability below which a part of the bounds is left out."""
FINE = 10
"""Parts of a day in which the median is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The estimate at one age."""

    day: int
    share: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """How long jobs stay open, in days; a median of None is not reached."""

    since: int
    """The age from which on enough jobs are observed: everything holds for jobs that were open so long."""
    median: float | None
    median_low: float | None
    median_high: float | None
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Lives:
    """Stretches as the estimate takes them in."""

    bounds: list[Bounds] = field(default_factory=list)
    ended: int = 0
    late: int = 0
    """Stretches that were there at a first census and state a date."""
    unknown: int = 0
    """Likewise without a date: their age is unknown, so they are left out."""

    def add(self, time: OpenTime) -> None:
        """Takes in a stretch; one that was found closed at first sight was never seen open, and is left out."""
        never_seen = time.closed_by is not None and time.closed_by <= time.open_by
        if time.open_after is None and (time.entry_age is None or never_seen):
            self.unknown += 1
        if never_seen or time.entry_age is None:
            return
        least = max(0, time.seen_until - time.open_by) / DAY
        width = math.inf if time.closed_by is None else (time.closed_by - time.seen_until) / DAY
        ends = _cells(width, [((at - time.seen_until) / DAY, chance) for at, chance in time.lacked_since])
        self.ended += time.closed_by is not None
        if time.open_after is None:
            self.late += 1
            noon = max(time.entry_age - 0.5, 0.0)  # the day on which it was posted is known, not the hour
            self.bounds.append(Bounds((Cell(0.0, 0.0, 1.0),), least, ends, noon, truncated=True))
        else:
            lacked = [((time.open_by - at) / DAY, chance) for at, chance in reversed(time.lacked_before)]
            begins = _cells((time.open_by - time.open_after) / DAY, lacked)
            self.bounds.append(Bounds(begins, least, ends, 0.0, truncated=False))


def _cells(width: float, lacks: Sequence[tuple[float, float]]) -> tuple[Cell, ...]:
    """Parts a time between a sighting and a proven absence at the lists in between that lacked the job."""
    cells, start, weight = [], 0.0, 1.0
    for at, chance in lacks:
        cells.append(Cell(start, at - start, weight))
        start, weight = at, weight * chance
    cells.append(Cell(start, width - start, weight))
    least = NEGLIGIBLE * sum(each.mass for each in cells)
    return tuple(each for each in cells if each.mass >= least)


def survival(lives: Lives) -> Survival | None:
    """The estimate; None where too few stretches have ended, or too few are observed at one age."""
    observed = _observed(lives)
    if lives.ended < ENOUGH_ENDED or not observed:
        return None
    import numpy as np  # here: it takes a while to load

    from unionjobs_scraper.publish.report.likelihood import fit

    since, last = observed[0][0], observed[-1][0]
    ages = np.arange(since * FINE, last * FINE + 1) / FINE
    curve = [found.tolist() for found in fit(lives.bounds).survival(ages, since)]
    medians = [_median(ages.tolist(), shares) for shares in curve]
    shown = zip(observed, *(shares[::FINE] for shares in curve), strict=True)
    return Survival(
        since=since,
        median=medians[0],
        median_low=medians[1],
        median_high=medians[2],
        steps=tuple(
            Step(day=day, share=share, low=low, high=high, at_risk=risk) for (day, risk), share, low, high in shown
        ),
    )


def _median(ages: Sequence[float], shares: Sequence[float]) -> float | None:
    place = bisect_left(shares, -0.5, key=lambda share: -share)
    return ages[place] if place < len(ages) else None


def _observed(lives: Lives) -> list[tuple[int, int]]:
    """The ages in days, without a gap, at which enough jobs are observed, and how many these are."""
    entered = sorted(each.entered for each in lives.bounds)
    left = sorted((each.entered or middle(each.begins)) + each.least for each in lives.bounds)
    return list(_enough(entered, left))


def _enough(entered: Sequence[float], left: Sequence[float]) -> Iterator[tuple[int, int]]:
    begun = False
    for day in range(int(left[-1]) + 2 if left else 0):
        at_risk = bisect_left(entered, day + 1e-9) - bisect_left(left, day)
        if at_risk >= FEWEST_AT_RISK:
            begun = True
            yield day, at_risk
        elif begun:
            return
