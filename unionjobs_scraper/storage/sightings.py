"""Which open postings a census has seen and which not: what is stored of them, seen again, missed."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from unionjobs_scraper.lifecycle.settling import Miss, Missing
from unionjobs_scraper.storage.bulk import Repeated, among, carry_out, found
from unionjobs_scraper.storage.schema import MARKED, postings, sights, writing

PORTION = 5000
"""Postings updated by one statement: it keeps each in memory until it ends."""
STATUS = postings.c.status.concat("")
"""The status, where the site's ids choose the rows: SQLite would go through all open postings of the source instead.

Not hidden in a function: SQLite expects that one may fail, and keeps a journal of a statement that may.
"""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A stored open posting that a census does not list, with its own page's address and its title."""

    posting: Missing
    url: str
    title: str


def unseen(connection: Connection, source: str, seen: Collection[str]) -> tuple[list[Unseen], int]:
    """The open postings that are not among the seen ids, and how many open ones there are in all."""
    ids, count = [], 0
    for posting_id, site_id in connection.execute(_EVERY, {"board": source}):
        count += 1
        if site_id not in seen:
            ids.append(posting_id)
    # few as a rule: the facts of the others, a hundred times as many, need not be read
    rows = {row.posting_id: row for row in found(connection, _UNSEEN, ids)}
    return [Unseen(_missing(rows[each]), rows[each].url, rows[each].title) for each in ids], count


def open_postings(connection: Connection, source: str, site_ids: Sequence[str]) -> dict[str, Missing]:
    """Those of the named postings that are open, by the site's id."""
    return {row.site_id: _missing(row) for row in found(connection, _OPEN, site_ids, board=source)}


def came_since(
    connection: Connection, source: str, seen: Collection[str], since: datetime
) -> list[tuple[str, datetime]]:
    """The titles of the seen open postings that were first seen after a time, each with when it was."""
    rows = found(connection, _TITLED, sorted(seen), board=source)
    return [(row.title, row.first_seen) for row in rows if row.first_seen > since]


_FACTS = select(
    postings.c.posting_id,
    postings.c.site_id,
    postings.c.url,
    postings.c.title,
    postings.c.source_id,
    postings.c.last_seen,
    postings.c.read_at,
    postings.c.missing_since,
    postings.c.missed_at,
    postings.c.misses,
    postings.c.row_hash,
)
_HERE = (postings.c.source == bindparam("board"), among(postings.c.site_id), STATUS == "open")
_EVERY = (
    select(postings.c.posting_id, postings.c.site_id)
    .where(postings.c.source == bindparam("board"), postings.c.status == "open")
    .execution_options(yield_per=1000)
)
_UNSEEN = _FACTS.where(among(postings.c.posting_id))
_OPEN = _FACTS.where(*_HERE)
_TITLED = select(postings.c.title, postings.c.first_seen).where(*_HERE)
_SIGHT = (
    update(postings)
    # a failure undoes the transaction: SQLite need not be ready to undo the statement, page by page
    .prefix_with("OR FAIL", dialect="sqlite")
    .where(*_HERE, postings.c.last_seen <= bindparam("at"))
    .values(last_seen=bindparam("at"), missing_since=None, missed_at=None, misses=0)
)


def _missing(row: Any) -> Missing:
    return Missing(
        source_id=row.source_id,
        last_seen=row.last_seen,
        read_at=row.read_at,
        missing_since=row.missing_since,
        missed_at=row.missed_at,
        misses=row.misses,
        marked=row.row_hash == MARKED,
    )


def sight(
    connection: Connection, source: str, seen: Mapping[str, datetime], marked: Container[str] = frozenset()
) -> None:
    """Records that open postings were on the board, save the marked: last_seen moves on, absences are forgotten."""
    if not seen:
        return
    # of all pages the first: it is proven for what is seen before and after, and one time a run is soon told
    at = min(seen.values())
    if not connection.execute(select(sights.c.at).where(sights.c.source == source, sights.c.at == at)).first():
        known = connection.execute(select(writing.c.at)).scalar() or at
        connection.execute(insert(sights).values(source=source, at=at, known=known))
    site_ids = [site_id for site_id in seen if site_id not in marked]
    for start in range(0, len(site_ids), PORTION):
        carry_out(connection, _SIGHT, site_ids[start : start + PORTION], board=source, at=at)


def sight_each(connection: Connection, source: str, seen: Mapping[str, datetime]) -> None:
    """The same for postings that were seen at a time of their own each, as in captures of their pages."""
    if seen:
        _SIGHT_ONE(connection, [{"board": source, "key": key, "when": at} for key, at in seen.items()])


_SIGHT_ONE = Repeated(
    update(postings)
    .where(postings.c.source == bindparam("board"), postings.c.site_id == bindparam("key"), STATUS == "open")
    .where(postings.c.last_seen <= bindparam("when"))
    .values(last_seen=bindparam("when"), missing_since=None, missed_at=None, misses=0)
)


def miss(connection: Connection, source: str, misses: Sequence[Miss], listed: Container[str] = frozenset()) -> None:
    """Records what does not close anything yet: absences, and, for those that are `listed`, readings of a mark."""
    if not misses:
        return
    statement = (
        update(postings)
        .where(postings.c.source == source, postings.c.source_id == bindparam("key"))
        .values(missing_since=bindparam("since"), missed_at=bindparam("at"), misses=bindparam("times"))
    )
    connection.execute(
        statement,
        [
            {"key": each.source_id, "since": each.missing_since, "at": each.missed_at, "times": each.misses}
            for each in misses
        ],
    )
    absent = [{"board": source, "key": each.source_id} for each in misses if each.source_id not in listed]
    if absent:
        connection.execute(_UNMARK, absent)


_UNMARK = (
    update(postings)
    .where(postings.c.source == bindparam("board"), postings.c.source_id == bindparam("key"))
    .where(postings.c.row_hash == MARKED)
    .values(row_hash="")
)
"""One that has left the list no longer waits for a second reading of its mark."""
