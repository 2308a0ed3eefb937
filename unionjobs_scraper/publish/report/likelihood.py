"""How long something lasts, when beginning and end are known within bounds only: a maximum likelihood estimate.

The hazard is constant between some ages. A beginning lies anywhere between the census that did not see the job and the
one that did, an end likewise (doubly interval-censored: De Gruttola and Lagakos 1989). A list between the two that was
not whole and lacked the job is weighed by how probable that is of an open one (an examination that may err: Gu, Ma and
Balasubramanian 2015). A job that lasted shorter than the time between two censuses, or had ended before its board was
first looked at, was perhaps not seen: each job counts under the condition that it was (left truncation).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from unionjobs_scraper.publish.report.life_bounds import Bounds, Cell, middle

MOST_PIECES = 10
"""Pieces of constant hazard."""
ENDS_PER_PIECE = 25
"""Ended lives that a piece needs."""
CELL = 0.5
"""Days: the finest step of the ages that probabilities are summed over."""
NARROWEST = 1e-3
"""Days: what lies closer together counts as this far apart."""
ROUNDED = 8
"""Parts of a day to which bounds are rounded, so that lives with the same ones are computed once."""
STEPS = 100
"""Steps of the search at most; it needs about ten."""
NORMAL = 1.959964
"""Standard deviations on either side that hold 95% of a normal distribution."""
Array = Any


@dataclass(frozen=True, slots=True)
class Fitted:
    """The hazard by age."""

    knots: Array
    """The ages between which it is constant: 0, …, infinity."""
    logarithms: Array
    covariance: Array

    def survival(self, ages: Array, since: float) -> tuple[Array, Array, Array]:
        """The share that lasts to each age of those that last to `since`, and its 95% interval, low and high."""
        rates = np.exp(self.logarithms)
        exposed = _exposed(ages, self.knots) - _exposed(np.array([since]), self.knots)
        hazard, slope = exposed @ rates, exposed * rates
        variance = np.einsum("ij,jk,ik->i", slope, self.covariance, slope)
        spread = np.exp(np.minimum(NORMAL * np.sqrt(np.maximum(variance, 0)) / np.maximum(hazard, 1e-12), 50))
        return np.exp(-hazard), np.exp(-hazard * spread), np.exp(-hazard / spread)


def fit(lives: Sequence[Bounds]) -> Fitted:
    """The estimate from lives of which some have ended."""
    counted = Counter(map(_rounded, lives))
    known, times = list(counted), np.array(list(counted.values()), dtype=float)
    ended = np.array([np.isfinite(each.ends[-1].start + each.ends[-1].width) for each in known])
    entered = np.array([each.entered for each in known])
    lasted = np.array([_lasted(each, end) for each, end in zip(known, ended, strict=True)])
    edges = _edges(lasted.max() + 1)
    may, seen = _weights(edges, known)
    widths = np.array([2 * middle(each.begins) for each in known if not each.truncated])
    knots = _knots(np.repeat(lasted[ended], times[ended].astype(int)), widths)
    exposed = _exposed(edges, knots)
    start = np.log((ended * times).sum() / (times * np.maximum(lasted - entered, 1 / ROUNDED)).sum())
    return _searched(np.full(len(knots) - 1, start), knots, exposed, may, seen, times)


def _rounded(life: Bounds) -> Bounds:
    begins, ends = (tuple(Cell(*(_round(of) for of in cell)) for cell in cells) for cells in (life.begins, life.ends))
    return Bounds(begins, _round(life.least), ends, _round(life.entered), life.truncated)


def _round(value: float) -> float:
    return value if value == np.inf else round(value * ROUNDED) / ROUNDED


def _lasted(life: Bounds, ended: bool) -> float:
    """How long it lasted, about; so far, for one that has not ended."""
    begin = life.entered if life.truncated else middle(life.begins)
    return begin + life.least + (middle(life.ends) if ended else 0.0)


def _edges(last: float) -> Array:
    """Ages, the farther apart the older."""
    edges = [0.0]
    while edges[-1] < last:
        edges.append(edges[-1] + max(CELL, edges[-1] / 100))
    return np.array(edges)


def _exposed(ages: Array, knots: Array) -> Array:
    """How much of each piece an age has behind it."""
    return np.clip(ages[:, None] - knots[None, :-1], 0, np.diff(knots)[None, :])


def _weights(edges: Array, lives: Sequence[Bounds]) -> tuple[Array, Array]:
    """How probable what is known of each life is when it lasts to each age, and that it would be seen at all.

    Means over the ages between two edges, so that bounds which are closer than those count in full; the last is of
    every age after them.
    """
    may, seen = np.zeros((2, len(lives), len(edges)))
    for place, life in enumerate(lives):
        for begin in life.begins:
            apart = max(begin.width, NARROWEST)
            young = life.entered + begin.start
            seen[place] += begin.weight * (
                _since(edges, life.entered, np.inf) if life.truncated else _overlap(edges - young, apart, np.inf)
            )
            for end in life.ends:
                least, width = young + life.least + end.start, max(end.width, NARROWEST)
                part = _since(edges, least, width) if life.truncated else _overlap(edges - least, apart, width)
                may[place] += begin.weight * end.weight * part
    return may, seen


def _since(edges: Array, age: float, width: float) -> Array:
    """The share of each step of the ages that lies within `width` after an age."""
    return np.append(np.diff(np.clip(edges - age, 0, width)) / np.diff(edges), width == np.inf)


def _overlap(edges: Array, one: float, other: float) -> Array:
    """For how long the first `one` days and the `other` days before an age overlap: the mean of each step of the ages.

    Both begin at the age of 0; the second integral of two boxes is made of four parabolas.
    """
    parts = ((1, 0.0), (-1, one), (-1, other), (1, one + other))
    summed = sum(sign * np.maximum(edges - at, 0) ** 2 / 2 for sign, at in parts if at < np.inf)
    return np.append(np.maximum(np.diff(summed) / np.diff(edges), 0), one if other == np.inf else 0.0)


def _knots(ended: Array, widths: Array) -> Array:
    """Ages with as many ends between any two, none closer together than the censuses are."""
    pieces = int(np.clip(len(ended) // ENDS_PER_PIECE, 1, MOST_PIECES))
    apart = float(np.median(widths)) if len(widths) else 1.0
    knots = [0.0]
    for age in np.quantile(ended, np.linspace(0, 1, pieces + 1)[1:-1]) if pieces > 1 else ():
        if age - knots[-1] >= apart:
            knots.append(float(age))
    return np.array([*knots, np.inf])


def _searched(start: Array, knots: Array, exposed: Array, may: Array, seen: Array, times: Array) -> Fitted:
    """Climbs to the most likely hazard (Berndt, Hall, Hall and Hausman 1974)."""
    found, (likelihood, scores) = start, _likelihood(start, exposed, may, seen, times)
    for _ in range(STEPS):
        step = np.clip(np.linalg.solve(_information(scores, times), times @ scores), -2, 2)
        for halved in range(20):
            tried = _likelihood(found + step / 2**halved, exposed, may, seen, times)
            if tried[0] >= likelihood:
                break
        else:
            break
        gain, found = tried[0] - likelihood, found + step / 2**halved
        likelihood, scores = tried
        if gain < 1e-7:
            break
    return Fitted(knots, found, np.linalg.inv(_information(scores, times)))


def _information(scores: Array, times: Array) -> Array:
    return scores.T @ (scores * times[:, None]) + 1e-6 * np.eye(scores.shape[1])


def _likelihood(logarithms: Array, exposed: Array, may: Array, seen: Array, times: Array) -> tuple[float, Array]:
    """The logarithm of the likelihood, and each life's share in its slope."""
    rates = np.exp(logarithms)
    lasting = np.exp(-exposed @ rates)
    slope = -lasting[:, None] * exposed * rates
    ends, of_ends = np.append(lasting[:-1] - lasting[1:], lasting[-1]), np.vstack([slope[:-1] - slope[1:], slope[-1:]])
    one, other = (np.maximum(weight @ ends, 1e-300) for weight in (may, seen))
    scores = (may @ of_ends) / one[:, None] - (seen @ of_ends) / other[:, None]
    return float(times @ (np.log(one) - np.log(other))), scores
