"""A few nights of boards without pages: their tables against the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.tables.judging import Week, bounds, stock
from lab.tables.play import Play
from lab.tables.truth import World
from lab.year.boards import SOURCES
from lab.year.nights import at
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow
BOARDS = SOURCES[1:3]
NIGHTS = 16


def test_tables_of_a_few_nights(tmp_path: Path) -> None:
    world = World(BOARDS, 5, NIGHTS, contradicting=False)
    database = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    assert list(Play(world, database, 5, faults=False).nights(range(NIGHTS))) == list(range(NIGHTS))
    world.link(database)
    names = [source.name for source in BOARDS]
    weeks, found = stock(database, world, names), bounds(database, world, names, at(NIGHTS))
    database.close()
    assert len(weeks) == 3
    assert all(week.is_inside for week in weeks)
    assert max(abs(week.error) for week in weeks) < 0.1  # of twenty jobs
    assert (found["begins"], found["ends"]) == (found["begun"], found["ended"])
    assert min(found.values()) >= 5


def test_a_week_outside_its_band_is_seen() -> None:
    assert not Week(least=4, middle=5, most=6, both=7, either=8).is_inside
    assert Week(least=4, middle=5, most=7, both=7, either=8).is_inside
    assert Week(least=4, middle=5, most=9, both=6, either=8).error == pytest.approx(-1 / 6)
    assert Week(least=4, middle=7, most=9, both=6, either=8).error == 0
