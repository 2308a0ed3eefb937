"""What is taken out of one cell, by its column: mail addresses, telephone numbers, contact persons' names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.cell_contacts import without_contacts
from unionjobs_scraper.publish.release.contacts import MAIL, TELEPHONE, mailboxes
from unionjobs_scraper.publish.release.name_words import Posting
from unionjobs_scraper.publish.release.names import NAME, masked, persons

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


def redacted(cell: str, column: codebook.Column, known: Collection[str] = ()) -> tuple[str, Counter[str]]:
    """A cell without contacts, read by itself, and what was taken out. `known`: see `names.Posting`."""
    posting = Posting(frozenset(known), mailboxes(cell))
    cell, lost = without_contacts(cell, is_address=column.type == "uri")
    found = Counter(lost)
    if may_name(column):
        cell, names = masked(cell, persons(cell, posting))
        found[NAME] += names
    return cell, +found


def may_name(column: codebook.Column) -> bool:
    """Whether persons' names are looked for in a column: never in addresses and names of bodies and places."""
    return column.type != "uri" and column.name not in OF_BODIES


def is_free_text(column: codebook.Column) -> bool:
    """Whether a cell of the column can hold whatever a site wrote; ids and controlled words cannot."""
    if column.type not in ("string", "uri") or column.values or column.pattern or column.references:
        return False
    return not (column.unique or column.name in IDENTITY)


@cache
def edited_column(name: str) -> codebook.Column | None:
    """The column of postings that a change is of."""
    return next((column for column in codebook.columns("postings") if column.name == name), None)
