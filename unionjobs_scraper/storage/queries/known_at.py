"""What the dataset said at a moment: rows as they were stored then, by the undo log of `history`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Table, select

from unionjobs_scraper.storage.history_triggers import KEYS
from unionjobs_scraper.storage.schema import UtcTime, changes, history, links, postings, runs, sights, spells

Row = dict[str, Any]
Undone = Mapping[str, Row | None]
"""By key: the values that later changes replaced; None where there was no row."""


def rows_then(connection: Connection, moment: datetime) -> Iterator[tuple[Table, Iterator[Row]]]:
    """Each table, and its rows as they were stored just before a moment, those first that others refer to."""
    undone = _undone(connection, moment)
    known = set[int]()
    yield runs, _noted(_rows(connection, runs, undone["runs"]), known)
    seen = _seen(connection, moment)
    yield postings, map(seen, _rows(connection, postings, undone["postings"]))
    yield spells, _rows(connection, spells, undone["spells"])
    yield changes, (row for row in _stored(connection, changes) if row["run_id"] in known)
    yield links, _rows(connection, links, undone["links"])


def _noted(rows: Iterator[Row], known: set[int]) -> Iterator[Row]:
    for row in rows:
        known.add(row["run_id"])
        yield row


def _undone(connection: Connection, moment: datetime) -> dict[str, dict[str, Row | None]]:
    """What is to be undone, by table and key; the oldest change that is undone decides."""
    found: dict[str, dict[str, Row | None]] = {name: {} for name in KEYS}
    query = select(history.c.relation, history.c.key, history.c.old).where(history.c.at >= moment)
    for relation, key, old in connection.execute(query.order_by(history.c.history_id.desc())):
        rows, name = found[relation], json.dumps(json.loads(key))
        rows[name] = None if old is None else (rows.get(name) or {}) | json.loads(old)
    return found


def _stored(connection: Connection, table: Table) -> Iterator[Row]:
    with connection.execution_options(yield_per=500).execute(select(table)) as found:
        for row in found.mappings():
            yield dict(row)


def _rows(connection: Connection, table: Table, undone: Undone) -> Iterator[Row]:
    """The stored rows without what has changed since, and those that were taken away since."""
    keys, there = KEYS[table.name], set[str]()
    for row in _stored(connection, table):
        key = json.dumps([row[name] for name in keys])
        there.add(key)
        if key not in undone:
            yield row
        elif (old := undone[key]) is not None:
            yield row | _typed(table, old)
    for key, old in undone.items() if table is not postings else ():  # a posting leaves only to be forgotten
        if key not in there and old is not None:
            yield _typed(table, old)


def _typed(table: Table, values: Row) -> Row:
    return {name: _value(table.columns[name].type, value) for name, value in values.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return bool(value) if isinstance(kind, Boolean) else value


def _seen(connection: Connection, moment: datetime) -> Callable[[Row], Row]:
    """Puts the last sighting that was known in the place of a later one: between the two, each run saw the posting."""
    known: dict[str, datetime] = {}
    later: dict[str, datetime] = {}
    for source, at, since in connection.execute(select(sights.c.source, sights.c.at, sights.c.known)):
        if since < moment:
            known[source] = max(at, known.get(source, at))
        else:
            later[source] = min(at, later.get(source, at))

    def then(row: Row) -> Row:
        source = row["source"]
        if source not in later or row["last_seen"] < later[source]:
            return row
        return row | {"last_seen": max(known.get(source, row["first_seen"]), row["first_seen"])}

    return then
