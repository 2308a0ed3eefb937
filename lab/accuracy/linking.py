"""The program's own linker, as `score` wants one: the world's postings go through a real database, one at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from lab.accuracy.pairs.scores import PairScore
from lab.accuracy.pairs.table import measured
from lab.accuracy.pairs.worlds import Ad, World
from unionjobs_scraper.items import FIELDS
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking.link import link
from unionjobs_scraper.storage.schema import postings


class _Undone(Exception):
    """Empties the database again."""


@contextmanager
def empty_database() -> Iterator[Database]:
    """A database in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'pairs.db'}")
        try:
            yield database
        finally:
            database.close()


def stored(connection: Connection, world: World, order: Sequence[int]) -> dict[str, str]:
    """Stores and links a world's postings in an order of their positions; returns each one's posting_id by key."""
    ids: dict[str, str] = {}
    rows = {ad.key: row for ad, row in zip(world.ads, rows_of(world.ads), strict=True)}
    for position in order:
        row = rows[world.ads[position].key]
        connection.execute(insert(postings), [row])
        link(connection, [row["posting_id"]])
        ids[world.ads[position].key] = row["posting_id"]
    return ids


def rows_of(ads: Sequence[Ad]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    end = max(ad.last_seen for ad in ads)
    for ad in ads:
        source_id = ad.posting.source_id
        while f"{ad.posting.source}:{source_id}" in taken:
            source_id += "~2"  # the site gave the id to another posting
        posting_id = f"{ad.posting.source}:{source_id}"
        taken.add(posting_id)
        yield {name: getattr(ad.posting, name) for name in FIELDS if name in postings.c} | {
            "posting_id": posting_id,
            "job_id": posting_id,
            "source_id": source_id,
            "site_id": ad.posting.source_id,
            "status": "open" if ad.last_seen == end else "closed",
            "open_by": ad.first_seen,
            "closed_by": None if ad.last_seen == end else ad.last_seen,
            "spells": 1,
            "first_seen": ad.first_seen,
            "last_seen": ad.last_seen,
        }


def jobs_of(database: Database, world: World, order: Sequence[int] = ()) -> dict[str, str]:
    """Each posting's job, by its key; the database is left empty."""
    jobs: dict[str, str] = {}
    with suppress(_Undone), database.write() as connection:
        ids = stored(connection, world, order or range(len(world.ads)))
        found = connection.execute(select(postings.c.posting_id, postings.c.job_id))
        job = {row.posting_id: row.job_id for row in found}
        jobs = {key: job[posting_id] for key, posting_id in ids.items()}
        raise _Undone
    return jobs


class ProgramLinker:
    """Links as the program does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, world: World) -> Mapping[str, str]:
        """Each posting's job, by its key."""
        return jobs_of(self._database, world)


def program_scores() -> dict[str, PairScore]:
    """The figures of the program, first, and of the baselines."""
    with empty_database() as database:
        return measured({"this program": ProgramLinker(database)})
