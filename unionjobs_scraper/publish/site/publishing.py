"""Writes a site and notes what it was made of, for the next writing to know that nothing has changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from unionjobs_scraper.lifecycle.status import UNKNOWN_AFTER
from unionjobs_scraper.publish.site.build import build
from unionjobs_scraper.publish.site.options import Built, Options
from unionjobs_scraper.publish.site.unchanged import made_of, remember
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.engine import file_of
from unionjobs_scraper.storage.runs import last_complete_runs, newest_run


def publish(database: Database, root: Path, address: str, options: Options) -> Built:
    """Writes the site. `address`: the setting that names the database. Raises `SettingError`."""
    path = file_of(database.url)
    made = made_of(address, path.absolute(), options) if path else ""  # before anything is read
    built = build(database, root, options)
    if path and made:
        remember(root, path.absolute(), made, until(database, options.now), built)
    return built


def until(database: Database, now: datetime) -> datetime:
    """When the clock alone changes what a site says: the open jobs of a source become unknown (UTC)."""
    with database.read() as connection:
        newest = newest_run(connection)
        ends = [last + UNKNOWN_AFTER for last in last_complete_runs(connection).values()]
    if newest is None or newest > now:
        return now  # a clock ran ahead: what is told changes when it is caught up with
    return min((end for end in ends if end >= now), default=datetime.max.replace(tzinfo=now.tzinfo))
