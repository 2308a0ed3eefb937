"""Long lists of ids in one query, however many: as one value that the database takes apart again."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ARRAY, JSON, ColumnElement, Connection, Text, any_, bindparam, func, select


def among(connection: Connection, column: ColumnElement[str], ids: Collection[str]) -> ColumnElement[bool]:
    """Whether a column of ids is one of these; found by the column's index."""
    sound = [each for each in ids if "\0" not in each]  # no stored id has one, and SQLite would read up to it
    if connection.dialect.name == "postgresql":
        return column == any_(bindparam("ids", sound, ARRAY(Text), unique=True))
    # nothing to compile anew for another number of ids, and no limit of parameters
    each = func.json_each(bindparam("ids", sound, JSON, unique=True)).table_valued("value")
    return column.in_(select(each.c.value))
