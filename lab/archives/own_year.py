"""Plays nights of the simulated year with ARCHIVE_DIR, folds the archive, and compares the exports.

`python -m lab.archives.own_year --days 60 --sources 4`. The clock that ran a year ahead is left out: what an operator
mends in the database is not mended in the archive.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from lab.program.program import Program
from lab.year import troubles
from lab.year.boards import SOURCES
from lab.year.nights import Night, staged

TABLES = ("postings", "spells", "changes", "runs", "jobs", "stretches", "counts")
FROM_WHERE = "archive"
"""The column that says where a row comes from."""


def main() -> int:
    """Returns the number of tables that differ."""
    described = argparse.ArgumentParser(prog="python -m lab.archives.own_year", description=__doc__)
    described.add_argument("--days", type=int, default=60, metavar="N", help="nights (default: %(default)s)")
    described.add_argument("--sources", type=int, default=4, metavar="N", help="the first N boards")
    described.add_argument("--seed", type=int, default=1, metavar="N", help="of lives and faults")
    options = described.parse_args()
    with tempfile.TemporaryDirectory(prefix="own-year-") as name:
        return compared(Path(name), options.days, options.sources, options.seed)


def compared(folder: Path, days: int, sources: int, seed: int) -> int:
    """Plays, folds, and prints what differs."""
    kept = folder / "kept"
    without = tuple(each for each in troubles.OF_THE_NIGHT if each != troubles.AHEAD)
    with (
        patch.object(troubles, "OF_THE_NIGHT", without),
        staged(SOURCES[:sources], seed, days, folder / "year") as year,
    ):
        year.settings["ARCHIVE_DIR"] = str(kept)
        nights = list(_told(year.play(days), days))
        again = Program(f"sqlite:///{folder}/again.db", year.replica, run_at=year.program.run_at)
        ended = again("replay", str(kept))
        if ended.status:
            print(ended.err)
            return 1
        differing = [table for table in TABLES if _differs(table, year.program, again)]
        runs = year.program.rows("runs")
    faults = sum(map(len, (names for night in nights for names in night.names.values()))) + sum(
        bool(night.whole) for night in nights
    )
    complete = sum(run["verdict"] == "complete" for run in runs)
    print(
        f"{days} nights of {sources} sources, {faults} faults: {len(runs)} runs, {complete} of them complete;"
        f" {len(TABLES) - len(differing)} of {len(TABLES)} tables are the same byte for byte"
    )
    return len(differing)


def _told(nights: Iterator[Night], days: int) -> Iterator[Night]:
    for night in nights:
        if night.number % 10 == 9:
            sys.stderr.write(f"night {night.number + 1} of {days}\n")
        yield night


def _differs(table: str, one: Program, other: Program) -> bool:
    first, second = (list(_lines(each.csv(table))) for each in (one, other))
    lines = [pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]]
    for pair in lines[:5]:
        print(f"{table}: {pair[0]!r}\n{' ' * len(table)}  {pair[1]!r}")
    if len(first) != len(second):
        print(f"{table}: {len(first)} and {len(second)} rows")
    return first != second


def _lines(text: str) -> Iterator[str]:
    """The rows without where they come from."""
    for row in csv.DictReader(io.StringIO(text)):
        row.pop(FROM_WHERE, None)
        written = io.StringIO()
        csv.writer(written).writerow(row.values())
        yield written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
