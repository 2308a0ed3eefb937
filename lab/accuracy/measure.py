"""Putting the cases to the program."""

from __future__ import annotations

from collections.abc import Iterable

from lab.accuracy.cases import Case
from lab.accuracy.readers import READERS, same
from lab.accuracy.scores import Answer, Score, score


def answers(cases: Iterable[Case]) -> list[Answer]:
    """Return what the program says to each case."""
    return [_answer(case) for case in cases]


def scores(cases: Iterable[Case]) -> list[Score]:
    """Return one score for each column that *cases* have: those of `READERS` first, in their order."""
    given = answers(cases)
    present = dict.fromkeys(answer.case.column for answer in given)
    known = [column for column in READERS if column in present]
    return [score(column, given) for column in (*known, *(each for each in present if each not in READERS))]


def _answer(case: Case) -> Answer:
    found = (case.read or READERS[case.column])(**case.given)
    right = any(same(case.column, found, want) for want in (case.want, *case.also))
    return Answer(case=case, found=found, right=right)
