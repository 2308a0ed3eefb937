"""Observations as Parquet files, one folder a source: what the two steps of a replay hand on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from unionjobs_scraper.archive.observation import COLUMNS, Observation
from unionjobs_scraper.errors import SettingError

GROUP = 500
"""Observations held in memory a source."""
READ = 100
"""Observations that are unpacked at a time."""
NUMBERS = ("status", "offset", "run")


class Tables:
    """The Parquet files that one task writes; each appears under its name when it is whole."""

    def __init__(self, folder: Path, name: str) -> None:
        """Raises `SettingError` without pyarrow."""
        self._folder = folder
        self._name = name
        self._rows: dict[str, list[Observation]] = {}
        self._writers: dict[str, Any] = {}
        self._arrow = _arrow()

    def add(self, observation: Observation) -> None:
        """Takes one in."""
        rows = self._rows.setdefault(observation.source, [])
        rows.append(observation)
        if len(rows) >= GROUP:
            self._write(observation.source)

    def finish(self) -> None:
        """Gives the files their names."""
        for source in list(self._rows):
            self._write(source)
        for source, writer in self._writers.items():
            writer.close()
            self._part(source).replace(self._part(source).with_suffix(""))

    def _part(self, source: str) -> Path:
        return self._folder / f"source={source}" / f"{self._name}.parquet.part"

    def _write(self, source: str) -> None:
        rows, self._rows[source] = self._rows[source], []
        if not rows:
            return
        arrow, parquet = self._arrow
        schema = _schema(arrow)
        columns = {name: [_plain(getattr(row, name)) for row in rows] for name in schema.names}
        if source not in self._writers:
            self._part(source).parent.mkdir(parents=True, exist_ok=True)
            self._writers[source] = parquet.ParquetWriter(self._part(source), schema, compression="zstd")
        self._writers[source].write_table(arrow.table(columns, schema=schema))


def _plain(value: Any) -> Any:
    # a lone surrogate is no UTF-8, which Parquet's strings are
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _schema(arrow: Any) -> Any:
    kinds = dict.fromkeys(NUMBERS, arrow.int64()) | {"at": arrow.timestamp("s", tz="UTC"), "of_list": arrow.bool_()}
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in COLUMNS if name != "source"])


def sources_in(folder: Path) -> list[str]:
    """The sources that a folder holds observations of."""
    return sorted(each.name.removeprefix("source=") for each in folder.glob("source=*") if each.is_dir())


def rows_of(folder: Path, source: str) -> Iterator[dict[str, Any]]:
    """The observations of a source, as rows of the database."""
    arrow, parquet = _arrow()
    arrow.set_memory_pool(arrow.system_memory_pool())  # the default one keeps what Python could use again
    for path in sorted((folder / f"source={source}").glob("*.parquet")):
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(READ, use_threads=False):
                columns = {name: batch.column(name) for name in batch.schema.names}
                # as numbers: pyarrow loads pandas, if it is there, to make times of times
                seconds = columns.pop("at").cast(arrow.timestamp("s", tz="UTC")).cast(arrow.int64()).to_pylist()
                values = [each.to_pylist() for each in columns.values()]
                for at, *row in zip(seconds, *values, strict=True):
                    yield {
                        "source": source,
                        "at": datetime.fromtimestamp(at, UTC),
                        **dict(zip(columns, row, strict=True)),
                    }


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise SettingError("reading archives needs pyarrow: pip install 'unionjobs-scraper[archive]'") from None
    return pa, pq
