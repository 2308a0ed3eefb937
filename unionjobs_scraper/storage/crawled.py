"""Crawled runs without an archive of their answers, as observations: what the record itself says of each of them.

They are taken out of the tables once, before the record is folded for the first time, and put back in their turn.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Float, Integer, Row, bindparam, delete, insert, select, update

from unionjobs_scraper.lifecycle.furniture import Standing
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.item_columns import ITEM_COLUMNS
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.schema import UtcTime, changes, postings, runs, shapes, spells, unread_rows
from unionjobs_scraper.storage.unread_rows import keep

CRAWL = "crawl"
"""The kind of these observations."""
REMEMBERED = ("missing_since", "missed_at", "misses", "reopen_after")
"""What a posting's row remembers beside its content, and is put back after the last crawled run."""


def observed(connection: Connection, source: str, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The named runs of a source as rows of `observations`, with their readings."""
    lives = _lives(connection, source)
    stored = {row.source_id: row for row in connection.execute(select(postings).where(postings.c.source == source))}
    edits = _edits(connection, source)
    for number in numbers:
        run = connection.execute(select(runs).where(runs.c.run_id == number)).one()
        told = {
            "run": _plain(run),
            "seen": _seen(run, lives, stored),
            "alive": [each.source_id for each in lives if _is_alive(each, number)],
            "opened": [_opened(each, stored, edits) for each in lives if each.opened_run == number],
            "edits": edits.get(number, []),
            "ended": [_ended(each) for each in lives if each.closed_run == number],
        }
        if number == numbers[-1]:
            told["last"] = {key: _plain(row) for key, row in stored.items()}
            told["corrections"] = _corrections(connection, source)
            told["unread"] = [_plain(row) for row in connection.execute(_UNREAD, {"board": source})]
            told["shape"] = connection.execute(select(shapes.c.shape).where(shapes.c.source == source)).scalar() or ""
        yield _row(source, run, told)


_UNREAD = select(unread_rows).where(unread_rows.c.source == bindparam("board")).order_by(unread_rows.c.row_key)


def _row(source: str, run: Row[Any], told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "source": source,
        "at": run.census_at or run.started_at,
        "key": "",
        "kind": CRAWL,
        "digest": "",
        "run": run.run_id,
        "role": "",
        "url": "",
        "status": 0,
        "archive": run.archive,
        "offset": 0,
        "of_list": False,
        "payload_digest": "",
        "words": "",
        "reading": json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
    }


def _lives(connection: Connection, source: str) -> list[Row[Any]]:
    query = select(spells, postings.c.source_id, postings.c.site_id, postings.c.last_seen)
    query = query.join_from(spells, postings, spells.c.posting_id == postings.c.posting_id)
    return list(
        connection.execute(query.where(postings.c.source == source).order_by(spells.c.posting_id, spells.c.spell))
    )


def _edits(connection: Connection, source: str) -> dict[int, list[dict[str, str]]]:
    """The edits that each run saw, in their order."""
    query = select(changes, postings.c.source_id).join_from(
        changes, postings, changes.c.posting_id == postings.c.posting_id
    )
    query = query.where(postings.c.source == source, changes.c.field != "status", changes.c.doing == "")
    query = query.order_by(changes.c.change_id)
    found = defaultdict(list)
    for row in connection.execute(query):
        found[row.run_id].append(_plain(row))
    return found


def _corrections(connection: Connection, source: str) -> list[dict[str, Any]]:
    """What was corrected by us, which is no edit that a run saw."""
    query = select(changes).join_from(changes, postings, changes.c.posting_id == postings.c.posting_id)
    query = query.where(postings.c.source == source, changes.c.doing != "").order_by(changes.c.change_id)
    return [{**_plain(row), "change_id": None} for row in connection.execute(query)]


def _seen(run: Row[Any], lives: Sequence[Row[Any]], stored: Mapping[str, Row[Any]]) -> dict[str, str]:
    """The postings that a complete run listed, by the site's id, with its time."""
    at = run.census_at
    if run.verdict != Verdict.COMPLETE or at is None:
        return {}
    return {
        each.site_id: at.isoformat()
        for each in lives
        if each.site_id and each.open_by <= at <= (each.closed_after if each.closed_by else each.last_seen or at)
    }


def _is_alive(life: Row[Any], number: int) -> bool:
    return life.opened_run <= number and (life.closed_run is None or life.closed_run >= number)


def _opened(
    life: Row[Any], stored: Mapping[str, Row[Any]], edits: Mapping[int, list[dict[str, str]]]
) -> dict[str, Any]:
    """The beginning of a spell, and, of the first, what the posting said then."""
    told = {name: _text(getattr(life, name)) for name in ("source_id", "site_id", "open_after", "open_by")}
    if life.spell > 1:
        return told
    item = {name: _text(getattr(stored[life.source_id], name)) for name in ITEM_COLUMNS}
    first: dict[str, str] = {}
    for number in sorted(edits):
        for edit in edits[number]:
            if edit["source_id"] == life.source_id:
                first.setdefault(edit["field"], edit["old"])
    return told | {"item": item | first, "is_edited": bool(first)}


def _ended(life: Row[Any]) -> dict[str, Any]:
    bounds, proof = ("closed_after", "closed_by"), ("closed_reason", "evidence_url", "evidence_status", "evidence")
    names = ("source_id", "site_id", *bounds, *proof)
    return {name: _text(getattr(life, name)) for name in names}


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in row._mapping.items()}


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# ------------------------------------------------------------------------------------------ putting back


