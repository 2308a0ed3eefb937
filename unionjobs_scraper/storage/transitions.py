"""How a run ends for the postings: seen again, missing, closed, open again. One transaction holds it all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from unionjobs_scraper.lifecycle import CONFIRMATION_GAP, Closing, Miss, Missing
from unionjobs_scraper.storage import links
from unionjobs_scraper.storage.chunks import chunks
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.schema import changes, postings, spells

NO_ROWS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Unseen:
    """A stored open posting that a census does not list, with its own page's address."""

    posting: Missing
    url: str


def unseen(connection: Connection, source: str, seen: Collection[str]) -> tuple[list[Unseen], int]:
    """The open postings that are not among the seen ids, and how many open ones there are in all."""
    query = STILL_OPEN.where(postings.c.source == source).execution_options(yield_per=1000)
    missing, count = [], 0
    for row in connection.execute(query):
        count += 1
        if row.site_id not in seen:
            missing.append(Unseen(_missing(row), row.url))
    return missing, count


def open_postings(connection: Connection, source: str, site_ids: Sequence[str]) -> dict[str, Missing]:
    """Those of the named postings that are open, by the site's id."""
    found = {}
    for some in chunks(site_ids):
        query = _FACTS.where(postings.c.source == source, postings.c.site_id.in_(some), STATUS == "open")
        found.update({row.site_id: _missing(row) for row in connection.execute(query)})
    return found


STATUS = func.lower(postings.c.status)
"""The status, where the site's ids choose the rows: SQLite would go through all open postings of the source instead."""

_FACTS = select(
    postings.c.site_id,
    postings.c.url,
    postings.c.source_id,
    postings.c.last_seen,
    postings.c.read_at,
    postings.c.missing_since,
    postings.c.missed_at,
    postings.c.misses,
)
STILL_OPEN = _FACTS.where(postings.c.status == "open")


def _missing(row: Any) -> Missing:
    return Missing(
        source_id=row.source_id,
        last_seen=row.last_seen,
        read_at=row.read_at,
        missing_since=row.missing_since,
        missed_at=row.missed_at,
        misses=row.misses,
    )


def sight(connection: Connection, source: str, seen: Mapping[str, datetime]) -> None:
    """Records that open postings were on the board: last_seen moves on, absences are forgotten."""
    by_time: dict[datetime, list[str]] = defaultdict(list)
    for site_id, at in seen.items():
        by_time[at].append(site_id)
    for at, site_ids in by_time.items():
        for some in chunks(site_ids):
            connection.execute(
                update(postings)
                .where(postings.c.source == source, postings.c.site_id.in_(some), STATUS == "open")
                .where(postings.c.last_seen <= at)
                .values(last_seen=at, missing_since=None, missed_at=None, misses=0)
            )


def miss(connection: Connection, source: str, misses: Sequence[Miss]) -> None:
    """Records absences that do not close anything yet."""
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


def close(
    connection: Connection, begun: Begun, closings: Sequence[Closing], listed: Mapping[str, str] = NO_ROWS
) -> None:
    """Ends the current spell of each posting, with its bounds and its evidence.

    `listed`: the row's fingerprint of those that are still on the list, so that their pages are not read in
    every census. One that has left the list is read anew should it come back.
    """
    closed = []
    for closing in closings:
        bounds = {
            "closed_reason": closing.reason.value,
            "closed_after": closing.closed_after,
            "closed_by": closing.closed_by,
        }
        values: dict[str, Any] = {"missing_since": None, "missed_at": None, "misses": 0, "row_hash": ""}
        if closing.source_id in listed:
            values |= {"row_hash": listed[closing.source_id], "read_at": closing.closed_by}
            if closing.closed_after:
                values["last_seen"] = closing.closed_after  # what the list showed later was not open
        row = connection.execute(
            update(postings)
            .where(postings.c.source == begun.source, postings.c.source_id == closing.source_id)
            .values(status="closed", **bounds, **values)
            .returning(postings.c.posting_id, postings.c.spells)
        ).one()
        evidence = {
            "closed_run": begun.run_id,
            "evidence_url": closing.url,
            "evidence_status": closing.status,
            "evidence": closing.words,
        }
        connection.execute(
            update(spells)
            .where(spells.c.posting_id == row.posting_id, spells.c.spell == row.spells)
            .values(**bounds, **evidence)
        )
        _status_change(connection, begun, row.posting_id, "open", "closed", closing.closed_by)
        closed.append(row.posting_id)
    links.link_again(connection, closed)


def reopen(connection: Connection, begun: Begun, returned: Mapping[str, datetime]) -> int:
    """Opens closed postings that are on the board again, by site id; returns how many.

    Back within `CONFIRMATION_GAP` of its closing, a posting has flapped: its spell goes on.
    """
    columns = postings.c
    query = select(columns.posting_id, columns.site_id, columns.spells, columns.closed_by, columns.reopen_after)
    closed = (columns.source == begun.source, STATUS == "closed")
    rows = [
        row
        for some in chunks(sorted(returned))
        for row in connection.execute(query.where(*closed, columns.site_id.in_(some)))
    ]
    for row in rows:
        at = returned[row.site_id]
        if at - row.closed_by < CONFIRMATION_GAP:
            _continue(connection, row.posting_id, row.spells, at)
        else:
            open_after = row.reopen_after or max(filter(None, (begun.last_complete, row.closed_by)))
            _new_spell(connection, begun, row.posting_id, row.spells + 1, open_after, at)
        _status_change(connection, begun, row.posting_id, "closed", "open", at)
    links.link_again(connection, [row.posting_id for row in rows])
    return len(rows)


OPEN = {"status": "open", "closed_reason": "", "closed_after": None, "closed_by": None}
AGAIN = {**OPEN, "reopen_after": None}
NO_EVIDENCE = {"closed_run": None, "evidence_url": "", "evidence_status": None, "evidence": ""}


def _continue(connection: Connection, posting_id: str, spell: int, at: datetime) -> None:
    connection.execute(update(postings).where(postings.c.posting_id == posting_id).values(**AGAIN, last_seen=at))
    bounds = {name: value for name, value in OPEN.items() if name != "status"}
    connection.execute(
        update(spells).where(spells.c.posting_id == posting_id, spells.c.spell == spell).values(**bounds, **NO_EVIDENCE)
    )


def _new_spell(
    connection: Connection, begun: Begun, posting_id: str, spell: int, open_after: datetime, open_by: datetime
) -> None:
    bounds = {"open_after": open_after, "open_by": open_by}
    connection.execute(
        update(postings)
        .where(postings.c.posting_id == posting_id)
        .values(**AGAIN, **bounds, spells=spell, last_seen=open_by)
    )
    connection.execute(insert(spells).values(posting_id=posting_id, spell=spell, opened_run=begun.run_id, **bounds))


def _status_change(connection: Connection, begun: Begun, posting_id: str, old: str, new: str, at: datetime) -> None:
    row = {"posting_id": posting_id, "run_id": begun.run_id, "at": at}
    connection.execute(insert(changes).values(**row, field="status", old=old, new=new))
