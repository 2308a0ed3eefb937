"""How long something lasts, when beginning and end are known within bounds only: a maximum likelihood estimate.

The hazard is constant between some ages. A beginning lies anywhere between the census that did not see the job and the
one that did, an end likewise (doubly interval-censored: De Gruttola and Lagakos 1989). A job that lasted shorter than
the time between two censuses, or had ended before its board was first looked at, was perhaps not seen: each job counts
under the condition that it was (left truncation).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

MOST_PIECES = 10
"""Pieces of constant hazard."""
ENDS_PER_PIECE = 25
"""Ended lives that a piece needs."""
CELL = 0.5
"""Days: the finest step of the ages that probabilities are summed over."""
ROUNDED = 8
"""Parts of a day to which bounds are rounded, so that lives with the same ones are computed once."""
STEPS = 100
"""Steps of the search at most; it needs about ten."""
NORMAL = 1.959964
"""Standard deviations on either side that hold 95% of a normal distribution."""
Array = Any


class Bounds(NamedTuple):
    """What is known of one life, in days."""

    begin_width: float
    """From the census that did not see it to the one that did."""
    least: float
    """From that census to the last one that saw it."""
    end_width: float
    """From that one to the one that did not see it any more; infinite where it has not ended."""
    entered: float
    """Its age when it was first seen, where it was there at a first census; else 0."""
    truncated: bool
    """Whether it was there at a first census."""


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


def fit(lives: list[Bounds]) -> Fitted:
    """The estimate from lives of which some have ended."""
    table, times = np.unique(np.round(np.array(lives, dtype=float) * ROUNDED), axis=0, return_counts=True)
    width, least, end_width, entered, truncated = (table / ROUNDED).T
    truncated = table[:, 4] > 0
    ended = np.isfinite(end_width)
    middle = least + np.where(ended, end_width, 0) / 2 + np.where(truncated, entered, width / 2)
    edges = _edges(middle.max() + 1)
    ages = np.append((edges[1:] + edges[:-1]) / 2, 1e9)
    may, seen = _weights(ages, table / ROUNDED, truncated=truncated, ended=ended)
    knots = _knots(np.repeat(middle[ended], times[ended]), width[~truncated])
    exposed = _exposed(edges, knots)
    start = np.log((ended * times).sum() / (times * np.maximum(middle - entered, 1 / ROUNDED)).sum())
    return _searched(np.full(len(knots) - 1, start), knots, exposed, may, seen, times)


def _edges(last: float) -> Array:
    """Ages, the farther apart the older."""
    edges = [0.0]
    while edges[-1] < last:
        edges.append(edges[-1] + max(CELL, edges[-1] / 100))
    return np.array(edges)


def _exposed(ages: Array, knots: Array) -> Array:
    """How much of each piece an age has behind it."""
    return np.clip(ages[:, None] - knots[None, :-1], 0, np.diff(knots)[None, :])


def _weights(ages: Array, table: Array, *, truncated: Array, ended: Array) -> tuple[Array, Array]:
    """How probable what is known of each life is when it lasts to each age, and that it would be seen at all."""
    width, least, end_width, entered = (table[:, place, None] for place in range(4))
    open_end = np.where(ended[:, None], end_width, 1e12)
    apart = np.maximum(width, 1e-3)
    overlap = np.minimum(apart, ages - least) - np.maximum(0, ages - least - open_end)
    of_age = (ages >= entered + least) & (ages < entered + least + np.maximum(open_end, CELL))
    may = np.where(truncated[:, None], of_age, np.maximum(overlap, 0) / apart)
    seen = np.where(truncated[:, None], ages > entered, np.minimum(ages, apart) / apart)
    return may, seen


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
