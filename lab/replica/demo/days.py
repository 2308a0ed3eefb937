"""A day of the demo, and the facts that its run must leave in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lab.replica import Fault
from lab.replica.demo.site import Site
from lab.replica.unionjobs import Ad


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A question to the database and its only right answer."""

    query: str
    about: tuple[str | int, ...] = ()
    """What the query's question marks stand for."""
    answer: Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the story."""

    number: int
    happened: str
    """What happens in the world."""
    change: Callable[[Site, Sequence[Ad]], Site] = lambda site, ads: site
    """Yesterday's site and today's new postings to today's site."""
    fault: Fault | None = None
    verdict: str = "complete"
    reason: str = ""
    """Code of the reason in the run's record."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Counts of the run's record; those that are not named must be 0."""
    facts: Sequence[Fact] = ()
    notice: str
    """What to notice; the columns of the run's record stand in braces."""

    @property
    def at(self) -> datetime:
        """When the run of this day takes place."""
        return datetime(2026, 5, self.number, 6, tzinfo=UTC)

    @property
    def title(self) -> str:
        """The heading of the day."""
        return f"Day {self.number} · {self.at:%A}, {self.at:%B} {self.at.day}, {self.at.year}"

    @property
    def stamp(self) -> str:
        """The same as RUN_AT has it."""
        return self.at.strftime("%Y-%m-%dT%H:%M:%SZ")
