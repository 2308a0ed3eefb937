"""Postings as they are read: what is known of a census row, and what a batch of items changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from unionjobs_scraper.items import FIELDS, JobPosting
from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.linking.likeness import alike
from unionjobs_scraper.storage.bulk import Insertion, among, found
from unionjobs_scraper.storage.item_columns import EDITABLE, ITEM_COLUMNS
from unionjobs_scraper.storage.linking.facts import AD_COLUMNS
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.schema import MARKED, changes, postings, spells
from unionjobs_scraper.storage.values import cell_text


class Known(NamedTuple):
    """What the database remembers of a listed posting."""

    status: str
    row_hash: str
    read_at: datetime | None
    """When its own page was last read; None: only its census row is known."""
    is_marked: bool
    """Whether it is closed because its own page said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An item and when (UTC) its posting was seen on the board."""

    item: JobPosting
    seen_at: datetime
    read_at: datetime | None
    """When its own page was read; None for an item made from a census row alone."""
    archive: str = ""
    """The record of a web archive that shows it; empty for one that is crawled."""


@dataclass(slots=True)
class Saved:
    """What a batch changed."""

    new: int = 0
    changed: int = 0
    reused: int = 0
    """Ids that the site gave to another posting."""
    reworded: Sequence[str] = field(default=(), compare=False)
    """Stored postings that may be another job now, by posting_id: to be linked again."""
    rows: Sequence[Mapping[str, Any]] = field(default=(), compare=False)
    """New postings, as rows of the table: to be linked."""


def known(connection: Connection, source: str, site_ids: Sequence[str]) -> dict[str, Known]:
    """What is stored of the postings that a list page names, by the site's id."""
    return {
        row.site_id: Known(row.status, row.row_hash, row.read_at, row.closed_reason == ClosedReason.MARKED)
        for row in found(connection, _KNOWN, site_ids, source=source)
    }


def stored_ids(connection: Connection, source: str, site_ids: Sequence[str]) -> set[str]:
    """Those of the site's ids under which postings are stored."""
    return {row.site_id for row in found(connection, _STORED, site_ids, source=source)}


def texts(connection: Connection, source: str) -> dict[str, str]:
    """The texts of a source's postings, open and closed, by the site's id."""
    query = select(postings.c.site_id, postings.c.description)
    rows = connection.execute(query.where(postings.c.source == source, postings.c.site_id != ""))
    return {row.site_id: row.description or "" for row in rows}


def open_ids(connection: Connection, source: str) -> frozenset[str]:
    """The site's ids of a source's open postings."""
    query = select(postings.c.site_id).where(postings.c.source == source, postings.c.status == "open")
    return frozenset(connection.execute(query).scalars())


_HERE = (postings.c.source == bindparam("source"), among(postings.c.site_id))
_STORED = select(postings.c.site_id).where(*_HERE)
_KNOWN = select(
    postings.c.site_id,
    postings.c.status,
    postings.c.row_hash,
    postings.c.read_at,
    postings.c.closed_reason,
).where(*_HERE)


def save(connection: Connection, begun: Begun, batch: Sequence[Read]) -> Saved:
    """Stores a batch: new postings open with their first spell, edits are recorded field by field.

    Links nothing: that is for the caller, who takes `link.lock` before.
    """
    saved = Saved()
    stored = _stored(connection, begun.source, [read.item.source_id for read in batch])
    fresh: list[Read] = []
    updates: list[dict[str, Any]] = []
    edits: list[dict[str, Any]] = []
    reworded: list[str] = []
    again: list[dict[str, Any]] = []
    marked: list[dict[str, Any]] = []
    for read in batch:
        old = stored.get(read.item.source_id)
        if old is None:
            fresh.append(read)
        elif read.item.closing_mark and old["status"] == "open":
            # before the next case: a closed page often keeps nothing but its mark. What it said while it was open stays
            (again if old["row_hash"] == MARKED else marked).append({"key": old["posting_id"]})
        elif old["content_hash"] == FORGOTTEN or (read.read_at is None and old["read_at"] is not None):
            # its text was taken out on request, or its page could not be read today: what is known of it stays
            _note_return(connection, begun, old)
        elif _reused(old, read.item):
            fresh.append(_next_generation(connection, old, read))
            saved.reused += 1
        else:
            if not read.item.closing_mark:
                _note_return(connection, begun, old)
            row, edited = _compare(begun, old, read)
            updates.append(row)
            if any(old[name] != row[f"new_{name}"] for name in LINKED):
                reworded.append(old["posting_id"])
            edits.extend(edited)
            saved.changed += bool(edited)
    saved.rows, saved.reworded, saved.new = _insert(connection, begun, fresh), reworded, len(fresh)
    done = ((_UPDATE, updates), (_READ_AGAIN, again), (_FIRST_MARK, marked), (insert(changes), edits))
    for statement, values in done:
        if values:
            connection.execute(statement, values)
    return saved


FORGOTTEN = "0" * 16
"""In `postings.content_hash`: the posting's text was taken out on request (`storage/forget.py`)."""
LINKED = tuple(name for name in FIELDS if name in {*AD_COLUMNS, "description"} - {"source"})
"""The columns that say which postings are one job."""

_UPDATE = (
    update(postings)
    .where(postings.c.posting_id == bindparam("key"))
    .values({name: bindparam(f"new_{name}") for name in ITEM_COLUMNS})
)
_READ_AGAIN = update(postings).where(postings.c.posting_id == bindparam("key")).values(row_hash=MARKED)
"""Has a page read in the next run too, however fresh it is: a mark is believed when a second run reads it."""
_FIRST_MARK = _READ_AGAIN.values(missing_since=None, missed_at=None, misses=0)
"""The same for the first reading of a mark: absences before it are forgotten, since the posting is listed again."""
_STORED = select(postings).where(*_HERE)


