"""The runs of a record that is folded: one a list that an archive holds, numbered in the order of time at last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Update, bindparam, func, select, update

from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.storage import runs as runs_of
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.schema import changes, fill, postings, runs, shapes, spells

FOLDED = 500_000_000
"""The numbers of runs that are being folded begin here, out of the way of crawled ones."""


def begin(connection: Connection, source: str, at: datetime) -> Begun:
    """Begins a run for a list that an archive holds; `renumber` gives it its number. Raises `SourceBusy`."""
    newest = connection.execute(select(func.max(runs.c.run_id)).where(runs.c.run_id >= FOLDED)).scalar()
    return runs_of.begin(connection, source, at, (newest or FOLDED) + 1, folded=True)


def own_number(connection: Connection, run: int) -> int | None:
    """The number that a crawled run had, where no other has it; else None."""
    taken = connection.execute(select(runs.c.run_id).where(runs.c.run_id == run)).first()
    return None if taken else run


def name_evidence(connection: Connection, run_id: int, archive: str) -> None:
    """Has the ends that a run proved by absence name the record of the list that proves them."""
    ended = (spells.c.closed_run == run_id) & (spells.c.closed_reason == ClosedReason.DELISTED.value)
    connection.execute(update(spells).where(ended).values(evidence=spells.c.evidence + f" (list: {archive})"))


def closed_by(connection: Connection, run_id: int) -> set[str]:
    """The postings that a run closed, by the site's id."""
    query = select(postings.c.site_id).join_from(spells, postings, spells.c.posting_id == postings.c.posting_id)
    return set(connection.execute(query.where(spells.c.closed_run == run_id)).scalars())


def note_late_ends(connection: Connection, run_id: int, number: int) -> None:
    """Counts ends in that were known only when nothing later contradicted them."""
    counted = {"closed_delisted": runs.c.closed_delisted + number, "missing": runs.c.missing - number}
    connection.execute(update(runs).where(runs.c.run_id == run_id).values(counted))


AWAY = 1_000_000_000
"""Added to the numbers of runs while they are given new ones."""
AT_ONCE = 1000
"""Runs that are looked for in one pass over a table that has no index of them, and rows that are changed at a time."""
NAMED = (spells.c.opened_run, spells.c.closed_run, changes.c.run_id)
OWN = (runs.c.run_id, fill.c.run_id, shapes.c.run_id)
"""The columns that hold numbers of runs: without an index, and with one or few rows."""


def renumber(connection: Connection) -> None:
    """Numbers the runs of archives in the order of time, in whatever order they came; crawled ones keep theirs."""
    folded = select(runs.c.run_id).where(runs.c.folded == 1)
    order = folded.order_by(runs.c.started_at, runs.c.source, runs.c.archive, runs.c.run_id)
    old = list(connection.execute(order).scalars())
    taken = set(connection.execute(select(runs.c.run_id).where(runs.c.folded == 0)).scalars())
    free = (number for number in range(1, len(old) + len(taken) + 1) if number not in taken)
    give_numbers(connection, {was: number for was, number in zip(old, free, strict=False) if was != number})
    _go_on(connection)


def give_numbers(connection: Connection, numbers: Mapping[int, int]) -> None:
    """Gives runs other numbers, wherever they are named."""
    if not numbers:
        return
    old = sorted(numbers)
    for column in NAMED:
        for start in range(0, len(old), AT_ONCE):
            _rename(connection, column, old[start : start + AT_ONCE], numbers)
    for column in OWN:
        moved = [{"was": was, "now": number + AWAY} for was, number in numbers.items()]
        connection.execute(_set(column).where(column == bindparam("was")), moved)
    for column in (*NAMED, *OWN):
        connection.execute(update(column.table).where(column > AWAY).values({column.name: column - AWAY}))


def _rename(connection: Connection, column: Column[int], old: Sequence[int], numbers: Mapping[int, int]) -> None:
    keys = list(column.table.primary_key.columns)
    rows = [tuple(row) for row in found(connection, select(*keys, column.label("named")).where(among(column)), old)]
    names = [*(f"key_{key.name}" for key in keys), "now"]
    renamed = _set(column).where(*(key == bindparam(f"key_{key.name}") for key in keys))
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        values = [dict(zip(names, (*key, numbers[named] + AWAY), strict=True)) for *key, named in some]
        connection.execute(renamed, values)


def _set(column: Column[int]) -> Update:
    return update(column.table).values({column.name: bindparam("now")})


def _go_on(connection: Connection) -> None:
    """Has PostgreSQL give the next run a number that no run has."""
    if connection.dialect.name == "postgresql":
        newest = select(func.coalesce(func.max(runs.c.run_id), 0)).scalar_subquery()
        name = func.pg_get_serial_sequence("runs", "run_id")
        connection.execute(select(func.setval(name, newest + 1, False)))
