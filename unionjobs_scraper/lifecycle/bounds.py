"""What one run of a source may cost: from the register, else from the source's past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from unionjobs_scraper.boards import Limits
from unionjobs_scraper.lifecycle.verdict import PastRun, Verdict

GROWTH = 5
"""How many times as much as ever before a run may cost."""
FEWEST_POSTINGS = 1000
"""A small board may grow to this without a word in the register."""
SHORTEST = timedelta(hours=1)
FIRST_POSTINGS, FIRST_TIME = 10_000, timedelta(hours=6)
"""For a source without a complete run: six hours are 10,000 pages at two seconds each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Where a run stops reading; it is then not complete."""

    postings: int = FIRST_POSTINGS
    time: timedelta = FIRST_TIME


def bounds(limits: Limits, history: Iterable[PastRun]) -> Bounds:
    """The bounds of a source's next run."""
    complete = [run for run in history if run.verdict is Verdict.COMPLETE]
    most = max((GROWTH * run.listed for run in complete), default=FIRST_POSTINGS)
    longest = max((GROWTH * run.took for run in complete), default=FIRST_TIME)
    return Bounds(
        postings=limits.most_postings or max(FEWEST_POSTINGS, most),
        time=timedelta(minutes=limits.most_minutes) if limits.most_minutes else max(SHORTEST, longest),
    )
