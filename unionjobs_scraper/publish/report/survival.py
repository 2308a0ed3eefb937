"""How long jobs stay open: the Kaplan-Meier estimate from stretches whose ends are known within bounds."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from unionjobs_scraper.publish.report.intervals import DAY, Stretch

ENOUGH_ENDED = 5
"""Ended stretches without which there is no curve."""
FEWEST_AT_RISK = 5
"""The curve stops where fewer jobs than this are still observed."""
INSTANT = 1 / DAY
"""Days that a stretch lasts at least, so that it is observed at all."""


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

    median: float | None
    median_low: float | None
    median_high: float | None
    shortest: float | None
    """The median if every stretch were as short as its bounds allow."""
    longest: float | None
    """Likewise as long."""
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Lives:
    """Durations in days, one per stretch: as short as can be, in the middle, as long as can be."""

    ended: array[int] = field(default_factory=lambda: array("b"))
    entered: array[float] = field(default_factory=lambda: array("d"))
    """The age at which observation begins; not 0 for a job that was there at a first census."""
    middle: array[float] = field(default_factory=lambda: array("d"))
    shortest: array[float] = field(default_factory=lambda: array("d"))
    longest: array[float] = field(default_factory=lambda: array("d"))
    late: int = 0
    """Stretches that were there at a first census and state a date."""
    unknown: int = 0
    """Likewise without a date: their age is unknown, so they are left out."""

    def add_all(self, found: Iterable[Stretch]) -> None:
        """Takes in stretches."""
        for stretch in found:
            starts = self._starts(stretch)
            if starts is None:
                self.unknown += 1
                continue
            self.late += stretch.open_after is None
            entry = (stretch.open_by - starts[1]) / DAY if stretch.open_after is None else 0.0
            until = stretch.closed_after if stretch.closed_by is None else stretch.closed_by
            ends = (stretch.closed_after, (stretch.closed_after + until) / 2, until)
            lengths = [(end - start) / DAY for start, end in zip(starts, ends, strict=True)]
            self.ended.append(stretch.closed_by is not None)
            self.entered.append(entry)
            for column, length in zip((self.shortest, self.middle, self.longest), lengths, strict=True):
                column.append(max(length, entry + INSTANT))

    @staticmethod
    def _starts(stretch: Stretch) -> tuple[float, float, float] | None:
        """The latest, the middle and the earliest beginning."""
        if stretch.open_after is not None:
            return stretch.open_by, (stretch.open_after + stretch.open_by) / 2, stretch.open_after
        never_seen_open = stretch.closed_by is not None and stretch.closed_by <= stretch.open_by
        if stretch.posted is None or stretch.posted > stretch.open_by or never_seen_open:
            return None
        noon = min(stretch.posted + DAY // 2, stretch.open_by)
        return noon, noon, noon


def survival(lives: Lives) -> Survival | None:
    """The estimate; None where too few stretches have ended."""
    if sum(lives.ended) < ENOUGH_ENDED:
        return None
    fitted = _fitted(lives, lives.middle)
    low, high = _medians_of_band(fitted)
    return Survival(
        median=_number(fitted.median_survival_time_),
        median_low=low,
        median_high=high,
        shortest=_number(_fitted(lives, lives.shortest).median_survival_time_),
        longest=_number(_fitted(lives, lives.longest).median_survival_time_),
        steps=tuple(_steps(fitted)),
    )


def _fitted(lives: Lives, durations: Sequence[float]) -> Any:
    from lifelines import KaplanMeierFitter  # here: it takes seconds to load

    entered = lives.entered if any(lives.entered) else None
    return KaplanMeierFitter().fit(durations, event_observed=lives.ended, entry=entered)


def _medians_of_band(fitted: Any) -> tuple[float | None, float | None]:
    from lifelines.utils import median_survival_times

    band = median_survival_times(fitted.confidence_interval_)
    low, high = (float(value) for value in band.iloc[0])
    return _number(low), _number(high)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _steps(fitted: Any) -> Iterable[Step]:
    """The curve on whole days, as far as enough jobs are observed."""
    times = [float(time) for time in fitted.survival_function_.index]
    shares = [float(value) for value in fitted.survival_function_.iloc[:, 0]]
    lows, highs = ([float(value) for value in fitted.confidence_interval_.iloc[:, side]] for side in (0, 1))
    table = fitted.event_table
    at_risk = [int(value) for value in table["at_risk"]]
    enough = [time for time, risk in zip(table.index, at_risk, strict=True) if risk >= FEWEST_AT_RISK]
    for age in range(int(enough[-1] if enough else 0) + 1):
        place = bisect_right(times, float(age)) - 1
        share = shares[place]
        later = bisect_right(times, float(age) - 1e-9)
        yield Step(
            day=age,
            share=share,
            low=_or(lows[place], share),
            high=_or(highs[place], share),
            at_risk=at_risk[min(later, len(at_risk) - 1)],
        )


def _or(value: float, otherwise: float) -> float:
    """A bound that the formula has none for (before the first end) is the estimate itself."""
    return value if math.isfinite(value) else otherwise
