"""What the feeds of a folder have told: an entry that comes late is dated when it is told, not when it was recorded.

A reader shows what is newer than what it knows. An older run that reaches the database late (a board that took
hours, an archive, a job that is told apart) would slip in below, unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from unionjobs_scraper.storage.values import cell_text

DIGITS = 12
"""Hexadecimal digits by which an entry is remembered."""


@dataclass(slots=True)
class Memory:
    """The entries that were told before, and when those were that came late."""

    now: datetime = datetime(9999, 12, 31, tzinfo=UTC)
    """The time of this writing (UTC)."""
    told_until: datetime | None = None
    """When the folder was last written; None: never."""
    known: frozenset[str] = frozenset()
    late: Mapping[str, datetime] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    """The entries of this writing."""
    told_late: dict[str, datetime] = field(default_factory=dict)

    @classmethod
    def read(cls, stored: Mapping[str, Any], now: datetime) -> Self:
        """What a folder's manifest remembers. Raises `ValueError`, `KeyError` or `TypeError` for a foreign one."""
        if "known" not in stored:
            return cls(now=now)
        known, late = str(stored["known"]), dict(stored["late"])
        return cls(
            now=now,
            told_until=datetime.fromisoformat(stored["told_until"]),
            known=frozenset(known[start : start + DIGITS] for start in range(0, len(known), DIGITS)),
            late={str(key): datetime.fromisoformat(at) for key, at in late.items()},
        )

    def published(self, entry_id: str, recorded: datetime) -> datetime:
        """When an entry is published, and from now on was (UTC). `recorded`: when the database had it."""
        key = hashlib.blake2b(entry_id.encode("utf-8", "surrogatepass"), digest_size=DIGITS // 2).hexdigest()
        self.told.add(key)
        at = self.late.get(key)
        if at is None and self.told_until and recorded <= self.told_until and key not in self.known:
            at = self.now
        if at is None:
            return recorded
        self.told_late[key] = at
        return at

    def kept(self) -> dict[str, Any]:
        """What the manifest is to remember. A writing that told nothing new leaves it as it was."""
        same = self.told_until and self.told == self.known and self.told_late == self.late
        until = self.told_until if same else self.now
        return {
            "told_until": cell_text(until),
            "known": "".join(sorted(self.told)),
            "late": {key: cell_text(at) for key, at in sorted(self.told_late.items())},
        }
