"""The second step of a replay: observations go into the database, and the record of each source is folded of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from unionjobs_scraper.archive import tables
from unionjobs_scraper.archive.fold import Folded, fold
from unionjobs_scraper.archive.processes import side_by_side
from unionjobs_scraper.archive.sources import source_of
from unionjobs_scraper.errors import SourceBusy
from unionjobs_scraper.garbage import seldom_collected
from unionjobs_scraper.storage import crawled, folded_record, folded_runs, forget, leases, observations, runs
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking.relink import relink


def folded(
    database: Database,
    folder: Path,
    at: datetime,
    told: Callable[[int], object] = lambda _: None,
    *,
    processes: int = 1,
) -> Iterator[Folded]:
    """Folds the sources that a folder holds observations of, side by side, each into a database of its own.

    Each record is put in place in a transaction, in the order of names; then all jobs are linked anew. `at`: when the
    database comes to know of it, for `--known-at`. Raises `SourceBusy` while one of the sources is being crawled.
    """
    names = tables.sources_in(folder)
    with seldom_collected(), _held(database, names), tempfile.TemporaryDirectory(prefix="unionjobs-fold-") as made:
        for name in names:
            _keep(database, folder, name)
        address = database.url.render_as_string(hide_password=False)
        paths = [Path(made, f"{number}.db") for number in range(len(names))]
        task = partial(_fold_apart, address)
        for name, path, told_of in zip(
            names, paths, side_by_side(task, zip(names, paths, strict=True), processes), strict=True
        ):
            _put_in_place(database, name, path, at)
            yield told_of
        with database.write() as connection:
            runs.keep_history(connection, at)
            folded_runs.renumber(connection)
            relink(connection, told)


@contextmanager
def _held(database: Database, names: list[str]) -> Iterator[None]:
    """Keeps crawls of the sources away."""
    with database.write() as connection:
        for name in names:
            leases.acquire(connection, name, leases.Holder.this())
    try:
        yield
    finally:
        with database.write() as connection:
            for name in names:
                leases.release(connection, name, 0)


def _keep(database: Database, folder: Path, name: str) -> None:
    with database.write() as connection:
        observations.keep(connection, tables.rows_of(folder, name))
        # what was crawled, and of which no archive that was read holds the answers, is taken as the record has it
        without = observations.crawled_runs(connection, name)
        observations.keep(connection, crawled.observed(connection, name, without) if without else ())


def _fold_apart(address: str, named: tuple[str, Path]) -> Folded:
    """Folds a source into a new SQLite file."""
    name, path = named
    with seldom_collected(), closing(Database(address)) as database, closing(Database(f"sqlite:///{path}")) as apart:
        with apart.write() as connection:
            folded_record.stand_alone(connection)
        with database.read() as observed, apart.write() as connection:
            return fold(observed, connection, source_of(name))


def _put_in_place(database: Database, name: str, path: Path, at: datetime) -> None:
    with closing(Database(f"sqlite:///{path}")) as apart, apart.read() as record, database.write() as connection:
        if not leases.held_by(connection, name, 0):
            raise SourceBusy(f"{name} has been crawled meanwhile: run this again")
        forgotten = forget.forgotten(connection, name)
        folded_record.put_in_place(connection, name, record, at)
        forget.forget(connection, forgotten)
    path.unlink()
