"""Everything that the page says, read from the database in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.lifecycle.status import UNKNOWN_AFTER, is_unknown
from unionjobs_scraper.publish.report.formatting import moment
from unionjobs_scraper.publish.report.intervals import DAY, OpenJobs, grid, stretches
from unionjobs_scraper.publish.report.survival import Lives, Survival, survival
from unionjobs_scraper.publish.report.tallies import Tallies
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import report as stored
from unionjobs_scraper.storage.queries.history import crawled_sources
from unionjobs_scraper.storage.runs import first_complete_runs, last_complete_runs
from unionjobs_scraper.watch.health import Health, health

LATEST = 12
"""Postings in the list of the newest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the database says at one moment."""

    now: datetime
    totals: stored.Totals
    tallies: Tallies
    counts: list[tuple[int, int, int]]
    """(time, jobs surely open, jobs open at most)."""
    joined: list[int]
    """For each source that came later than the first day: its first complete census, in seconds."""
    lives: Lives
    survival: Survival | None
    latest: list[stored.Fresh]
    sources: list[Health]


def facts(database: Database, now: datetime, registered: Sequence[str]) -> Facts:
    """Reads everything. Raises `StoreError` where it cannot be read, `SettingError` for a `now` that is past."""
    with database.read() as connection:
        completes = last_complete_runs(connection)
        known = [each for each, at in sorted(completes.items()) if not is_unknown(at, now, crawled=each in registered)]
        totals = stored.totals(connection, known)
        if totals.last_run and totals.last_run > now:
            raise SettingError(
                f"RUN_AT is {moment(now)}, before the newest census ({moment(totals.last_run)}): a report shows the"
                " database as it is; give a later time"
            )
        begun = [int(at.timestamp()) for at in first_complete_runs(connection).values()]
        tallies = Tallies()
        tallies.add_all(stored.each_job(connection, known))
        carried = {
            source: int((at + UNKNOWN_AFTER if source in registered else at).timestamp())
            for source, at in completes.items()
        }
        first = min(begun, default=int(now.timestamp()))
        points = grid(first, int(now.timestamp()))
        over_time, lives = OpenJobs(points, carried), Lives()
        _read_spells(connection, over_time, lives)
        return Facts(
            now=now,
            totals=totals,
            tallies=tallies,
            counts=over_time.counts(),
            joined=sorted(at for at in begun if at >= first + DAY),
            lives=lives,
            survival=survival(lives),
            latest=stored.fresh(connection, known, LATEST),
            sources=[health(connection, name, now, registered) for name in crawled_sources(connection)],
        )


def _read_spells(connection: Connection, over_time: OpenJobs, lives: Lives) -> None:
    for _, group in groupby(stored.each_spell(connection), key=attrgetter("job_id")):
        spells = list(group)
        over_time.add(spells)
        lives.add_all(stretches(spells))
