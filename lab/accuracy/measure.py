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
    """Return one score for each column that *cases* have, in the order of `READERS`."""
    given = answers(cases)
    present = {answer.case.column for answer in given}
    return [score(column, given) for column in READERS if column in present]


def _answer(case: Case) -> Answer:
    found = READERS[case.column](**case.given)
    return Answer(case=case, found=found, right=same(case.column, found, case.want))
