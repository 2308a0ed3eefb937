"""Which pairs of postings are to be decided: those that share a key, were reviewed, or rest on what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, Self

from sqlalchemy import Connection, Delete, Row, Select, Table, bindparam, delete, func, or_, select

from unionjobs_scraper.linking.decide import decided
from unionjobs_scraper.linking.decision import Decision, Relation, Stage
from unionjobs_scraper.linking.facts import Ad, at_once
from unionjobs_scraper.linking.keys import nearest
from unionjobs_scraper.linking.text import fingerprint
from unionjobs_scraper.storage.bulk import Insertion, among, found
from unionjobs_scraper.storage.linking.crowds import Crowds
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.phrases import stock
from unionjobs_scraper.storage.schema import job_keys, links, reviews

MOST_ALIKE = 256
"""Postings looked at for one key, the last by id: more ads for one role in one place than any employer has."""

Pair = tuple[str, str]
"""Two posting ids, the lesser first."""
Stored = dict[Pair, Mapping[str, Any]]
"""Links as they are stored."""
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


def pair_of(one: str, other: str) -> Pair:
    """Two postings in the order of the tables."""
    return (one, other) if one < other else (other, one)


def pairs_of(rows: Iterable[Row[Any]]) -> Stored:
    """Rows of `links` by their pairs."""
    return {(row.posting_id, row.other_id): dict(row._mapping) for row in rows}


def stored_pairs(connection: Connection, pairs: AbstractSet[Pair], table: Table = links) -> Stored:
    """Those of the pairs that are stored."""
    rows = pairs_of(found(connection, _of_the_first(table), sorted({one for one, _ in pairs})))
    return {pair: row for pair, row in rows.items() if pair in pairs}


@cache
def _of_the_first(table: Table) -> Select[Any]:
    return select(table).where(among(table.c.posting_id))


def sharing_keys(known: LinkedAds, asked: Mapping[str, Sequence[int]], crowds: Crowds) -> tuple[set[Pair], bool]:
    """Pairs that share a key that one of them asks for, of those that are near each other in time.

    And whether there may be a crowd among those that share one.
    """
    sharing = alike(known.connection, {key for wanted in asked.values() for key in wanted}, MOST_ALIKE)
    pairs = near(known, {each: {*chain.from_iterable(sharing[key] for key in keys)} for each, keys in asked.items()})
    crowded = any(len(ids) >= MOST_ALIKE for ids in sharing.values())
    return (pairs - crowds.parted(known.ads, pairs) if crowded else pairs), crowded


def alike(connection: Connection, keys: Collection[int], most: int) -> Mapping[int, Sequence[str]]:
    """The postings that have each key: at most so many, the last by id."""
    sharing: dict[int, list[str]] = {key: [] for key in keys}
    for row in found(connection, _ALIKE, sorted(keys), most=most):
        sharing[row.key].append(row.posting_id)
    return sharing


def near(known: LinkedAds, others: Mapping[str, AbstractSet[str]]) -> set[Pair]:
    """The pairs of each posting and those of its like that are near it in time."""
    known.read(set().union(*others.values()))
    return {
        pair_of(posting_id, each)
        for posting_id, alike in others.items()
        for each in nearest(posting_id, alike - {posting_id}, known.ads, known.clash)
    }


TELLING = frozenset({"requisition", "pay"})
"""Clashes that hold only while both are open."""
_REVIEWED = select(reviews.c.posting_id, reviews.c.other_id, reviews.c.same).where(
    or_(among(reviews.c.posting_id), among(reviews.c.other_id))
)


@dataclass(frozen=True, slots=True)
class _Writing:
    """What is done to a table of links."""

    insert: Insertion
    forget: Delete

    @classmethod
    @cache
    def of(cls, table: Table) -> Self:
        forget = delete(table).where(table.c.posting_id == bindparam("one"), table.c.other_id == bindparam("other"))
        return cls(Insertion(table, table.c.keys()), forget)


@dataclass(slots=True)
class Reviews:
    """What people have said of pairs, read once for each posting."""

    known: LinkedAds
    said: dict[Pair, bool] = field(default_factory=dict)
    """Whether each reviewed pair with a posting that was asked for is the same."""
    _asked: set[str] = field(default_factory=set)

    def read(self, posting_ids: Iterable[str]) -> None:
        """Reads the reviews of pairs that one of the postings is of."""
        wanted = set(posting_ids) - self._asked
        self._asked |= wanted
        for row in found(self.known.connection, _REVIEWED, sorted(wanted)):
            self.said[row.posting_id, row.other_id] = row.same

    def pairs(self, posting_ids: Sequence[str]) -> set[Pair]:
        """The reviewed pairs that one of the postings is of, where both are stored."""
        self.read(posting_ids)
        self.known.read({each for pair in self.said for each in pair})
        return {pair for pair in self.said if all(each in self.known.ads for each in pair)}


@dataclass(slots=True)
class Decisions:
    """Decides on pairs, with what it has learned of employers in this round."""

    known: LinkedAds
    reviews: Reviews
    table: Table = links
    """Where the links are stored."""
    _stock: dict[tuple[str, str, str], frozenset[int]] = field(default_factory=dict)

    def decide(self, pairs: AbstractSet[Pair], stored: Stored) -> None:
        """Decides, and writes what differs: each row that is written anew is kept in the history.

        `stored`: the links to be replaced, with all of these pairs that are stored at the moment.
        """
        known = self.known
        known.read({each for pair in pairs for each in pair})
        self.reviews.read(one for one, _ in stored)
        reasons = {pair: known.clash(known.ads[pair[0]], known.ads[pair[1]]) for pair in sorted(pairs)}
        known.read_texts(sorted({each for pair, reason in reasons.items() if not reason for each in pair}))
        rows = {pair: row for pair, reason in reasons.items() if (row := self._row(pair, reason))}
        old = [{"one": pair[0], "other": pair[1]} for pair, row in sorted(stored.items()) if rows.get(pair) != row]
        writing = _Writing.of(self.table)
        if old:
            known.connection.execute(writing.forget, old)
        writing.insert(known.connection, [row for pair, row in rows.items() if stored.get(pair) != row])

    def _row(self, pair: Pair, reason: str) -> dict[str, Any] | None:
        """The pair's row; None for one that is of no interest to anybody."""
        a, b = self.known.ads[pair[0]], self.known.ads[pair[1]]
        reviewed = self.reviews.said.get(pair)
        decision = decided(a, b, reason, lambda ad: self.known.wordings[ad.posting_id], self._phrases)
        if reviewed is None:
            telling = decision.decided_by is not Stage.CLASH or decision.why in TELLING
            return _row(pair, decision, a) if telling else None
        together = Relation.SAME_AD if at_once(a, b) else Relation.REPOST
        return _row(pair, decision, a) | {
            "relation": (together if reviewed else Relation.APART).value,
            "decided_by": Stage.REVIEW.value,
            "why": "reviewed",
            "margin": 1.0,
            "learned_from": None,
        }

    def _phrases(self, a: Ad, b: Ad) -> Collection[int]:
        cached = (a.employer_name.key, a.title_words.key, b.title_words.key)
        if cached not in self._stock:
            self._stock[cached] = stock(self.known.connection, a, b)
        return self._stock[cached]


def _row(pair: Pair, decision: Decision, first: Ad) -> dict[str, Any]:
    return {
        "posting_id": pair[0],
        "other_id": pair[1],
        "relation": decision.relation.value,
        "decided_by": decision.decided_by.value,
        "why": decision.why,
        "title_agreement": decision.title.value,
        "place_agreement": decision.place.value,
        "employer_agreement": decision.employer.value,
        "text_similarity": decision.text,
        "apply_shared": decision.apply_shared,
        "margin": decision.margin,
        "learned_from": fingerprint(first.employer_name.key) if decision.learned else None,
    }
