"""A table of inputs that is one test misses no row and tells all that fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.tables import in_one


def test_every_row_is_run_and_every_row_that_fails_is_told() -> None:
    run = []

    @pytest.mark.parametrize("step", [0, 1], ids=["first", "second"])
    @pytest.mark.parametrize(("text", "length"), [("a", 1), ("ab", 3), pytest.param("abc", 4, id="long"), ("", 0)])
    def test(text: str, length: int, step: int) -> None:
        run.append((text, step))
        if length == 4:
            pytest.fail("too long")
        assert len(text) == length

    merged = in_one(test)
    assert merged
    with pytest.raises(BaseExceptionGroup) as told:
        merged()
    assert sorted(run) == sorted((text, step) for text in ("a", "ab", "abc", "") for step in (0, 1))
    assert str(told.value).count("\n") == 4
    assert all(word in str(told.value) for word in ("4 rows fail", "text='ab', length=3, first", "long, second"))
    assert [type(each).__name__ for each in told.value.exceptions].count("AssertionError") == 2


def test_a_row_that_is_left_out_is_told_after_the_others_ran() -> None:
    run = []

    @pytest.mark.parametrize("number", range(3))
    def test(number: int) -> None:
        run.append(number)
        if number == 1:
            pytest.skip("not here")

    merged = in_one(test)
    assert merged
    with pytest.raises(pytest.skip.Exception, match="number=1: not here"):
        merged()
    assert run == [0, 1, 2]


def test_what_needs_fixtures_marks_or_invented_inputs_stays_as_it_is() -> None:
    def plain(number: int) -> None: ...

    def two(number: int, tmp_path: str) -> None: ...

    rows = pytest.mark.parametrize("number", [1, 2])
    assert in_one(plain) is None
    assert in_one(rows(two)) is None
    assert in_one(pytest.mark.slow(rows(plain))) is None
    assert (
        in_one(pytest.mark.parametrize("number", [pytest.param(1, marks=pytest.mark.slow)])(lambda number: None))
        is None
    )
    assert in_one(pytest.mark.parametrize("number", iter([1, 2]))(lambda number: None)) is None
    assert in_one(rows(given(st.integers())(two))) is None
