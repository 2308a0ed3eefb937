"""How full each run's readings were: which columns had something in them, in how many of the postings read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.lifecycle.lost_columns import LOOKBACK, WATCHED, Column, Reading, columns
from unionjobs_scraper.lifecycle.paging import Pages
from unionjobs_scraper.storage.schema import fill, runs, shapes


@dataclass(slots=True)
class Fill:
    """What the postings read so far in one run had to say."""

    read: int = 0
    """Postings whose own page, or whole row, was read."""
    filled: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WATCHED, 0))

    def add(self, items: Iterable[JobPosting]) -> None:
        """Counts those of the items that were read whole and are open.

        Rows of the list alone say little, and so does the page of a closed posting.
        """
        for item in items:
            if item.row_hash and not item.closing_mark:
                self.read += 1
                for name in WATCHED:
                    self.filled[name] += getattr(item, name) not in ("", None)


def record(connection: Connection, run_id: int, counted: Fill) -> None:
    """Writes a run's counts; a run that read no posting leaves none."""
    if counted.read:
        rows = [
            {"run_id": run_id, "field": name, "filled": number, "read": counted.read}
            for name, number in counted.filled.items()
        ]
        connection.execute(insert(fill), rows)


def readings(connection: Connection, source: str, since: datetime) -> list[Reading]:
    """What the finished runs of a source that began at or after `since` read, the newest first."""
    query = (
        select(fill, runs.c.started_at)
        .join(runs, runs.c.run_id == fill.c.run_id)
        .where(runs.c.source == source, runs.c.started_at >= since)
        .order_by(fill.c.run_id.desc())
    )
    found: dict[int, Reading] = {}
    for row in connection.execute(query):
        reading = found.setdefault(row.run_id, Reading(run_id=row.run_id, at=row.started_at, read=row.read, filled={}))
        reading.filled[row.field] = row.filled
    return list(found.values())


def watched_columns(connection: Connection, source: str, now: datetime) -> list[Column]:
    """How full each watched column of a source is, against its past."""
    return columns(readings(connection, source, now - LOOKBACK))


def shape_of(connection: Connection, source: str) -> tuple[str, Pages | None]:
    """What a complete run last saw of the source's list pages: their fingerprint, and how many they were.

    Empty when none has; older programs kept the fingerprint alone.
    """
    kept = connection.execute(select(shapes.c.shape).where(shapes.c.source == source)).scalar() or ""
    shape, _, cut = kept.partition(" ")
    return shape, Pages.parse(cut)


def keep_shape(connection: Connection, source: str, shape: str, pages: Pages, run_id: int) -> None:
    """Remembers the fingerprint of the source's list pages, and how many they were."""
    connection.execute(delete(shapes).where(shapes.c.source == source))
    connection.execute(insert(shapes).values(source=source, shape=f"{shape} {pages}", run_id=run_id))
