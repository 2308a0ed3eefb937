"""`--table counts`: the stock and the flows of each week, against a record of a few jobs, on both databases."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from tests.storage.test_stretches import Lives, put
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.counts import Count
from unionjobs_scraper.storage.queries.exports import Filters, meaningless, rows
from unionjobs_scraper.storage.schema import postings, runs

FRIDAY = datetime(2026, 5, 1, 6, tzinfo=UTC)
"""Day 0 of `test_stretches`; the week's end is day 2.75, then 9.75, 16.75, …"""
NOW = FRIDAY + timedelta(days=400)


def watch(database: Database, complete: dict[str, list[float]]) -> None:
    found: list[dict[str, Any]] = [
        {"source": source, "started_at": FRIDAY + timedelta(days=day), "verdict": "complete"}
        for source, days in complete.items()
        for day in days
    ]
    with database.write() as connection:
        connection.execute(insert(runs), sorted(found, key=lambda run: run["started_at"]))


def stored(database: Database, lives: Lives) -> None:
    """What is open was last seen in the last run of its source."""
    put(database, lives)
    last = select(func.max(runs.c.started_at)).where(runs.c.source == postings.c.source).scalar_subquery()
    with database.write() as connection:
        connection.execute(update(postings).where(postings.c.status == "open").values(last_seen=last))


def weekly(database: Database, *names: str, **filters: Any) -> list[tuple[Any, ...]]:
    """The sums of a week, over all cells."""
    sums: dict[Any, list[float]] = defaultdict(lambda: [0.0] * len(names))
    for row in rows(database, "counts", Filters(**filters), now=NOW, sources=["a", "b"]):
        for place, name in enumerate(names):
            sums[row.week][place] += getattr(row, name) or 0
    return [(f"{week:%m-%d}", *found) for week, found in sums.items()]


def test_stock_and_flows(either: Database) -> None:
    watch(either, {"a": [float(day) for day in range(25)]})
    lives: Lives = {"a:1": [("a", [(None, 0, 9, 10)], None)]}  # there at the first census, gone around day 9.5
    lives["a:2"] = [("a", [(3, 4, None, None)], None)]  # came in the second week and stays
    lives["a:3"] = [("a", [(9, 10, 16, 17)], None)]  # both ends straddle the end of a week
    lives["a:4"] = [("a", [(None, 0, None, 0)], None)]  # found closed at the first look at all
    stored(either, lives)
    names = ("open_min", "open_mid", "open_max", "opened", "joined", "closed", "lost")
    assert weekly(either, *names) == [
        ("04-27", 1, 1, 1, 0, 1, 0, 0),
        ("05-04", 1, 2, 3, 1.75, 0, 0.75, 0),  # a:1 has closed with a probability of 3/4, a:3 has opened likewise
        ("05-11", 1, 1.25, 2, 0.25, 0, 1, 0),
        ("05-18", 1, 1, 1, 0, 0, 0.25, 0),
        ("05-25", 1, 1, 1, 0, 0, 0, 0),  # the week is not over: counted at the newest census
    ]


def test_a_week_in_which_no_complete_census_was_made_is_a_gap_and_no_fall(either: Database) -> None:
    watch(either, {"a": [0.0, 1.0, 25.0]})
    stored(either, {"a:1": [("a", [(None, 0, None, None)], None)], "a:2": [("a", [(0, 1, 1, 25)], None)]})
    found = list(rows(either, "counts", Filters(), now=NOW, sources=["a"]))
    assert [(f"{row.week:%m-%d}", row.open_mid, row.closed, row.days) for row in found] == [
        ("04-27", 1.9271, 0.0729, 2.75),  # a:2 closed at any moment of 24 days, with 1.75 of them before the week's end
        ("05-25", 1, 0.9271, 22.25),
    ]


