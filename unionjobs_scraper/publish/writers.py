"""Rows to files: CSV that no spreadsheet executes, JSON Lines, and by their own modules Parquet and other formats.

The rule for CSV: a cell that begins with `=`, `+`, `-`, `@` (in full width too, and after blanks or invisible
signs), a tab, a line's end or an apostrophe has an apostrophe put before it. Whoever reads the file takes one leading
apostrophe away and has the cell as it was.

Rows are written one after another, so that a million of them need no more memory than a thousand.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
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
        values = [None if value == "" else value for value in values]
        file.write(encode(dict(zip(names, values, strict=True))) + "\n")
    return count


TEXT_FORMATS: dict[str, Callable[[Rows, Iterable[str], IO[str]], int]] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
}


OTHER_FORMATS = {
    ".parquet": "unionjobs_scraper.publish.arrow_files:write_parquet",
    ".duckdb": "unionjobs_scraper.publish.arrow_files:write_duckdb",
    ".xlsx": "unionjobs_scraper.publish.xlsx_files:write_xlsx",
    ".dta": "unionjobs_scraper.publish.stata_files:write_stata",
}
"""Where each is written: its packages are loaded when it is asked for."""
FORMATS = (*TEXT_FORMATS, *OTHER_FORMATS)
BOM = "\ufeff"
"""Tells Excel that a file is UTF-8."""


def check_output(output: str, *, bom: bool = False) -> None:
    """Raises `SettingError` for a file whose suffix names no format, and for a mark that only CSV has."""
    suffix = Path(output).suffix
    if output not in ("", "-") and suffix not in FORMATS:
        raise SettingError(f"-o {output}: the suffix says the format: {', '.join(FORMATS[:-1])} or {FORMATS[-1]}")
    if bom and output not in ("", "-") and suffix != ".csv":
        raise SettingError(f"--bom: only CSV has it, not {suffix}")


def write(rows: Rows, columns: Mapping[str, type], output: str, *, table: str = "postings", bom: bool = False) -> int:
    """Writes to a file by its suffix, or CSV to stdout when `output` is empty or `-`; returns the row count.

    `columns`: their names in order, and the types of their values (`storage.exports.Exported.types`). `table`: its
    name, by which some formats find what the codebook says of them. `bom`: CSV begins with a byte order mark.
    """
    if output in ("", "-"):
        sys.stdout.write(BOM if bom else "")
        return write_csv(rows, columns, sys.stdout)
    check_output(output)
    path = Path(output)
    with replacing(path) as part:
        if path.suffix in OTHER_FORMATS:
            module, _, name = OTHER_FORMATS[path.suffix].partition(":")
            other: Callable[..., int] = getattr(import_module(module), name)
            return other(rows, columns, part, table)
        writer = TEXT_FORMATS[path.suffix]
        with part.open("w", encoding="utf-8", newline="", buffering=BUFFER) as file:
            file.write(BOM if bom else "")
            return writer(rows, columns, file)
