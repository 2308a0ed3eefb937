"""Crowds: hundreds of ads of one board that share a key and are open at once. What only a crowd shares tells nothing.

A board that lists so many ads of one role in one place lists openings, or is broken or hostile. Put together into one
job, that job would be put together anew with every ad that comes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from unionjobs_scraper.linking.keys import keys
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.schema import job_keys, postings

CROWD = 256
"""Ads of one board that may share a key while all are open; no fewer than are looked at for one key."""

Pair = tuple[str, str]
_MEMBERS = (
    select(postings.c.posting_id, postings.c.first_seen, postings.c.last_seen, postings.c.status)
    .join(job_keys, job_keys.c.posting_id == postings.c.posting_id)
    .where(job_keys.c.key == bindparam("key"), postings.c.source == bindparam("source"))
)
_OPEN = select(func.count()).select_from(
    _MEMBERS.where(postings.c.status == "open").limit(bindparam("most")).subquery()
)
_COUNTED = select(job_keys.c.key).where(among(job_keys.c.key)).group_by(job_keys.c.key)
_COUNTED = _COUNTED.having(func.count() > bindparam("crowd"))


def parted(known: LinkedAds, pairs: Collection[Pair]) -> set[Pair]:
    """Those of the pairs that are not compared: on a board of theirs a crowd shares each key that the two share."""
    own = {each: keys(known.ads[each]) for pair in pairs for each in pair}
    shared = {
        (a, b): {*own[a].asks}.intersection(own[b].has) | {*own[b].asks}.intersection(own[a].has) for a, b in pairs
    }
    found = _Crowds(known.connection, {key for some in shared.values() for key in some})
    return {
        (a, b)
        for (a, b), some in shared.items()
        if all(found.has(key, known.ads[a].source) or found.has(key, known.ads[b].source) for key in some)
    }


def newcomers(connection: Connection, added: Mapping[tuple[int, str], Collection[str]]) -> set[str]:
    """The ads of crowds that are crowds only with those added. `added`: a board's ads that have newly got a key."""
    many = _shared_by_many(connection, {key for key, _ in added})
    new: set[str] = set()
    for (key, source), ids in added.items():
        if key in many and not _are_open(connection, key, source, CROWD + len(ids)):
            spans = _spans(connection, key, source)
            if _at_once(spans.values()) > CROWD >= _at_once(spans[each] for each in spans.keys() - ids):
                new |= spans.keys()
    return new


class _Crowds:
    """Which keys are shared by crowds, looked up once for each key and board."""

    def __init__(self, connection: Connection, shared: Collection[int]) -> None:
        self._connection = connection
        self._many = _shared_by_many(connection, shared)
        self._known: dict[tuple[int, str], bool] = {}

    def has(self, key: int, source: str) -> bool:
        """Whether a crowd of this board shares the key."""
        if key not in self._many:
            return False
        if (key, source) not in self._known:
            self._known[key, source] = _is_crowd(self._connection, key, source)
        return self._known[key, source]


def _shared_by_many(connection: Connection, shared: Collection[int]) -> set[int]:
    return {row.key for row in found(connection, _COUNTED, sorted(shared), crowd=CROWD)}


def _is_crowd(connection: Connection, key: int, source: str) -> bool:
    return _are_open(connection, key, source, CROWD) or _at_once(_spans(connection, key, source).values()) > CROWD


def _are_open(connection: Connection, key: int, source: str, many: int) -> bool:
    """Whether more than so many are open now: the thousands of a hostile board need not be read."""
    return connection.execute(_OPEN, {"key": key, "source": source, "most": many + 1}).scalar_one() > many


Span = tuple[datetime, datetime | None]
"""When an ad was first seen, and when last, None while it is open."""


def _spans(connection: Connection, key: int, source: str) -> dict[str, Span]:
    rows = connection.execute(_MEMBERS, {"key": key, "source": source})
    return {row.posting_id: (row.first_seen, None if row.status == "open" else row.last_seen) for row in rows}


def _at_once(spans: Iterable[Span]) -> int:
    """How many were open at the same time, at most."""
    spans = list(spans)
    ends = sorted(last for _, last in spans if last is not None)
    firsts = sorted(first for first, _ in spans)
    return max((number - bisect_left(ends, first) for number, first in enumerate(firsts, 1)), default=0)
