"""Rows as a workbook for Excel and LibreOffice: typed cells, a frozen header, the codebook; never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.codebook import explained
from unionjobs_scraper.publish.writers import Rows

MOST_ROWS = 1_048_575
"""Rows that a sheet holds under its header."""
LONGEST_CELL = 32_767
"""Characters that a cell holds; what is longer is cut, and ends in "…"."""
FORMATS: Mapping[type, str] = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd"}
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""What the workbook says of when it was made: the same rows are the same file."""
HEAD = ("column", "type", "meaning")


def write_xlsx(rows: Rows, columns: Mapping[str, type], path: Path, table: str) -> int:
    """Writes a workbook, returns the number of rows.

    Raises `SettingError` without xlsxwriter, and for more rows than a sheet holds.
    """
    try:
        import xlsxwriter
    except ModuleNotFoundError:
        raise SettingError("xlsx needs the package xlsxwriter: pip install 'unionjobs-scraper[xlsx]'") from None
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": MADE.replace(tzinfo=None)})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        bold = book.add_format({"bold": True})
        sheet = _sheet(book, table, list(columns), bold)
        kinds = list(columns.values())
        sheet.set_column(0, len(kinds) - 1, 18)
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > MOST_ROWS:
                raise SettingError(f"a sheet holds {MOST_ROWS:,} rows: choose fewer with filters, or another format")
            _write_row(sheet, count, row, kinds, formats)
        sheet.autofilter(0, 0, count, len(kinds) - 1)
        _explain(_sheet(book, "codebook", HEAD, bold), codebook.columns(table))
    return count


def _sheet(book: Any, name: str, head: Sequence[str], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, word in enumerate(head):
        sheet.write_string(0, place, word, bold)
    return sheet


def _write_row(sheet: Any, place: int, row: Sequence[Any], kinds: Sequence[type], formats: Mapping[type, Any]) -> None:
    for column, (value, kind) in enumerate(zip(row, kinds, strict=True)):
        if value is None or value == "":
            continue
        if kind is datetime:
            at = datetime.fromisoformat(value).replace(tzinfo=None)  # a sheet knows no zones: UTC
            sheet.write_datetime(place, column, at, formats[datetime])
        elif kind is date:
            sheet.write_datetime(place, column, date.fromisoformat(value), formats[date])
        elif kind is bool:
            sheet.write_boolean(place, column, value)
        elif kind in (int, float):
            sheet.write_number(place, column, value)
        else:
            sheet.write_string(place, column, _fitting(value))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _explain(sheet: Any, columns: Iterable[codebook.Column]) -> None:
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, 120)
    for place, column in enumerate(columns, start=1):
        for number, text in enumerate((column.name, column.type, explained(column))):
            sheet.write_string(place, number, text)
