"""Columns that are lost: told when there is enough to say so, and not otherwise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from unionjobs_scraper.items import FIELDS
from unionjobs_scraper.lifecycle.lost_columns import CHANCE, SPLITS, WATCHED, Reading, columns, few_of

TODAY = datetime(2026, 5, 20, 6, tzinfo=UTC)


def readings(*runs: tuple[int, int]) -> list[Reading]:
    """Runs of (filled, read) postings, one a day, given oldest first; every other column is full."""
    days = list(enumerate(runs))
    return [
        Reading(
            run_id=day,
            at=TODAY - timedelta(days=len(runs) - 1 - day),
            read=read,
            filled={name: filled if name == "salary_min" else read for name in WATCHED},
        )
        for day, (filled, read) in reversed(days)
    ]


def lost(*runs: tuple[int, int]) -> list[str]:
    return [each.name for each in columns(readings(*runs)) if each.lost]


@pytest.mark.parametrize(
    ("runs", "told"),
    {
        "nothing read yet": ((), False),
        "a first run without pay": (((0, 40),), False),
        "all well": (((12, 12), (12, 12)), False),
        "gone at once": (((154, 154), (0, 154)), True),
        "gone from five new ones": (((12, 12), (0, 5)), True),
        "four new ones say too little": (((300, 300), (0, 4)), False),
        "five of a board of which little is known": (((4, 4), (0, 5)), False),
        "never was in most": (((20, 40), (0, 40)), False),
        "half as many, but not fewer": (((80, 100), (41, 100)), False),
        "a third as many": (((80, 100), (27, 100)), True),
        "small runs add up": (((12, 12), (0, 2), (0, 2), (0, 2)), True),
        "small runs, before they add up": (((12, 12), (0, 2), (0, 2)), False),
        "gone yesterday, nothing new today tells otherwise": (((40, 40), (0, 8), (0, 1)), True),
        "gone yesterday, back today": (((40, 40), (0, 8), (3, 3)), False),
        "gone for weeks": (((60, 60), *(((0, 3),) * 10)), True),
        "gone for most of two months: that is how the site is": (((30, 30), *(((0, 5),) * 20)), False),
    }.values(),
)
def test_when_a_column_is_lost(runs: Sequence[tuple[int, int]], told: bool) -> None:
    assert lost(*runs) == (["salary_min"] if told else [])


def test_it_says_since_when_and_how_much() -> None:
    found = next(each for each in columns(readings((12, 12), (12, 12), (0, 6), (1, 6))) if each.lost)
    assert str(found) == (
        "salary_min was filled in 100% of the postings read before 2026-05-19, now in 1 of 12: has the site changed?"
    )


def test_the_probability_is_a_probability() -> None:
    assert few_of(9, 9, 30.5, 4.5) == pytest.approx(1)
    assert few_of(0, 1, 3, 1) == pytest.approx(1 / 4)
    shares = [few_of(most, 9, 30.5, 4.5) for most in range(10)]
    assert shares == sorted(shares)


def test_false_alarms_are_as_rare_as_promised() -> None:
    """Two thousand runs of boards that never change, from full columns down to barely watched ones."""
    dice, alarms, runs = random.Random(8), 0, 2_000  # noqa: S311  # dice, no secrets
    for _ in range(runs):
        share = dice.uniform(0.6, 1)
        past = [dice.randint(1, 30) for _ in range(dice.randint(2, SPLITS + 6))]
        board = [(sum(dice.random() < share for _ in range(read)), read) for read in past]
        alarms += bool(lost(*board))
    assert alarms <= CHANCE * runs


def test_what_is_watched_is_read() -> None:
    assert set(WATCHED) <= set(FIELDS)
