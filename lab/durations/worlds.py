"""Simulated boards: jobs that open evenly and last as long as a law says, seen by censuses so many days apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import log
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


def world(seed: int, law: Law, cadence: int) -> Iterator[OpenTime]:
    """What censuses `cadence` days apart see; the first one finds jobs of every age."""
    dice = Random(f"{seed}-{law.name}")  # noqa: S311  # to be repeated, not guessed
    looks = range(0, DAYS, cadence)
    begins = -float(BEFORE)
    while (begins := begins + dice.expovariate(A_DAY)) < DAYS:
        ends, dated = begins + law.draw(dice), dice.random() < DATED
        seen, gone = bisect_left(looks, begins), bisect_left(looks, ends)
        if seen < min(gone, len(looks)):
            yield _stretch(looks, seen, gone, -begins if dated else None)


def _stretch(looks: range, seen: int, gone: int, age: float | None) -> OpenTime:
    after = looks[seen - 1] * DAY if seen else None
    until, by = looks[gone - 1] * DAY, looks[gone] * DAY if gone < len(looks) else None
    # a stated date is a day's beginning
    known = 0.0 if seen else None if age is None else float(-(-age // 1))
    return OpenTime("job", after, looks[seen] * DAY, until, by, known, frozenset({"board"}), 0)
