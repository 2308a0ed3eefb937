"""A copy for readers: one SQLite file with the exported tables, their keys, and a full-text index.

Made by sqlite-utils, read by Datasette. It holds what `scrapy export` gives and nothing of what the program remembers
for itself; from SQLite and PostgreSQL alike. An empty cell is NULL, so that facets and foreign keys leave it out.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.errors import SettingError, StoreError
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.browse.metadata import NAME, SETTINGS, STYLESHEET, metadata
from unionjobs_scraper.publish.release.redaction import Redaction
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES, Filters, rows
from unionjobs_scraper.storage.values import cell_text

if TYPE_CHECKING:
    import sqlite_utils

AFFINITY = {"integer": "INTEGER", "boolean": "INTEGER", "number": "ANY"}
"""Column types of SQLite for those of the codebook, the others are TEXT; ANY keeps 52000 from becoming 52000.0."""
SEARCHED = ("title", "employer", "description")
INDEXED = (
    "status",
    "union_abbr",
    "job_family",
    "region",
    "workplace",
    "source",
    "first_seen",
    "valid_through",
    "at",
    "week",
)
"""Columns that readers count, filter or sort by."""
LONGEST_CELL = 200_000
"""Characters: no crawl stores more, and a browser takes a minute over a row of megabytes."""
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that reverse the direction of the text around them: they would change the order in which a table is read."""


def write_snapshot(
    database: Database, path: Path, *, now: datetime, sources: Sequence[str], with_contacts: bool = False
) -> dict[str, int]:
    """Writes the tables into a new file and returns how many rows each has.

    `now`, `sources`: as for `exports.rows`. `with_contacts`: whether mail addresses, telephone numbers and names of
    contact persons stay, as in `scrapy release`. Raises `StoreError` when the file cannot be written,
    `SettingError` without sqlite-utils.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=OFF").close()
            connection.execute("PRAGMA synchronous=OFF").close()
            copy = opened(connection)
            _define(copy)
            redaction = None if with_contacts else Redaction()
            with copy.atomic():
                counts = {
                    table: _fill(
                        connection,
                        table,
                        _shown(redaction, table, rows(database, table, Filters(), now=now, sources=sources)),
                    )
                    for table in TABLES
                }
            _index(copy)
            copy.analyze()
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be written ({error}): choose another folder, or free some space") from error
    return counts


def opened(connection: sqlite3.Connection) -> sqlite_utils.Database:
    """The connection for sqlite-utils. Raises `SettingError` when that is not installed."""
    try:
        import sqlite_utils
    except ModuleNotFoundError:
        raise SettingError("browsing needs the package sqlite-utils: pip install 'unionjobs-scraper[browse]'") from None
    return sqlite_utils.Database(connection)


def _define(copy: sqlite_utils.Database) -> None:
    """Makes the empty tables; postings and jobs name each other, so the keys follow when all are there."""
    for table in TABLES:
        columns = {each.name: AFFINITY.get(each.type, "TEXT") for each in codebook.columns(table)}
        copy.table(table).create(columns, pk=codebook.key(table) or None)
    copy.add_foreign_keys([(table, *link) for table in TABLES for link in links(table)])


def _shown(redaction: Redaction | None, table: str, found: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    return redaction.rows(table, found) if redaction else found


def _fill(copy: sqlite3.Connection, table: str, found: Iterable[Sequence[Any]]) -> int:
    """By hand: `insert_all` takes two and a half times as long."""
    marks = ", ".join("?" * len(TABLES[table].columns))
    cells = ([_cell(value) for value in row] for row in found)
    return copy.executemany(f"INSERT INTO {table} VALUES ({marks})", cells).rowcount  # noqa: S608 — a name of our own


def links(table: str) -> Iterator[tuple[str, str, str]]:
    """The columns that name a row of another table: column, that table, its column."""
    for each in codebook.columns(table):
        owner, _, key = each.references.partition(".")
        if owner in TABLES and (owner, key) != (table, each.name):
            yield each.name, owner, key


def _index(copy: sqlite_utils.Database) -> None:
    for table, exported in TABLES.items():
        linked = (name for name, _, _ in links(table))
        for name in sorted({*linked, *(name for name in INDEXED if name in exported.columns)}):
            copy.table(table).create_index([name], index_name=f"{table}_{name}")
    copy.table("postings").enable_fts(SEARCHED, tokenize="porter unicode61 remove_diacritics 2")


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        text = value[:LONGEST_CELL]
        return (text if text.isascii() else DIRECTIONS.sub("", text)) or None
    if isinstance(value, datetime | date):
        return cell_text(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


SNAPSHOT = f"{NAME}.db"
LIMITS = "plugins/unionjobs_limits.py"
STYLE = Path(__file__).with_name("datasette.css")


def prepare(
    database: Database, folder: Path, now: datetime, *, allow_sql: bool = False, with_contacts: bool = False
) -> dict[str, int]:
    """Fills the folder and returns how many rows each table has; `datasette FOLDER` then serves it.

    `allow_sql`: whether readers may ask what they like. `with_contacts`: see `write_snapshot`.
    Each file takes the place of its former self when all are whole. Raises `SettingError` and `StoreError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=folder) as part:
            new = Path(part)
            for name in (STYLESHEET, LIMITS):
                (new / name).parent.mkdir()
            counts = write_snapshot(database, new / SNAPSHOT, now=now, sources=crawled(), with_contacts=with_contacts)
            _write(new / "metadata.json", metadata())
            _write(new / "settings.json", SETTINGS | {"default_allow_sql": allow_sql})
            _write(new / "inspect-data.json", {NAME: _inspected(new / SNAPSHOT, counts)})
            shutil.copyfile(STYLE, new / STYLESHEET)
            shutil.copyfile(Path(__file__).with_name("limits.py"), new / LIMITS)
            for name in (STYLESHEET, LIMITS):
                (folder / name).parent.mkdir(exist_ok=True)
            for name in (SNAPSHOT, "metadata.json", "settings.json", "inspect-data.json", STYLESHEET, LIMITS):
                (new / name).replace(folder / name)
    except OSError as error:
        raise SettingError(f"{folder} cannot be written ({error.strerror}): choose another folder") from error
    return counts


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _inspected(snapshot: Path, counts: dict[str, int]) -> dict[str, object]:
    """What Datasette would count at every start; with it, it opens the copy as one that never changes."""
    with snapshot.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    tables = {table: {"count": count} for table, count in counts.items()}
    return {"file": snapshot.name, "size": snapshot.stat().st_size, "hash": digest, "tables": tables}
