"""When a job's ads are open: those at once with another one are found without asking about each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

LAST = "\U0010ffff"
"""Behind every posting id."""
ALWAYS = datetime(1000, 1, 1, tzinfo=UTC), None
"""Open at once with everything."""
Ended = tuple[datetime, str, datetime]
"""When an ad was first seen, its id, and when it was last seen."""


@dataclass(slots=True)
class Spans:
    """Ads by the time of their first sight."""

    open: list[tuple[datetime, str]] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    longest: timedelta = field(default_factory=timedelta)
    """For which one that has ended was open, at most."""

    def add(self, posting_id: str, first: datetime, last: datetime | None) -> None:
        """Takes an ad in; `last`: None while it is open."""
        if last is None:
            insort(self.open, (first, posting_id))
        else:
            last = max(first, last)
            insort(self.ended, (first, posting_id, last))
            self.longest = max(self.longest, last - first)

    def join(self, other: Spans) -> None:
        """Takes another job's ads in."""
        for first, posting_id, last in other:
            self.add(posting_id, first, last)

    def __iter__(self) -> Iterator[tuple[datetime, str, datetime | None]]:
        yield from ((first, posting_id, None) for first, posting_id in self.open)
        yield from self.ended

    def __len__(self) -> int:
        return len(self.open) + len(self.ended)

    def at_once(self, first: datetime, last: datetime | None) -> Iterator[str]:
        """The ads that were open at the same time as one, by their ids."""
        until = len(self.open) if last is None else bisect_right(self.open, (last, LAST))
        yield from (posting_id for _, posting_id in self.open[:until])
        since = bisect_left(self.ended, (first - self.longest,))
        until = len(self.ended) if last is None else bisect_right(self.ended, (last, LAST))
        for place in range(since, until):
            if self.ended[place][2] >= first:
                yield self.ended[place][1]


def pairs_at_once(one: Spans, other: Spans) -> Iterator[tuple[str, str]]:
    """The pairs of two jobs' ads that were open at the same time."""
    fewer, more = (one, other) if len(one) < len(other) else (other, one)
    for first, posting_id, last in fewer:
        for another in more.at_once(first, last):
            yield posting_id, another
