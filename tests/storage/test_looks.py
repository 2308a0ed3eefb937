"""Runs that were not complete say when a job probably opened and closed, and the counts heed it."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import insert, update

from tests.storage.test_counts import FRIDAY, NOW, stored, watch, weekly
from tests.storage.test_stretches import Lives
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import looks as queries
from unionjobs_scraper.storage.queries.exports import Filters, rows
from unionjobs_scraper.storage.queries.looks import ENDING, MOST, Look, Points, lacked_before, lacked_since, looks
from unionjobs_scraper.storage.queries.open_times import OpenTime, open_times
from unionjobs_scraper.storage.schema import runs, spells

DAY = 86_400


def look(day: float, shown: float = 0.9) -> Look:
    return Look(round(day * DAY), round(day * DAY) + 60, shown, shown)


def opening(after: int, by: int, found: list[Look]) -> Points:
    return queries.opening(after, by, lacked_before(after, by, found))


def closing(seen: int, by: int | None, found: list[Look]) -> Points:
    return queries.closing(seen, by, lacked_since(seen, by, found))


def days(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(round(at / DAY, 2), round(share, 4)) for at, share in points]


def test_what_nearly_every_list_would_have_shown_opened_late_and_closed_early() -> None:
    found = [look(1), look(2), look(3), look(4)]
    assert days(opening(0, 4 * DAY, found)) == [(0, 0), (1, 0.0009), (2, 0.0099), (3, 0.1), (4, 1)]
    assert days(closing(0, 4 * DAY, found)) == [(0, 0), (1, 0.9001), (2, 0.9901), (3, 0.9991), (4, 1)]
    assert opening(0, DAY, found) == closing(3 * DAY, 4 * DAY, found) == ()  # bounded by two runs, nothing between
    assert days(opening(0, 2 * DAY, [look(1, 0.0)])) == [(0, 0), (1, 0.5003), (2, 1)]  # one that shows nothing


def test_an_absence_that_nothing_has_confirmed_is_weighed_against_a_list_that_lacks_rows() -> None:
    assert closing(3 * DAY, None, [look(1), look(2), look(3)]) == ()  # it was seen in the last
    (begin, end) = closing(0, None, [look(1, MOST)])
    assert begin == (0, 0)
    assert end[1] == pytest.approx(ENDING * DAY / (ENDING * DAY + 1 - MOST))
    later = closing(0, None, [look(day, MOST) for day in range(1, 6)])
    assert later[-1][1] > 0.99


def test_the_share_between_two_points() -> None:
    points = ((10.0, 0.0), (20.0, 0.5), (20.0, 0.5), (40.0, 1.0))
    time = OpenTime("j", 10, 40, 50, 60, 0.0, frozenset("s"), 0, points, ())
    assert [time.begun(at) for at in (5, 10, 15, 20, 30, 40, 99)] == [0, 0, 0.25, 0.5, 0.75, 1, 1]
    assert [time.ended(at) for at in (50, 55, 60)] == [0, 0.5, 1]


def partial(database: Database, *found: dict[str, Any]) -> None:
    usual = {"source": "a", "verdict": "partial", "reason": "rows-unread: 1 row"}
    told = [
        {**usual, **run, "unchanged": run["listed"], "started_at": FRIDAY + timedelta(days=run["started_at"])}
        for run in found
    ]
    with database.write() as connection:
        for run in told:
            connection.execute(insert(runs), [run])


def test_lists_are_measured_by_the_complete_ones_around_them(either: Database) -> None:
    with either.write() as connection:
        for day, verdict, listed, reason in (
            (0, "complete", 20, ""),
            (1, "partial", 12, "rows-unread: 8 rows"),
            (2, "partial", 30, "cached: 1 list page"),
            (3, "failed", 0, "list-unread: HTTP 503"),
            (4, "complete", 24, ""),
            (5, "partial", 24, "postings-unread: 3 of 3"),
        ):
            at = FRIDAY + timedelta(days=day)
            told = {"source": "a", "started_at": at, "verdict": verdict, "listed": listed, "reason": reason}
            told |= {"new": 1, "unchanged": listed - (4 if day == 5 else 1)}  # three new rows were not stored then
            connection.execute(insert(runs), [told | {"census_at": at + timedelta(seconds=9)}])
        found = looks(connection)["a"]
    assert [round(each.shown, 3) for each in found] == [MOST, 0.5, MOST, MOST]
    assert [round(each.stored / each.shown, 3) for each in found] == [1, 1, 1, 0.25]
    assert [each.over - each.began for each in found] == [9] * 4


def test_what_lists_do_not_tell_keeps_its_bounds(database: Database) -> None:
    """A return is recorded by complete runs only, and a page may say that a job is over while the list has it."""
    watch(database, {"a": [0.0, *map(float, range(20, 40))]})
    partial(database, *({"started_at": float(day), "listed": 10} for day in range(1, 20)))
    lives: Lives = {f"a:{number}": [("a", [(0, 20, 30, 31)], None)] for number in range(3)}
    lives["a:1"] = [("a", [(None, 0, 0, 1), (1, 20, 30, 31)], None)]
    lives["a:2"] = [("a", [(None, 0, 1, 20)], None)]
    stored(database, lives)
    with database.write() as connection:
        connection.execute(update(spells).where(spells.c.posting_id == "a:a:2-0").values(closed_reason="marked"))
    with database.read() as connection:
        told = {
            (time.job_id, time.open_after is None): (bool(time.opening), bool(time.closing))
            for time in open_times(connection, {"a": 0})
        }
    assert told == {
        ("a:0", False): (True, False),
        ("a:1", True): (False, False),
        ("a:1", False): (False, False),
        ("a:2", True): (False, False),
    }


def test_nights_of_partial_runs_move_the_stock_and_keep_the_balance(either: Database) -> None:
    """Complete on day 0 and from day 20 on; between them lists that show everything, and are partial all the same."""
    watch(either, {"a": [0.0, *map(float, range(20, 40))]})
    partial(either, *({"started_at": float(day), "listed": 10} for day in range(1, 20)))
    lives: Lives = {f"a:{number}": [("a", [(0, 15, None, None)], None)] for number in range(10)}
    lives |= {f"a:{number}": [("a", [(None, 0, 1, 20)], None)] for number in range(10, 20)}
    stored(either, lives)
    found = weekly(either, "open_min", "open_mid", "open_max", "opened", "joined", "closed")
    assert [tuple(round(value, 1) for value in row[1:]) for row in found][:2] == [
        (0.0, 0.0, 20.0, 0.0, 10.0, 10.0),  # without the looks the stock would be 11 here
        (10.0, 10.0, 10.0, 10.0, 0.0, 0.0),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_the_stock_is_that_before_and_the_flows_with_looks_too(database: Database, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # to be repeated
    nights = range(100)
    complete = sorted(dice.sample(nights, 30))
    watch(database, {"a": [float(day) for day in complete]})
    partly = [day for day in nights if day not in complete and dice.random() < 0.8]
    partial(database, *({"started_at": float(day), "listed": dice.randint(1, 40)} for day in partly))
    lives: Lives = {}
    for number in range(100):
        seen = sorted(dice.sample(sorted({*complete, *partly}), 2))
        before = max((day for day in complete if day < seen[0]), default=None)
        gone = min((day for day in complete if day > seen[1]), default=None)
        lives[f"a:{number}"] = [("a", [(before, seen[0], seen[1] if gone else None, gone)], None)]
    stored(database, lives)
    before_it = 0.0
    for row in rows(database, "counts", Filters(), now=NOW, sources=["a"]):
        assert row.open_mid == pytest.approx(before_it + row.opened + row.joined - row.closed - row.lost, abs=0.001)
        assert row.open_min - 0.001 <= row.open_mid <= row.open_max + 0.001
        before_it = row.open_mid


def test_the_stock_is_right_on_average_where_most_runs_are_partial() -> None:
    """A thousand jobs, a complete census in eight nights, lists that show nine in ten postings in between."""
    dice = random.Random(5)  # noqa: S311
    nights = range(400)
    true, counted, without = 0.0, 0.0, 0.0
    points = [night * DAY + DAY // 2 for night in range(50, 350)]
    found = [look(night) for night in nights if night % 8]
    for _ in range(1000):
        opens = dice.uniform(0, 380)
        ends = opens + max(1, dice.expovariate(1 / 30))
        seen = [night for night in nights if opens <= night < ends and (night % 8 == 0 or dice.random() < 0.9)]
        if ends > 390:
            continue
        true += sum(opens <= at / DAY < ends for at in points)
        if not seen:
            continue
        after, by, until = (seen[0] - 1) // 8 * 8 * DAY, seen[0] * DAY, seen[-1] * DAY
        closed = (int(ends) // 8 + 1) * 8 * DAY
        plain = OpenTime("j", after, by, until, closed, 0.0, frozenset("s"), 0)
        told = plain._replace(opening=opening(after, by, found), closing=closing(until, closed, found))
        counted += sum(share for _, share in told.open_at(points))
        without += sum(share for _, share in plain.open_at(points))
    assert counted == pytest.approx(true, rel=0.02)
    assert without > true * 1.05
    assert all(one.began < two.began for one, two in pairwise(found))
