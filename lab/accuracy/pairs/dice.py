"""Choices that are the same on every machine and every Python: drawn from SHA-256, not from `random`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices that *seed* alone decides."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._throws = 0

    def number(self, low: int, high: int) -> int:
        """Return an integer from *low* to *high*, both included."""
        self._throws += 1
        digest = hashlib.sha256(f"{self._seed}\x1f{self._throws}".encode()).digest()
        return low + int.from_bytes(digest[:8], "big") % (high - low + 1)

    def pick(self, options: Sequence[T]) -> T:
        """Return one of *options*."""
        return options[self.number(0, len(options) - 1)]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """Return *count* different ones (all, when there are fewer) in mixed order."""
        left = list(options)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def chance(self, percent: int) -> bool:
        """Return True in *percent* of a hundred throws."""
        return self.number(1, 100) <= percent

    def code(self, letters: str, length: int) -> str:
        """Return an identifier of *length* characters out of *letters*."""
        return "".join(self.pick(letters) for _ in range(length))
