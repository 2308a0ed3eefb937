"""Everything that the page says, read from the database in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.lifecycle.status import is_unknown
from unionjobs_scraper.publish.report.formatting import moment
from unionjobs_scraper.publish.report.over_time import DAY, OpenJobs, Timeline, gaps, grid
from unionjobs_scraper.publish.report.survival import Lives, Survival, survival
from unionjobs_scraper.publish.report.tallies import Tallies
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import report as stored
from unionjobs_scraper.storage.queries.counts import believed
from unionjobs_scraper.storage.queries.history import crawled_sources
from unionjobs_scraper.storage.queries.open_times import open_times
from unionjobs_scraper.storage.runs import last_complete_runs
from unionjobs_scraper.watch.health import Health, health

LATEST = 12
"""Postings in the list of the newest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the database says at one moment."""

    now: datetime
    totals: stored.Totals
    tallies: Tallies
    timeline: Timeline
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
        tallies = Tallies()
        tallies.add_all(stored.each_job(connection, known))
        complete, carried = believed(connection, registered)
        begun, until = [min(starts) for starts in complete.values()], int(now.timestamp())
        first, last = min(begun, default=until), max((starts[-1] for starts in complete.values()), default=until)
        over_time, lives = OpenJobs(grid(first, last)), Lives()
        for time in open_times(connection, carried):
            over_time.add(time)
            lives.add(time)
        return Facts(
            now=now,
            totals=totals,
            tallies=tallies,
            timeline=Timeline(
                counts=over_time.counts(),
                joined=sorted(at for at in begun if at >= first + DAY),
                departed=sorted(at for at in carried.values() if at < until),
                gaps=gaps(complete, until),
            ),
            lives=lives,
            survival=survival(lives),
            latest=stored.fresh(connection, known, LATEST),
            sources=[health(connection, name, now, registered) for name in crawled_sources(connection)],
        )