def typed(column: str, value: Any) -> Any:
    """A value of a column of `postings` from JSON or from the change log, where it is text."""
    kind = postings.c[column].type if column in postings.c else None
    if value is None or (value == "" and isinstance(kind, UtcTime | Float | Integer | Date)):
        return None
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Float | Integer):
        return float(value) if isinstance(kind, Float) else int(value)
    return value


def put_back_run(connection: Connection, told: Mapping[str, Any], last_complete: datetime | None) -> Begun:
    """Puts a run's row back as it was; returns the run, as of its beginning."""
    row: dict[str, Any] = {
        each.name: datetime.fromisoformat(told[each.name])
        if each.name.endswith("_at") and told[each.name]
        else told[each.name]
        for each in runs.columns
    }
    connection.execute(insert(runs).values(row))
    return Begun(
        run_id=row["run_id"],
        source=row["source"],
        started_at=row["started_at"],
        history=(),
        last_complete=last_complete,
    )


def put_back_rest(
    connection: Connection, source: str, rows: Mapping[str, Mapping[str, Any]], seen: Collection[str]
) -> None:
    """What the rows of postings remember beside their lives, as the last crawled run left it.

    `seen`: the site ids that this run listed; of its pages one may have come a little after another.
    """
    for source_id, told in rows.items():
        names = [*ITEM_COLUMNS, *REMEMBERED, *(["last_seen"] if told["site_id"] in seen else [])]
        here = (postings.c.source == source) & (postings.c.source_id == source_id)
        values = {name: typed(name, told[name]) for name in names}
        connection.execute(update(postings).where(here).values(values))


def put_back_corrections(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """What was corrected by us."""
    for told in rows:
        values = {name: value for name, value in told.items() if name != "change_id"}
        connection.execute(insert(changes).values(values | {"at": datetime.fromisoformat(told["at"])}))


def put_back_shape(connection: Connection, source: str, shape: str, run_id: int) -> None:
    """What the source's list was built of."""
    connection.execute(delete(shapes).where(shapes.c.source == source))
    if shape:
        connection.execute(insert(shapes).values(source=source, shape=shape, run_id=run_id))


def put_back_unread(connection: Connection, source: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """What rows of the list nobody understood, and since when each was there."""
    standing = {
        row["row_key"]: Standing(datetime.fromisoformat(row["since"]), row["runs"], known=row.get("known", False))
        for row in rows
    }
    keep(connection, source, standing)


def are_open(connection: Connection, source: str) -> set[str]:
    """The ids (`source_id`) of a source's open postings."""
    query = select(postings.c.source_id).where(postings.c.source == source, postings.c.status == "open")
    return set(connection.execute(query).scalars())
