"""The second step of a replay: observations go into the database, and the record of each source is folded of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    with database.read() as connection:
        _check(names, {name: len(observations.crawled_runs(connection, name)) for name in names})
    for name in names:
        with database.write() as connection:
            observations.keep(connection, tables.rows_of(folder, name))
            yield fold(connection, source_of(name))
    with database.write() as connection:
        observations.renumber(connection)
        link.relink(connection, told)


def _check(names: Sequence[str], crawled: dict[str, int]) -> None:
    name = next((name for name in names if crawled[name]), None)
    if name:
        raise ArchiveError(
            f"{name} was crawled into this database {crawled[name]} time(s) without an archive of the answers: give the"
            " archives a database of their own with -s DATABASE_URL=sqlite:///replayed.db"
        )
