"""How long a source is foretold to take: the longest of its last complete runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import insert

from tests.support.stored import MONDAY
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import LAST, last_complete_times
from unionjobs_scraper.storage.schema import runs


@pytest.mark.parametrize(
    ("nights", "longest"),
    [
        ([("complete", 90), ("complete", 2)], 90),  # a night of due pages, then one of the list alone
        ([("complete", 2), ("complete", 90)], 90),
        ([("complete", 5), ("partial", 90)], 5),
        ([("complete", 90), *[("complete", 2)] * (LAST - 1)], 90),
        ([("complete", 90), *[("complete", 2)] * LAST], 2),  # long ago: the board may be smaller now
        ([("complete", 90), *[("failed", 2)] * LAST], 90),
        ([("failed", 90)], None),
        ([], None),
    ],
)
def test_the_longest_of_the_last_complete_runs(
    database: Database, nights: Sequence[tuple[str, int]], longest: int | None
) -> None:
    with database.write() as connection:
        for night, (verdict, minutes) in enumerate(nights):
            at = MONDAY + timedelta(days=night)
            row = {
                "source": "one",
                "started_at": at,
                "finished_at": at + timedelta(minutes=minutes),
                "verdict": verdict,
            }
            connection.execute(insert(runs).values(row))
        found = last_complete_times(connection)
    assert found == ({} if longest is None else {"one": timedelta(minutes=longest)})
