"""Rows as Parquet, and as a DuckDB database: typed columns, NULL where nothing is known."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.codebook import explained
from unionjobs_scraper.publish.writers import Rows

PARQUET_BATCH = 1000
"""Rows that become columns at a time."""
PARQUET_GROUP = 4 << 20
"""Bytes of columns that are compressed together: rows are no measure, a description can have 5 MB."""


def write_parquet(rows: Rows, columns: Mapping[str, type], path: Path, table: str = "") -> int:
    """Writes Parquet with typed columns, returns the number of rows. Raises `SettingError` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise SettingError("Parquet needs the package pyarrow: pip install 'unionjobs-scraper[parquet]'") from None
    schema = _schema(pa, columns)
    count, waiting, size = 0, [], 0
    remaining = iter(rows)
    with _without_pandas(), pq.ParquetWriter(path, schema, compression="snappy") as writer:
        while some := list(islice(remaining, PARQUET_BATCH)):
            count += len(some)
            waiting.append(_record_batch(pa, schema, some))
            size += waiting[-1].nbytes
            if size >= PARQUET_GROUP:
                writer.write_table(pa.Table.from_batches(waiting))
                waiting, size = [], 0
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting))
    return count


def write_duckdb(rows: Rows, columns: Mapping[str, type], path: Path, table: str) -> int:
    """Writes a DuckDB database with one table, its columns explained; returns the number of rows.

    Times are UTC, without a zone: DuckDB would show others in that of the machine. Raises `SettingError` without its
    packages.
    """
    try:
        import duckdb
        import pyarrow as pa
    except ModuleNotFoundError:
        raise SettingError("DuckDB needs its packages: pip install 'unionjobs-scraper[duckdb]'") from None
    count, schema, remaining = 0, _schema(pa, columns), iter(rows)
    without_zone = pa.schema([(each.name, _naive(pa, each.type)) for each in schema])
    with _without_pandas(), duckdb.connect(str(path)) as connection:
        connection.from_arrow(without_zone.empty_table()).create(table)
        while some := list(islice(remaining, PARQUET_BATCH)):
            count += len(some)
            part = pa.Table.from_batches([_record_batch(pa, schema, some)])
            connection.from_arrow(part.cast(without_zone)).insert_into(table)
        for column in codebook.columns(table):
            said = explained(column).replace("'", "''")
            connection.execute(f"""COMMENT ON COLUMN "{table}"."{column.name}" IS '{said}'""")
    return count


def _naive(pa: Any, kind: Any) -> Any:
    return pa.timestamp("us") if pa.types.is_timestamp(kind) else kind


def _schema(pa: Any, columns: Mapping[str, type]) -> Any:
    return pa.schema([(name, _arrow_type(pa, kind)) for name, kind in columns.items()])


class _NoPandas:
    """Tells pyarrow that there is no pandas: it would load it to ask of each list whether it is a frame."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


@contextmanager
def _without_pandas() -> Iterator[None]:
    """Two seconds and 100 MB are saved where pandas is installed and not loaded yet."""
    finder: Any = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def _record_batch(pa: Any, schema: Any, rows: Rows) -> Any:
    """Rows as typed columns; times and dates are read from their text."""
    columns = []
    for values, field in zip(zip(*rows, strict=True), schema, strict=True):
        if values.count(None) == len(values):
            columns.append(pa.nulls(len(values), type=field.type))
        elif pa.types.is_temporal(field.type):
            columns.append(pa.array(values, type=pa.string()).cast(field.type))
        else:
            columns.append(pa.array([None if value == "" else value for value in values], type=field.type))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _arrow_type(pa: Any, kind: type) -> Any:
    types = {
        datetime: pa.timestamp("ms", tz="UTC"),  # Parquet has no seconds
        date: pa.date32(),
        float: pa.float64(),
        int: pa.int64(),
        bool: pa.bool_(),
    }
    return types.get(kind, pa.string())
