"""Simulated boards: jobs that open evenly and last as long as a law says, seen by censuses so many days apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log
from random import Random
from typing import Final

from unionjobs_scraper.storage.queries.open_times import OpenTime

DAY: Final = 86_400
DAYS: Final = 200
"""How long each board is looked at."""
BEFORE: Final = 300
"""Days before the first census since when jobs have opened."""
A_DAY: Final = 3.0
"""Jobs that open a day, on average."""
DATED: Final = 0.5
"""Share of the jobs that state the day on which they were posted."""


@dataclass(frozen=True, slots=True)
class Law:
    """How long jobs last."""

    name: str
    median: float
    draw: Callable[[Random], float]


LAWS: Final[Mapping[str, Law]] = {
    law.name: law
    for law in (
        Law("constant hazard, mean 40 days", 40 * log(2), lambda dice: dice.expovariate(1 / 40)),
        Law("rising hazard (Weibull, 1.5)", 45 * log(2) ** (1 / 1.5), lambda dice: dice.weibullvariate(45, 1.5)),
        Law("falling hazard (Weibull, 0.8)", 40 * log(2) ** (1 / 0.8), lambda dice: dice.weibullvariate(40, 0.8)),
    )
}


def jobs(seed: int, law: Law) -> Iterator[tuple[float, float, bool]]:
    """When each job of a world begins and ends, in days since the first census, and whether it states its date."""
    dice = Random(f"{seed}-{law.name}")  # noqa: S311  # to be repeated, not guessed
    begins = -float(BEFORE)
    while (begins := begins + dice.expovariate(A_DAY)) < DAYS:
        yield begins, begins + law.draw(dice), dice.random() < DATED


def world(seed: int, law: Law, cadence: float) -> Iterator[OpenTime]:
    """What censuses `cadence` days apart see; the first one finds jobs of every age."""
    looks = [nth * cadence for nth in range(int(DAYS / cadence))]
    for begins, ends, dated in jobs(seed, law):
        seen, gone = bisect_left(looks, begins), bisect_left(looks, ends)
        if seen < min(gone, len(looks)):
            yield _stretch(looks, seen, gone, -begins if dated else None)


def exact_median(seed: int, law: Law) -> float:
    """What Kaplan and Meier's estimate makes of the same jobs where each beginning and end is known to the second."""
    last = DAYS - 1.0
    lives = [
        (max(0.0, -begins), min(ends, last) - begins, ends)
        for begins, ends, dated in jobs(seed, law)
        if ends > 0 and begins < last and (begins >= 0 or dated)
    ]
    entered, left = sorted(life[0] for life in lives), sorted(life[1] for life in lives)
    share = 1.0
    for _, age, ends in sorted(lives, key=lambda life: life[1]):
        if ends <= last:
            share *= 1 - 1 / (bisect_left(entered, age) - bisect_left(left, age))
            if share <= 0.5:
                return age
    return inf


def _stretch(looks: Sequence[float], seen: int, gone: int, age: float | None) -> OpenTime:
    at = [round(look * DAY) for look in looks[max(seen - 1, 0) : gone + 1]]
    after = at[0] if seen else None
    until, by = (at[-2], at[-1]) if gone < len(looks) else (at[-1], None)
    # a stated date is a day's beginning
    known = 0.0 if seen else None if age is None else float(-(-age // 1))
    return OpenTime("job", after, at[1] if seen else at[0], until, by, known, frozenset({"board"}), 0)
