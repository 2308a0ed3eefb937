"""What the texts of one row lose: the contacts of each, and its posting's persons in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from unionjobs_scraper.publish.release.cell_contacts import without_contacts
from unionjobs_scraper.publish.release.edits import Edit, edits
from unionjobs_scraper.publish.release.name_words import Posting
from unionjobs_scraper.publish.release.names import NAME, masked, persons

_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGEST = 16
"""Bytes: no two rows of any database share a digest by chance."""


@dataclass(frozen=True, slots=True)
class Said:
    """Everything of a row that decides what its texts lose: the rows of two tables that say the same lose the same."""

    texts: tuple[tuple[str, str], ...]
    """The texts that may name persons, with their columns."""
    own: tuple[str, ...] = ()
    """The cells whose words are no person's."""
    mailboxes: str = ""
    """Of all mail addresses of the row, see `contacts.mailboxes`."""
    names: tuple[str, ...] = ()
    """Whom its posting is known to name elsewhere."""

    def digest(self) -> bytes:
        """What tells it from all others."""
        groups = (self.names, self.own, (self.mailboxes,), *self.texts)
        joined = "\x1e".join(map("\x1f".join, groups))
        return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


@dataclass(frozen=True, slots=True)
class Kept:
    """What texts have lost, without what that was: all that is remembered of them."""

    edits: dict[str, list[Edit] | str]
    """By column: what was put in which places; the text itself where that cannot be told."""
    counts: dict[str, dict[str, int]]
    """By column: how many contacts of each kind it lost."""


NOTHING = Kept({}, {})


def taken_out(said: Said) -> Kept:
    """What the texts of a row lose."""
    posting = Posting(_words(said.own), said.mailboxes)
    found = list(said.names)
    texts: list[tuple[str, Mapping[str, int]]] = []
    for _, text in said.texts:
        without, lost = without_contacts(text)
        texts.append((without, lost))
        found += persons(without, posting)
    kept = Kept({}, {})
    for (name, before), (after, lost) in zip(said.texts, texts, strict=True):
        shown, names = masked(after, found) if found else (after, 0)
        if shown != before:
            kept.edits[name] = edits_of(before, shown)
        if counts := lost_in(lost, names):
            kept.counts[name] = counts
    return kept


@lru_cache(maxsize=1 << 10)
def _words(cells: Sequence[str]) -> frozenset[str]:
    return frozenset(word.lower() for cell in cells for word in _WORDS.findall(cell))


def taken_out_of(rows: Iterable[Said]) -> list[Kept]:
    """The same for several rows: what a process of the pool does at once."""
    return list(map(taken_out, rows))


def edits_of(before: str, after: str) -> list[Edit] | str:
    """What turns a text into its redacted one; that itself where it cannot be told."""
    found = edits(before, after)
    return after if found is None else found


def lost_in(contacts: Mapping[str, int], names: int = 0) -> dict[str, int]:
    """How many of each kind a text lost, without those of which there were none."""
    if not names:
        return {kind: count for kind, count in contacts.items() if count}
    return {kind: count for kind, count in {**contacts, NAME: contacts.get(NAME, 0) + names}.items() if count}
