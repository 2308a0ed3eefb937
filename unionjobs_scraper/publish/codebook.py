"""The codebook: what every column of every table means.

A posting's own columns are described by the docstrings under the fields of `items.JobPosting`; codebook.toml has
all else that is known of a column. `make codebook` writes docs/codebook.md.
"""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from unionjobs_scraper import items
from unionjobs_scraper.lifecycle.wording import all_reasons
from unionjobs_scraper.storage.queries import exports

SOURCE = Path(__file__).with_name("codebook.toml")
TABLES: tuple[str, ...] = tuple(exports.TABLES)
"""Every exported table, in the order of the exports."""
CODE = re.compile(r"`([^`]*)`")
"""Markdown, which other programs would show unformatted."""
TYPES = ("string", "integer", "number", "date", "datetime", "boolean", "uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is known of one column."""

    table: str
    name: str
    type: str = "string"
    """One of `TYPES`; times are UTC, ISO 8601."""
    description: str
    unit: str = ""
    values: tuple[str, ...] = ()
    """The controlled words; empty where any text is allowed."""
    required: bool = False
    """Never empty."""
    unique: bool = False
    references: str = ""
    """The column of another table that holds the same value: `postings.posting_id`."""
    schema_org: str = ""
    """The nearest property of schema.org: `JobPosting.title`."""
    rule: str = ""
    """How the program found it, where the page does not state it in a field of its own."""
    pattern: str = ""
    """A regular expression that every filled cell matches as a whole."""
    minimum: int | None = None


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in the order of its export. Raises `KeyError` for one that is not described."""
    return tuple(column(table, name) for name in exports.TABLES[table].columns)


@cache
def column(table: str, name: str) -> Column:
    """One column. Raises `KeyError` when the codebook does not describe it."""
    known: dict[str, Any] = dict(_written()[table][name])
    if same_as := known.pop("like", ""):
        text = _field_texts().get(same_as)
        known = dict(_written()["postings"][same_as]) | ({"description": text} if text else {}) | known
        known["unique"] = False
    elif table == "postings" and name in _field_texts():
        known["description"] = _field_texts()[name]
    known["values"] = tuple(known.get("values", ()))
    return Column(table=table, name=name, **known)


def about(table: str) -> str:
    """One sentence on a table."""
    return str(_written()["about"][table])


def key(table: str) -> tuple[str, ...]:
    """The columns that together name a row of a table; empty where nothing does."""
    return tuple(_written()["keys"].get(table, ()))


def described() -> Iterator[tuple[str, str]]:
    """Every table and column that codebook.toml has an entry for."""
    for table, entries in _written().items():
        if table not in ("about", "keys"):
            yield from ((table, name) for name in entries)


def explained(column: Column) -> str:
    """What the codebook knows of a column, in a line."""
    parts = [column.description.replace("\n", " ").rstrip(".")]
    if column.unit:
        parts.append(f"Unit: {column.unit}")
    if column.values:
        parts.append(f"One of: {', '.join(column.values)}")
    if column.rule:
        parts.append(column.rule[0].upper() + column.rule[1:].rstrip("."))
    if column.schema_org:
        parts.append(f"schema.org: {column.schema_org}")
    return CODE.sub(r"“\1”", ". ".join(filter(None, parts)) + ".")


@cache
def _written() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8").replace("{reasons}", all_reasons()))


@cache
def _field_texts() -> Mapping[str, str]:
    """The docstring under each field of `JobPosting`, read from its source; `posting_id` is a property."""
    (posting,) = ast.parse(inspect.getsource(items.JobPosting)).body
    assert isinstance(posting, ast.ClassDef)
    texts = {}
    for field, below in zip(posting.body, posting.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                texts[name] = inspect.cleandoc(text)
    texts["posting_id"] = inspect.getdoc(items.JobPosting.posting_id) or ""
    return texts
