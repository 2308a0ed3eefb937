"""Databases for the tests of the report: runs, postings and spells, written as the store writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import insert

from unionjobs_scraper.publish.report.facts import Facts, facts
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import postings, runs, spells

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCES = ["afscme", "unionjobs"]
"""What the register of these tests holds."""
UNIONS = ("SEIU", "AFSCME", "UAW", "")
FAMILIES = ("organizing", "research", "legal", "")
PLACES = ("Oakland, CA, US", "Dayton, OH, US; Toronto, ON, CA", "London, GB", "")


def at(day: float) -> datetime:
    """The time so many days after the first census."""
    return NOON + timedelta(days=day)


class Book:
    """One database, closed on leaving; days count from the first census."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'report.db'}"
        self.database = Database(self.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def run(self, day: float, source: str = "unionjobs", verdict: str = "complete", reason: str = "") -> None:
        """A census."""
        values = {"source": source, "started_at": at(day), "verdict": verdict, "reason": reason, "listed": 10}
        with self.database.write() as connection:
            connection.execute(insert(runs).values(**values))

    def posting(
        self,
        number: int,
        opened: tuple[float | None, float],
        closed: tuple[float, float] | None = None,
        *,
        seen: float | None = None,
        source: str = "unionjobs",
        job: str = "",
        **values: object,
    ) -> None:
        """A posting with one spell; `opened`, `closed`: the bounds, in days."""
        after, by = None if opened[0] is None else at(opened[0]), at(opened[1])
        ended = (at(closed[0]), at(closed[1])) if closed else (None, None)
        last = ended[0] or at(opened[1] if seen is None else seen)
        bounds = {"open_after": after, "open_by": by, "closed_after": ended[0], "closed_by": ended[1]}
        row = bounds | {
            "posting_id": f"{source}:{number}",
            "job_id": job or f"{source}:{number}",
            "source": source,
            "source_id": str(number),
            "url": f"https://www.example.org/{number}",
            "title": "Organizer",
            "status": "closed" if closed else "open",
            "spells": 1,
            "first_seen": by,
            "last_seen": last,
        }
        spell = bounds | {"posting_id": f"{source}:{number}", "spell": 1, "opened_run": 1}
        with self.database.write() as connection:
            connection.execute(insert(postings).values(**row | values))
            connection.execute(insert(spells).values(**spell))

    def facts(self, day: float) -> Facts:
        """What the report says so many days after the first census."""
        return facts(self.database, at(day), SOURCES)


def fill(book: Book) -> None:
    """Forty jobs in sixty days on two boards, with everything that a report can draw."""
    for day in range(0, 61, 2):
        book.run(day)
        if day >= 20:
            late = day == 60
            book.run(day, "afscme", "partial" if late else "complete", "2 pages timed out" if late else "")
    for number in range(40):
        begin = number - number % 2
        opened = (None if number < 4 else begin - 2, begin)
        closed = (begin + number // 2, begin + number // 2 + 2) if number % 3 and begin + number // 2 < 58 else None
        hourly = number % 4 == 3
        book.posting(
            number,
            opened,
            closed,
            seen=60,
            source="afscme" if number > 30 else "unionjobs",
            union_abbr=UNIONS[number % 4],
            job_family=FAMILIES[number % 3],
            locations=PLACES[number % 4],
            employer=f"Local {number}",
            date_posted=date(2026, 2, 20) if number < 2 else None,
            salary_min=30.0 if hourly else 50_000.0 + 1000 * number,
            salary_max=None if hourly else 60_000.0 + 1000 * number,
            salary_currency="CAD" if number % 3 == 1 else "USD",
            salary_period="HOUR" if hourly else "YEAR",
        )
