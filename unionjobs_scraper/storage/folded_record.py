"""A source's record that is folded in a database of its own, and put in the place of the one that is stored.

Sources can so be folded side by side, and what `history` keeps is one change of a row, not every step of the fold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from unionjobs_scraper.storage.bulk import Repeated
from unionjobs_scraper.storage.folded_runs import FOLDED, give_numbers
from unionjobs_scraper.storage.history_triggers import drop_triggers
from unionjobs_scraper.storage.runs import keep_history
from unionjobs_scraper.storage.schema import (
    changes,
    fill,
    fingerprints,
    job_keys,
    links,
    observations,
    postings,
    runs,
    shapes,
    spells,
    unread_rows,
)

BATCH = 1000
"""Rows that are copied at once."""
TABLES = (runs, postings, spells, changes, fill, shapes, unread_rows)
"""What a fold writes, those first that others refer to."""
RUNS = {runs: ("run_id",), spells: ("opened_run", "closed_run"), **dict.fromkeys((changes, fill, shapes), ("run_id",))}
"""The columns that hold numbers of runs."""
_INSERT = {
    table: Repeated(insert(table), [column.name for column in table.columns if column.name != "change_id"])
    for table in TABLES
}


def stand_alone(connection: Connection) -> None:
    """Has a new SQLite database, in which a record is folded, keep no history of it."""
    for statement in drop_triggers(postgres=False):
        connection.exec_driver_sql(statement)


def put_in_place(connection: Connection, source: str, folded: Connection, at: datetime) -> None:
    """Replaces the record of a source by one that was folded apart; as far as `history` tells, at a time."""
    keep_history(connection, at)
    _clear(connection, source)
    numbers = _numbers(connection, folded)
    for table in TABLES:
        for rows in _rows(folded, table):
            _INSERT[table](connection, [_renumbered(table, row, numbers) for row in rows])


def _clear(connection: Connection, source: str) -> None:
    """Takes the record of a source away; its observations stay."""
    own = select(postings.c.posting_id).where(postings.c.source == source)
    for table in (spells, changes, links, job_keys, fingerprints):
        connection.execute(delete(table).where(table.c.posting_id.in_(own)))
    connection.execute(delete(links).where(links.c.other_id.in_(own)))
    connection.execute(delete(postings).where(postings.c.source == source))
    numbers = select(runs.c.run_id).where(runs.c.source == source)
    # how full the readings of a crawl were is in no observation of it
    put_back = select(observations.c.run).where(observations.c.source == source, observations.c.kind == "crawl")
    connection.execute(delete(fill).where(fill.c.run_id.in_(numbers), fill.c.run_id.not_in(put_back)))
    for table in (shapes, unread_rows, runs):
        connection.execute(delete(table).where(table.c.source == source))


def _numbers(connection: Connection, folded: Connection) -> dict[int, int]:
    """The numbers that the runs of a folded record get: crawled ones their own, where no other crawl has it."""
    crawled = set(connection.execute(select(runs.c.run_id).where(runs.c.folded == 0)).scalars())
    newest = connection.execute(select(func.max(runs.c.run_id)).where(runs.c.run_id >= FOLDED)).scalar() or FOLDED
    numbers: dict[int, int] = {}
    for row in folded.execute(select(runs.c.run_id, runs.c.folded).order_by(runs.c.folded, runs.c.run_id)):
        if row.folded:
            newest = numbers[row.run_id] = newest + 1
        else:
            free = row.run_id not in crawled and row.run_id < FOLDED
            number = numbers[row.run_id] = row.run_id if free else max(crawled, default=0) + 1
            crawled.add(number)
    # runs of archives make way for crawled ones
    held = connection.execute(select(runs.c.run_id).where(runs.c.folded == 1, runs.c.run_id < FOLDED)).scalars()
    give_numbers(connection, {number: newest + nth for nth, number in enumerate(sorted(set(held) & crawled), 1)})
    return numbers


def _rows(folded: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    with folded.execute(query) as result:
        for batch in result.partitions():
            yield [dict(row._mapping) for row in batch]


def _renumbered(table: Table, row: dict[str, Any], numbers: Mapping[int, int]) -> dict[str, Any]:
    """A row as it is put in place; the changes of a source get numbers of the database that they come into."""
    row.pop("change_id", None)
    for name in RUNS.get(table, ()):
        row[name] = numbers[row[name]] if row[name] is not None else None
    return row
