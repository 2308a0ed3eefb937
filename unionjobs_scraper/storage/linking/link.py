"""Which stored postings are one job: finds candidates by index, has `linking/` decide, and keeps pairs and jobs.

What belongs together does not depend on the order in which it came: a pair whose decision rests on the employer's stock
of phrases is decided again when another ad changes that stock, and what is near in time is compared from both sides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, func, select

from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.linking.crowds import Crowds
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.fingerprints import remember
from unionjobs_scraper.storage.linking.jobs import linked, regroup
from unionjobs_scraper.storage.linking.pairs import (
    Decisions,
    Reviews,
    Stored,
    sharing_keys,
    stored_pairs,
)
from unionjobs_scraper.storage.linking.phrases import relearned
from unionjobs_scraper.storage.schema import links

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
    crowds = Crowds(known.connection)
    near, crowded = sharing_keys(known, remembered.asked, crowds)
    near |= relearned(known.connection, remembered.changed)
    near |= reviews.pairs(posting_ids)
    before, stored = linked(known, earlier)
    asked = set(posting_ids)
    stored |= stored_pairs(known.connection, {pair for pair in near if asked.isdisjoint(pair)})
    gone = _parted(known, reviews, crowds, crowds.newcomers(remembered.added)) if crowded else {}
    Decisions(known, reviews).decide(near - gone.keys(), stored | gone)
    return {*posting_ids, *before, *(each for pair in chain(near, gone) for each in pair)}


def _parted(known: LinkedAds, reviews: Reviews, crowds: Crowds, crowd: Collection[str]) -> Stored:
    """The links of ads that have become a crowd, but for those of which people have said something."""
    _, within = linked(known, sorted(crowd))
    known.read({each for pair in within for each in pair})
    reviews.read(crowd)
    return {pair: within[pair] for pair in crowds.parted(known.ads, within.keys() - reviews.said.keys())}


def link_again(connection: Connection, posting_ids: Collection[str]) -> None:
    """Decides again on closed or reopened postings: what was two openings at once may now be a repost."""
    known: set[str] = set()
    for query in _LINKED:
        known.update(row[0] for row in found(connection, query, sorted(posting_ids)))
    link(connection, known)
