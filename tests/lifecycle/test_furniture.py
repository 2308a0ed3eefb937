"""Rows that nobody understood become furniture of the site on evidence, and never where one may be a posting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from unionjobs_scraper.items import LeftOut
from unionjobs_scraper.lifecycle.furniture import AFTER, RUNS, Absent, Standing, held_open, key_of, stood

DAY = timedelta(days=1)
NOW = datetime(2026, 6, 10, 6, tzinfo=UTC)


def row(words: str, reason: str = "no-known-link") -> LeftOut:
    return LeftOut(reason=reason, words=words)


NONE: frozenset[str] = frozenset()
BANNER = row("Advertise with us")
HELP = row("Read our guide")


def nights(*shown: Sequence[LeftOut]) -> dict[str, Standing]:
    """What is remembered after daily runs with these unread rows, the last of them yesterday."""
    kept: Mapping[str, Standing] = {}
    for ago, rows in zip(range(len(shown), 0, -1), shown, strict=True):
        kept = stood(rows, kept, NOW - ago * DAY)
    return dict(kept)


LONG = nights([BANNER], [BANNER], [BANNER])
CASES = {
    "on no earlier list": ([BANNER], {}, False),
    "on two earlier lists": ([BANNER], nights([BANNER], [BANNER]), False),
    "on three": ([BANNER], LONG, True),
    "on three, in other letters": ([row("ADVERTISE WITH US")], LONG, True),
    "two rows, both on three": ([BANNER, HELP], nights(*[[BANNER, HELP]] * 3), True),
    "another beside it": ([BANNER, HELP], LONG, False),
    "one that is as long there, one that is not": ([BANNER, HELP], nights([BANNER], [BANNER, HELP], [BANNER]), False),
    "missing once meanwhile": ([BANNER], nights([BANNER], [BANNER], [], [BANNER], [BANNER]), False),
    "for another reason": ([row(BANNER.words, "no-title")], LONG, False),
    "twice on the list": ([BANNER, BANNER], LONG, False),
    "twice on an earlier list": ([BANNER], nights([BANNER], [BANNER, BANNER], [BANNER]), False),
    "names a job": ([row("Organizer, Ohio")], nights(*[[row("Organizer, Ohio")]] * 9), False),
    "without words": ([row("")], nights(*[[row("")]] * 9), False),
    "a number": ([row("4711")], nights(*[[row("4711")]] * 9), False),
    "no row": ([], LONG, False),
}


@pytest.mark.parametrize("case", CASES)
def test_evidence(case: str) -> None:
    rows, before, right = CASES[case]
    assert (held_open(rows, before, NOW, listed=20, missing=[]) == NONE) is right


def test_runs_of_one_day_are_no_three_days() -> None:
    kept: Mapping[str, Standing] = {}
    for hours in range(30, 0, -1):
        kept = stood([BANNER], kept, NOW - timedelta(hours=hours))
    assert kept[key_of(BANNER)].runs > RUNS
    assert held_open([BANNER], kept, NOW, listed=20, missing=[]) is None
    assert held_open([BANNER], kept, NOW + AFTER, listed=20, missing=[]) == NONE


def test_more_rows_than_postings_are_no_furniture() -> None:
    rows = [BANNER, HELP]
    assert held_open(rows, nights(*[rows] * 3), NOW, listed=2, missing=[]) == NONE
    assert held_open(rows, nights(*[rows] * 3), NOW, listed=1, missing=[]) is None


def absent(title: str, last_seen: datetime) -> Absent:
    return Absent(source_id=title, title=title, last_seen=last_seen)


def test_a_row_that_came_when_a_posting_left_may_be_that_posting() -> None:
    missing = [absent("Organizer", NOW - 4 * DAY), absent("Analyst", NOW - 3 * DAY)]
    assert held_open([BANNER], LONG, NOW, listed=20, missing=missing) == frozenset({"Organizer"})


def test_a_row_that_names_a_missing_posting_may_be_that_posting() -> None:
    rows = [row("New: Digital and Media (part time)")]
    missing = [absent(title, NOW - DAY) for title in ("Digital Campaigns", "Digital and Media", " ")]
    assert held_open(rows, nights(*[rows] * 3), NOW, listed=20, missing=missing) == frozenset(
        {"Digital and Media", " "}
    )


def test_what_was_once_furniture_stays_known() -> None:
    known = stood([BANNER], LONG, NOW, proven=True)
    away = stood([], stood([HELP], known, NOW + DAY), NOW + 2 * DAY)
    assert away == {key_of(BANNER): Standing(NOW - 3 * DAY, 0, known=True)}
    left = [absent("Organizer", NOW - 9 * DAY)]
    assert held_open([BANNER], away, NOW + 3 * DAY, listed=20, missing=left) == NONE
    assert held_open([BANNER, HELP], away, NOW + 3 * DAY, listed=20, missing=left) is None
    back = stood([BANNER], away, NOW + 3 * DAY)
    assert back == {key_of(BANNER): Standing(NOW + 3 * DAY, 1, known=True)}


def test_a_stamp_from_the_future_is_no_evidence() -> None:
    ahead = stood([BANNER], {}, NOW + 365 * DAY)
    assert stood([BANNER], ahead, NOW)[key_of(BANNER)] == Standing(NOW, 1)
