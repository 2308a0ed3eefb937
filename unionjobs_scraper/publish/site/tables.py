"""The tables as Parquet, small enough that a browser asks them: postings without their texts, contacts taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.release.redaction import Redaction
from unionjobs_scraper.publish.report.formatting import number
from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.options import Options
from unionjobs_scraper.publish.site.reposts import reposts
from unionjobs_scraper.publish.site.state import Kept, mark
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES, Filters, rows
from unionjobs_scraper.storage.queries.site import SHORT
from unionjobs_scraper.storage.values import cell_text

LEFT_OUT = ("content_hash",)
GROUP = 20_000
"""Rows whose columns are compressed together: a question that wants few columns reads few bytes."""
Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that was written."""

    name: str
    rows: str
    bytes: int

    @property
    def size(self) -> str:
        """Its size for people."""
        return f"{self.bytes / 1e6:.1f} MB" if self.bytes >= 1e5 else f"{max(1, self.bytes // 1000)} kB"


def write_tables(
    database: Database, folder: Folder, options: Options, kept: Sequence[Kept], content: str
) -> list[Table]:
    """Writes the tables that the questions are asked of. Raises `SettingError` without pyarrow."""
    parts: dict[str, Callable[[], tuple[dict[str, type], Rows]]] = {
        "postings": lambda: _postings(kept),
        "spells": lambda: _spells(database, options),
        "stretches": lambda: _exported(database, options, "stretches"),
        "reposts": lambda: reposts(kept, folder.root / "data/stretches.parquet"),
        "counts": lambda: _exported(database, options, "counts"),
        "runs": lambda: _exported(database, options, "runs"),
    }
    return [_written(folder, name, mark(content, _day(options), name), part) for name, part in parts.items()]


def _day(options: Options) -> str:
    return cell_text(options.now)[:10]


def _postings(kept: Sequence[Kept]) -> tuple[dict[str, type], Rows]:
    types = TABLES["postings"].types
    chosen = [place for place, name in enumerate(SHORT) if name not in LEFT_OUT]
    # the newest first: a question about what is open reads few of the groups
    found = sorted((row for each in kept for row in each.postings), key=lambda row: str(row[SHORT.index("open_by")]))
    return {SHORT[place]: types[SHORT[place]] for place in chosen}, ([row[place] for place in chosen] for row in found)


def _spells(database: Database, options: Options) -> tuple[dict[str, type], Rows]:
    """By their ends: a question about a week passes the groups of others by."""
    types, found = _exported(database, options, "spells")
    place = list(types).index("closed_by")
    return types, sorted(found, key=lambda row: cell_text(row[place]))


def _exported(database: Database, options: Options, table: str) -> tuple[dict[str, type], Rows]:
    found = rows(database, table, Filters(), now=options.now, sources=options.sources)
    return TABLES[table].types, Redaction().rows(table, found)


def _written(folder: Folder, name: str, made_of: str, part: Callable[[], tuple[dict[str, type], Rows]]) -> Table:
    path = f"data/{name}.parquet"
    pq = _parquet()
    if not folder.has(path, made_of):
        columns, found = part()
        (folder.root / path).parent.mkdir(parents=True, exist_ok=True)
        _write(columns, found, folder.root / path)
        folder.written += 1
    folder.keep(path, made_of)
    count: int = pq.read_metadata(folder.root / path).num_rows
    return Table(name=name, rows=number(count), bytes=(folder.root / path).stat().st_size)


def _parquet() -> Any:
    try:
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise SettingError(
            "the tables and questions need the package pyarrow: pip install 'unionjobs-scraper[parquet]'"
        ) from None
    return pyarrow.parquet


def _write(columns: dict[str, type], found: Rows, path: Path) -> None:
    """Times as ISO 8601 text: SQL of both kinds compares them alike."""
    import pyarrow as pa

    kinds = {float: pa.float64(), int: pa.int64(), bool: pa.bool_()}
    schema = pa.schema([(name, kinds.get(kind, pa.string())) for name, kind in columns.items()])
    cells = [[_cell(value, columns[name]) for value in each] for name, each in _columns(columns, found)]
    part = path.with_name(f".{path.name}.part")
    table = pa.Table.from_arrays(
        [pa.array(each, type=field.type) for each, field in zip(cells, schema, strict=True)], schema=schema
    )
    _parquet().write_table(table, part, compression="zstd", row_group_size=GROUP)
    part.replace(path)


def _columns(columns: dict[str, type], found: Rows) -> Iterable[tuple[str, Iterable[Any]]]:
    by_column = list(zip(*found, strict=True)) or [()] * len(columns)
    return zip(columns, by_column, strict=True)


def _cell(value: Any, kind: type) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, datetime) or kind not in (float, int, bool):
        return cell_text(value)
    return kind(value)
