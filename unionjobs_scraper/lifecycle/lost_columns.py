"""Columns that used to be filled and no longer are: a site has changed, and its pages still look well.

Compared are the postings that were read lately with those read before, over the last `LOOKBACK`. A column is lost
when it was filled in at least `USED_TO_BE` of the earlier postings, is now in less than half of that share, and what
is seen now would come by chance, were all as before, less than once in a thousand runs: the probability of so few
filled ones under the beta-binomial distribution that the earlier postings give (Jeffreys' prior: few earlier
postings prove little), divided among the ways to split the past. That takes five postings without pay on a board
whose last twelve all had it, and twelve where 40 in the last 100 had none. It assumes that postings are independent;
six at once of one employer that never names pay are not. Hence it warns and changes nothing.

What one run can show: a loss in the rows of the list, at once, as every row then differs and is read again; a loss
on the postings' own pages from the new and changed ones of the run, those that are read again after
REFRESH_AFTER_DAYS and, where the list page is built otherwise than before (`shape`), five more that are read for
this. What it cannot: a change of the postings' pages alone, while the list stays as it was and fewer than about
five postings are new. Those runs add up: it is told when enough of them have been read, after a week at the latest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, lgamma

WATCHED = (
    "employer",
    "union_abbr",
    "department",
    "location_text",
    "locations",
    "workplace",
    "employment_type",
    "salary_min",
    "salary_text",
    "date_posted",
    "valid_through",
    "apply_url",
    "description",
)
"""The columns whose disappearance says that a site has changed: what is read, and what is derived from it."""
LOOKBACK = timedelta(days=60)
"""A loss that has lasted for most of this is how the site is."""
SPLITS = 14
"""Newest runs that can be what is compared with the runs before them."""
USED_TO_BE = 0.6
FEW = 5
"""Fewer postings say nothing."""
CHANCE = 1e-3
"""Of a false alarm, for a column in a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one run read."""

    run_id: int
    at: datetime
    """When the run started, UTC."""
    read: int
    filled: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How full a column is, against its past."""

    name: str
    before: float | None
    """Share of the earlier postings in which it was filled; None: there are none."""
    read: int
    """Postings read lately."""
    filled: int
    """Those of them in which it is filled."""
    since: datetime
    """Start of the first run that counts as lately, UTC."""
    lost: bool

    def __str__(self) -> str:
        return (
            f"{self.name} was filled in {self.before or 0:.0%} of the postings read before {self.since:%Y-%m-%d},"
            f" now in {self.filled} of {self.read}: has the site changed?"
        )


def columns(readings: Sequence[Reading]) -> list[Column]:
    """Every watched column of a source against its past; `readings` newest first."""
    return [_column(name, readings) for name in WATCHED] if readings else []


def _column(name: str, readings: Sequence[Reading]) -> Column:
    splits = list(_splits(name, readings))
    newest = splits[0]
    found = [(_chance(split, before), split) for split, before in splits if _fallen(split, newest[0])]
    if found:
        chance, split = min(found, key=lambda each: each[0])
        if chance < CHANCE / SPLITS:
            return replace(split, lost=True)
    return next((split for split, _ in splits if split.read >= FEW), splits[-1][0])


def _splits(name: str, readings: Sequence[Reading]) -> Iterator[tuple[Column, tuple[int, int]]]:
    """The column in the newest runs, with what was filled and read before; ever more runs as the newest."""
    for count in range(1, min(SPLITS, len(readings)) + 1):
        lately, before = readings[:count], readings[count:]
        (filled, read), past = _counted(name, lately), _counted(name, before)
        share = past[0] / past[1] if past[1] else None
        yield Column(name=name, before=share, read=read, filled=filled, since=lately[-1].at, lost=False), past


def _counted(name: str, readings: Sequence[Reading]) -> tuple[int, int]:
    """How many postings have the column filled, and how many were read."""
    return sum(each.filled.get(name, 0) for each in readings), sum(each.read for each in readings)


def _fallen(split: Column, newest: Column) -> bool:
    """Whether a column that used to be filled is so in less than half as many; also in the newest run alone."""
    if split.before is None or split.before < USED_TO_BE or split.read < FEW:
        return False
    return all(each.filled < each.read * split.before / 2 for each in (split, newest))


def _chance(split: Column, before: tuple[int, int]) -> float:
    """How probable so few filled ones are, if the site is as it was."""
    filled, read = before
    return few_of(split.filled, split.read, filled + 0.5, read - filled + 0.5)


def few_of(most: int, tried: int, alpha: float, beta: float) -> float:
    """The probability of at most `most` hits in `tried` draws, beta-binomial."""

    def one(hits: int) -> float:
        ways = lgamma(tried + 1) - lgamma(hits + 1) - lgamma(tried - hits + 1)
        return exp(ways + _beta(alpha + hits, beta + tried - hits) - _beta(alpha, beta))

    return sum(map(one, range(most + 1)))


def _beta(one: float, other: float) -> float:
    return lgamma(one) + lgamma(other) - lgamma(one + other)
