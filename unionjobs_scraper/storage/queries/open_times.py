"""The stretches as numbers: when each may have been open, when it surely was, and what lies halfway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from unionjobs_scraper.storage.queries.seconds import Seconds
from unionjobs_scraper.storage.queries.stretches import BETWEEN, stretches

FOREVER = 1 << 62
FETCHED = 5000
"""Rows held in memory at a time."""


class OpenTime(NamedTuple):
    """One stretch; times in seconds since 1970."""

    job_id: str
    open_after: int | None
    open_by: int
    seen_until: int
    closed_by: int | None
    entry_age: float | None
    """Days: how old it was when it came under observation; None where that is not known."""
    sources: frozenset[str]
    carried: int
    """Until when its sources vouch for it, where it has not ended."""

    @property
    def sure_until(self) -> int:
        """The last second at which it was surely open; before `open_by` for one found closed at first sight."""
        return (
            max(self.seen_until, self.carried) if self.closed_by is None else min(self.seen_until, self.closed_by - 1)
        )

    @property
    def possible_from(self) -> int:
        """The first second at which it may have been open."""
        return self.open_by if self.open_after is None else min(self.open_after + 1, self.open_by)

    @property
    def possible_until(self) -> int:
        """The last second at which it may have been open."""
        return FOREVER if self.closed_by is None else self.closed_by - 1

    @property
    def middle(self) -> tuple[float, float]:
        """Its first and last second, each halfway between its bounds; it ends where no source vouches for it longer."""
        begin = self.open_by if self.open_after is None else (self.open_after + self.open_by) / 2
        end = self.sure_until if self.closed_by is None else (self.seen_until + self.closed_by) / 2 - 0.5
        return begin, max(end, begin - 0.5)


def open_times(connection: Connection, carried: Mapping[str, int]) -> Iterator[OpenTime]:
    """Streams every stretch; `carried`: until when a source's open postings count as open."""
    one = stretches.c
    times = (Seconds(one[name]) for name in ("open_after", "open_by", "seen_until", "closed_by"))
    query = select(one.job_id, *times, one.entry_age, one.every_source, one.open_sources)
    for job_id, after, by, seen, closed, age, every, still in connection.execution_options(yield_per=FETCHED).execute(
        query
    ):
        until = max((carried.get(source, 0) for source in (still or "").split(BETWEEN)), default=0)
        yield OpenTime(job_id, after, by, seen, closed, age, frozenset(every.split(BETWEEN)), until)
