"""Long lists of ids in portions of one query each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Executable, Row, bindparam

CHUNK = 500
"""Ids in one query: well under what either database allows."""
SOME: BindParameter[Any] = bindparam("some", expanding=True)
"""The ids of one query, in a statement that is written once: `column.in_(SOME)`."""
Value = TypeVar("Value")


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Cuts a list into portions."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def found(connection: Connection, statement: Executable, values: Sequence[Any], **others: Any) -> Iterator[Row[Any]]:
    """The rows that a statement with `SOME` finds for a list; `others`: its other parameters."""
    for some in chunks(values):
        yield from connection.execute(statement, {"some": list(some), **others})


def carry_out(connection: Connection, statement: Executable, values: Sequence[Any]) -> None:
    """Carries out a statement with `SOME` that returns nothing."""
    for some in chunks(values):
        connection.execute(statement, {"some": list(some)})
