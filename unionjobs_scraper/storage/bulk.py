"""Long lists of ids in one query, however many: as one value that the database takes apart again.

The query is the same text for any number of ids, so that it is made, and read by the database's driver, once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from operator import itemgetter
from typing import Any, Self

from sqlalchemy import (
    ARRAY,
    JSON,
    BindParameter,
    Boolean,
    ClauseElement,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Row,
    Table,
    bindparam,
    insert,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Ids(TypeDecorator[Collection[Any]]):
    """A list of what a column holds."""

    impl = JSON
    cache_ok = True

    def __init__(self, one: TypeEngine[Any]) -> None:
        super().__init__()
        self.one = one

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.one) if dialect.name == "postgresql" else JSON())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> list[Any]:
        # no stored id has a null character; PostgreSQL refuses it, and SQLite would read up to it
        return [each for each in value or () if not (isinstance(each, str) and "\0" in each)]


def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a column is one of the ids that `found` or `carry_out` is given; decided by the column's index."""
    return _Among(column)


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column, bindparam("some", type_=_Ids(column.type)))

    def self_group(self, against: OperatorType | None = None) -> Self:
        return self  # SQLite would be asked whether it "= 1", and no longer use an index


@compiles(_Among, "postgresql")
def _as_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY ({ids})"


@compiles(_Among)
def _as_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - no value is in this text


FETCHED = 500
"""Rows that are taken from the driver at once."""


def found(connection: Connection, statement: Executable, ids: Collection[Any], **others: Any) -> Iterator[Row[Any]]:
    """The rows that a statement with `among` finds for these ids; `others`: its other parameters."""
    if ids:
        for some in connection.execute(statement, {"some": ids, **others}).partitions(FETCHED):
            yield from some


def carry_out(connection: Connection, statement: Executable, ids: Collection[Any], **others: Any) -> None:
    """Carries out a statement with `among` that returns nothing; `others`: its other parameters."""
    if ids:
        connection.execute(statement, {"some": ids, **others})


Processor = Callable[[Any], Any]


class Repeated:
    """A statement that is carried out once a row, for many rows.

    SQLAlchemy takes longer to make a row's parameters than SQLite to carry the statement out: for SQLite they are made
    here, as `Insertion` does.
    """

    def __init__(self, statement: ClauseElement, names: Collection[str] | None = None) -> None:
        """`names`: the columns that an `INSERT` is given."""
        self._statement = statement
        self._names = names
        self._made: tuple[str, tuple[_Parameter, ...]] | None = None

    def __call__(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Carries it out; a row has the statement's parameters. Raises SQLAlchemy's `DBAPIError`."""
        if not rows:
            return
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement, rows)  # type: ignore[call-overload]
            return
        text, parameters = self._made = self._made or self._make(connection.dialect)
        values = [
            tuple([row.get(name, own) if process is None else process(row[name]) for name, process, own in parameters])
            for row in rows
        ]
        connection.exec_driver_sql(text, values)

    def _make(self, dialect: Dialect) -> tuple[str, tuple[_Parameter, ...]]:
        made: Any = self._statement.compile(dialect=dialect, column_keys=self._names)
        return str(made), tuple(self._parameter(made.binds[name], dialect) for name in made.positiontup)

    @staticmethod
    def _parameter(bind: BindParameter[Any], dialect: Dialect) -> _Parameter:
        process: Processor | None = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if bind.required:
            return bind.key, process, None
        return "", None, process(bind.value) if process else bind.value


_Parameter = tuple[str, Processor | None, Any]
"""What a row calls it, what the driver needs done to its value; or a value that is the same for every row."""


class Insertion:
    """New rows of a table with the same columns each: `INSERT` in SQLite, `COPY` in PostgreSQL."""

    def __init__(self, table: Table, names: Collection[str]) -> None:
        self._table = table
        self._names = tuple(
            column.name for column in table.columns if column.name in names
        )  # as SQLAlchemy orders them
        self._values = itemgetter(*self._names)
        self._known: dict[str, tuple[str, tuple[tuple[int, Processor], ...]]] = {}

    def __call__(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Stores the rows. Raises SQLAlchemy's `DBAPIError`."""
        if not rows:
            return
        statement, processors = self._statement(connection.dialect)
        values = list(map(self._values, rows))
        if processors:
            values = [_processed(row, processors) for row in values]
        if connection.dialect.name == "postgresql":
            _copy(connection, statement, values)
        else:
            connection.exec_driver_sql(statement, values)

    def _statement(self, dialect: Dialect) -> tuple[str, tuple[tuple[int, Processor], ...]]:
        if dialect.name not in self._known:
            self._known[dialect.name] = (self._text(dialect), tuple(self._processors(dialect)))
        return self._known[dialect.name]

    def _text(self, dialect: Dialect) -> str:
        if dialect.name == "postgresql":
            quote = dialect.identifier_preparer.quote
            return f"COPY {quote(self._table.name)} ({', '.join(map(quote, self._names))}) FROM STDIN"
        return str(insert(self._table).compile(dialect=dialect, column_keys=list(self._names)))

    def _processors(self, dialect: Dialect) -> Iterator[tuple[int, Processor]]:
        """What the driver needs done to values, by their place in a row."""
        for place, name in enumerate(self._names):
            process = self._table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
            if process is not None:
                yield place, process


def _processed(row: Sequence[Any], processors: Sequence[tuple[int, Processor]]) -> tuple[Any, ...]:
    values = list(row)
    for place, process in processors:
        values[place] = process(values[place])
    return tuple(values)


def _copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    dialect = connection.dialect
    assert dialect.dbapi
    try:
        # psycopg's own cursor: SQLAlchemy has no word for COPY
        with closing(connection.connection.cursor()) as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except dialect.dbapi.Error as error:
        raise DBAPIError.instance(statement, None, error, dialect.dbapi.Error, dialect=dialect) from error
