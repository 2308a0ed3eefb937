"""What the exports read: one query per table, filtered and in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import chain
from operator import itemgetter
from typing import Any, get_args, get_type_hints

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Text,
    case,
    collate,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData

from unionjobs_scraper.normalize.codes import columns as codes
from unionjobs_scraper.normalize.codes.columns import Codes
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import as_of, past, pay
from unionjobs_scraper.storage.queries.as_of import View
from unionjobs_scraper.storage.queries.coded import UNION_COLUMNS, employers, occupations, unions
from unionjobs_scraper.storage.queries.counts import Count, counts
from unionjobs_scraper.storage.queries.stretches import STRETCH_COLUMNS, stretches
from unionjobs_scraper.storage.schema import (
    POSTING_COLUMNS,
    UtcTime,
    changes,
    exported_columns,
    jobs,
    links,
    postings,
    runs,
    spells,
)

__all__ = ["TABLES", "Exported", "Filters", "count", "meaningless", "plain_rows", "rows"]

FETCHED = 500
"""Rows held in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which rows; an empty filter lets everything through."""

    status: str = ""
    source: str = ""
    union: str = ""
    job_family: str = ""
    since: datetime | None = None
    """Rows that begin at or after this time: first seen, opened, changed or started."""
    until: datetime | None = None
    """Rows that begin before this time."""
    as_of: datetime | None = None
    """What was so just before this time: the end of a day is the next midnight."""
    known_at: datetime | None = None
    """What the dataset said just before this time."""


CHOSEN = {"status": "status", "source": "source", "union": "union_abbr", "job_family": "job_family"}
"""The filters that compare a column, and the column."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A table as users see it: which columns, where they come from, by what they are filtered and sorted."""

    columns: tuple[str, ...]
    source: FromClause
    begins: ColumnElement[Any] | None
    order: tuple[ColumnElement[Any], ...]
    of_postings: bool = True
    """Whether a row belongs to a posting, by whose status, source, union and job family it can be chosen."""
    derived: Callable[[View], Mapping[str, ColumnElement[Any]]] = lambda view: {}
    """Columns that no table has, as a view of the stored ones has them."""
    edits: FromClause | None = None
    """What else they are made of: at most one row a posting."""
    coded: Mapping[str, type] = field(default_factory=dict)
    """Columns with the types of their values that are made of the words of those before the first of them."""
    coder: Callable[[Sequence[str]], Callable[[Sequence[Any]], Codes]] | None = None
    """Given the other columns, what makes the coded ones of a row."""

    @property
    def types(self) -> dict[str, type]:
        """The columns with the Python types of their values."""
        found = {name: _kind(column) for name, column in self.values(View(values={})).items()} | dict(self.coded)
        return {name: found[name] for name in self.columns}

    def values(self, view: View) -> dict[str, ColumnElement[Any]]:
        """The columns as a view has them."""
        derived = self.derived(view)
        names = (name for name in self.columns if name not in self.coded)
        return {name: derived[name] if name in derived else view.value(self.source.c[name]) for name in names}

    def subject(self, name: str, view: View) -> ColumnElement[Any] | None:
        """What a filter compares: the table's own column, else that of its posting."""
        if name in self.columns and name not in self.coded:
            return self.values(view)[name]
        return view.value(postings.c[name]) if self.of_postings else None


@dataclass(frozen=True, slots=True)
class Computed:
    """A table that no query gives: its rows are made from those of others."""

    row: type[Count]
    made: Callable[[Connection, Collection[str]], Iterator[Count]]
    begins: str
    """The column, a date, by which --since and --until choose."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Their names, in order."""
        return self.row._fields

    @property
    def types(self) -> dict[str, type]:
        """The columns with the Python types of their values."""
        return {name: _plain_type(kind) for name, kind in get_type_hints(self.row).items()}

    def rows(self, database: Database, filters: Filters, sources: Collection[str]) -> Generator[Count, None, None]:
        """The rows that the filters let through."""
        asked = [(column, getattr(filters, name)) for name, column in CHOSEN.items() if getattr(filters, name)]
        with database.read() as connection:
            for row in self.made(connection, sources):
                begins = datetime.combine(getattr(row, self.begins), time(), UTC)
                if (filters.since and begins < filters.since) or (filters.until and begins >= filters.until):
                    continue
                if all(getattr(row, column).lower() == value.lower() for column, value in asked):
                    yield row


def _plain_type(kind: Any) -> type:
    """The type of a column that may be empty."""
    found: type = next(each for each in (*get_args(kind), kind) if each is not type(None))
    return found


def _of_spells(view: View) -> dict[str, ColumnElement[Any]]:
    """Until when a posting was seen in a spell, and how the spell is: only the last one is as its posting is."""
    ended = view.value(spells.c.closed_by).is_not(None)
    last = view.value(postings.c.last_seen)
    until = func.coalesce(view.value(spells.c.closed_after), spells.c.open_by)
    return {
        "seen_until": type_coerce(case((ended, until), else_=last), UtcTime()),
        "status": case((ended, literal("closed")), else_=view.value(postings.c.status)),
    }


