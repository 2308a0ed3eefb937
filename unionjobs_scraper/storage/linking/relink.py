"""All postings linked anew: the same pairs as if they had come by their ids, so many at a time.

First everything is remembered that postings are known again by; then the pairs are decided, employer by employer, so
that ads that are alike are read together and each pair is decided once; then each group is given its job. The links are
decided into a table of their own, and only what differs is written: history keeps each row that is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    and_,
    bindparam,
    collate,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from unionjobs_scraper.linking.decision import Relation
from unionjobs_scraper.linking.keys import keys
from unionjobs_scraper.storage.bulk import among, carry_out
from unionjobs_scraper.storage.linking.crowds import Crowds
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.fingerprints import remember
from unionjobs_scraper.storage.linking.jobs import regroup
from unionjobs_scraper.storage.linking.link import lock
from unionjobs_scraper.storage.linking.pairs import MOST_ALIKE, Decisions, Reviews, alike, near, stored_pairs
from unionjobs_scraper.storage.schema import fingerprints, job_keys, links, postings

BATCH = 200
"""Postings that are linked in one round."""
OWN = postings.c.posting_id
"""The job of a posting that shares it with none: its own id."""
_TOGETHER_AFTER = (
    select(links.c.posting_id)
    .where(links.c.relation != Relation.APART.value, links.c.posting_id > bindparam("last"))
    .distinct()
    .order_by(links.c.posting_id)
    .limit(bindparam("most"))
)
"""The postings behind one that are linked as the first of a pair."""


_anew = Table(
    "links_anew",
    MetaData(),
    *(Column(each.name, each.type, primary_key=each.primary_key) for each in links.c),
    prefixes=["TEMPORARY"],
)
_SAME_PAIR = (_anew.c.posting_id == links.c.posting_id) & (_anew.c.other_id == links.c.other_id)
_AS_BEFORE = and_(_SAME_PAIR, *(_anew.c[each.name].is_not_distinct_from(each) for each in links.c))
_FORGET = delete(links).where(~exists().where(_AS_BEFORE).correlate(links))
_KEEP = insert(links).from_select(links.c.keys(), select(_anew).where(~exists().where(_SAME_PAIR).correlate(_anew)))
_MOVE_BACK = update(postings).where(among(OWN)).values(job_id=OWN)


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
    """Links all postings again, as if there were no links but the reviews, and returns what has moved.

    `told` is given the number of postings linked so far. One transaction: undone, nothing has happened.
    """
    lock(connection)
    before = _shared_jobs(connection)
    for table in (job_keys, fingerprints):
        connection.execute(delete(table))
    _anew.create(connection)
    _decide_all(connection, _remember_all(connection), told)
    connection.execute(_FORGET)
    connection.execute(_KEEP)
    _anew.drop(connection)
    alone = before.keys() - _regroup_all(connection)
    carry_out(connection, _MOVE_BACK, sorted(alone))
    after = _shared_jobs(connection)
    return [
        Moved(posting_id=each, old=before.get(each, each), new=after.get(each, each))
        for each in sorted(before.keys() | after.keys())
        if before.get(each, each) != after.get(each, each)
    ]


def _remember_all(connection: Connection) -> list[str]:
    """Remembers every posting; returns the last id of each batch."""
    ends = []
    for ids in _batches(connection, _bytewise(connection, OWN)):
        known = LinkedAds(connection)
        known.read_texts(ids)
        remember(known, ids, ids)
        ends.append(ids[-1])
    return ends


def _decide_all(connection: Connection, ends: Sequence[str], told: Callable[[int], object]) -> None:
    linked, crowds = 0, Crowds(connection)
    own = fingerprints.c.posting_id
    for ids in _batches(connection, fingerprints.c.employer, _bytewise(connection, own)):
        _decide(LinkedAds(connection), ids, ends, crowds)
        linked += len(ids)
        told(linked)


def _decide(known: LinkedAds, ids: Sequence[str], ends: Sequence[str], crowds: Crowds) -> None:
    """Decides on the pairs for which one of these postings asks, with those of its batch and of the batches before."""
    reviews = Reviews(known)
    known.read(ids)
    asked = {each: keys(known.ads[each]).asks for each in ids}
    present = _Present(known.connection, ends)
    present.read({key for wanted in asked.values() for key in wanted})
    pairs = near(known, {each: present.alike(each, wanted) for each, wanted in asked.items()})
    if present.has_crowds(asked):
        pairs -= crowds.parted(known.ads, pairs)
    reviewed = reviews.pairs(ids)
    # another employer's postings of one batch ask for each other twice
    others = {
        pair for pair in pairs if not set(pair) <= asked.keys() and len({present.batch(each) for each in pair}) == 1
    }
    Decisions(known, reviews, _anew).decide(pairs | reviewed, stored_pairs(known.connection, others | reviewed, _anew))


@dataclass(slots=True)
class _Present:
    """The postings that have a key, as far as they had come when another one was linked."""

    connection: Connection
    ends: Sequence[str]
    """The last id of each batch."""
    _sharing: dict[int, Sequence[str]] = field(default_factory=dict)
    """By key, its postings by their ids; not those of a key that too many have."""
    _cut: dict[tuple[int, int], Sequence[str]] = field(default_factory=dict)
    """By key that many have and batch: the last ones."""
    _alike: dict[tuple[int, Sequence[int]], frozenset[str]] = field(default_factory=dict)
    """By batch and keys: ads for one role in one place ask for the same."""

    def batch(self, posting_id: str) -> int:
        """The number of the batch in which a posting comes."""
        return bisect_left(self.ends, posting_id)

    def read(self, wanted: set[int]) -> None:
        """Reads which postings have these keys."""
        for key, ids in alike(self.connection, wanted, MOST_ALIKE + 1).items():
            if len(ids) <= MOST_ALIKE:
                self._sharing[key] = sorted(ids)

    def alike(self, posting_id: str, wanted: Sequence[int]) -> frozenset[str]:
        """Those that share a key with a posting when its batch comes."""
        asked = self.batch(posting_id), wanted
        if asked not in self._alike:
            self._alike[asked] = frozenset(chain.from_iterable(self._come(key, asked[0]) for key in wanted))
        return self._alike[asked]

    def has_crowds(self, asked: Mapping[str, Sequence[int]]) -> bool:
        """Whether there may be crowds among the keys that are asked for."""
        return any(key not in self._sharing for wanted in asked.values() for key in wanted)

    def _come(self, key: int, batch: int) -> Sequence[str]:
        sharing = self._sharing.get(key)
        return self._last(key, batch) if sharing is None else sharing[: bisect_right(sharing, self.ends[batch])]

    def _last(self, key: int, batch: int) -> Sequence[str]:
        if (key, batch) not in self._cut:
            by_id = _bytewise(self.connection, job_keys.c.posting_id)
            query = select(job_keys.c.posting_id).where(job_keys.c.key == key, by_id <= self.ends[batch])
            query = query.order_by(by_id.desc()).limit(MOST_ALIKE)
            self._cut[key, batch] = list(self.connection.execute(query).scalars())
        return self._cut[key, batch]


def _regroup_all(connection: Connection) -> set[str]:
    """Gives every linked posting its job, each group of linked ones once; returns all of them.

    The groups follow from the links alone.
    """
    grouped: set[str] = set()
    last = ""
    while ids := list(connection.execute(_TOGETHER_AFTER, {"last": last, "most": BATCH}).scalars()):
        known = LinkedAds(connection)
        grouped |= regroup(known, Reviews(known), set(ids) - grouped)
        last = ids[-1]
    return grouped


def _shared_jobs(connection: Connection) -> dict[str, str]:
    """The postings whose job bears another posting's id."""
    query = select(postings.c.posting_id, postings.c.job_id).where(postings.c.job_id != OWN)
    return {row.posting_id: row.job_id for row in connection.execute(query)}


def _batches(connection: Connection, *order: ColumnElement[Any]) -> Iterator[Sequence[str]]:
    """The ids of a table's postings in an order, some at a time."""
    *_, by_id = order
    query = select(by_id).order_by(*order).execution_options(yield_per=BATCH)
    with connection.execute(query) as ids:
        yield from ids.scalars().partitions()


def _bytewise(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """A column in the order in which Python has its values."""
    return collate(column, "C") if connection.dialect.name == "postgresql" else column
