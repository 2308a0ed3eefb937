"""What is taken out of a release's cells, by column: mail addresses, telephone numbers, contact persons' names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.mail import MAIL, without_mail
from unionjobs_scraper.publish.release.names import NAME, without_names
from unionjobs_scraper.publish.release.telephones import TELEPHONE, without_telephones

KINDS = {MAIL: "e-mail addresses", TELEPHONE: "telephone numbers", NAME: "names of contact persons"}
"""What stands in place of what."""
IN_ADDRESSES = {":redacted", "%5Be-mail%5D"}
MARKS = frozenset({*KINDS, *IN_ADDRESSES})
"""By these a cell is known to have lost something."""
OF_BODIES = frozenset({"employer", "union", "local", "department", "locality", "locations", "sources"})
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
            known = {word.lower() for index in own for word in _WORDS.findall(row[index] or "")}
            edited = None if field is None else _edited(row[field])
            for index in free:
                column = edited or columns[index]
                if isinstance(cells[index], str) and len(cells[index]) > SHORTEST and is_free_text(column):
                    cells[index] = self._redacted(cells[index], column, (table, names[index]), known)
            yield tuple(cells)

    def total(self) -> Mapping[str, int]:
        """How many of each of `KINDS`, in the whole release."""
        return sum(self.counts.values(), Counter())

    def _redacted(self, cell: str, column: codebook.Column, place: tuple[str, str], known: Collection[str]) -> str:
        cell, found = redacted(cell, column, known)
        if found:
            self.counts.setdefault(place, Counter()).update(found)
        return cell


def redacted(cell: str, column: codebook.Column, known: Collection[str] = ()) -> tuple[str, Counter[str]]:
    """A cell without contacts, and what was taken out. `known`: see `names.without_names`."""
    if column.type == "uri":
        return _address(cell)
    cell, mails = without_mail(cell)
    cell, telephones = without_telephones(cell)
    names = 0
    if column.name not in OF_BODIES:
        cell, names = without_names(cell, known)
    return cell, +Counter({MAIL: mails, TELEPHONE: telephones, NAME: names})


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
    return cell.replace(MAIL, "%5Be-mail%5D"), +Counter({MAIL: mails})
