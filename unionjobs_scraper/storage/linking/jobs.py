"""Gives postings their jobs: whatever is linked, however far, is grouped anew."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, or_, select, update

from unionjobs_scraper.linking import groups
from unionjobs_scraper.linking.clash import clash, clash_at_once, clash_whenever
from unionjobs_scraper.linking.decision import Relation, Stage
from unionjobs_scraper.linking.extent import Extent
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.groups import Link
from unionjobs_scraper.linking.spans import ALWAYS
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.pairs import Pair, Reviews, Stored, pair_of, pairs_of
from unionjobs_scraper.storage.schema import links, postings

_EITHER = or_(among(links.c.posting_id), among(links.c.other_id))
_LINKED = select(links).where(_EITHER)
_TOGETHER = select(links.c.posting_id, links.c.other_id, links.c.decided_by, links.c.text_similarity).where(
    links.c.relation != Relation.APART.value, _EITHER
)
_OF_JOBS = select(postings.c.posting_id).where(among(postings.c.job_id))
_MOVE = update(postings).where(postings.c.posting_id == bindparam("id")).values(job_id=bindparam("job"))


def linked(known: LinkedAds, posting_ids: Sequence[str]) -> tuple[set[str], Stored]:
    """Returns all that are linked with the postings, or of one job with them, and the links of the postings."""
    stored = pairs_of(found(known.connection, _LINKED, posting_ids))
    touched = {each for pair in stored for each in pair}
    return touched | _of_one_job(known, posting_ids), stored


def regroup(known: LinkedAds, reviews: Reviews, posting_ids: set[str]) -> set[str]:
    """Gives every posting that is linked with these, however far, its job; returns all of them."""
    connected, edges = _component(known, posting_ids)
    known.read(connected)
    reviews.read(connected)

    def barred(a: str, b: str) -> bool:
        return reviews.said.get(pair_of(a, b)) is False

    def apart(a: str, b: str) -> bool:
        said = reviews.said.get(pair_of(a, b))
        return bool(clash(known.ads[a], known.ads[b])) if said is None else not said

    changed = []
    for job in groups.grouped(sorted(connected), edges, apart, barred, _kinds(known, reviews)):
        first = min(job, key=lambda each: (known.ads[each].first_seen, each))
        changed += [{"id": each, "job": first} for each in job if known.jobs[each] != first]
    if changed:
        known.connection.execute(_MOVE, changed)
        known.jobs.update({row["id"]: row["job"] for row in changed})
    return connected


def _kinds(known: LinkedAds, reviews: Reviews) -> groups.Kinds:
    """The kinds of ads; one of which a person has said something is a kind of its own."""
    reviewed = {each for pair in reviews.said for each in pair}
    examples: dict[Hashable, Ad] = {}

    def kind(posting_id: str) -> Hashable:
        ad = known.ads[posting_id]
        own = posting_id if posting_id in reviewed else ad.kind
        examples[own] = ad
        return own

    @lru_cache(maxsize=1 << 16)
    def apart(one: Hashable, other: Hashable) -> bool | None:
        if isinstance(one, str) or isinstance(other, str):
            return None
        a, b = examples[one], examples[other]
        if clash_whenever(a, b):
            return True
        return None if clash_at_once(a, b) else False

    def extent(posting_id: str) -> Extent | None:
        return None if posting_id in reviewed else Extent.of(known.ads[posting_id])

    def when(posting_id: str) -> tuple[datetime, datetime | None]:
        if posting_id in reviewed:
            return ALWAYS
        ad = known.ads[posting_id]
        return ad.first_seen, None if ad.open else ad.last_seen

    return groups.Kinds(of=kind, apart=apart, when=when, extent=extent)


def _component(known: LinkedAds, posting_ids: set[str]) -> tuple[set[str], list[Link]]:
    """All that is linked with the postings, however far, and its links: whole jobs at a time, for a chain is long."""
    connected, edge = set(posting_ids), set(posting_ids)
    links_found: dict[Pair, Link] = {}
    while edge:
        reached: set[str] = set()
        for row in found(known.connection, _TOGETHER, sorted(edge)):
            reached |= {row.posting_id, row.other_id}
            links_found[row.posting_id, row.other_id] = Link(
                posting_id=row.posting_id,
                other_id=row.other_id,
                decided_by=Stage(row.decided_by),
                text=row.text_similarity,
            )
        edge = reached - connected
        edge |= _of_one_job(known, edge) - connected
        connected |= edge
    return connected, list(links_found.values())


def _of_one_job(known: LinkedAds, posting_ids: Collection[str]) -> set[str]:
    known.read(posting_ids)
    jobs = sorted({known.jobs[each] for each in posting_ids if known.jobs[each]})
    return {row.posting_id for row in found(known.connection, _OF_JOBS, jobs)}
