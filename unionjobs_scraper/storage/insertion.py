"""Many new rows at once, without what SQLAlchemy does anew for every value of every row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError

Processor = Callable[[Any], Any]


class Insertion:
    """New rows of a table with the same columns each: `INSERT` in SQLite, `COPY` in PostgreSQL."""

    def __init__(self, table: Table, names: Collection[str]) -> None:
        self._table = table
        self._names = tuple(
            column.name for column in table.columns if column.name in names
        )  # as SQLAlchemy orders them
        self._known: dict[str, tuple[str, tuple[Processor | None, ...]]] = {}

    def __call__(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Stores the rows. Raises SQLAlchemy's `DBAPIError`."""
        if not rows:
            return
        statement, processors = self._statement(connection.dialect)
        values = [
            tuple(
                row[name] if process is None else process(row[name])
                for name, process in zip(self._names, processors, strict=True)
            )
            for row in rows
        ]
        if connection.dialect.name == "postgresql":
            _copy(connection, statement, values)
        else:
            connection.exec_driver_sql(statement, values)

    def _statement(self, dialect: Dialect) -> tuple[str, tuple[Processor | None, ...]]:
        if dialect.name not in self._known:
            self._known[dialect.name] = (self._text(dialect), tuple(self._processors(dialect)))
        return self._known[dialect.name]

    def _text(self, dialect: Dialect) -> str:
        if dialect.name == "postgresql":
            quote = dialect.identifier_preparer.quote
            return f"COPY {quote(self._table.name)} ({', '.join(map(quote, self._names))}) FROM STDIN"
        return str(insert(self._table).compile(dialect=dialect, column_keys=list(self._names)))

    def _processors(self, dialect: Dialect) -> Iterator[Processor | None]:
        for name in self._names:
            yield self._table.c[name].type.dialect_impl(dialect).bind_processor(dialect)


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
