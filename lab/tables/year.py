"""`python -m lab.tables.year FOLDER`: holds the tables of a kept simulated year against its truth.

FOLDER is that of `python -m lab.year --folder`, whose nights were crawled by the program itself. Which postings are one
job is taken from the program: here only times are judged.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lab.program.databases import Sqlite
from lab.tables.__main__ import Kind, Told
from lab.tables.judging import judge
from lab.tables.truth import Posting, World
from lab.year import boards
from lab.year.__main__ import PLAYED
from lab.year.nights import at
from lab.year.record import number_of
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import Filters, plain_rows


class Year(World):
    """The lives of a year that was crawled."""

    def __init__(self, sources: Sequence[boards.Source], seed: int, days: int, jobs: Mapping[tuple[str, int], str]):
        """`jobs`: the job_id of each posting on record, by source and number."""
        self.sources = sources
        self._spells = {}
        self.by_source = {
            source: [
                Posting(source, life, jobs.get((source, life.number), f"{source} {life.number}"), "", "", "", False, "")
                for life in lives
            ]
            for source, lives in boards.World(sources, seed, days).lives.items()
        }


def judged(folder: Path) -> Told:
    """Judges a copy of the year's database."""
    how = json.loads((folder / PLAYED).read_text(encoding="utf-8"))
    sources, days = boards.SOURCES[: how["sources"]], how["days"]
    names = [source.name for source in sources]
    with tempfile.TemporaryDirectory(prefix="tables-") as temporary:
        database = Database(Sqlite(folder).copy(Path(temporary)).url)
        found = plain_rows(database, "postings", Filters(), now=at(days), sources=names)
        jobs = {(row.source, number_of(row._mapping)): row.job_id for row in found}
        world = Year(sources, how["seed"], days, jobs)
        told = judge(database, world, names, days, Path(temporary, "csv"))
        database.close()
    return Told(Kind(folder.name, how["seed"], days=days), told, alike=True)


def main() -> int:
    """Prints the rows that docs/tables.md has of a world; returns 0 when every week's band holds the truth."""
    told = judged(Path(sys.argv[1]))
    print(told.row, told.durations, sep="\n")
    return int(not all(week.is_inside for week in told.judged.weeks))


if __name__ == "__main__":
    sys.exit(main())
