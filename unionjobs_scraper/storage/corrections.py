"""Corrections of ours: what a better reading of the same page says, kept apart from edits of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.storage.item_columns import EDITABLE, ITEM_COLUMNS
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.schema import changes, postings
from unionjobs_scraper.storage.values import cell_text

CORRECTION = "correction"
"""In `changes.doing`."""
KEPT = frozenset({"row_hash", "read_at", "url"})
"""Columns of a posting that a new reading of its page leaves alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A posting's page as it is read today."""

    item: JobPosting
    captured_at: datetime
    run: int
    """The run that fetched it."""
    archive: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A column that today's reading fills otherwise."""

    posting_id: str
    field: str
    old: str
    new: str


def differences(connection: Connection, rereads: Sequence[Reread]) -> Iterator[tuple[Reread, list[Difference]]]:
    """What would change; a page that is older or newer than what is stored says nothing of it."""
    for each in rereads:
        posting_id = each.item.posting_id
        row = connection.execute(select(postings).where(postings.c.posting_id == posting_id)).mappings().first()
        if row is None or row["read_at"] is None or row["read_at"] < each.captured_at:
            continue
        found = [
            Difference(
                posting_id=posting_id, field=name, old=cell_text(row[name]), new=cell_text(getattr(each.item, name))
            )
            for name in EDITABLE
            if row[name] != getattr(each.item, name)
        ]
        if found:
            yield each, found


def correct(connection: Connection, found: Sequence[tuple[Reread, list[Difference]]], at: datetime) -> None:
    """Writes what today's reading says, with a change each that says whose doing it is; links the postings again."""
    columns = [name for name in ITEM_COLUMNS if name not in KEPT]
    link.lock(connection)
    for reread, differing in found:
        values = {name: getattr(reread.item, name) for name in columns}
        here = postings.c.posting_id == reread.item.posting_id
        connection.execute(update(postings).where(here).values(values))
        told = {"run_id": reread.run, "at": at, "doing": CORRECTION, "archive": reread.archive}
        rows = [{"posting_id": one.posting_id, "field": one.field, "old": one.old, "new": one.new} for one in differing]
        connection.execute(insert(changes), [row | told for row in rows])
    link.link(connection, [reread.item.posting_id for reread, _ in found])
