"""The questions of questions.toml: SQL with a title, for readers of a copy of the exported tables."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from unionjobs_scraper.lifecycle.wording import all_reasons

SOURCE = Path(__file__).with_name("questions.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to a copy of the exported tables (SQLite)."""

    name: str
    """Its part of the address."""
    title: str
    description: str
    sql: str
    duckdb: str
    """The same for DuckDB, whose functions of time have other names."""


@cache
def questions() -> Sequence[Question]:
    """Every question, in the order in which they are shown."""
    tables = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return tuple(
        Question(
            name=name,
            title=table["title"],
            description=table["description"].replace("{reasons}", all_reasons()),
            sql=table["sql"].strip(),
            duckdb=table.get("duckdb", table["sql"]).strip(),
        )
        for name, table in tables.items()
    )
