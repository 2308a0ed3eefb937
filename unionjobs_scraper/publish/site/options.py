"""What a site is made of besides the database, and what a writing tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a site is made of besides the database."""

    now: datetime
    sources: Sequence[str]
    base: str = ""
    releases: Path | None = None
    """A folder with releases, each in a folder of its own."""
    duckdb: Path | None = None
    """The folder `dist` of the npm package @duckdb/duckdb-wasm."""
    limit: int = 200
    """Entries a feed."""
    report: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a writing did."""

    jobs: int
    open: int
    made: int = 0
    """Pages of jobs that were made anew."""
    written: int = 0
    removed: int = 0
    left_out: Sequence[str] = ()
    """What could not be made, and why."""
