"""What is taken out of a release's cells, by column: mail addresses, telephone numbers, contact persons' names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.contacts import MAIL, TELEPHONE, mailboxes, without_mail, without_telephones
from unionjobs_scraper.publish.release.name_words import Posting
from unionjobs_scraper.publish.release.names import NAME, masked, persons
from unionjobs_scraper.publish.release.profiles import without_profiles

KINDS = {MAIL: "e-mail addresses", TELEPHONE: "telephone numbers", NAME: "names of contact persons"}
"""What replaces each kind."""
IN_ADDRESSES = {":redacted", "%5Be-mail%5D", "%5Bname%5D", "%5Btelephone%5D"}
MARKS = frozenset({*KINDS, *IN_ADDRESSES})
"""By these a cell is known to have lost something."""
OF_BODIES = frozenset({"employer", "union_abbr", "local", "department", "locality", "locations", "sources"})
"""Columns that hold names of bodies and places: persons' names are not looked for in them."""
IDENTITY = frozenset({"posting_id", "source", "source_id", "field"})
SHORTEST = 3
"""Characters; nothing shorter is a contact."""
OWN_WORDS = ("employer", "locations")
"""Columns whose words are no person's name in the same posting's text: bodies and places, never a title."""

_SCHEME = re.compile(r"\s*(mailto|tel|sms|callto|whatsapp|skype):", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(slots=True)
class Redaction:
    """Takes contacts out of rows, and counts what it took."""

    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    """By table and column: how many of each of `KINDS`."""

    def rows(self, table: str, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
        """The rows of a table without contacts."""
        columns = codebook.columns(table)
        names = [column.name for column in columns]
        free = [index for index, column in enumerate(columns) if is_free_text(column)]
        own = [names.index(name) for name in OWN_WORDS if name in names]
        field = names.index("field") if table == "changes" else None
        for row in rows:
            cells = list(row)
            known = frozenset(word.lower() for index in own for word in _WORDS.findall(row[index] or ""))
            edited = None if field is None else _edited(row[field])
            texts = {
                index: column
                for index in free
                if isinstance(cells[index], str)
                and len(cells[index]) > SHORTEST
                and is_free_text(column := edited or columns[index])
            }
            posting = Posting(known, mailboxes(" ".join(cells[index] for index in texts)))
            found: list[str] = []
            for index, column in texts.items():
                cells[index] = self._contacts(cells[index], column, (table, names[index]))
                if may_name(column):
                    found += persons(cells[index], posting)
            for index, column in texts.items() if found else ():
                if may_name(column):
                    cells[index], count = masked(cells[index], found)
                    self._count((table, names[index]), Counter({NAME: count}))
            yield tuple(cells)

    def total(self) -> Mapping[str, int]:
        """How many of each of `KINDS`, in the whole release."""
        return sum(self.counts.values(), Counter())

    def _contacts(self, cell: str, column: codebook.Column, place: tuple[str, str]) -> str:
        cell, found = without_contacts(cell, column)
        self._count(place, found)
        return cell

    def _count(self, place: tuple[str, str], found: Counter[str]) -> None:
        if found := +found:
            self.counts.setdefault(place, Counter()).update(found)


def redacted_mappings(table: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of a table as mappings, without contacts: what every publisher shows. Other columns stay as they are."""
    names = [column.name for column in codebook.columns(table)]
    redaction = Redaction()
    for row in rows:
        (cells,) = redaction.rows(table, [[row.get(name) for name in names]])
        yield {**row, **{name: cell for name, cell in zip(names, cells, strict=True) if name in row}}


def redacted(cell: str, column: codebook.Column, known: Collection[str] = ()) -> tuple[str, Counter[str]]:
    """A cell without contacts, read by itself, and what was taken out. `known`: see `names.Posting`."""
    posting = Posting(frozenset(known), mailboxes(cell))
    cell, found = without_contacts(cell, column)
    if may_name(column):
        cell, names = masked(cell, persons(cell, posting))
        found[NAME] += names
    return cell, +found


def without_contacts(cell: str, column: codebook.Column) -> tuple[str, Counter[str]]:
    """A cell without addresses, numbers and profiles, and how many of each there were."""
    if column.type == "uri":
        return _address(cell)
    cell, mails = without_mail(cell)
    cell, chats, profiles = without_profiles(cell)
    cell, telephones = without_telephones(cell)
    return cell, Counter({MAIL: mails, TELEPHONE: telephones + chats, NAME: profiles})


def may_name(column: codebook.Column) -> bool:
    """Whether persons' names are looked for in a column: never in addresses and names of bodies and places."""
    return column.type != "uri" and column.name not in OF_BODIES


def is_free_text(column: codebook.Column) -> bool:
    """Whether a cell of the column can hold whatever a site wrote; ids and controlled words cannot."""
    if column.type not in ("string", "uri") or column.values or column.pattern or column.references:
        return False
    return not (column.unique or column.name in IDENTITY)


def _edited(name: str) -> codebook.Column | None:
    """The column of postings that a change is of."""
    return next((column for column in codebook.columns("postings") if column.name == name), None)


def _address(cell: str) -> tuple[str, Counter[str]]:
    """A web address stays one: `mailto:redacted`, and percent-encoded brackets inside of others."""
    if scheme := _SCHEME.match(cell):
        kind = MAIL if scheme[1].lower() == "mailto" else TELEPHONE
        return f"{scheme[1].lower()}:redacted", Counter({kind: 1})
    cell, mails = without_mail(cell)
    cell, chats, profiles = without_profiles(cell, whole=False)
    for mark in (MAIL, TELEPHONE, NAME):
        cell = cell.replace(mark, f"%5B{mark[1:-1]}%5D")
    return cell, +Counter({MAIL: mails, TELEPHONE: chats, NAME: profiles})
