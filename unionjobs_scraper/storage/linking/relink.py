"""Linking every stored posting anew, and what that changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from unionjobs_scraper.storage.linking.link import link, lock
from unionjobs_scraper.storage.schema import fingerprints, job_keys, links, postings

BATCH = 200
"""Postings that are linked in one round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A posting whose job is another one now."""

    posting_id: str
    old: str
    new: str


def count(connection: Connection) -> int:
    """How many postings are stored."""
    return connection.execute(select(func.count()).select_from(postings)).scalar_one()


def relink(connection: Connection, advance: Callable[[int], object] = lambda _: None) -> list[Moved]:
    """Forgets every link but the reviews, links all postings again and returns what has moved.

    `advance` is told how many postings each round has linked. One transaction: undone, nothing has happened.
    """
    lock(connection)
    before = _shared_jobs(connection)
    for table in (links, job_keys, fingerprints):
        connection.execute(delete(table))
    connection.execute(update(postings).where(postings.c.job_id != postings.c.posting_id).values(job_id=OWN))
    last = ""
    while ids := _after(connection, last):
        link(connection, ids)
        last = ids[-1]
        advance(len(ids))
    after = _shared_jobs(connection)
    return [
        Moved(posting_id=each, old=before.get(each, each), new=after.get(each, each))
        for each in sorted(before.keys() | after.keys())
        if before.get(each, each) != after.get(each, each)
    ]


OWN = postings.c.posting_id
"""The job of a posting that shares it with none: its own id."""


def _shared_jobs(connection: Connection) -> dict[str, str]:
    """The postings whose job bears another posting's id."""
    query = select(postings.c.posting_id, postings.c.job_id).where(postings.c.job_id != OWN)
    return {row.posting_id: row.job_id for row in connection.execute(query)}


def _after(connection: Connection, last: str) -> list[str]:
    query = select(OWN).where(last < OWN).order_by(OWN).limit(BATCH)
    return list(connection.execute(query).scalars())
