"""What the first census of a board found: one entry in a feed, however many jobs it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from unionjobs_scraper.storage.queries.feeds import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The jobs of one feed that a board had when it was first read; a board that was read in part grows for a while."""

    source: str
    count: int
    at: datetime
    """When the first of them was seen (UTC)."""
    recorded: datetime
    """When the first of them was on record (UTC)."""
    grown: datetime
    """When the last of them was on record (UTC)."""

    @classmethod
    def first(cls, event: Event) -> Self:
        """Begins to count."""
        return cls(source=event.source, count=1, at=event.at, recorded=event.recorded, grown=event.recorded)

    def joined(self, event: Event) -> Arrival:
        """With one job more."""
        return replace(
            self,
            count=self.count + 1,
            at=min(self.at, event.at),
            recorded=min(self.recorded, event.recorded),
            grown=max(self.grown, event.recorded),
        )
