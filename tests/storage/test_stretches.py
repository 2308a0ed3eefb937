"""`--table stretches`: each time that a job was open, against joining the spells by hand, on both databases."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import insert

from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES, Filters, rows
from unionjobs_scraper.storage.schema import postings, spells

Times = list[tuple[Any, Any, Any, Any]]
Lives = dict[str, list[tuple[str, Times, date | None]]]
START = datetime(2026, 5, 1, 6, tzinfo=UTC)
NOW = START + timedelta(days=400)
DAY = 86_400


def at(day: float | None) -> datetime | None:
    return None if day is None else START + timedelta(days=day)


def put(database: Database, lives: Lives) -> None:
    """`lives`: by job, each posting's source, spells in days (their four bounds), and stated date."""
    rows_of_postings, rows_of_spells = [], []
    for job_id, found in lives.items():
        for number, (source, times, posted) in enumerate(found):
            posting_id = f"{source}:{job_id}-{number}"
            last = times[-1]
            closed = last[3] is not None
            seen = (last[2] or last[1]) if closed else last[1] + 3
            rows_of_postings.append(
                {"posting_id": posting_id, "job_id": job_id, "source": source, "source_id": f"{job_id}-{number}"}
                | {"status": "closed" if closed else "open", "spells": len(times), "date_posted": posted}
                | {
                    "open_after": at(last[0]),
                    "open_by": at(last[1]),
                    "closed_after": at(last[2]),
                    "closed_by": at(last[3]),
                }
                | {"first_seen": at(times[0][1]), "last_seen": at(seen)}
            )
            for nth, (after, by, until, ended) in enumerate(times, start=1):
                rows_of_spells.append(
                    {
                        "posting_id": posting_id,
                        "spell": nth,
                        "opened_run": 1,
                        "open_after": at(after),
                        "open_by": at(by),
                    }
                    | {"closed_after": at(until), "closed_by": at(ended)}
                    | {
                        "closed_reason": "gone" if ended is not None else "",
                        "evidence": f"{posting_id} {nth}" if ended else "",
                    }
                )
    with database.write() as connection:
        connection.execute(insert(postings), rows_of_postings)
        connection.execute(insert(spells), rows_of_spells)


def exported(database: Database) -> list[dict[str, Any]]:
    found = rows(database, "stretches", Filters(), now=NOW, sources=["a", "b"])
    return [dict(zip(TABLES["stretches"].columns, row, strict=True)) for row in found]


def test_a_repost_on_another_board_goes_on_with_the_job_and_a_later_one_is_a_stretch_of_its_own(
    either: Database,
) -> None:
    lives: Lives = {}
    lives["a:1"] = [
        ("a", [(0, 1, 9, 10)], date(2026, 5, 1)),
        ("b", [(8, 9, 19, 20)], None),
        ("a", [(40, 41, None, None)], None),
    ]
    lives["a:2"] = [("a", [(None, 0, 4, 6)], date(2026, 4, 21))]
    put(either, lives)
    first, second, old = exported(either)
    assert (first["open_after"], first["open_by"], first["closed_after"], first["closed_by"]) == (
        at(0),
        at(1),
        at(19),
        at(20),
    )
    assert (first["ended"], first["left_truncated"], first["boards"], first["evidence"]) == (
        True,
        False,
        2,
        "b:a:1-1 1",
    )
    assert (first["days_min"], first["days_mid"], first["days_max"], first["entry_age"]) == (18, 19, 20, 0)
    assert (second["stretch"], second["ended"], second["closed_by"], second["seen_until"]) == (2, False, None, at(44))
    assert (second["days_min"], second["days_mid"], second["days_max"], second["closed_reason"]) == (3, None, None, "")
    assert (old["left_truncated"], old["open_after"], old["days_mid"], old["entry_age"]) == (True, None, None, 10.25)


def history(dice: random.Random) -> Times:
    """Spells of one posting, one after the other, the last perhaps still open."""
    marks = sorted(dice.sample(range(1, 120), 4 * dice.randint(1, 3)))
    found: Times = list(zip(*(marks[place::4] for place in range(4)), strict=True))
    if dice.random() < 0.3:
        found[0] = (None, *found[0][1:])
    if dice.random() < 0.2:
        found[0] = (*found[0][:2], None, found[0][3])  # found closed at first sight
    if dice.random() < 0.4:
        found[-1] = (*found[-1][:2], None, None)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_spells_join_unless_a_census_has_shown_a_gap(either: Database, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    stated = [None, date(2026, 4, 20), date(2026, 6, 1)]
    lives = {
        f"a:{job}": [(dice.choice("ab"), history(dice), dice.choice(stated)) for _ in range(dice.randint(1, 4))]
        for job in range(60)
    }
    put(either, lives)
    found = defaultdict(list)
    for row in exported(either):
        found[row["job_id"]].append(row)
    for job_id, parts in lives.items():
        of_job = [
            (times[-1], [None if day is None else day * DAY for day in spell])
            for _, times, _ in parts
            for spell in times
        ]
        expected = joined(of_job)
        told = [
            (
                None if row["left_truncated"] else seconds(row["open_after"]),
                seconds(row["open_by"]),
                seconds(row["seen_until"]),
                seconds(row["closed_by"]),
            )
            for row in found[job_id]
        ]
        assert told == expected
        assert [row["stretch"] for row in found[job_id]] == list(range(1, len(told) + 1))
        assert all(one["closed_by"] <= two["open_by"] for one, two in pairwise(found[job_id]))


def joined(spells: list[tuple[Any, list[Any]]]) -> list[tuple[Any, ...]]:
    """The stretches of one job, a spell after the other in the order of their earliest beginning."""
    found: list[list[tuple[Any, list[Any]]]] = []
    end = 0
    for spell in sorted(spells, key=lambda each: (each[1][1] if each[1][0] is None else each[1][0], each[1][1])):
        after, by, _, ended = spell[1]
        if not found or (by if after is None else after) >= end:
            found.append([])
            end = 0
        found[-1].append(spell)
        end = max(end, FOREVER if ended is None else ended)
    return [
        (
            None if any(each[0] is None for _, each in parts) else min(each[0] for _, each in parts),
            min(each[1] for _, each in parts),
            max(until(last, each) for last, each in parts),
            None if any(each[3] is None for _, each in parts) else max(each[3] for _, each in parts),
        )
        for parts in found
    ]


FOREVER = 1 << 62


def until(last: Any, bounds: list[Any]) -> int:
    """When a spell was last seen: `put` lets an open posting be seen three days after it appeared."""
    _, by, closed_after, ended = bounds
    if ended is None:
        return int((last[1] + 3) * DAY)
    return int(by if closed_after is None else closed_after)


def seconds(time: datetime | None) -> int | None:
    return None if time is None else round((time - START).total_seconds())
