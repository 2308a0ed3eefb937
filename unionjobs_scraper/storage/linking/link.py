"""Which stored postings are one job: finds candidates by index, has `linking/` decide, and keeps pairs and jobs.

What belongs together does not depend on the order in which it came: a pair whose decision rests on the employer's stock
of phrases is decided again when another ad changes that stock, and what is near in time is compared from both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from unionjobs_scraper.linking.decision import Relation
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.fingerprints import remember
from unionjobs_scraper.storage.linking.jobs import regroup, unlink
from unionjobs_scraper.storage.linking.pairs import Decisions, Reviews, relearned, sharing_keys
from unionjobs_scraper.storage.schema import fingerprints, job_keys, links, postings

_TOGETHER_AFTER = (
    select(links.c.posting_id)
    .where(links.c.relation != Relation.APART.value, links.c.posting_id > bindparam("last"))
    .distinct()
    .order_by(links.c.posting_id)
    .limit(bindparam("most", 200))
)
"""The postings behind one that are linked as the first of a pair."""
LOCK = 0x6C696E6B
"""PostgreSQL's advisory lock for linking: two postings that are stored at once must see each other."""
_LOCKED = select(func.pg_advisory_xact_lock(LOCK))
_LINKED = tuple(select(column).where(among(column)) for column in (links.c.posting_id, links.c.other_id))


def lock(connection: Connection) -> None:
    """Lets one transaction link at a time; to be called before the first write of one that will."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCKED)


def link(connection: Connection, posting_ids: Collection[str], fresh: Sequence[Mapping[str, Any]] = ()) -> None:
    """Finds the jobs of new, changed, closed or reopened postings, and of those that this touches.

    Every id must be stored. `fresh`: postings that are new, as rows of the table: they are not read back.
    """
    every = sorted({*posting_ids, *(row["posting_id"] for row in fresh)})
    if every:
        _link(LinkedAds(connection), every, fresh)


def _link(known: LinkedAds, posting_ids: Sequence[str], fresh: Sequence[Mapping[str, Any]]) -> None:
    reviews = Reviews(known)
    regroup(known, reviews, _decided(known, reviews, posting_ids, fresh))


def _decided(
    known: LinkedAds, reviews: Reviews, posting_ids: Sequence[str], fresh: Sequence[Mapping[str, Any]]
) -> set[str]:
    """Decides on the postings' pairs; returns the postings whose jobs may now be others."""
    known.take(fresh)
    new = {row["posting_id"] for row in fresh}
    earlier = [each for each in posting_ids if each not in new]
    known.read_texts(earlier)
    remembered = remember(known, posting_ids, new)
    near = sharing_keys(known, remembered.asked)
    near |= reviews.pairs(posting_ids)
    near |= relearned(known.connection, remembered.changed)
    before = unlink(known, earlier)
    Decisions(known, reviews).decide(near, set(posting_ids))
    return {*posting_ids, *before, *(each for pair in near for each in pair)}


def link_again(connection: Connection, posting_ids: Collection[str]) -> None:
    """Decides again on closed or reopened postings: what was two openings at once may now be a repost."""
    known: set[str] = set()
    for query in _LINKED:
        known.update(row[0] for row in found(connection, query, sorted(posting_ids)))
    link(connection, known)


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


def relink(connection: Connection, told: Callable[[int], object] = lambda _: None) -> list[Moved]:
    """Forgets every link but the reviews, links all postings again and returns what has moved.

    `told` is given the number of postings linked so far. One transaction: undone, nothing has happened.
    """
    lock(connection)
    before = _shared_jobs(connection)
    for table in (links, job_keys, fingerprints):
        connection.execute(delete(table))
    connection.execute(update(postings).where(postings.c.job_id != postings.c.posting_id).values(job_id=OWN))
    last, linked = "", 0
    while ids := _after(connection, last):
        known = LinkedAds(connection)
        _decided(known, Reviews(known), ids, ())
        last, linked = ids[-1], linked + len(ids)
        told(linked)
    _regroup_all(connection)
    after = _shared_jobs(connection)
    return [
        Moved(posting_id=each, old=before.get(each, each), new=after.get(each, each))
        for each in sorted(before.keys() | after.keys())
        if before.get(each, each) != after.get(each, each)
    ]


def _regroup_all(connection: Connection) -> None:
    """Gives every linked posting its job, each group of linked ones once: the groups follow from the links alone."""
    grouped: set[str] = set()
    last = ""
    while ids := list(connection.execute(_TOGETHER_AFTER, {"last": last}).scalars()):
        known = LinkedAds(connection)
        grouped |= regroup(known, Reviews(known), set(ids) - grouped)
        last = ids[-1]


OWN = postings.c.posting_id
"""The job of a posting that shares it with none: its own id."""


def _shared_jobs(connection: Connection) -> dict[str, str]:
    """The postings whose job bears another posting's id."""
    query = select(postings.c.posting_id, postings.c.job_id).where(postings.c.job_id != OWN)
    return {row.posting_id: row.job_id for row in connection.execute(query)}


def _after(connection: Connection, last: str) -> list[str]:
    query = select(OWN).where(last < OWN).order_by(OWN).limit(BATCH)
    return list(connection.execute(query).scalars())
