"""What one run may cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from unionjobs_scraper.boards import Limits
from unionjobs_scraper.lifecycle.bounds import FIRST_POSTINGS, FIRST_TIME, Bounds, bounds
from unionjobs_scraper.lifecycle.paging import Paging
from unionjobs_scraper.lifecycle.verdict import PastRun, Verdict

HOUR = timedelta(hours=1)


def past(listed: int, took: timedelta = HOUR, verdict: Verdict = Verdict.COMPLETE) -> PastRun:
    return PastRun(at=datetime(2026, 5, 1, tzinfo=UTC), verdict=verdict, listed=listed, took=took)


@pytest.mark.parametrize(
    ("limits", "history", "postings", "time"),
    [
        (Limits(), [], FIRST_POSTINGS, FIRST_TIME),
        (Limits(), [past(90_000, 9 * HOUR, Verdict.PARTIAL)], FIRST_POSTINGS, FIRST_TIME),  # proves nothing
        (Limits(), [past(12, HOUR / 60)], 1000, HOUR),
        (Limits(), [past(400), past(500, 2 * HOUR)], 2500, 10 * HOUR),
        (Limits(most_postings=50, most_minutes=5), [past(400)], 50, HOUR / 12),
        (Limits(most_minutes=90), [past(400)], 2000, 1.5 * HOUR),
    ],
)
def test_bounds_are_the_registers_or_of_the_past(
    limits: Limits, history: list[PastRun], postings: int, time: timedelta
) -> None:
    assert bounds(limits, history) == Bounds(postings=postings, time=time)


def test_a_list_that_is_too_long_is_read_no_further() -> None:
    paging = Paging(most_rows=100)
    assert paging.turn(new_rows=100, leads_on=True, total=None)
    assert not paging.turn(new_rows=1, leads_on=True, total=None)
    assert paging.too_much
    assert "101 postings are listed, and 100 are read at most" in paging.endless
    barren = Paging()
    for _ in range(3):
        barren.turn(new_rows=0, leads_on=True, total=None)
    assert barren.endless  # what it has listed is read all the same
    assert not barren.too_much
