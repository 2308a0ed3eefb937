"""How stored rows are to be read: as they are now, or as they were just before some moment.

A view of another moment is rebuilt from what is known today: the spells say what was open, the change log says
what a field held before its later edits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    FromClause,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    true,
    type_coerce,
)

from unionjobs_scraper.storage.postings import EDITABLE
from unionjobs_scraper.storage.queries.status import vouched, vouched_then
from unionjobs_scraper.storage.schema import changes, jobs, postings, runs, spells

CLOSING = ("closed_reason", "closed_after", "closed_by", "closed_run", "evidence_url", "evidence_status", "evidence")
"""The columns of `spells` that its end fills in."""
TABLES = ("postings", "spells", "changes", "runs")
"""The tables that can be rebuilt; what belongs together as one job is known of now only."""
Values = Mapping[ColumnElement[Any], ColumnElement[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What replaces stored columns, and which rows there are."""

    values: Values
    joined: tuple[tuple[FromClause, ColumnElement[bool], bool], ...] = ()
    """What a table with `postings` is joined to: with which condition, and whether rows without it stay."""
    known: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    """By table: which rows were known."""

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


def then(moment: datetime, *, postgres: bool) -> View:
    """The rows as of a moment: what had begun before it, and had not ended before it."""
    spell = spells.alias("spell_then")
    edits = _edits(moment)
    of_posting = and_(spell.c.posting_id == postings.c.posting_id, _last_begun(spell, moment))
    return View(
        values=_life(spell, moment) | _contents(edits, postgres=postgres) | _unfinished(moment),
        joined=((spell, of_posting, False), (edits, edits.c.posting_id == postings.c.posting_id, True)),
        known={
            "postings": true(),  # the join with the spell has chosen them
            "spells": spells.c.open_by < moment,
            "changes": changes.c.at < moment,
            "runs": runs.c.started_at < moment,
        },
    )


def _last_begun(spell: FromClause, moment: datetime) -> ColumnElement[bool]:
    later = spells.alias("later")
    follows = (later.c.posting_id == spell.c.posting_id, later.c.spell > spell.c.spell, later.c.open_by < moment)
    return and_(spell.c.open_by < moment, ~select(later.c.spell).where(*follows).correlate(spell).exists())


def _life(spell: FromClause, moment: datetime) -> dict[ColumnElement[Any], ColumnElement[Any]]:
    """The columns of `postings` that its spell gives."""
    ended = spell.c.closed_by < moment
    believed = vouched_then(postings.c.source, moment)
    return {
        postings.c.status: case((ended, literal("closed")), (believed, literal("open")), else_=literal("unknown")),
        postings.c.closed_reason: case((ended, spell.c.closed_reason), else_=literal("")),
        postings.c.closed_after: case((ended, spell.c.closed_after), else_=null()),
        postings.c.closed_by: case((ended, spell.c.closed_by), else_=null()),
        postings.c.open_after: spell.c.open_after,
        postings.c.open_by: spell.c.open_by,
        postings.c.spells: spell.c.spell,
        # later sightings hide when it was last seen by then
        postings.c.last_seen: case((postings.c.last_seen < moment, postings.c.last_seen), else_=null()),
    }


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