def _of_postings(view: View) -> dict[str, ColumnElement[Any]]:
    """The fingerprint with a letter before it; pay as a year's, and whether and since when it is stated."""
    lowest, highest = view.value(postings.c.salary_min), view.value(postings.c.salary_max)
    period = view.value(postings.c.salary_period)
    return {
        "content_hash": LETTER.concat(postings.c.content_hash),
        "salary_year_min": pay.yearly(lowest, period),
        "salary_year_max": pay.yearly(highest, period),
        "pay_stated": type_coerce(pay.is_stated(lowest, highest), Boolean),
        "pay_first_stated": type_coerce(pay.first_stated(), UtcTime()),
    }


LETTER = literal("h", Text)
"""Some fingerprints are digits, or read 12e4567…: without it, a spreadsheet takes them for numbers."""
PAY_COLUMNS = ("salary_year_min", "salary_year_max", "pay_stated", "pay_first_stated")
TABLES: dict[str, Exported | Computed] = {
    "postings": Exported(
        (*POSTING_COLUMNS, *PAY_COLUMNS, *codes.OF_POSTINGS, "read_at", *codes.OF_PLACES),
        postings,
        postings.c.first_seen,
        (postings.c.source, postings.c.source_id),
        derived=_of_postings,
        edits=pay.edits,
        coded=dict.fromkeys((*codes.OF_POSTINGS, *codes.OF_PLACES), str),
        coder=codes.of_postings,
    ),
    "spells": Exported(
        (*exported_columns(spells), "seen_until", "status"),
        spells,
        spells.c.open_by,
        (postings.c.source, postings.c.source_id, spells.c.spell),
        derived=_of_spells,
    ),
    "changes": Exported(
        exported_columns(changes),
        changes,
        changes.c.at,
        (changes.c.at, postings.c.source, postings.c.source_id, changes.c.run_id, changes.c.field),
    ),
    "jobs": Exported(
        tuple(column.name for column in jobs.columns),
        jobs,
        jobs.c.first_opened,
        (jobs.c.job_id,),
        of_postings=False,
    ),
    "stretches": Exported(
        STRETCH_COLUMNS,
        stretches,
        stretches.c.open_by,
        (stretches.c.job_id, stretches.c.stretch),
        of_postings=False,
    ),
    "counts": Computed(Count, counts, "week"),
    "links": Exported(
        exported_columns(links),
        links,
        None,
        (links.c.posting_id, links.c.other_id),
        of_postings=False,
    ),
    "runs": Exported(
        exported_columns(runs),
        runs,
        runs.c.started_at,
        (runs.c.run_id,),
        of_postings=False,
    ),
    "unions": Exported(
        UNION_COLUMNS,
        unions,
        None,
        (unions.c.union_abbr, unions.c.name),
        of_postings=False,
    ),
    "employers": Exported(
        ("employer", "union_abbr", "local", "postings", *codes.OF_EMPLOYERS),
        employers,
        None,
        (employers.c.employer, employers.c.union_abbr, employers.c.local),
        of_postings=False,
        coded=dict.fromkeys(codes.OF_EMPLOYERS, str),
        coder=codes.of_employers,
    ),
    "occupations": Exported(
        ("title", "department", "postings", *codes.OF_OCCUPATIONS),
        occupations,
        None,
        (occupations.c.title, occupations.c.department),
        of_postings=False,
        coded={name: float if name == "confidence" else str for name in codes.OF_OCCUPATIONS},
        coder=codes.of_occupations,
    ),
}
"""The exported tables by name; docs/codebook.md describes them."""


def rows(
    database: Database, table: str, filters: Filters, *, now: datetime, sources: Sequence[str]
) -> Generator[Any, None, None]:
    """Streams a table. `sources`: the register's; the postings of a source that is not in it are unknown."""
    if filters.as_of or filters.known_at:
        return _of_the_past(rows, database, table, filters, sources)
    if isinstance(computed := TABLES[table], Computed):
        return computed.rows(database, _meant(table, filters), sources)
    return _streamed(database, table, _query(database, table, filters, now, sources))


def plain_rows(
    database: Database, table: str, filters: Filters, *, now: datetime, sources: Sequence[str]
) -> Generator[Any, None, None]:
    """Like `rows`, with times and dates as the ISO 8601 text that files hold: what a file needs, and no more."""
    if filters.as_of or filters.known_at:
        return _of_the_past(plain_rows, database, table, filters, sources)
    if isinstance(computed := TABLES[table], Computed):
        made = computed.rows(database, _meant(table, filters), sources)
        return (tuple(str(value) if isinstance(value, date) else value for value in row) for row in made)
    return _streamed(database, table, _query(database, table, filters, now, sources, plain=True))


