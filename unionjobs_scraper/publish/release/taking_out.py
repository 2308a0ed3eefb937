"""What one row of a release loses: the contacts of each cell, and its posting's persons in all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.cells import (
    OWN_WORDS,
    SHORTEST,
    edited_column,
    is_free_text,
    may_name,
    without_contacts,
)
from unionjobs_scraper.publish.release.contacts import mailboxes
from unionjobs_scraper.publish.release.edits import Edit, cut_out, edited, edits
from unionjobs_scraper.publish.release.name_words import Posting
from unionjobs_scraper.publish.release.names import NAME, masked, persons

_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGEST = 16
"""Bytes: no two rows of any database share a digest by chance."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and whom its posting is known to name elsewhere."""

    cells: Sequence[Any]
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What a row has lost, without what that was: all that is remembered of it."""

    edits: Mapping[int, list[Edit] | str]
    """By column: what was put in which places; the text itself where that cannot be told."""
    counts: Mapping[int, Mapping[str, int]]
    """By column: how many contacts of each kind it lost."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A row without contacts."""

    cells: tuple[Any, ...]
    kept: Kept
    names: tuple[str, ...] = ()
    """The persons that it named, in more than one word, and their handles."""

    @property
    def counts(self) -> Mapping[int, Mapping[str, int]]:
        """By column: how many contacts of each kind it lost."""
        return self.kept.counts


@dataclass(frozen=True)
class Layout:
    """Which columns of a table hold what."""

    table: str

    @cached_property
    def columns(self) -> tuple[codebook.Column, ...]:
        """Its columns, in order."""
        return codebook.columns(self.table)

    @cached_property
    def free(self) -> tuple[int, ...]:
        """Columns that can hold whatever a site wrote."""
        return tuple(index for index, column in enumerate(self.columns) if is_free_text(column))

    @cached_property
    def own(self) -> tuple[int, ...]:
        """Columns whose words are no person's."""
        return tuple(index for index, column in enumerate(self.columns) if column.name in OWN_WORDS)

    @cached_property
    def posting(self) -> int | None:
        """The column that names the posting that a row is of."""
        return next((index for index, column in enumerate(self.columns) if column.name == "posting_id"), None)

    @cached_property
    def edited(self) -> int | None:
        """The column that names the column of postings that a change is of."""
        names = [column.name for column in self.columns]
        return names.index("field") if self.table == "changes" else None

    def texts(self, row: Sequence[Any]) -> dict[int, codebook.Column]:
        """The cells that may lose something, with the column that tells what is looked for in each."""
        edited = None if self.edited is None else edited_column(row[self.edited])
        return {
            index: column
            for index in self.free
            if isinstance(row[index], str)
            and len(row[index]) > SHORTEST
            and is_free_text(column := edited or self.columns[index])
        }


@cache
def layout(table: str) -> Layout:
    """The layout of a table."""
    return Layout(table)


def digest(table: str, row: Row) -> bytes:
    """What tells two rows apart that lose different things, or lose them in different places."""
    shape, cells = layout(table), row.cells
    parts = [table, *row.names, "", *(str(cells[index] or "") for index in (*shape.free, *shape.own))]
    if shape.edited is not None:
        parts.append(str(cells[shape.edited]))
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def taken_out(table: str, row: Row) -> Taken:
    """A row without contacts."""
    shape, cells = layout(table), list(row.cells)
    own = frozenset(word.lower() for index in shape.own for word in _WORDS.findall(cells[index] or ""))
    texts = shape.texts(cells)
    posting = Posting(own, mailboxes(" ".join(cells[index] for index in texts)))
    counts: dict[int, Mapping[str, int]] = {}
    found: list[str] = list(row.names)
    for index, column in texts.items():
        cells[index], counts[index] = without_contacts(cells[index], column)
        if may_name(column):
            found += persons(cells[index], posting)
    for index, column in texts.items() if found else ():
        if may_name(column):
            cells[index], count = masked(cells[index], found)
            if count:
                counts[index] = {**counts[index], NAME: counts[index].get(NAME, 0) + count}
    changed = [index for index in texts if cells[index] != row.cells[index]]
    kept = Kept(
        {index: (_edits(row.cells[index], cells[index])) for index in changed},
        {index: dict(+Counter(lost)) for index, lost in counts.items() if any(lost.values())},
    )
    return Taken(tuple(cells), kept, _names(row.cells, kept))


def _edits(before: str, after: str) -> list[Edit] | str:
    found = edits(before, after)
    return after if found is None else found


def remade(table: str, row: Row, kept: Kept) -> Taken:
    """The same from what was remembered."""
    cells = list(row.cells)
    for index, changes in kept.edits.items():
        cells[index] = changes if isinstance(changes, str) else edited(cells[index], changes)
    return Taken(tuple(cells), kept, _names(row.cells, kept))


def _names(before: Sequence[Any], kept: Kept) -> tuple[str, ...]:
    """The persons whom a row named; a single word may be any."""
    found = {
        name
        for index, changes in kept.edits.items()
        if not isinstance(changes, str)
        for name in cut_out(before[index], changes, NAME)
        if " " in name or name.startswith("@")
    }
    return tuple(sorted(found))


def taken_out_of(table: str, rows: Sequence[Row]) -> list[Taken]:
    """The same for several rows: what a process of the pool does at once."""
    return [taken_out(table, row) for row in rows]
