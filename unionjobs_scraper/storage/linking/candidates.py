"""Which pairs of postings are to be decided: those that share a key, were reviewed, or rest on what has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, select

from unionjobs_scraper.linking.nearest import nearest
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.fingerprints import EDITED, sampled
from unionjobs_scraper.storage.schema import job_keys, links

MOST_ALIKE = 256
"""Postings looked at for one key, the last by id: more ads for one role in one place than any employer has."""

Pair = tuple[str, str]
"""Two posting ids, the lesser first."""
_RANKED = (
    select(
        job_keys.c.key,
        job_keys.c.posting_id,
        func.row_number().over(partition_by=job_keys.c.key, order_by=job_keys.c.posting_id.desc()).label("place"),
    )
    .where(among(job_keys.c.key))
    .subquery()
)
_ALIKE = select(_RANKED.c.key, _RANKED.c.posting_id).where(_RANKED.c.place <= bindparam("most"))
_LEARNED = select(links.c.learned_from, links.c.posting_id, links.c.other_id).where(among(links.c.learned_from))


def pair_of(one: str, other: str) -> Pair:
    """Two postings in the order of the tables."""
    return (one, other) if one < other else (other, one)


def sharing_keys(known: LinkedAds, asked: Mapping[str, Sequence[int]]) -> set[Pair]:
    """Pairs that share a key that one of them asks for, of those that are near each other in time."""
    askers: dict[int, list[str]] = {}
    for posting_id, wanted in asked.items():
        for key in wanted:
            askers.setdefault(key, []).append(posting_id)
    others: dict[str, set[str]] = {posting_id: set() for posting_id in asked}
    for row in found(known.connection, _ALIKE, sorted(askers), most=MOST_ALIKE):
        for posting_id in askers[row.key]:
            others[posting_id].add(row.posting_id)
    known.read(set().union(*others.values()))
    return {
        pair_of(posting_id, each)
        for posting_id, alike in others.items()
        for each in nearest(posting_id, alike - {posting_id}, known.ads)
    }


def relearned(connection: Connection, changed: Mapping[int, set[str]]) -> set[Pair]:
    """Pairs whose decision rests on a stock of phrases that has changed: one of the ads is in the sample."""
    learned: dict[int, set[Pair]] = {}
    for row in found(connection, _LEARNED, sorted(changed)):
        learned.setdefault(row.learned_from, set()).add((row.posting_id, row.other_id))
    pairs: set[Pair] = set()
    for employer, its in learned.items():
        if EDITED in changed[employer] or changed[employer] & sampled(connection, employer):
            pairs |= its
    return pairs
