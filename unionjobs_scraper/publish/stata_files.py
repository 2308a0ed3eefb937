"""Rows as a Stata file: variable labels, dates and times as Stata's own, long texts as strL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.codebook import CODE
from unionjobs_scraper.publish.writers import Rows

LONGEST_LABEL = 80
"""Characters of a variable's label."""
LONGEST_TEXT = 2045
"""Bytes that a variable of fixed width holds; longer texts are strL."""
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""What the file says of when it was made: the same rows are the same file."""
RESERVED = frozenset("byte double float if in int local long using with".split())
"""Words of Stata that cannot name a variable: `local` is `local_` there."""
YES_NO: dict[float, str] = {0: "no", 1: "yes"}


def write_stata(rows: Rows, columns: Mapping[str, type], path: Path, table: str) -> int:
    """Writes a Stata file (version 118: Stata 14 and later), returns the number of rows.

    All rows are held in memory. Raises `SettingError` without pandas.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError:
        raise SettingError("dta needs the package pandas: pip install 'unionjobs-scraper[stata]'") from None
    columns = {_name(name): kind for name, kind in columns.items()}
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    series = {name: _series(pd, values, kind) for (name, kind), values in zip(columns.items(), cells, strict=True)}
    frame = pd.DataFrame(series)
    times = {name: TIMES[kind] for name, kind in columns.items() if kind in TIMES}
    texts = [name for name, kind in columns.items() if kind is str]
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        time_stamp=MADE.replace(tzinfo=None),
        data_label=f"unionjobs: {table}"[:LONGEST_LABEL],
        convert_dates=times,
        variable_labels={_name(column.name): _label(column) for column in codebook.columns(table)},
        value_labels={name: YES_NO for name, kind in columns.items() if kind is bool},
        convert_strl=[name for name in texts if _longest(series[name]) > LONGEST_TEXT],
    )
    return len(frame)


def _name(column: str) -> str:
    return f"{column}_" if column in RESERVED else column


TIMES: Mapping[type, Any] = {datetime: "tc", date: "td"}


def _series(pd: Any, values: Sequence[Any], kind: type) -> Any:
    if kind in TIMES:
        return pd.to_datetime(pd.Series(list(values), dtype="str"), utc=True, format="ISO8601").dt.tz_localize(None)
    if kind is str:
        # a null character would end the text for Stata
        return pd.Series([(value or "").replace("\0", "") for value in values], dtype="object")
    return pd.Series([None if value is None else float(value) for value in values], dtype="float64")


def _longest(texts: Any) -> int:
    return max((len(text.encode("utf-8", "replace")) for text in texts), default=0)


def _label(column: codebook.Column) -> str:
    text = CODE.sub(r"\1", column.description).replace("\n", " ")
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
