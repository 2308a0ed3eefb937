"""Rows to files: CSV that no spreadsheet executes, JSON Lines, Parquet.

The rule for CSV: a cell that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe
has an apostrophe put before it. Whoever reads the file takes one leading apostrophe away and has the
cell as it was.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage.postings import words

Rows = Iterable[Sequence[Any]]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters that a spreadsheet would act on, and the apostrophe that guards against them."""
PARQUET_GROUP = 10_000


def guarded(cell: str) -> str:
    """A cell as text and nothing else."""
    return "'" + cell if cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """The inverse of `guarded`."""
    return cell.removeprefix("'")


def write_csv(rows: Rows, columns: Sequence[str], file: IO[str]) -> int:
    """Writes CSV (UTF-8, a header line, `\\n`) and returns the number of rows."""
    writer = csv.writer(file, lineterminator="\n")
    quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    count = 0
    for row in rows:
        count += 1
        cells = [guarded(value) if isinstance(value, str) else words(value) for value in row]
        # a bare carriage return would begin a row of its own in a spreadsheet; Python 3.11 does not quote it
        (quoting if any("\r" in cell for cell in cells) else writer).writerow(cells)
    return count


def write_jsonl(rows: Rows, columns: Sequence[str], file: IO[str]) -> int:
    """Writes one JSON object a line, `null` where nothing is known, and returns the number of rows."""
    count = 0
    for row in rows:
        count += 1
        record = {name: _plain(value) for name, value in zip(columns, row, strict=True)}
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return words(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def write_parquet(rows: Rows, columns: Sequence[str], path: Path) -> int:
    """Writes Parquet with typed columns, returns the number of rows. Raises `SettingError` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise SettingError("Parquet needs the package pyarrow: pip install 'unionjobs-scraper[parquet]'") from None
    schema = pa.schema([(name, _arrow_type(pa, name)) for name in columns])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        remaining = iter(rows)
        while group := list(islice(remaining, PARQUET_GROUP)):
            arrays = [
                pa.array(values, type=field.type)
                for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(group)
    return count


def _arrow_type(pa: Any, column: str) -> Any:
    if column in TIMES:
        return pa.timestamp("ms", tz="UTC")  # Parquet has no seconds
    if column in ("date_posted", "valid_through"):
        return pa.date32()
    if column in ("salary_min", "salary_max"):
        return pa.float64()
    return pa.int64() if column in NUMBERS else pa.string()


TIMES = frozenset(
    "open_after open_by closed_after closed_by first_seen last_seen at first_opened last_closed"
    " started_at census_at finished_at".split()
)
NUMBERS = frozenset(
    "spells spell opened_run closed_run evidence_status run_id postings boards listed pages_read new"
    " changed unchanged reopened closed_marked closed_gone closed_delisted missing refused requests bytes".split()
)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file that takes the place of `path` only when it is whole. Raises `SettingError`."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise SettingError(f"{path} cannot be written ({error.strerror}): choose another place with -o") from error
    finally:
        part.unlink(missing_ok=True)


TEXT_FORMATS: dict[str, Callable[[Rows, Sequence[str], IO[str]], int]] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
}


def write(rows: Rows, columns: Sequence[str], output: str) -> int:
    """Writes to a file by its suffix, or CSV to stdout when `output` is empty or `-`; returns the row count."""
    if output in ("", "-"):
        return write_csv(rows, columns, sys.stdout)
    path = Path(output)
    with replacing(path) as part:
        if path.suffix == ".parquet":
            return write_parquet(rows, columns, part)
        writer = TEXT_FORMATS.get(path.suffix)
        if writer is None:
            raise SettingError(f"-o {output}: the suffix says the format: .csv, .jsonl or .parquet")
        with part.open("w", encoding="utf-8", newline="") as file:
            return writer(rows, columns, file)
