"""One CSV of a release: written row by row, counted and summed in passing."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.release.facts import Facts, noted
from unionjobs_scraper.publish.writers import write_csv

TOLD = 1000
"""Rows between two drawings of the progress line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a release, and what is known of it."""

    name: str
    about: str
    key: tuple[str, ...]
    """The columns that together name a row."""
    path: str
    """Where its CSV lies, from the release's own folder."""
    facts: tuple[Facts, ...]
    """One for each column."""
    rows: int
    bytes: int
    sha256: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in order."""
        return tuple(fact.column for fact in self.facts)


def write_sheet(
    folder: Path, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, about: str, key: Sequence[str]
) -> Sheet:
    """Writes `data/NAME.csv` below the folder."""
    facts = tuple(Facts(column) for column in columns)
    path = folder / "data" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        count = write_csv(told(noted(rows, facts), name), [column.name for column in columns], file)
    return Sheet(
        name=name,
        about=about,
        key=tuple(key),
        path=f"data/{name}.csv",
        facts=facts,
        rows=count,
        bytes=path.stat().st_size,
        sha256=sha256(path),
    )


def told(rows: Iterable[Sequence[Any]], name: str) -> Iterator[Sequence[Any]]:
    """Passes rows on; a person who watches sees how many."""
    watched = sys.stderr.isatty()
    for count, row in enumerate(rows, start=1):
        if watched and count % TOLD == 0:
            sys.stderr.write(f"\r\x1b[2K{name}: {count:,} rows")
            sys.stderr.flush()
        yield row
    if watched:
        sys.stderr.write("\r\x1b[2K")


def sha256(path: Path) -> str:
    """A file's checksum, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
