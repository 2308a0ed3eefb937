"""`python -m lab.durations`: simulates the worlds and prints, or writes, how often the interval holds the truth."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Final

from lab.durations.worlds import LAWS, Law, exact_median, world
from lab.program.program import ROOT
from unionjobs_scraper.publish.report.survival import Lives, Survival, survival

CADENCES: Final = {"every six hours": 0.25, "daily": 1, "every third day": 3, "weekly": 7}
PAGE: Final = ROOT / "docs" / "durations.md"


@dataclass(frozen=True, slots=True)
class Covered:
    """What became of the worlds of one law and cadence."""

    law: Law
    cadence: str
    found: Sequence[Survival]

    @property
    def holding(self) -> int:
        """Worlds whose interval holds the true median."""
        return sum(_low(each) <= self.law.median <= _high(each) for each in self.found)

    @property
    def row(self) -> str:
        """As a row of the table."""
        medians = [each.median for each in self.found if each.median is not None]
        widths = [_high(each) - _low(each) for each in self.found if each.median_high is not None]
        exact = [exact_median(seed, self.law) for seed in range(len(self.found))]
        errors = [told / known - 1 for told, known in zip(medians, exact, strict=True)]
        bias = f"{fmean(errors):+.1%} ± {stdev(errors) / len(errors) ** 0.5:.1%}"
        days = (self.law.median, fmean(exact), fmean(medians))
        cells = (
            *(f"{each:.1f}" for each in days),
            bias,
            f"{stdev(medians) / self.law.median:.1%}",
            f"{fmean(widths):.1f}",
        )
        return f"| {self.law.name} | {self.cadence} | {' | '.join(cells)} | {self.holding} of {len(self.found)} |"


def _low(found: Survival) -> float:
    return float("inf") if found.median_low is None else found.median_low


def _high(found: Survival) -> float:
    return float("inf") if found.median_high is None else found.median_high


def estimate(seed: int, law: Law, cadence: float) -> Survival:
    """What the report says of a world."""
    lives = Lives()
    for time in world(seed, law, cadence):
        lives.add(time)
    found = survival(lives)
    assert found is not None
    return found


def table(worlds: int) -> Iterator[Covered]:
    """Every law and cadence."""
    for law in LAWS.values():
        for name, cadence in CADENCES.items():
            yield Covered(law, name, [estimate(seed, law, cadence) for seed in range(worlds)])


HEAD: Final = """# How long jobs stay open: what the interval is worth

Written by `python -m lab.durations --write`; do not edit. Each world is a board of 200 days on which three jobs open a
day, and which at its first census shows jobs of every age, half of which state their date. The report's median and its
95% interval are held against the law that the durations were drawn from. Each world is
a sample of some 650 jobs, and not even exact times give the law's median: Kaplan and Meier's estimate from the same
jobs, with each beginning and end known to the second, is the column "exact times". The bias is how far the report is
from that, world by world, with its standard error; the spread is that of the report's median from world to world.
Medians and the width of the interval are means, in days.

| law of durations | censuses | the law's median | exact times | report | bias | spread | width | with the truth |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
FOOT: Final = """
The estimate (`publish/report/likelihood.py`) takes each beginning and each end to lie anywhere between the two censuses
that bound it, and each job to be counted under the condition that it was seen: one that lasts two days is seen by two
in seven weekly censuses. Counting from the middle of the bounds, as Kaplan and Meier's estimate does, holds for daily
censuses and is too long for weekly ones. Where the hazard falls steeply on the first days, one that is constant for
some days is too low there, and the median 1% to 3% too long.

`Rscript lab/durations/check.R stretches.csv` computes the curve of an exported file again: by R's `survival`
(Turnbull's estimate, which knows bounds but not what was never seen), and by the same likelihood in another form, as
an integral over the time of opening that `optim` maximizes, with the hazard constant between the same ages. On the
2,264 stretches with a known age of a year that the program crawled ([tables.md](tables.md)), by their bounds alone,
which is all that the file has:

| | median | open after 10 days | 20 | 30 | 40 | 60 | 80 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| the same estimate | 27.9 | 0.774 | 0.605 | 0.475 | 0.366 | 0.228 | 0.144 |
| R, the same likelihood | 27.9 | 0.773 | 0.605 | 0.475 | 0.366 | 0.228 | 0.144 |
| R, Turnbull | 29.5 | 0.798 | 0.617 | 0.485 | 0.376 | 0.233 | 0.147 |

Turnbull's curve is of the jobs that were seen: those that came and went between two censuses are missing in it.

The report, and the notebook where `runs.csv` lies beside, know more than that file: a list that was not whole proves no
absence, but one that shows nine postings in ten and lacks a job says that it had probably not opened yet, or had closed
(`storage/queries/looks.py`). Where one census in eight is whole, the lists in between show nine in ten and half of the
jobs last 13.9 days, the bounds alone give 17.6 days and the report 14.2; where one in sixty is whole, 38.7 and 13.8
(means of eight boards).
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints or writes the page; returns the exit status, 1 where fewer than nine in ten intervals hold the truth."""
    parser = argparse.ArgumentParser(prog="python -m lab.durations", description=__doc__)
    parser.add_argument("--worlds", type=int, default=60, metavar="N", help="of each kind (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="writes docs/durations.md")
    options = parser.parse_args(arguments)
    covered, rows = [], []
    for each in table(options.worlds):
        covered.append(each)
        rows.append(each.row + "\n")
        sys.stderr.write(rows[-1])
    page = HEAD + "".join(rows) + FOOT
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(page)
    return int(any(each.holding < 0.9 * options.worlds for each in covered))


if __name__ == "__main__":
    sys.exit(main())
