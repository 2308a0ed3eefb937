"""The second step of a replay: observations go into the database, and the record of each source is folded of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from unionjobs_scraper.archive import tables
from unionjobs_scraper.archive.fold import Folded, fold
from unionjobs_scraper.archive.sources import source_of
from unionjobs_scraper.errors import ArchiveError
from unionjobs_scraper.storage import observations
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link


def folded(database: Database, folder: Path, told: Callable[[int], object] = lambda _: None) -> Iterator[Folded]:
    """Folds the sources that a folder holds observations of, a transaction each; then links all jobs anew.

    Raises `ArchiveError` for a source that was crawled without an archive.
    """
    names = tables.sources_in(folder)
    for name in names:
        with database.write() as connection:
            observations.keep(connection, tables.rows_of(folder, name))
            _check(name, len(observations.crawled_runs(connection, name)))
            yield fold(connection, source_of(name))
    with database.write() as connection:
        observations.renumber(connection)
        link.relink(connection, told)


def _check(name: str, crawled: int) -> None:
    """Refuses to make a record anew of which only a part is known."""
    if crawled:
        raise ArchiveError(
            f"{name} was crawled into this database {crawled} time(s), and no archive that was read holds the answers:"
            " add the archives of ARCHIVE_DIR, or give the others a database of their own with"
            " -s DATABASE_URL=sqlite:///replayed.db"
        )
