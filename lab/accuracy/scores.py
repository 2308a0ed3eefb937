"""Counting: precision, recall, exact match, their 95 % intervals, and the average over employers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from math import sqrt

from lab.accuracy.cases import Case

MASK = re.compile(r"\[(?:name|e-mail|telephone)[^\]\n]{0,20}\]")
"""What a redaction puts in place of a contact."""
_TOKEN = re.compile(rf"{MASK.pattern}|\w+|[^\w\s]")
_Z = 1.959964  # two-sided 95 %


class Outcome(StrEnum):
    """What a cell is beside its label. Wrong is worse than empty."""

    RIGHT = "right"
    """As labelled; a cell that should be empty and is, among them."""
    WRONG = "wrong"
    """Filled with something else, or filled where nothing is stated."""
    EMPTY = "empty"
    """Not filled, though something is stated."""


def outcome(found: str, want: str, *, right: bool) -> Outcome:
    """Judge a cell: `right` tells whether *found* and *want* agree."""
    return Outcome.RIGHT if right else Outcome.WRONG if found else Outcome.EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A case with the cell that the program gave it."""

    case: Case
    found: str
    right: bool

    @property
    def outcome(self) -> Outcome:
        """Right, wrong or empty; a redaction that leaves a contact is empty, one that masks other words is wrong."""
        if self.case.column == "redaction":
            return outcome(self.found if masks(self.found) >= masks(self.case.want) else "", "", right=self.right)
        return outcome(self.found, self.case.want, right=self.right)


def masks(text: str) -> int:
    """Count what stands in place of contacts."""
    return len(MASK.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share of successes."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        """0 to 1; 1 when there was nothing to get wrong."""
        return self.hits / self.n if self.n else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval of 95 % (E. B. Wilson, JASA 22, 1927)."""
        if not self.n:
            return 0.0, 1.0
        share, z2 = self.value, _Z * _Z
        center = (share + z2 / (2 * self.n)) / (1 + z2 / self.n)
        half = _Z / (1 + z2 / self.n) * sqrt(share * (1 - share) / self.n + z2 / (4 * self.n**2))
        return max(0.0, center - half), min(1.0, center + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one column did on one set."""

    column: str
    exact: Rate
    """Cells that are right, the rightly empty among them."""
    precision: Rate
    """Of the cells that were filled, those that are right."""
    recall: Rate
    """Of the cells that should be filled, those that are right."""
    hard: Rate
    """Exact match on the hard cases alone."""
    per_employer: float
    """Exact match of each employer's cases, averaged: a large employer counts once."""
    employers: int
    outcomes: Counter[Outcome]
    misses: tuple[Answer, ...]


def _of_masks(answers: Sequence[Answer]) -> tuple[Rate, Rate]:
    """Precision and recall of the masks in redacted texts, each text aligned with its label word by word."""
    hits = made = wanted = 0
    for answer in answers:
        own, theirs = (_TOKEN.findall(text) for text in (answer.found, answer.case.want))
        for start, _, length in SequenceMatcher(None, own, theirs, autojunk=False).get_matching_blocks():
            hits += sum(masks(token) for token in own[start : start + length])
        made, wanted = made + masks(answer.found), wanted + masks(answer.case.want)
    return Rate(hits=hits, n=made), Rate(hits=hits, n=wanted)


def score(column: str, answers: Iterable[Answer]) -> Score:
    """Count the *answers* of one *column*."""
    own = [answer for answer in answers if answer.case.column == column]
    by_employer: dict[str, list[Answer]] = {}
    for answer in own:
        by_employer.setdefault(answer.case.employer, []).append(answer)
    means = [_rate(group).value for group in by_employer.values()]
    precision = _rate([answer for answer in own if answer.found])
    recall = _rate([answer for answer in own if answer.case.want])
    if column == "redaction":
        precision, recall = _of_masks(own)
    return Score(
        column=column,
        exact=_rate(own),
        precision=precision,
        recall=recall,
        hard=_rate([answer for answer in own if answer.case.hard]),
        per_employer=sum(means) / len(means) if means else 1.0,
        employers=len(means),
        outcomes=Counter(answer.outcome for answer in own),
        misses=tuple(answer for answer in own if not answer.right),
    )


def _rate(answers: Sequence[Answer]) -> Rate:
    return Rate(hits=sum(answer.right for answer in answers), n=len(answers))
