"""A row in two parts: the cells that lose contacts by themselves, and the texts that name persons to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.cell_contacts import without_contacts
from unionjobs_scraper.publish.release.cells import (
    OWN_WORDS,
    SHORTEST,
    edited_column,
    is_free_text,
    may_name,
)
from unionjobs_scraper.publish.release.contacts import mailboxes
from unionjobs_scraper.publish.release.edits import Edit, cut_out, edited
from unionjobs_scraper.publish.release.names import NAME
from unionjobs_scraper.publish.release.taking_out import Kept, Said, edits_of, lost_in


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of a table hold what."""

    columns: tuple[codebook.Column, ...]
    """In order."""
    free: tuple[int, ...]
    """Columns that can hold whatever a site wrote."""
    own: tuple[int, ...]
    """Columns whose words are no person's."""
    posting: int | None
    """The column that names the posting that a row is of."""
    edited: int | None
    """The column that names the column of postings that a change is of."""

    def texts(self, row: Sequence[Any]) -> list[tuple[int, codebook.Column]]:
        """The cells that may lose something, with the column that tells what is looked for in each."""
        edited = None if self.edited is None else edited_column(row[self.edited])
        if edited and not is_free_text(edited):
            return []
        return [
            (index, edited or self.columns[index])
            for index in self.free
            if isinstance(cell := row[index], str) and len(cell) > SHORTEST
        ]


@cache
def layout(table: str) -> Layout:
    """The layout of a table."""
    columns = codebook.columns(table)
    names = [column.name for column in columns]
    return Layout(
        columns=columns,
        free=tuple(index for index, column in enumerate(columns) if is_free_text(column)),
        own=tuple(index for index, name in enumerate(names) if name in OWN_WORDS),
        posting=names.index("posting_id") if "posting_id" in names else None,
        edited=names.index("field") if table == "changes" else None,
    )


@dataclass(slots=True)
class Parted:
    """A row without the contacts of its addresses, bodies and places."""

    cells: list[Any]
    said: Said
    key: bytes
    """The digest of what it says; empty where it says nothing."""
    places: Sequence[int]
    """Where its texts are."""
    counts: dict[str, Mapping[str, int]] = field(default_factory=dict)
    """By column: how many contacts of each kind it has lost."""
    handles: list[str] = field(default_factory=list)
    """Persons' names and handles that stood among the bodies and places."""

    def lose(self, kept: Kept) -> None:
        """Takes out of its texts what they lose."""
        for place, (name, _) in zip(self.places, self.said.texts, strict=True) if kept.edits else ():
            changes = kept.edits.get(name)
            if changes is not None:
                self.cells[place] = changes if isinstance(changes, str) else edited(self.cells[place], changes)
        self.counts.update(kept.counts)

    def names(self, kept: Kept) -> tuple[str, ...]:
        """Whom the row named, in more than one word, and their handles: a single word may be any."""
        texts = dict(self.said.texts) if kept.edits else {}
        found = {*self.handles, *(name for column, each in kept.edits.items() for name in _named(texts[column], each))}
        return tuple(sorted(name for name in found if " " in name or name.startswith("@")))


def _named(before: str, changes: list[Edit] | str) -> list[str]:
    return [] if isinstance(changes, str) else cut_out(before, changes, NAME)


def parted(table: str, row: Sequence[Any], names: tuple[str, ...]) -> Parted:
    """A row in its parts. `names`: whom its posting is known to name elsewhere."""
    shape, cells = layout(table), list(row)
    free = shape.texts(cells)
    texts = [(index, cells[index]) for index, column in free if may_name(column)]
    own = tuple(cells[index] or "" for index in shape.own) if texts else ()
    boxes = " ".join([mailboxes(cell) for index, _ in free if "@" in (cell := cells[index])]) if texts else ""
    said = Said(tuple((shape.columns[index].name, cell) for index, cell in texts), own, boxes, names)
    one = Parted(cells, said, said.digest() if texts else b"", [index for index, _ in texts])
    for index, column in free:
        if not may_name(column):
            _lose_contacts(one, index, column, shape.columns[index].name)
    return one


def _lose_contacts(one: Parted, index: int, column: codebook.Column, name: str) -> None:
    before = one.cells[index]
    one.cells[index], lost = without_contacts(before, is_address=column.type == "uri")
    if counts := lost_in(lost):
        one.counts[name] = counts
        if counts.get(NAME):
            one.handles += _named(before, edits_of(before, one.cells[index]))


def parted_rows(table: str, rows: Sequence[Sequence[Any]], names: Mapping[str, tuple[str, ...]]) -> Iterator[Parted]:
    """Rows in their parts. `names`: by posting, whom it is known to name elsewhere."""
    for row, posting_id in zip(rows, posting_ids(table, rows), strict=True):
        yield parted(table, row, names.get(posting_id, ()))


def posting_ids(table: str, rows: Sequence[Sequence[Any]]) -> list[str]:
    """The posting that each row is of; empty where the table names none."""
    index = layout(table).posting
    return [str(row[index]) if index is not None else "" for row in rows]
