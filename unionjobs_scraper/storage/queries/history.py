"""Everything that the database knows of one posting's life, and of one source's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, func, select

from unionjobs_scraper.storage.runs import last_complete
from unionjobs_scraper.storage.schema import changes, postings, runs, spells


@dataclass(frozen=True, slots=True)
class Life:
    """A posting, each time it was open, its edits, and the last complete run of its source."""

    posting: RowMapping
    spells: list[RowMapping]
    changes: list[RowMapping]
    last_complete: datetime | None
    archives: Mapping[int, str] = field(default_factory=dict)
    """The record of an archive that holds the list, for those of the runs of its spells that have one."""


def life(connection: Connection, posting_id: str) -> Life | None:
    """The life of a posting; None when there is none of that id."""
    row = connection.execute(select(postings).where(postings.c.posting_id == posting_id)).mappings().first()
    if row is None:
        return None
    each_spell = select(spells).where(spells.c.posting_id == posting_id).order_by(spells.c.spell)
    edits = (
        select(changes)
        .where(changes.c.posting_id == posting_id, changes.c.field != "status")
        .order_by(changes.c.change_id)
    )
    return Life(
        posting=row,
        spells=list(connection.execute(each_spell).mappings()),
        changes=list(connection.execute(edits).mappings()),
        last_complete=last_complete(connection, row["source"]),
        archives=_archives(connection, posting_id),
    )


def _archives(connection: Connection, posting_id: str) -> dict[int, str]:
    of_spells = (spells.c.opened_run == runs.c.run_id) | (spells.c.closed_run == runs.c.run_id)
    query = select(runs.c.run_id, runs.c.archive).join_from(runs, spells, of_spells)
    found = connection.execute(query.where(spells.c.posting_id == posting_id, runs.c.archive != ""))
    return {row.run_id: row.archive for row in found}


def similar(connection: Connection, words: str) -> list[str]:
    """Up to five posting ids that contain the words, for who mistyped one."""
    query = select(postings.c.posting_id).where(postings.c.posting_id.contains(words, autoescape=True))
    return list(connection.execute(query.order_by(postings.c.posting_id).limit(5)).scalars())


class RunRow(NamedTuple):
    """What is told of a run, as it is stored."""

    run_id: int
    source: str
    started_at: datetime
    verdict: str
    """Empty: it has not ended."""
    reason: str
    listed: int
    refused: int


def recent_runs(connection: Connection, source: str, limit: int = 30) -> list[RunRow]:
    """The source's newest runs, newest first."""
    query = select(*(runs.c[name] for name in RunRow._fields)).where(runs.c.source == source)
    return [RunRow(*row) for row in connection.execute(query.order_by(runs.c.run_id.desc()).limit(limit))]


def open_count(connection: Connection, source: str) -> int:
    """How many stored postings of a source are open."""
    query = select(func.count()).where(postings.c.source == source, postings.c.status == "open")
    return connection.execute(query).scalar_one()


def crawled_sources(connection: Connection) -> list[str]:
    """Every source that has ever been crawled into this database."""
    return list(connection.execute(select(runs.c.source).distinct().order_by(runs.c.source)).scalars())
