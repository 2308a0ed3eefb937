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
            *(f"{share:.1%}" for share in (found.true_growth, found.growth, found.true_linked, found.linked)),
        )
        return f"| {self.kind.name} | {' | '.join(cells)} |"

    @property
    def durations(self) -> str:
        """As a row of the table of durations."""
        found, told = self.judged, self.judged.survival
        cells = (
            f"{found.true_medians[0]:.1f} to {found.true_medians[1]:.1f}",
            f"{told.median:.1f} ({told.median_low:.1f} to {told.median_high:.1f})",
            f"{found.median_error:+.1%}",
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
        judged = judge(database, world, NAMES, days, Path(folder, "csv"))
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

The stock at the end of each week against `open_min`, `open_mid` and `open_max` of `counts`, the growth of `open_mid`
from the first week to the last, and that of the notebook's index, which links week to week through the boards that were
watched in both: its truth is of these. Where a board lists a posting on after its own page has said that it is over,
either is taken for the truth. In the last two worlds boards come late or are given up for a while (14 days without a
complete census).

| world | weeks inside the band | within 2% | farthest off | true growth | `open_mid` | true, linked | the notebook's |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
DURATIONS: Final = """
## How long jobs are open

The medians of the report and of the notebook, which are of one function, and whether the bounds in `stretches` hold a
true beginning and end, and whether SQLite and PostgreSQL give the same files, byte for byte. The truth has two ends: a
job of which its page says that it is over while the list still has it is over at once, or when it leaves the list; the
error is to the nearer of the two. An absence parts a job's time only where enough complete censuses fell into it to
tell: one, or two where the posting's own page stays as it was.

| world | true median, days | report's | error | notebook's | beginnings held | ends held | databases alike |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
FOOT: Final = """
What no estimate can promise: the stock of a week is within 2% of the truth only as far as somebody looked. A census a
week leaves some forty beginnings and as many ends undecided at the end of a week with 250 open jobs; their number is as
uncertain as that of heads in eighty throws of a coin, which is 4 or 5 off, 2%. So is a week in which a large board
could not be read. The band holds all the same, since it counts each of them both ways. In the weekly world one census
in three is not complete; a board that could not be read for three weeks lacks half of its postings when it can,
and such a list is believed only when it lasts: three boards are without a complete census at the end,
where the estimate is farthest off.

Nor is a median within 2% in each single world: bounds of a day leave that of half a year's 1,100 jobs about 1.5% off in
one direction or the other, weekly ones 4%. Three more nightly worlds (seeds 11 to 13) are 0.0%, 0.0% and -1.1% off;
eight more weekly ones (5 to 12, where each page agrees with its list) from -6.2% to +6.3%, -0.3% on average, with a
standard error of 1.4%. [durations.md](durations.md) has the bias by cadence over 60 worlds. Bounds that hold no true
moment come from nights on which a board told an untruth, well and whole: the half of the list that it left out on the
first night seems to open on the second.

A year that the program crawled itself (`python -m lab.year --folder FOLDER`, 365 nights of eleven boards, judged by
`python -m lab.tables.year FOLDER`, 29 November 2026): 53 of 53 weeks are inside the band and within 2%, 1.0% at the
farthest. The stock grows by 22.2%, in `open_mid` by 20.6%, 1.3% less; that of the boards of the notebook's index, which
leaves out the first week of a board that came late, by 19.9%, and the index by 18.3%. The true median is 27.8 to 28.5
days, the report's and the notebook's 27.7 (26.0 to 29.4), 0.4% less than where a job is over as soon
as its page says so, 2.7% less than where it is when it leaves its list. 2,240 of 2,269 beginnings and 2,187 of 2,195
ends are held.

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
