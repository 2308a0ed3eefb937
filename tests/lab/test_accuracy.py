"""The published accuracy: the sets are what they claim to be, the floors hold, the document is current."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lab.accuracy.careers.measure import Tally, careers_table, careers_tally, own_sets, ways_table, written_tally
from lab.accuracy.cases import Case, own_cases
from lab.accuracy.gold import GOLD, gold_cases
from lab.accuracy.linking import program_scores
from lab.accuracy.measure import answers, scores
from lab.accuracy.occupations.measure import occupations_table
from lab.accuracy.outer import outer_tables
from lab.accuracy.pairs.scores import PairScore
from lab.accuracy.place_ids.measure import place_ids_table
from lab.accuracy.readers import READERS
from lab.accuracy.report import DOCUMENT, OUTER, Figures, causes, document, text_table
from lab.accuracy.scores import Answer, Outcome, Rate, Score, score

pytestmark = pytest.mark.slow

OWN = tuple(own_cases())
GOLD_FLOORS = {
    "pay": 0.97,
    "places": 0.96,
    "title": 0.97,
    "department": 0.97,
    "union": 0.98,
    "workplace": 0.95,
    "employment_type": 0.95,
    "job_family": 0.90,
    "valid_through": 0.98,
}
OWN_FLOORS = {"redaction": 0.75}
"""Of columns whose cases were written before their rules."""
needs_gold = pytest.mark.skipif(not (GOLD / "headers.jsonl").exists(), reason="needs ../shared/gold")


@pytest.fixture(scope="module")
def own() -> list[Score]:
    return scores(OWN)


@pytest.fixture(scope="module")
def gold() -> list[Score]:
    return scores(gold_cases())


def test_the_set_is_large_and_hard_enough() -> None:
    assert len(OWN) >= 400
    assert sum(case.hard for case in OWN) >= 150


def test_no_case_stands_twice() -> None:
    seen = [(case.column, *sorted(case.given.items())) for case in OWN]
    assert len(seen) == len(set(seen))


def test_every_column_has_cases() -> None:
    assert {case.column for case in OWN} == set(READERS)


@pytest.mark.parametrize("column", READERS)
def test_the_own_set_is_read(column: str, own: list[Score]) -> None:
    (found,) = [each for each in own if each.column == column]
    assert found.exact.value >= OWN_FLOORS.get(column, 0.97), found.misses


@needs_gold
@pytest.mark.parametrize(("column", "floor"), GOLD_FLOORS.items())
def test_real_postings_are_read(column: str, floor: float, gold: list[Score]) -> None:
    (found,) = [each for each in gold if each.column == column]
    assert found.exact.value >= floor, found.misses


@needs_gold
def test_a_figure_that_is_given_as_pay_is_pay(gold: list[Score]) -> None:
    (pay,) = [each for each in gold if each.column == "pay"]
    assert pay.precision.value >= 0.99


@needs_gold
def test_every_miss_has_a_cause(gold: list[Score]) -> None:
    missed = {(each.column, miss.case.key) for each in gold for miss in each.misses}
    explained = {(column, key) for column, keys in causes().items() for key in keys}
    assert missed == explained


@pytest.fixture(scope="module")
def linked() -> dict[str, PairScore]:
    """The figures of the linker, then those of the baselines."""
    return program_scores()


def test_postings_put_together_are_one_job(linked: dict[str, PairScore]) -> None:
    program, *baselines = linked.values()
    assert program.precision.value >= 0.99
    assert program.recall.value >= 0.92
    assert all(program.precision.value > each.precision.value for each in baselines)
    assert all(program.recall.value > each.recall.value for each in baselines)


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_both_halves_are_linked_alike(linked: dict[str, PairScore], part: str) -> None:
    program = linked["this program"].part(part)
    assert program.precision.value >= 0.99
    assert program.recall.value >= 0.92


@pytest.fixture(scope="module")
def careers() -> dict[str, Tally]:
    return careers_tally()


@pytest.fixture(scope="module")
def figures(own: list[Score], linked: dict[str, PairScore], careers: dict[str, Tally]) -> Figures:
    return Figures(
        own=own,
        linked=linked,
        careers=careers_table(careers),
        written=careers_table(written_tally(), first="kind of page"),
        ways=ways_table(own_sets()),
        occupations=occupations_table(),
        place_ids=place_ids_table(),
        outer=outer_tables(),
    )


def test_the_document_is_current(figures: Figures) -> None:
    existing = DOCUMENT.read_text(encoding="utf-8")
    assert document(figures, existing) == existing, "run `make accuracy`"


def test_parts_whose_sets_are_absent_stay(figures: Figures) -> None:
    existing = DOCUMENT.read_text(encoding="utf-8")
    without = document(replace(figures, outer={}), existing)
    assert without == document(figures, existing)
    for name in OUTER:
        assert f"<!-- {name}: begin -->" in without


def test_the_table_shows_every_column(own: list[Score]) -> None:
    assert len(text_table(own).splitlines()) == len(READERS) + 1


def _answer(employer: str, want: str, found: str) -> Answer:
    case = Case(column="union", employer=employer, given={}, want=want)
    return Answer(case=case, found=found, right=found == want)


def test_precision_recall_and_exact_match() -> None:
    four = [_answer("A", "X", "X"), _answer("A", "X", ""), _answer("A", "", ""), _answer("B", "", "X")]
    found = score("union", four)
    assert (found.precision, found.recall, found.exact) == (Rate(hits=1, n=2), Rate(hits=1, n=2), Rate(hits=2, n=4))
    assert found.per_employer == pytest.approx((2 / 3 + 0) / 2)
    assert len(found.misses) == 2


def test_wrong_and_empty_are_counted_apart() -> None:
    wrong, empty, right = _answer("A", "X", "Y"), _answer("A", "X", ""), _answer("A", "", "")
    filled = _answer("A", "", "X")
    found = score("union", [wrong, empty, right, filled])
    assert dict(found.outcomes) == {Outcome.WRONG: 2, Outcome.EMPTY: 1, Outcome.RIGHT: 1}
    shown = text_table([found]).splitlines()[1].split()
    assert shown[:5] == ["union", "4", "1", "2", "1"]


@pytest.mark.parametrize(
    ("want", "found", "outcome", "precision", "recall"),
    [
        ("Call [name] at [telephone].", "Call [name] at [telephone].", Outcome.RIGHT, (2, 2), (2, 2)),
        ("Call [name] at [telephone].", "Call Odalys Brandt at [telephone].", Outcome.EMPTY, (1, 1), (1, 2)),
        ("Sr. Data Engineer", "Sr. [name]", Outcome.WRONG, (0, 1), (0, 0)),
        ("Write to [name] in Grand Rapids.", "Write to Odalys in [name].", Outcome.WRONG, (0, 1), (0, 1)),
    ],
)
def test_redaction_is_counted_by_its_masks(
    want: str, found: str, outcome: Outcome, precision: tuple[int, int], recall: tuple[int, int]
) -> None:
    case = Case(column="redaction", employer="A", given={}, want=want)
    counted = score("redaction", [Answer(case=case, found=found, right=found == want)])
    assert dict(counted.outcomes) == {outcome: 1}
    assert (counted.precision.hits, counted.precision.n) == precision
    assert (counted.recall.hits, counted.recall.n) == recall


def test_a_new_file_of_cases_needs_no_code(tmp_path: Path) -> None:
    row = {"employer": "A", "name": "SEIU Local 1", "want": "SEIU"}
    (tmp_path / "union-fresh.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (case,) = own_cases(tmp_path)
    assert (case.column, case.key, answers([case])[0].right) == ("union", "union-fresh:1", True)


def test_wilson_interval() -> None:
    low, high = Rate(hits=8, n=10).interval  # the textbook example
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Rate(hits=0, n=0).interval == (0.0, 1.0)


def test_a_wrong_answer_is_counted() -> None:
    (answer,) = answers([Case(column="union", employer="A", given={"name": "SEIU Local 1"}, want="CWA")])
    assert (answer.found, answer.right) == ("SEIU", False)
