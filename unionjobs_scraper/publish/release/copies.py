"""The tables once more, typed: Parquet files and one DuckDB file, made from the CSVs, so that their rows are equal."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.release.tables import Sheet

if TYPE_CHECKING:
    import duckdb

DATABASE = "data/unionjobs.duckdb"
STORAGE = "v1.4.0"
"""The oldest version of DuckDB that reads the file, and the first whose files differ only in a random name."""
_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "datetime": "TIMESTAMP", "boolean": "BOOLEAN"}
"""Of the codebook's types, those that are no text; times are UTC."""
_SOURCE = (
    "read_csv({path}, header = true, auto_detect = false, parallel = false, delim = ',', quote = '\"', escape = '\"',"
    " nullstr = '', new_line = '\\n', max_line_size = 67108864, columns = {{{columns}}})"
)
"""A CSV as text; a line has at most 64 MB."""
_HEADER = 4096
_NAME = slice(124, 140)
"""Where a DuckDB file has its name, 16 random bytes by which a running program tells attached files apart."""
_FACTOR, _START, _WORD = 0xBF58476D1CE4E5B9, 5381, (1 << 64) - 1
"""Of DuckDB's checksum of a block (src/common/checksum.cpp)."""


def write_copies(folder: Path, sheets: Sequence[Sheet]) -> list[str]:
    """Writes `data/NAME.parquet` and `DATABASE`; returns their names. Raises `SettingError` without duckdb."""
    connection = _connection()
    path = folder / DATABASE
    with connection:
        connection.execute(f"ATTACH {_quoted(str(path))} AS copy (STORAGE_VERSION '{STORAGE}')")
        for sheet in sheets:
            _copy(connection, folder, sheet)
        connection.execute("DETACH copy")
    _name_by_content(path)
    return [*(_parquet(sheet) for sheet in sheets), DATABASE]


def reading(path: Path) -> duckdb.DuckDBPyConnection:
    """The file of a release, opened to be read. Raises `SettingError` without duckdb."""
    connection = _connection()
    connection.execute(f"ATTACH {_quoted(str(path))} AS copy (READ_ONLY)")
    connection.execute("USE copy")
    return connection


def _connection() -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ModuleNotFoundError:
        raise SettingError("a release needs the package duckdb: pip install 'unionjobs-scraper[release]'") from None
    connection = duckdb.connect(config={"threads": 1})  # one thread: rows keep their order, files their bytes
    connection.execute("SET enable_progress_bar = false")
    return connection


def _copy(connection: Any, folder: Path, sheet: Sheet) -> None:
    cells = ", ".join(map(_cell, sheet.columns))
    source = _SOURCE.format(path=_quoted(str(folder / sheet.path)), columns=_texts(sheet.columns))
    table = f'copy."{sheet.name}"'
    connection.execute(f"CREATE TABLE {table} AS SELECT {cells} FROM {source}")  # noqa: S608
    connection.execute(f"COMMENT ON TABLE {table} IS {_quoted(sheet.about)}")
    for column in sheet.columns:
        connection.execute(f'COMMENT ON COLUMN {table}."{column.name}" IS {_quoted(column.description)}')
    target = _quoted(str(folder / _parquet(sheet)))
    connection.execute(f"COPY {table} TO {target} (FORMAT parquet, COMPRESSION zstd)")


def _parquet(sheet: Sheet) -> str:
    return sheet.path.removesuffix(".csv") + ".parquet"


def _texts(columns: Sequence[Column]) -> str:
    return ", ".join(f"'{column.name}': 'VARCHAR'" for column in columns)


def _cell(column: Column) -> str:
    """The SQL of a cell with its type; an apostrophe that guards against spreadsheets is taken away."""
    name = f'"{column.name}"'
    kind = _TYPES.get(column.type)
    if kind == "TIMESTAMP":
        return f"CAST(rtrim({name}, 'Z') AS TIMESTAMP) AS {name}"
    if kind:
        return f"CAST({name} AS {kind}) AS {name}"
    return f"CASE WHEN starts_with({name}, '''') THEN substr({name}, 2) ELSE {name} END AS {name}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name_by_content(path: Path) -> None:
    """Names a DuckDB file by its content instead of at random; a header of another form is left as it is."""
    with path.open("r+b") as file:
        header = bytearray(file.read(_HEADER))
        if struct.unpack("<Q", header[:8])[0] != _checksum(header):
            return
        header[_NAME] = bytes(_NAME.stop - _NAME.start)
        digest = hashlib.sha256(header[8:])
        while part := file.read(1 << 20):
            digest.update(part)
        header[_NAME] = digest.digest()[: _NAME.stop - _NAME.start]
        header[:8] = struct.pack("<Q", _checksum(header))
        file.seek(0)
        file.write(header)


def _checksum(header: bytes | bytearray) -> int:
    total = _START
    for (word,) in struct.iter_unpack("<Q", header[8:]):
        total ^= (word * _FACTOR) & _WORD
    return total
