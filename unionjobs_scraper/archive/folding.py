"""The second step of a replay: observations go into the database, and the record of each source is folded of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from unionjobs_scraper.archive import tables
from unionjobs_scraper.archive.fold import Folded, fold
from unionjobs_scraper.archive.sources import source_of
from unionjobs_scraper.storage import crawled, forget, observations
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link


def folded(database: Database, folder: Path, told: Callable[[int], object] = lambda _: None) -> Iterator[Folded]:
    """Folds the sources that a folder holds observations of, a transaction each; then links all jobs anew."""
    names = tables.sources_in(folder)
    for name in names:
        with database.write() as connection:
            observations.keep(connection, tables.rows_of(folder, name))
            # what was crawled, and of which no archive that was read holds the answers, is taken as the record has it
            without = observations.crawled_runs(connection, name)
            observations.keep(connection, crawled.observed(connection, name, without) if without else ())
            forgotten = forget.forgotten(connection, name)
            told_of = fold(connection, source_of(name))
            forget.forget(connection, forgotten)
            yield told_of
    with database.write() as connection:
        observations.renumber(connection)
        link.relink(connection, told)
