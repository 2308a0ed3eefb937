"""Crowds: hundreds of ads of one board that share a key and are open at once. What only a crowd shares tells nothing.

A board that lists so many ads of one role in one place lists openings, or is broken or hostile. Put together into one
job, that job would be put together anew with every ad that comes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Text, bindparam, func, select, type_coerce

from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.keys import keys
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.schema import job_keys, postings

CROWD = 256
"""Ads of one board that may share a key while all are open; no fewer than are looked at for one key."""

Pair = tuple[str, str]
_MEMBERS = (
    # times as the database has them: they are only compared
    select(
        postings.c.posting_id,
        type_coerce(postings.c.first_seen, Text()).label("first_seen"),
        type_coerce(postings.c.last_seen, Text()).label("last_seen"),
        postings.c.status,
    )
    .join(job_keys, job_keys.c.posting_id == postings.c.posting_id)
    .where(job_keys.c.key == bindparam("key"), postings.c.source == bindparam("source"))
)
_OPEN = select(func.count()).select_from(
    _MEMBERS.where(postings.c.status == "open").limit(bindparam("most")).subquery()
)
_COUNTED = select(job_keys.c.key).where(among(job_keys.c.key)).group_by(job_keys.c.key)
_COUNTED = _COUNTED.having(func.count() > bindparam("crowd"))


class Crowds:
    """Which keys are shared by crowds: looked up once for each key and board, while nothing is stored."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._many: dict[int, bool] = {}
        self._known: dict[tuple[int, str], bool] = {}

    def parted(self, ads: Mapping[str, Ad], pairs: Collection[Pair]) -> set[Pair]:
        """Those of the pairs that are not compared: on a board of theirs a crowd shares each key that the two share."""
        own = {each: keys(ads[each]) for pair in pairs for each in pair}
        shared = {
            (a, b): {*own[a].asks}.intersection(own[b].has) | {*own[b].asks}.intersection(own[a].has) for a, b in pairs
        }
        self._count({key for some in shared.values() for key in some})
        return {
            (a, b)
            for (a, b), some in shared.items()
            if all(self._has(key, ads[a].source) or self._has(key, ads[b].source) for key in some)
        }

    def newcomers(self, added: Mapping[tuple[int, str], Collection[str]]) -> set[str]:
        """The ads of crowds that are crowds only with those added. `added`: a board's ads that have newly got a key."""
        self._count({key for key, _ in added})
        new: set[str] = set()
        for (key, source), ids in added.items():
            if self._has(key, source) and not _are_open(self._connection, key, source, CROWD + len(ids)):
                spans = _spans(self._connection, key, source)
                if _at_once(spans[each] for each in spans.keys() - ids) <= CROWD:
                    new |= spans.keys()
        return new

    def _count(self, shared: Collection[int]) -> None:
        unknown = sorted(set(shared) - self._many.keys())
        many = {row.key for row in found(self._connection, _COUNTED, unknown, crowd=CROWD)}
        self._many.update((key, key in many) for key in unknown)

    def _has(self, key: int, source: str) -> bool:
        """Whether a crowd of this board shares the key, which is counted."""
        if self._many[key] and (key, source) not in self._known:
            self._known[key, source] = _is_crowd(self._connection, key, source)
        return self._many[key] and self._known[key, source]


def _is_crowd(connection: Connection, key: int, source: str) -> bool:
    return _are_open(connection, key, source, CROWD) or _at_once(_spans(connection, key, source).values()) > CROWD


def _are_open(connection: Connection, key: int, source: str, many: int) -> bool:
    """Whether more than so many are open now: the thousands of a hostile board need not be read."""
    return connection.execute(_OPEN, {"key": key, "source": source, "most": many + 1}).scalar_one() > many


Span = tuple[Any, Any]
"""When an ad was first seen, and when last, None while it is open."""


def _spans(connection: Connection, key: int, source: str) -> dict[str, Span]:
    rows = connection.execute(_MEMBERS, {"key": key, "source": source}).all()
    return {posting_id: (first, None if status == "open" else last) for posting_id, first, last, status in rows}


def _at_once(spans: Iterable[Span]) -> int:
    """How many were open at the same time, at most."""
    spans = list(spans)
    ends = sorted(last for _, last in spans if last is not None)
    firsts = sorted(first for first, _ in spans)
    return max((number - bisect_left(ends, first) for number, first in enumerate(firsts, 1)), default=0)
