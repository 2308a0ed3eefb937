"""`python -m lab.tables`: plays worlds, holds the tables against their truth, and writes docs/tables.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lab.program.databases import Postgres
from lab.program.program import ROOT
from lab.tables.judging import NEAR, Judged, files, judge
from lab.tables.play import Play
from lab.tables.truth import World
from lab.year.boards import SOURCES
from lab.year.nights import at
from unionjobs_scraper.storage.copy import copy_at_one_moment
from unionjobs_scraper.storage.database import Database

PAGE: Final = ROOT / "docs" / "tables.md"
NAMES: Final = [source.name for source in SOURCES]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a world is played."""

    name: str
    seed: int
    contradicting: bool = True
    rough: float = 0.0
    apart: int = 1
    """Nights between two censuses."""
    days: int = 182


KINDS: Final = (
    Kind("nightly, the year's faults", 1),
    Kind("the same, where each page agrees with its list", 2, contradicting=False),
    Kind("a quarter of it, and two lists in five are partial", 3, contradicting=False, rough=0.4, days=91),
    Kind("weekly, the year's faults", 4, contradicting=False, apart=7),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A world, judged."""

    kind: Kind
    judged: Judged
    alike: bool
    """Whether PostgreSQL gives every file byte for byte."""

    @property
    def row(self) -> str:
        """As a row of the table of stocks."""
        found = self.judged
        errors = [abs(week.error) for week in found.weeks]
        cells = (
            f"{sum(week.is_inside for week in found.weeks)} of {len(found.weeks)}",
            f"{sum(error <= NEAR for error in errors)} of {len(errors)}",
            f"{max(errors):.1%}",
            f"{found.true_growth:.1%}",
            f"{found.growth:.1%}",
        )
        return f"| {self.kind.name} | {' | '.join(cells)} |"

    @property
    def durations(self) -> str:
        """As a row of the table of durations."""
        found, told = self.judged, self.judged.survival
        cells = (
            f"{found.true_median:.1f}",
            f"{told.median:.1f} ({told.median_low:.1f} to {told.median_high:.1f})",
            f"{found.true_median_since:.1f}",
            f"{found.notebook_median:.1f}",
            f"{found.begins} of {found.begun}",
            f"{found.ends} of {found.ended}",
            "yes" if self.alike else "**no**",
        )
        return f"| {self.kind.name} | {' | '.join(cells)} |"


def played(kind: Kind) -> Told:
    """Plays a world, judges it, and compares the two databases."""
    days = kind.days
    world = World(SOURCES, kind.seed, days, contradicting=kind.contradicting)
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        database = Database(f"sqlite:///{folder}/unionjobs.db")
        for number in Play(world, database, kind.seed, rough=kind.rough).nights(range(0, days, kind.apart)):
            sys.stderr.write(f"{kind.name}: night {number + 1}\n" if number % 50 == 0 else "")
        world.link(database)
        judged = judge(database, world, NAMES, days, Path(folder, "csv"), kind.apart)
        postgres = Postgres()
        other = Database(postgres.url)
        copy_at_one_moment(database, other, lambda *_: None)
        alike = dict(files(database, NAMES, at(days))) == dict(files(other, NAMES, at(days)))
        other.close()
        postgres.remove()
        database.close()
    return Told(kind, judged, alike)


HEAD: Final = """# The tables for research, held against the truth

Written by `python -m lab.tables --write`; do not edit. The boards, postings and faults are those of the
[simulated year](simulated-year.md), half of it, without its pages: runs, verdicts, closings and the store are the
program's own, and only what is fetched is filled in by hand. One job in seven is on two boards.

## Open jobs, week by week

The stock at the end of each week against `open_min`, `open_mid` and `open_max` of `counts`, and the growth from the
first week to the last against the notebook's index. Where a board lists a posting on after its own page has said that
it is over, either is taken for the truth. In the last two worlds boards come late or are given up for a while (14 days
without a complete census): the index leaves that out, the true growth of all does not.

| world | weeks inside the band | weeks within 2% | farthest off | true growth | the notebook's |
| --- | --- | --- | --- | --- | --- |
"""
DURATIONS: Final = """
## How long jobs are open

The medians of the report and of the notebook (which is conditional on having been seen at all: its truth is of jobs
that were open for so long at least), whether the bounds in `stretches` hold a true beginning and end, and whether
SQLite and PostgreSQL give the same files, byte for byte. An absence too short for a census to see parts no truth.

| world | true median, days | report's | true, since | notebook's | beginnings held | ends held | databases alike |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
FOOT: Final = """
What no estimate can promise: the stock of a week is within 2% of the truth only as far as somebody looked. A census a
week leaves some forty beginnings and as many ends undecided at the end of a week with 250 open jobs; their number is as
uncertain as that of heads in eighty throws of a coin, which is 4 or 5 off, 2%. So is a week in which a large board
could not be read. The band holds all the same, since it counts each of them both ways. Bounds that hold no true moment
come from nights on which a board told an untruth, well and whole: the half of the list that it left out on the first
night seems to open on the second.

A year that the program crawled itself (`python -m lab.year --folder FOLDER`, 365 nights of eleven boards, judged by
`python -m lab.tables.year FOLDER`, 29 November 2026): 53 of 53 weeks are inside the band and within 2%, 1.0% at the
farthest. The stock grows by 22.2%, in `open_mid` by 20.6%, by the notebook's index 18.3%: it leaves out the first week
of a board that came late. The median is 28.3 days, the report's 27.7 (26.0 to 29.4), the notebook's 30.0 where 29.0 is
true. 2,240 of 2,269 beginnings and 2,189 of 2,197 ends are held.

`python -m lab.tables.known` exports every table on each of 97 nights and asks for each night again with `--known-at`:
of 968 files each on SQLite and on PostgreSQL, none differed in a byte (29 November 2026).
"""


def pages(told: Sequence[Told]) -> Iterator[str]:
    """The document, part by part."""
    yield HEAD
    yield "".join(f"{each.row}\n" for each in told)
    yield DURATIONS
    yield "".join(f"{each.durations}\n" for each in told)
    yield FOOT


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 when every band holds the truth and both databases agree."""
    parser = argparse.ArgumentParser(prog="python -m lab.tables", description=__doc__)
    parser.add_argument("--worlds", type=int, default=len(KINDS), metavar="N", help="the first N worlds")
    parser.add_argument("--write", action="store_true", help="writes docs/tables.md")
    options = parser.parse_args(arguments)
    told = [played(kind) for kind in KINDS[: options.worlds]]
    page = "".join(pages(told))
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(page)
    return int(not all(each.alike and all(week.is_inside for week in each.judged.weeks) for each in told))


if __name__ == "__main__":
    sys.exit(main())
