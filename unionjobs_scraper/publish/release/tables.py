"""What a table's columns hold, counted in passing: a fixed amount of memory, however long the table is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.release.cells import MARKS, is_free_text, redacted
from unionjobs_scraper.publish.writers import write_csv
from unionjobs_scraper.storage.values import cell_text

EXAMPLES = 5
LONGEST_EXAMPLE = 80
"""Characters; a longer cell is no example."""
AT_ONCE = 500
"""Rows that are counted at once."""
COUNTED = 10_000
"""Distinct values that are counted; above it, the codebook says "more than"."""
NUMBERS = frozenset({"integer", "number", "boolean"})
"""-1 and -2 have one hash, their texts have two."""
ORDERED = frozenset({"integer", "number", "date", "datetime"})


@dataclass(slots=True)
class Facts:
    """One column's figures."""

    column: Column
    rows: int = 0
    filled: int = 0
    lowest: Any = None
    highest: Any = None
    examples: list[str] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    """How often each controlled word occurs."""
    _seen: set[int] = field(default_factory=set)
    """Hashes of 64 bits: a name takes no more memory than a number."""
    _more: bool = False

    @property
    def _is_text(self) -> bool:
        return self.column.type not in NUMBERS

    @property
    def distinct(self) -> int | None:
        """How many different values; None when there are more than `COUNTED`."""
        if self.column.unique:
            return self.filled
        return None if self._more else len(self._seen)

    @property
    def missing(self) -> float:
        """The share of empty cells."""
        return 1 - self.filled / self.rows if self.rows else 0.0

    def note(self, cells: Sequence[Any]) -> None:
        """Counts some of its cells, in order."""
        self.rows += len(cells)
        filled = [cell for cell in cells if cell is not None and cell != ""]
        if not filled:
            return
        self.filled += len(filled)
        if self.column.values:
            self.words.update(map(str, filled))
        elif self.column.type in ORDERED:
            least, most = min(filled), max(filled)
            self.lowest = least if self.lowest is None or least < self.lowest else self.lowest
            self.highest = most if self.highest is None or most > self.highest else self.highest
        elif len(self.examples) < EXAMPLES:
            for cell in dict.fromkeys(map(str, filled)):
                self._exemplify(cell)
        if not (self.column.unique or self._more):
            self._distinguish(filled)

    def _exemplify(self, cell: str) -> None:
        """An example holds no contact, also in a release that keeps them."""
        if len(self.examples) == EXAMPLES or len(cell) > LONGEST_EXAMPLE or "\n" in cell or cell in self.examples:
            return
        if is_free_text(self.column) and (any(mark in cell for mark in MARKS) or redacted(cell, self.column)[1]):
            return
        self.examples.append(cell)

    def _distinguish(self, cells: Sequence[Any]) -> None:
        different = set(cells)
        self._seen.update(map(hash, different if self._is_text else map(cell_text, different)))
        if len(self._seen) > COUNTED:
            self._more = True
            self._seen = set()


def noted(rows: Iterable[Sequence[Any]], facts: Sequence[Facts]) -> Iterator[Sequence[Any]]:
    """Passes rows on and counts their cells, column by column; `facts`: one for each column, in order."""
    left = iter(rows)
    while portion := list(islice(left, AT_ONCE)):
        for fact, cells in zip(facts, zip(*portion, strict=True), strict=True):
            fact.note(cells)
        yield from portion


Watch = Callable[[Iterable[Sequence[Any]], str], Iterable[Sequence[Any]]]
"""Passes the rows of a table on, and shows their number to a person who watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a release, and what is known of it."""

    name: str
    about: str
    key: tuple[str, ...]
    """The columns that together name a row."""
    path: str
    """Where its CSV lies, from the release's own folder."""
    facts: tuple[Facts, ...]
    """One for each column."""
    rows: int
    bytes: int
    sha256: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in order."""
        return tuple(fact.column for fact in self.facts)


def write_sheet(
    folder: Path, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, about: str, key: Sequence[str]
) -> Sheet:
    """Writes `data/NAME.csv` below the folder."""
    facts = tuple(Facts(column) for column in columns)
    path = folder / "data" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        count = write_csv(noted(rows, facts), [column.name for column in columns], file)
    return Sheet(
        name=name,
        about=about,
        key=tuple(key),
        path=f"data/{name}.csv",
        facts=facts,
        rows=count,
        bytes=path.stat().st_size,
        sha256=sha256(path),
    )


def sha256(path: Path) -> str:
    """A file's checksum, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
