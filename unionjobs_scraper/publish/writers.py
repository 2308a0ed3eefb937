"""Rows to files: CSV that no spreadsheet executes, JSON Lines, Parquet.

The rule for CSV: a cell that begins with `=`, `+`, `-`, `@` (in full width too, and after blanks or invisible
signs), a tab, a line's end or an apostrophe has an apostrophe put before it. Whoever reads the file takes one leading
apostrophe away and has the cell as it was.

Rows are written one after another, so that a million of them need no more memory than a thousand.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.files import replacing
from unionjobs_scraper.storage.values import cell_text

Rows = Iterable[Sequence[Any]]
"""Plain values (text, numbers, None, times as ISO 8601 text); CSV and JSON Lines take times and dates too."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters that a spreadsheet would act on, and the apostrophe that guards against them."""
_WIDE = "＝＋－＠﹦﹢﹣﹫"
_BLANK = r"\s\x00-\x1f\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_BEGINNING = rf"(?:[\t\r\n']|[{_BLANK}]*[=+\-@{_WIDE}])"
_IS_FORMULA = re.compile(_BEGINNING).match
CSV_BATCH = 64
"""Rows that become lines at a time."""
BUFFER = 1 << 18
PARQUET_BATCH = 1000
"""Rows that become columns at a time."""
PARQUET_GROUP = 4 << 20
"""Bytes of columns that are compressed together: rows are no measure, a description can have 5 MB."""


def guarded(cell: str) -> str:
    """A cell as text and nothing else."""
    return "'" + cell if _IS_FORMULA(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of `guarded`."""
    return cell.removeprefix("'")


def _csv_cell(value: Any) -> str:
    # by hand: the csv module takes twice as long, and writes a bare carriage return unquoted before Python 3.13
    if not isinstance(value, str):
        return cell_text(value)
    cell: str = "'" + value if _IS_FORMULA(value) else value
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell or "\n" in cell or "\r" in cell else cell


def _csv_column(values: Sequence[Any]) -> Sequence[str]:
    """The cells of a column; most need no care at all, which one look at all of them together tells."""
    if values.count(None) == len(values):
        return [""] * len(values)
    try:
        texts = ["" if value is None else value for value in values] if None in values else values
        joined = BETWEEN + BETWEEN.join(texts)
    except TypeError:  # numbers
        return [_csv_cell(value) for value in values]
    if "," in joined or "\n" in joined or '"' in joined or "\r" in joined or _BEGINS_AS_FORMULA.search(joined):
        return [_csv_cell(text) for text in texts]
    return texts


BETWEEN = "\0"
_BEGINS_AS_FORMULA = re.compile(BETWEEN + _BEGINNING)


def write_csv(rows: Rows, columns: Iterable[str], file: IO[str]) -> int:
    """Writes CSV (RFC 4180, UTF-8, a header line, lines end with LF) and returns the number of rows."""
    file.write((",".join(map(_csv_cell, columns))) + "\n")
    count = 0
    remaining = iter(rows)
    while some := list(islice(remaining, CSV_BATCH)):
        count += len(some)
        cells = zip(*map(_csv_column, zip(*some, strict=True)), strict=True)
        file.write("\n".join([",".join(row) or '""' for row in cells]) + "\n")
    return count


def write_jsonl(rows: Rows, columns: Iterable[str], file: IO[str]) -> int:
    """Writes one JSON object a line, `null` where nothing is known, and returns the number of rows."""
    encode = json.JSONEncoder(ensure_ascii=False, default=cell_text).encode
    names = list(columns)
    count = 0
    for row in rows:
        count += 1
        values = [int(value) if type(value) is float and value.is_integer() else value for value in row]
        file.write(encode(dict(zip(names, values, strict=True))) + "\n")
    return count


def write_parquet(rows: Rows, columns: Mapping[str, type], path: Path) -> int:
    """Writes Parquet with typed columns, returns the number of rows. Raises `SettingError` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise SettingError("Parquet needs the package pyarrow: pip install 'unionjobs-scraper[parquet]'") from None
    schema = pa.schema([(name, _arrow_type(pa, kind)) for name, kind in columns.items()])
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
            columns.append(pa.array(values, type=field.type))
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


TEXT_FORMATS: dict[str, Callable[[Rows, Iterable[str], IO[str]], int]] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
}


def check_output(output: str) -> None:
    """Raises `SettingError` for a file whose suffix names no format."""
    if output not in ("", "-") and Path(output).suffix not in (*TEXT_FORMATS, ".parquet"):
        raise SettingError(f"-o {output}: the suffix says the format: .csv, .jsonl or .parquet")


def write(rows: Rows, columns: Mapping[str, type], output: str) -> int:
    """Writes to a file by its suffix, or CSV to stdout when `output` is empty or `-`; returns the row count.

    `columns`: their names in order, and the types of their values (`storage.exports.Exported.types`).
    """
    if output in ("", "-"):
        return write_csv(rows, columns, sys.stdout)
    check_output(output)
    path = Path(output)
    with replacing(path) as part:
        if path.suffix == ".parquet":
            return write_parquet(rows, columns, part)
        writer = TEXT_FORMATS[path.suffix]
        with part.open("w", encoding="utf-8", newline="", buffering=BUFFER) as file:
            return writer(rows, columns, file)