def test_a_week_without_an_open_job_has_a_row_of_zeros(database: Database) -> None:
    watch(database, {"a": [0.0, 5.0, 12.0]})
    stored(database, {"a:1": [("a", [(None, 0, 0, 1)], None)]})
    assert [row[1:] for row in weekly(database, "open_max", "sources")] == [(0, 1), (0, 1), (0, 1)]


def test_a_board_that_joins_moves_neither_the_panel_nor_the_linked_index(either: Database) -> None:
    watch(either, {"a": [float(day) for day in range(31)], "b": [float(day) for day in range(11, 31)]})
    lives: Lives = {f"a:{number}": [("a", [(None, 0, None, None)], None)] for number in range(4)}
    lives |= {f"b:{number}": [("b", [(None, 11, None, None)], None)] for number in range(6)}
    lives["b:9"] = [("b", [(18, 19, None, None)], None)]
    stored(either, lives)
    found = weekly(either, "open_mid", "joined", "opened", "panel_open", "linked_before", "linked_now")
    assert [row[1:] for row in found] == [
        (4, 4, 0, 4, 0, 0),
        (4, 0, 0, 4, 4, 4),
        (10, 6, 0, 4, 4, 4),
        (11, 0, 1, 4, 10, 11),
        (11, 0, 0, 4, 11, 11),
    ]


def test_a_board_that_leaves_closes_nothing(either: Database) -> None:
    watch(either, {"a": [float(day) for day in range(40)], "b": [0.0, 1.0, 2.0]})
    stored(either, {"a:1": [("a", [(None, 0, None, None)], None)], "b:1": [("b", [(None, 0, None, None)], None)]})
    found = weekly(either, "open_min", "open_mid", "open_max", "closed", "lost", "linked_before", "linked_now")
    assert [row[1:] for row in found][:4] == [
        (1, 2, 2, 0, 0, 0, 0),
        (1, 2, 2, 0, 0, 2, 2),
        (1, 1, 2, 0, 1, 1, 1),  # 14 days after its last complete census nothing vouches for it: it may be open
        (1, 1, 2, 0, 0, 1, 1),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_stock_is_the_one_before_and_the_flows(database: Database, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # to be repeated
    looked = sorted(dice.sample(range(120), 60))
    watch(database, {"a": [float(day) for day in looked], "b": [float(day) for day in looked[10:40]]})
    lives: Lives = {}
    for number in range(150):
        source = dice.choice("ab")
        seen = looked if source == "a" else looked[10:40]
        first = dice.randrange(len(seen) - 1)
        last = dice.randrange(first, len(seen) - 1)
        after = None if first == 0 else seen[first - 1]
        ended = dice.random() < 0.8
        times = (after, seen[first], seen[last] if ended else None, seen[last + 1] if ended else None)
        lives[f"{source}:{number}"] = [(source, [times], None)]
    stored(database, lives)
    found = list(rows(database, "counts", Filters(), now=NOW, sources=["a", "b"]))
    before = 0.0
    for row in found:
        flows = row.opened + row.joined - row.closed - row.lost
        assert row.open_mid == pytest.approx(before + flows, abs=0.001)
        assert row.open_min <= row.open_mid <= row.open_max
        before = row.open_mid
    assert len({row.week for row in found}) == len(found) > 10


def test_filters(database: Database) -> None:
    watch(database, {"a": [float(day) for day in range(20)]})
    stored(database, {"a:1": [("a", [(None, 0, None, None)], None)]})
    assert meaningless("counts", Filters(status="open", source="a")) == ["status", "source"]
    assert not weekly(database, "open_mid", union="SEIU")
    monday = FRIDAY + timedelta(days=2.75)
    assert [row[0] for row in weekly(database, "open_mid", since=monday)] == ["05-04", "05-11", "05-18"]
    assert [row[0] for row in weekly(database, "open_mid", until=monday)] == ["04-27"]
    assert Count._fields[:5] == ("week", "union_abbr", "job_family", "country", "region")
