"""How a run ends for the postings that change: closed, open again. One transaction holds it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from unionjobs_scraper.lifecycle.settling import CONFIRMATION_GAP, Closing
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.schema import changes, postings, spells
from unionjobs_scraper.storage.sightings import STATUS

NO_ROWS: Mapping[str, str] = MappingProxyType({})


def close(
    connection: Connection, begun: Begun, closings: Sequence[Closing], listed: Mapping[str, str] = NO_ROWS
) -> list[str]:
    """Ends the current spell of each posting, with its bounds and its evidence; returns their ids, to be linked again.

    `listed`: the row's fingerprint of those that are still on the list, so that their pages are not read in
    every census. One that has left the list is read anew should it come back.
    """
    if not closings:
        return []
    query = select(_LIFE.source_id, _LIFE.posting_id, _LIFE.spells, _LIFE.read_at, _LIFE.last_seen)
    query = query.where(_LIFE.source == begun.source, among(_LIFE.source_id))
    by_id = {row.source_id: row for row in found(connection, query, [each.source_id for each in closings])}
    pairs = [(by_id[each.source_id], each) for each in closings]
    connection.execute(_POSTING, [_closed(row, each, listed.get(each.source_id)) for row, each in pairs])
    connection.execute(_SPELL, [_ended(row, each, begun.run_id) for row, each in pairs])
    times = [(row.posting_id, each.closed_by) for row, each in pairs]
    _status_changes(connection, begun, times, "open", "closed")
    return [posting_id for posting_id, _ in times]


_LIFE = postings.c
_POSTING = update(postings).where(postings.c.posting_id == bindparam("key"))
_SPELL = update(spells).where(spells.c.posting_id == bindparam("key"), spells.c.spell == bindparam("nth"))
OPEN = {"closed_reason": "", "closed_after": None, "closed_by": None}
AGAIN = {**OPEN, "status": "open", "reopen_after": None}
NO_EVIDENCE = {"closed_run": None, "evidence_url": "", "evidence_status": None, "evidence": ""}


def _bounds(closing: Closing) -> dict[str, Any]:
    return {
        "closed_reason": closing.reason.value,
        "closed_after": closing.closed_after,
        "closed_by": closing.closed_by,
    }


def _closed(row: Any, closing: Closing, row_hash: str | None) -> dict[str, Any]:
    listed = row_hash is not None
    # what the list showed after the bound was not open
    last_seen = (closing.closed_after if listed else None) or row.last_seen
    return {
        "key": row.posting_id,
        "status": "closed",
        **_bounds(closing),
        "row_hash": row_hash or "",
        "read_at": closing.closed_by if listed else row.read_at,
        "last_seen": last_seen,
        "missing_since": None,
        "missed_at": None,
        "misses": 0,
    }


def _ended(row: Any, closing: Closing, run_id: int) -> dict[str, Any]:
    return {
        "key": row.posting_id,
        "nth": row.spells,
        **_bounds(closing),
        "closed_run": run_id,
        "evidence_url": closing.url,
        "evidence_status": closing.status,
        "evidence": closing.words,
    }


def reopen(connection: Connection, begun: Begun, returned: Mapping[str, datetime]) -> list[str]:
    """Opens closed postings that are on the board again, by site id; returns their ids, to be linked again.

    Back within `CONFIRMATION_GAP` of its closing, a posting has flapped: its spell goes on.
    """
    columns = postings.c
    query = select(columns.posting_id, columns.site_id, columns.spells, columns.closed_by, columns.reopen_after)
    query = query.where(columns.source == begun.source, among(columns.site_id), STATUS == "closed")
    rows = list(found(connection, query, sorted(returned)))
    if not rows:
        return []
    flapped: list[Any] = []
    anew: list[Any] = []
    for row in rows:
        (flapped if returned[row.site_id] - row.closed_by < CONFIRMATION_GAP else anew).append(row)
    if flapped:
        _continue(connection, flapped, returned)
    if anew:
        _begin_spell(connection, begun, anew, returned)
    _status_changes(connection, begun, [(row.posting_id, returned[row.site_id]) for row in rows], "closed", "open")
    return [row.posting_id for row in rows]


def _continue(connection: Connection, rows: Sequence[Any], returned: Mapping[str, datetime]) -> None:
    again = [{"key": row.posting_id, **AGAIN, "last_seen": returned[row.site_id]} for row in rows]
    connection.execute(_POSTING, again)
    connection.execute(_SPELL, [{"key": row.posting_id, "nth": row.spells, **OPEN, **NO_EVIDENCE} for row in rows])


def _begin_spell(connection: Connection, begun: Begun, rows: Sequence[Any], returned: Mapping[str, datetime]) -> None:
    begins, again = [], []
    for row in rows:
        after = row.reopen_after or max(filter(None, (begun.last_complete, row.closed_by)))
        at, nth = returned[row.site_id], row.spells + 1
        bounds = {"open_after": after, "open_by": at}
        again.append({"key": row.posting_id, **AGAIN, **bounds, "spells": nth, "last_seen": at})
        begins.append({"posting_id": row.posting_id, "spell": nth, "opened_run": begun.run_id, **bounds})
    connection.execute(_POSTING, again)
    connection.execute(insert(spells), begins)


def _status_changes(
    connection: Connection, begun: Begun, times: Iterable[tuple[str, datetime]], old: str, new: str
) -> None:
    told = {"run_id": begun.run_id, "field": "status", "old": old, "new": new}
    connection.execute(insert(changes), [{"posting_id": posting_id, "at": at, **told} for posting_id, at in times])
