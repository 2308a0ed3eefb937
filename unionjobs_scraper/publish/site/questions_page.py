"""The page where the tables are asked in SQL, by DuckDB in the browser; its engine is vendored by the operator."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.job_posting_ld import script
from unionjobs_scraper.publish.questions import questions
from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.pages import Site
from unionjobs_scraper.publish.site.state import mark
from unionjobs_scraper.publish.site.tables import Table

ENGINE = ("duckdb-browser-eh.worker.js", "duckdb-eh.wasm")
"""The files of @duckdb/duckdb-wasm that the page needs, 18 MB."""
VERSION = "1.28.0"
"""The last version that reads Parquet by itself: later ones load that part from another host."""
HOW_TO = f"the folder dist of the npm package @duckdb/duckdb-wasm@{VERSION} (make duckdb fetches it)"


def write_questions(folder: Folder, site: Site, tables: Sequence[Table], duckdb: Path | None) -> None:
    """Writes the page, and the engine where there is one. Raises `SettingError` for a folder that has none."""
    if duckdb is not None:
        _write_engine(folder, duckdb)
    ready = [
        {
            "name": each.name,
            "title": each.title,
            "about": each.description,
            "sql": each.duckdb.replace("{week_ago}", site.since),
        }
        for each in questions()
    ]
    values: dict[str, Any] = {
        "title": "Questions",
        "about": "Ask the tables in SQL: the answer is worked out on your own machine, from the files of this site.",
        "questions": ready,
        "engine": duckdb is not None and bool(tables),
        "tables": [table.name for table in tables],
        "ready": script(
            {"tables": [table.name for table in tables], "questions": {each["name"]: each["sql"] for each in ready}}
        ),
    }
    folder.write("sql.html", site.page("site/sql.html.j2", "sql.html", **values))


def _write_engine(folder: Folder, source: Path) -> None:
    package = source.parent / "package.json"
    found = json.loads(package.read_bytes()).get("version") if package.is_file() else VERSION
    if found != VERSION:
        raise SettingError(f"--duckdb {source}: it is version {found}; it takes {HOW_TO}")
    for name in ENGINE:
        path = source / name
        if not path.is_file():
            raise SettingError(f"--duckdb {source}: {name} is not there; it takes {HOW_TO}")
        stat = path.stat()
        folder.put(f"assets/duckdb/{name}", mark(name, stat.st_size, stat.st_mtime_ns), path.read_bytes)
