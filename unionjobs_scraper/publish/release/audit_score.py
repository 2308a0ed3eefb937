"""What an audit found: rates of false closings and of stale open postings, with intervals of 95 %.

A stratum's share of its population weighs its rate. The interval is Clopper and Pearson's (Biometrika 26, 1934) at the
effective sample size of the weights (L. Kish, Survey Sampling, 1965), as E. L. Korn and B. I. Graubard have it (Survey
Methodology 24, 1998): never narrower than for a simple sample, so that it holds for strata that differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, lgamma, log
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError

TAIL = 0.025
"""Probability on each side of an interval."""
_STEPS = 200
_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """What was found in one stratum."""

    name: str
    population: int
    judged: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One rate."""

    strata: tuple[Stratum, ...]
    unclear: int
    """Drawn items without an answer."""

    @property
    def n(self) -> int:
        """Items that were judged."""
        return sum(each.judged for each in self.strata)

    @property
    def wrong(self) -> int:
        """Of those, the wrong ones."""
        return sum(each.wrong for each in self.strata)

    def _weights(self) -> list[tuple[Stratum, float]]:
        """The strata that were judged, with their share of the population."""
        judged = [each for each in self.strata if each.judged]
        total = sum(each.population for each in judged)
        return [(each, each.population / total) for each in judged]

    @property
    def rate(self) -> float:
        """0 to 1; 0 where nothing was judged."""
        return sum(weight * each.wrong / each.judged for each, weight in self._weights())

    @property
    def interval(self) -> tuple[float, float]:
        """95 %; 0 to 1 where nothing was judged."""
        if not self.n:
            return 0.0, 1.0
        effective = 1 / sum(weight**2 / each.judged for each, weight in self._weights())
        return clopper_pearson(self.rate * effective, effective)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """An audit that was scored."""

    drawn_at: str
    seed: int
    closings: Found
    """Wrong: the posting was open."""
    opens: Found
    """Wrong: the posting was closed."""

    def told(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> Audit:
        """An audit that `told` wrote. Raises `SettingError`."""
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            found = {name: _found(known[name]) for name in ("closings", "opens")}
            return cls(drawn_at=str(known["drawn_at"]), seed=int(known["seed"]), **found)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingError(
                f"{path} holds no scored audit ({error}): scrapy audit score -o FILE writes one"
            ) from error


def _found(known: Mapping[str, Any]) -> Found:
    return Found(strata=tuple(Stratum(**each) for each in known["strata"]), unclear=int(known["unclear"]))


def audited(audit: Audit | None) -> Sequence[str]:
    """What a release says of it, in sentences."""
    if audit is None:
        return (
            "False closings: not measured, n = 0. No person has audited this record.",
            "Stale open postings: not measured, n = 0.",
        )
    return (
        _sentence("False closings", audit.closings, audit),
        _sentence("Stale open postings", audit.opens, audit),
    )


def _sentence(name: str, found: Found, audit: Audit) -> str:
    unclear = f"; {found.unclear} more could not be judged" if found.unclear else ""
    if not found.n:
        return f"{name}: not measured, n = 0{unclear}."
    low, high = found.interval
    return (
        f"{name}: {found.rate:.1%} (95 % interval {low:.1%} to {high:.1%}), n = {found.n}, {found.wrong} wrong, drawn"
        f" by strata from {sum(each.population for each in found.strata):,} on {audit.drawn_at[:10]}, judged by a"
        f" person{unclear}."
    )


def clopper_pearson(hits: float, n: float) -> tuple[float, float]:
    """The interval of 95 % for `hits` of `n`, neither of which need be whole."""
    low = 0.0 if hits <= 0 else _solved(lambda p: 1 - _beta(hits, n - hits + 1, 1 - p, swapped=True) - TAIL)
    high = 1.0 if hits >= n else _solved(lambda p: _beta(hits + 1, n - hits, p) - (1 - TAIL))
    return low, high


def _solved(difference: Callable[[float], float]) -> float:
    """Where an increasing function of a share is 0."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if difference(middle) < 0 else (low, middle)
    return (low + high) / 2


def _beta(a: float, b: float, x: float, *, swapped: bool = False) -> float:
    """The regularized incomplete beta function I_x(a, b); `swapped`: I_x(b, a)."""
    if swapped:
        a, b = b, a
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Its continued fraction, by Lentz's method (NIST Handbook of Mathematical Functions, 8.17.22)."""
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _apart(1 + step * d)
            c = _apart(1 + step / c)
            value *= c * d
    return value


def _apart(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