def _stored(connection: Connection, source: str, site_ids: Sequence[str]) -> dict[str, RowMapping]:
    rows = found(connection, _STORED, site_ids, source=source)
    return {row.site_id: row._mapping for row in rows}


_STATED = tuple(name for name in ITEM_COLUMNS if name != "read_at")
_stated = attrgetter(*_STATED)


def _columns_of(read: Read) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(_STATED, _stated(read.item), strict=True))
    row["read_at"] = read.read_at
    return row


def _compare(begun: Begun, old: RowMapping, read: Read) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The update of a stored posting, and the edits of the site that it records."""
    row = _columns_of(read)
    if read.item.closing_mark:
        # the page of a closed posting may say little else: what it said while it was open stays
        row = {name: old[name] for name in ITEM_COLUMNS} | {"row_hash": row["row_hash"], "read_at": row["read_at"]}
    if old["status"] == "closed" and not read.item.closing_mark:
        # it looks open again: read it in every census until a complete one reopens it
        row |= {"row_hash": "", "read_at": old["read_at"]}
    edits = []
    # not an edit: the first reading of a page known from its census row, or a better normalizer
    if old["read_at"] is not None and old["content_hash"] != row["content_hash"]:
        edits = [
            {
                "posting_id": old["posting_id"],
                "run_id": begun.run_id,
                "at": read.seen_at,
                "field": name,
                "old": cell_text(old[name]),
                "new": cell_text(row[name]),
                "archive": read.archive,
            }
            for name in EDITABLE
            if old[name] != row[name]
        ]
    return {f"new_{name}": value for name, value in row.items()} | {"key": old["posting_id"]}, edits


def _note_return(connection: Connection, begun: Begun, old: RowMapping) -> None:
    """Keeps the lower bound of a coming reopening: the last proof that the posting was not open.

    For one that had left the list (its `row_hash` is forgotten then) that is the last complete census; for
    one that stayed listed with a closing mark, the last reading of the mark.
    """
    if old["status"] == "closed" and old["reopen_after"] is None:
        after = old["read_at"] if old["row_hash"] else begun.last_complete
        proof = max(filter(None, (after, old["closed_by"])))
        statement = update(postings).where(postings.c.posting_id == old["posting_id"])
        connection.execute(statement.values(reopen_after=proof))


def _reused(old: RowMapping, item: JobPosting) -> bool:
    """Whether the site gave the id to another posting: employer, title and text are all others.

    The text decides between another posting and another spelling: an employer can be respelled and a title edited
    on one day.
    """
    if old["read_at"] is None:
        return False
    pairs = ((old["employer"], item.employer), (old["title"], item.title))
    if not all(was and now and was.casefold() != now.casefold() for was, now in pairs):
        return False
    if old["description"] and item.description:
        return not alike(old["description"], item.description, SAME_TEXT)
    return not alike(f"{old['employer']} {old['title']}", f"{item.employer} {item.title}", SAME_NAMES)


SAME_TEXT = 0.7
"""Share of words that two texts have in common, in the same order, from which they count as one text, edited."""
SAME_NAMES = 0.4
"""The same for employer and title, where one of the two has no text."""


def _next_generation(connection: Connection, old: RowMapping, read: Read) -> Read:
    """Parts a reused id: the old posting is no longer found under it, the new one is `ID~2`.

    The old posting then counts as missing, and closes like any other that left the list.
    """
    site_id = read.item.source_id
    ids = select(func.count()).where(
        postings.c.source == read.item.source,
        (postings.c.source_id == site_id) | postings.c.source_id.like(f"{_escaped(site_id)}~%", escape="\\"),
    )
    generation = connection.execute(ids).scalar_one() + 1
    connection.execute(update(postings).where(postings.c.posting_id == old["posting_id"]).values(site_id=""))
    return Generation(
        item=read.item, seen_at=read.seen_at, read_at=read.read_at, archive=read.archive, generation=generation
    )


def _escaped(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation(Read):
    """An item whose id the site had used for another posting before."""

    generation: int


def _insert(connection: Connection, begun: Begun, reads: Sequence[Read]) -> list[dict[str, Any]]:
    """Inserts new postings; returns their rows."""
    rows = [_new_row(begun, read) for read in reads]
    _insert_postings(connection, rows)
    first = {"spell": 1, "opened_run": begun.run_id}
    _insert_spells(connection, [row | first for row in rows])
    return rows


def _new_row(begun: Begun, read: Read) -> dict[str, Any]:
    item = read.item
    source_id = f"{item.source_id}~{read.generation}" if isinstance(read, Generation) else item.source_id
    row = _columns_of(read)
    if item.closing_mark:
        # it has never been read as open: it is read again until it is settled
        row |= {"read_at": None, "row_hash": MARKED}
    row["posting_id"] = row["job_id"] = f"{item.source}:{source_id}"
    row["source"], row["source_id"], row["site_id"] = item.source, source_id, item.source_id
    row["status"], row["spells"] = "open", 1
    row["open_after"] = begun.last_complete
    row["open_by"] = row["first_seen"] = row["last_seen"] = read.seen_at
    return row


_LIFE = "posting_id job_id source source_id site_id status open_after open_by spells first_seen last_seen".split()
_insert_postings = Insertion(postings, (*ITEM_COLUMNS, *_LIFE))
_insert_spells = Insertion(spells, ("posting_id", "spell", "open_after", "open_by", "opened_run"))
