"""Tables of inputs as one test: a test without fixtures runs over all its rows and tells every row that fails.

Half of the time of thousands of quick tests goes into handing them out and reporting them. `--each-row` makes a test
of each row again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import wraps
from inspect import signature
from itertools import product
from typing import Any

import pytest

WIDEST = 300
"""Signs of a row's values that a failure shows."""
FAILURES = (Exception, pytest.fail.Exception)


def as_one(collector: pytest.Module, name: str, test: Callable[..., None]) -> pytest.Function | None:
    """The one test of a table; None where it is none, or where the module's tests are marked."""
    merged = None if collector.own_markers else in_one(test)
    return pytest.Function.from_parent(collector, name=name, callobj=merged) if merged else None


def in_one(test: Callable[..., None]) -> Callable[[], None] | None:
    """A function that runs a test over its table; None where rows need fixtures or marks, or inputs are invented."""
    columns = [_column(mark) for mark in getattr(test, "pytestmark", [])]
    found = [column for column in columns if column]
    named = {name for column in found for name in column[0][1]}
    plain = len(found) == len(columns) > 0 and named == set(signature(test).parameters)
    return _over_rows(test, found) if plain and not getattr(test, "is_hypothesis_test", False) else None


Row = tuple[str, tuple[str, ...], tuple[Any, ...]]
"""What a failure calls it, the names of its values, and the values."""


def _column(mark: pytest.Mark) -> list[Row] | None:
    """The rows of one `parametrize`; None where they are not plain values that can be read twice."""
    if mark.name != "parametrize" or mark.kwargs.keys() - {"ids"} or not isinstance(mark.args[1], Collection):
        return None
    names = tuple(each.strip() for each in mark.args[0].split(",")) if isinstance(mark.args[0], str) else mark.args[0]
    ids = mark.kwargs.get("ids") or ()
    listed = [] if callable(ids) else [*ids]
    rows = []
    for number, row in enumerate(mark.args[1]):
        if (is_named := isinstance(row, type(pytest.param()))) and row.marks:
            return None
        values = row.values if is_named else (row,) if len(names) == 1 else tuple(row)
        given = "-".join(map(str, map(ids, values))) if callable(ids) else "".join(listed[number : number + 1])
        rows.append((str((row.id if is_named else "") or given), tuple(names), values))
    return rows or None


def _over_rows(test: Callable[..., None], columns: list[list[Row]]) -> Callable[[], None]:
    @wraps(test)
    def over_rows() -> None:
        failed: list[BaseException] = []
        left_out, names = [], []
        for called, values in _rows(columns):
            try:
                test(**values)
            except pytest.skip.Exception as reason:
                left_out.append(f"{called}: {reason}")
            except FAILURES as error:
                error.add_note(f"row: {called}")
                failed.append(error)
                names.append(called)
        if failed:
            raise BaseExceptionGroup("\n".join((f"{len(failed)} rows fail:", *names)), failed)
        if left_out:
            pytest.skip("all other rows pass; left out: " + "; ".join(left_out))

    del over_rows.__wrapped__  # the values are no fixtures
    over_rows.pytestmark = []  # type: ignore[attr-defined]
    return over_rows


def _rows(columns: list[list[Row]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for some in product(*columns):
        values = {name: value for _, names, row in some for name, value in zip(names, row, strict=True)}
        told = ", ".join(called or _told(names, row) for called, names, row in some)
        yield told, values


def _told(names: tuple[str, ...], row: tuple[Any, ...]) -> str:
    text = ", ".join(f"{name}={value!r}" for name, value in zip(names, row, strict=True))
    return text if len(text) <= WIDEST else text[:WIDEST] + "…"
