"""How stored rows are to be read: as they are now, or as they were just before some moment, by what is known today.

A past moment is rebuilt as a database of its own, with the same tables, so that everything made of them fits together:
the spells say what was open, the change log says what a field held before its later edits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    FromClause,
    Select,
    Subquery,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
)

from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.item_columns import EDITABLE
from unionjobs_scraper.storage.queries.status import vouched
from unionjobs_scraper.storage.schema import UtcTime, changes, jobs, links, postings, runs, spells

CLOSING = ("closed_reason", "closed_after", "closed_by", "closed_run", "evidence_url", "evidence_status", "evidence")
"""The columns of `spells` that its end fills in."""
Values = Mapping[ColumnElement[Any], ColumnElement[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What replaces stored columns."""

    values: Values

    def value(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """A column as this view has it."""
        return self.values.get(column, column)


def now(at: datetime, sources: Sequence[str]) -> View:
    """The stored rows; an open posting is unknown without a recent complete run, or when its source is retired."""
    believed = vouched(postings.c.source, at, sources)
    status = case(((postings.c.status == "open") & ~believed, literal("unknown")), else_=postings.c.status)
    one = postings.alias("one")
    still = (one.c.job_id == jobs.c.job_id, one.c.status == "open", vouched(one.c.source, at, sources))
    open_for_sure = select(one.c.posting_id).where(*still)
    unknown = (jobs.c.status == "open") & ~open_for_sure.correlate(jobs).exists()
    of_job = case((unknown, literal("unknown")), else_=jobs.c.status)
    return View(values={postings.c.status: status, jobs.c.status: of_job})


Rebuilt = Iterator[tuple[Table, Select[Any]]]


def then(moment: datetime, *, postgres: bool) -> Rebuilt:
    """Each table, and its rows as of a moment: what had begun before it, not ended where it ended later."""
    spell = spells.alias("spell_then")
    edits = _edits(moment)
    known = select(spells.c.posting_id).where(spells.c.spell == 1, spells.c.open_by < moment)
    of_posting = and_(spell.c.posting_id == postings.c.posting_id, _last_begun(spell, moment))
    joined = postings.join(spell, of_posting).outerjoin(edits, edits.c.posting_id == postings.c.posting_id)
    values = _life(spell, moment) | _contents(edits, postgres=postgres)
    yield runs, select(runs).where(runs.c.started_at < moment)
    yield postings, _selected(postings, values).select_from(joined)
    yield spells, _selected(spells, _unfinished(moment)).where(spells.c.open_by < moment)
    yield changes, select(changes).where(changes.c.at < moment, changes.c.posting_id.in_(known))
    yield links, select(links).where(links.c.posting_id.in_(known), links.c.other_id.in_(known))


def _selected(table: Table, values: Values) -> Select[Any]:
    return select(*(values.get(column, column).label(column.name) for column in table.columns))


def _last_begun(spell: FromClause, moment: datetime) -> ColumnElement[bool]:
    later = spells.alias("later")
    follows = (later.c.posting_id == spell.c.posting_id, later.c.spell > spell.c.spell, later.c.open_by < moment)
    return and_(spell.c.open_by < moment, ~select(later.c.spell).where(*follows).correlate(spell).exists())


def _life(spell: FromClause, moment: datetime) -> dict[ColumnElement[Any], ColumnElement[Any]]:
    """The columns of `postings` that its spell gives."""
    ended = spell.c.closed_by < moment
    looked = _last_complete(moment)
    return {
        postings.c.status: case((ended, literal("closed")), else_=literal("open")),
        postings.c.closed_reason: case((ended, spell.c.closed_reason), else_=literal("")),
        postings.c.closed_after: case((ended, spell.c.closed_after), else_=null()),
        postings.c.closed_by: case((ended, spell.c.closed_by), else_=null()),
        postings.c.open_after: spell.c.open_after,
        postings.c.open_by: spell.c.open_by,
        postings.c.spells: spell.c.spell,
        postings.c.read_at: case((postings.c.read_at < moment, postings.c.read_at), else_=null()),
        # later sightings hide when it was last seen by then: in the last census that could see it
        postings.c.last_seen: case(
            (postings.c.last_seen < moment, postings.c.last_seen),
            (ended, func.coalesce(spell.c.closed_after, spell.c.open_by)),
            (looked > spell.c.open_by, looked),
            else_=spell.c.open_by,
        ),
    }


def _last_complete(moment: datetime) -> ColumnElement[Any]:
    complete = (runs.c.source == postings.c.source, runs.c.verdict == Verdict.COMPLETE.value)
    started = select(func.max(runs.c.started_at)).where(*complete, runs.c.started_at < moment)
    return type_coerce(started.correlate(postings).scalar_subquery(), UtcTime())


def _unfinished(moment: datetime) -> dict[ColumnElement[Any], ColumnElement[Any]]:
    """The columns of `spells` that say how it ended, empty where it had not."""
    ended = spells.c.closed_by < moment
    columns = [spells.c[name] for name in CLOSING]
    return {
        column: case((ended, column), else_=null() if column.nullable else literal(""))  # as it is stored while open
        for column in columns
    }


def _edits(moment: datetime) -> Subquery:
    """One row a posting that was edited since: what each field held before its first edit, NULL if it had none."""
    order = {"partition_by": (changes.c.posting_id, changes.c.field), "order_by": (changes.c.at, changes.c.change_id)}
    since = (
        select(changes.c.posting_id, changes.c.field, changes.c.old, func.row_number().over(**order).label("nth"))  # type: ignore[arg-type]
        .where(changes.c.at >= moment, changes.c.field.in_(EDITABLE))
        .subquery("since")
    )
    held = (func.max(case((since.c.field == name, since.c.old))).label(name) for name in EDITABLE)
    return select(since.c.posting_id, *held).where(since.c.nth == 1).group_by(since.c.posting_id).subquery("edits")


def _contents(edits: Subquery, *, postgres: bool) -> dict[ColumnElement[Any], ColumnElement[Any]]:
    """The columns that a site can edit."""
    values: dict[ColumnElement[Any], ColumnElement[Any]] = {}
    for name in EDITABLE:
        stored, held = postings.c[name], edits.c[name]
        values[stored] = case((held.is_(None), stored), else_=_typed(held, stored.type.python_type, postgres=postgres))
    return values


def _typed(held: ColumnElement[str], kind: type, *, postgres: bool) -> ColumnElement[Any]:
    """A value of the change log, which keeps every value as words."""
    if kind is str:
        return held
    filled = func.nullif(held, "")
    if kind is date:
        return cast(filled, Date) if postgres else type_coerce(filled, Date)  # SQLite keeps dates as these words
    return cast(filled, Float)
