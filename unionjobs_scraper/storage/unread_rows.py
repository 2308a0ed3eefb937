"""What is remembered of list rows that nobody understood: how long each has been there."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select

from unionjobs_scraper.lifecycle.furniture import Standing
from unionjobs_scraper.storage.schema import unread_rows


def standing(connection: Connection, source: str) -> dict[str, Standing]:
    """The rows that the source's last list had, and those that are known as furniture, by `furniture.key_of`."""
    query = select(unread_rows).where(unread_rows.c.source == source)
    return {row.row_key: Standing(row.since, row.runs, row.known) for row in connection.execute(query)}


def keep(connection: Connection, source: str, rows: Mapping[str, Standing]) -> None:
    """Remembers these rows of the source, and no others."""
    connection.execute(delete(unread_rows).where(unread_rows.c.source == source))
    if rows:
        values = [
            {"source": source, "row_key": key, "since": each.since, "runs": each.runs, "known": each.known}
            for key, each in rows.items()
        ]
        connection.execute(insert(unread_rows), values)


def count(connection: Connection, source: str) -> int:
    """How many the source's last list had."""
    query = select(func.count()).where(unread_rows.c.source == source, unread_rows.c.runs > 0)
    return connection.execute(query).scalar_one()