def count(database: Database, table: str, filters: Filters, *, now: datetime, sources: Sequence[str]) -> int:
    """How many rows `rows` gives."""
    if filters.as_of or filters.known_at:
        return sum(1 for _ in rows(database, table, filters, now=now, sources=sources))
    if isinstance(computed := TABLES[table], Computed):
        return sum(1 for _ in computed.rows(database, _meant(table, filters), sources))
    query = _query(database, table, filters, now, sources).order_by(None)
    with database.read() as connection:
        counted = query.with_only_columns(func.count(), maintain_column_froms=True)
        return connection.execute(counted).scalar_one()


def meaningless(table: str, filters: Filters) -> list[str]:
    """The filters asked for that say nothing about a table, by the names of their fields."""
    exported = TABLES[table]
    if isinstance(exported, Computed):
        return [name for name in CHOSEN if getattr(filters, name) and CHOSEN[name] not in exported.columns]
    stored = View(values={})
    named = [name for name in CHOSEN if getattr(filters, name) and exported.subject(CHOSEN[name], stored) is None]
    named += [name for name in ("since", "until") if getattr(filters, name) and exported.begins is None]
    return named


def _of_the_past(
    reading: Callable[..., Generator[Any, None, None]],
    database: Database,
    table: str,
    filters: Filters,
    sources: Sequence[str],
) -> Generator[Any, None, None]:
    """Reads a table of the past: of what was known at a moment, or of what was so, or of what was known of what was."""
    _meant(table, filters)
    if filters.known_at:
        later, opened = replace(filters, known_at=None), past.remembered(database, filters.known_at, sources)
    else:
        assert filters.as_of
        later, opened = replace(filters, as_of=None), past.rebuilt(database, filters.as_of)
    with opened as then:
        yield from reading(then.database, table, later, now=then.now, sources=then.sources)


def _meant(table: str, filters: Filters) -> Filters:
    """The filters. Raises `ValueError` for those that say nothing about a table."""
    if named := meaningless(table, filters):
        raise ValueError(f"{table} cannot be filtered by {named}")
    return filters


def _streamed(database: Database, table: str, query: Select[Any]) -> Generator[Any, None, None]:
    exported = TABLES[table]
    assert isinstance(exported, Exported)
    with database.read() as connection, connection.execution_options(yield_per=FETCHED).execute(query) as found:
        if exported.coder is None:
            yield from chain.from_iterable(found.partitions())
            return
        coded = exported.coder(exported.columns)
        given = [*(name for name in exported.columns if name not in exported.coded), *exported.coded]
        in_order = itemgetter(*map(given.index, exported.columns))
        stored = chain.from_iterable(found.partitions())
        longer: Iterator[Any] = (in_order((*row, *coded(row))) for row in stored)
        yield from IteratorResult(SimpleResultMetaData(exported.columns), longer)


def _query(
    database: Database,
    table: str,
    filters: Filters,
    now: datetime,
    sources: Sequence[str],
    *,
    plain: bool = False,
) -> Select[Any]:
    _meant(table, filters)
    exported = TABLES[table]
    assert isinstance(exported, Exported)
    postgres = database.url.get_backend_name() == "postgresql"
    view = as_of.now(now, sources)
    values = exported.values(view)
    if plain:
        values = {name: _as_text(value, postgres=postgres) for name, value in values.items()}
    columns = [value.label(name) for name, value in values.items()]
    query = select(*columns).select_from(_joined(exported))
    conditions = [*_conditions(exported, filters, view)]
    return query.where(*conditions).order_by(*(_bytewise(column, postgres=postgres) for column in exported.order))


def _joined(exported: Exported) -> FromClause:
    if not exported.of_postings:
        return exported.source
    source = exported.source
    if source is not postings:
        source = source.join(postings, source.c.posting_id == postings.c.posting_id)
    if exported.edits is not None:
        source = source.outerjoin(exported.edits, exported.edits.c.posting_id == postings.c.posting_id)
    return source


def _conditions(exported: Exported, filters: Filters, view: View) -> Iterator[ColumnElement[bool]]:
    for name in CHOSEN:
        asked, value = getattr(filters, name), exported.subject(CHOSEN[name], view)
        if asked and value is not None:
            yield func.lower(value) == asked.lower() if name == "union" else value == asked
    if filters.since and exported.begins is not None:
        yield exported.begins >= filters.since
    if filters.until and exported.begins is not None:
        yield exported.begins < filters.until


def _as_text(column: ColumnElement[Any], *, postgres: bool) -> ColumnElement[Any]:
    """Times and dates as text, which is how SQLite stores them: nothing has to be read and written again."""
    kind = _kind(column)
    if kind not in (datetime, date):
        return column
    if not postgres:
        return type_coerce(column, Text)
    if kind is date:
        return func.to_char(column, "YYYY-MM-DD", type_=Text)
    return func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS"Z"', type_=Text)


def _kind(column: ColumnElement[Any]) -> type:
    return datetime if isinstance(column.type, UtcTime) else column.type.python_type


def _bytewise(column: ColumnElement[Any], *, postgres: bool) -> ColumnElement[Any]:
    """Sorts text by its bytes in PostgreSQL too, so that both databases export the same file."""
    return collate(column, "C") if postgres and _kind(column) is str else column
