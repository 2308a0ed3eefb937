"""CHANGES.md: what differs from the release before, table by table."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from unionjobs_scraper.publish.release.edition import Edition
from unionjobs_scraper.publish.release.folder import DESCRIPTOR
from unionjobs_scraper.publish.release.tables import Sheet

NAMED = 20
"""Rows that are named, of each kind and table."""
_LONGEST_FIELD = 1 << 27


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The release before, read before its folder is replaced."""

    version: str
    columns: Mapping[str, Sequence[str]]
    rows: Mapping[str, Mapping[str, bytes]]
    """By table and key: a hash of the row."""


def before(folder: Path) -> Before | None:
    """What the release in a folder holds; None where there is none."""
    try:
        described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        tables = {each["name"]: each for each in described["resources"] if each["format"] == "csv"}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Before(
        version=str(described.get("version", "")),
        columns={name: [field["name"] for field in each["schema"]["fields"]] for name, each in tables.items()},
        rows={name: _rows(folder / each["path"], _key(each)) for name, each in tables.items() if _key(each)},
    )


def _key(resource: Mapping[str, Mapping[str, Sequence[str]]]) -> tuple[str, ...]:
    return tuple(resource["schema"].get("primaryKey", ()))


def _rows(path: Path, key: Sequence[str]) -> dict[str, bytes]:
    csv.field_size_limit(_LONGEST_FIELD)
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        read = csv.reader(file)
        columns = next(read, [])
        places = [columns.index(name) for name in key]
        for row in read:
            content = "\x1f".join(row).encode("utf-8", "surrogatepass")
            found["; ".join(row[place] for place in places)] = hashlib.blake2b(content, digest_size=12).digest()
    return found


def changes(edition: Edition, folder: Path, sheets: Sequence[Sheet], earlier: Before | None) -> str:
    """The document."""
    return "\n".join(_lines(edition, folder, sheets, earlier)) + "\n"


def _lines(edition: Edition, folder: Path, sheets: Sequence[Sheet], earlier: Before | None) -> Iterator[str]:
    yield from ("# Changes", "")
    if earlier is None:
        yield f"Version {edition.version}. It was compared with no release before it (scrapy release --since DIR)."
        return
    yield f"Version {edition.version} against version {earlier.version}. A row is changed when any of its cells is."
    yield from ("", "| table | rows before | added | removed | changed |", "| --- | ---: | ---: | ---: | ---: |")
    named = []
    for sheet in sheets:
        old = earlier.rows.get(sheet.name)
        if old is None or not sheet.key:
            continue
        new = _rows(folder / sheet.path, sheet.key)
        kinds = {
            "added": [key for key in new if key not in old],
            "removed": [key for key in old if key not in new],
            "changed": [key for key, content in new.items() if key in old and old[key] != content],
        }
        yield f"| {sheet.name} | {len(old):,} | " + " | ".join(f"{len(keys):,}" for keys in kinds.values()) + " |"
        named += [(sheet.name, kind, keys) for kind, keys in kinds.items() if keys]
    yield from _columns(sheets, earlier)
    for table, kind, keys in named:
        more = f" and {len(keys) - NAMED:,} more" if len(keys) > NAMED else ""
        yield from ("", f"## {table}: {kind}", "", ", ".join(f"`{key}`" for key in keys[:NAMED]) + more)


def _columns(sheets: Sequence[Sheet], earlier: Before) -> Iterator[str]:
    told = []
    for sheet in sheets:
        names = [column.name for column in sheet.columns]
        old = earlier.columns.get(sheet.name)
        if old is None:
            told.append(f"- New table `{sheet.name}`.")
            continue
        told += [f"- New column `{sheet.name}.{name}`." for name in names if name not in old]
        told += [f"- Column `{sheet.name}.{name}` is gone." for name in old if name not in names]
    told += [f"- Table `{name}` is gone." for name in earlier.columns if name not in {each.name for each in sheets}]
    if told:
        yield from ("", *told)
