"""A run by a clock that ran ahead, mended: its times are those that it would have written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.stored import AD, MONDAY, OTHER, TUESDAY, WEDNESDAY, page, store
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.restamp import restamp
from unionjobs_scraper.storage.schema import changes, postings, runs, spells

AHEAD = timedelta(days=30)
EDITED = replace(AD, description="The union seeks two organizers.", row_hash="b")


def everything(database: Database) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [
            tuple(row) for table in (runs, postings, spells, changes) for row in connection.execute(select(table)).all()
        ]


def played(database: Database, *, ahead: timedelta) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    late = TUESDAY + ahead
    store(database, late, page(EDITED, late), page(OTHER, late))


def test_the_times_are_those_of_a_right_clock(either: Database, tmp_path_factory: pytest.TempPathFactory) -> None:
    right = Database(f"sqlite:///{tmp_path_factory.mktemp('right')}/right.db")
    played(right, ahead=timedelta())
    played(either, ahead=AHEAD)
    assert everything(either) != everything(right)
    with either.write() as connection:
        done = restamp(connection, 2, TUESDAY)
    assert (done.source, done.was, done.now) == ("unionjobs", TUESDAY + AHEAD, TUESDAY)
    assert everything(either) == everything(right)
    right.close()


@pytest.mark.parametrize(
    ("run_id", "at", "said"),
    [
        (9, TUESDAY, "no run 9"),
        (2, MONDAY, "after 2026-05-04T06:00Z"),
        (2, TUESDAY + AHEAD, "give an earlier time"),
        (1, MONDAY - AHEAD, "run 2 of unionjobs is stamped as late or later"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, run_id: int, at: object, said: str) -> None:
    played(database, ahead=AHEAD)
    before = everything(database)
    with pytest.raises(SettingError, match=said), database.write() as connection:
        restamp(connection, run_id, at)  # type: ignore[arg-type]
    assert everything(database) == before


def test_a_run_after_it_bounds_it(database: Database) -> None:
    played(database, ahead=AHEAD)
    store(database, WEDNESDAY)
    with pytest.raises(SettingError, match="by 2026-05-06T06:00Z"), database.write() as connection:
        restamp(connection, 2, WEDNESDAY + timedelta(hours=1))
