"""Long lists of ids in portions of one query each."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

CHUNK = 500
"""Ids in one query: well under what either database allows."""
Value = TypeVar("Value")


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Cuts a list into portions."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
