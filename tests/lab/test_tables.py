"""A few nights of boards without pages: their tables against the truth."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from lab.tables.judging import Week, bounds, export, read_lives, stock
from lab.tables.play import Play
from lab.tables.truth import World
from lab.year.boards import SOURCES
from lab.year.nights import at
from unionjobs_scraper.publish.report.exported import lives
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


def test_the_exported_tables_tell_of_durations_what_the_database_does(tmp_path: Path) -> None:
    world = World(BOARDS, 5, NIGHTS, contradicting=False)
    database = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    list(Play(world, database, 5, faults=False, rough=0.5).nights(range(NIGHTS)))
    names = [source.name for source in BOARDS]
    export(database, tmp_path, names, at(NIGHTS))
    stored, exported = read_lives(database, names), lives(tmp_path)
    database.close()
    assert any(len(each.begins) + len(each.ends) > 2 for each in stored.bounds)  # lists that were not whole tell more
    assert sorted(exported.bounds) == sorted(stored.bounds)
    assert (exported.ended, exported.late, exported.unknown) == (stored.ended, stored.late, stored.unknown)
    (tmp_path / "runs.csv").unlink()
    assert all(len(each.begins) + len(each.ends) == 2 for each in lives(tmp_path).bounds)


def test_an_absence_that_no_look_could_tell_parts_no_truth() -> None:
    world = World(BOARDS, 5, 300, contradicting=False)
    every, told = world.spells(), world.spells({source.name: [*map(float, range(300))] for source in BOARDS})
    gaps = {
        job: [begin - end for (_, end), (begin, _) in pairwise(spells)] for job, spells in every.items() if spells[1:]
    }
    short = {job for job, found in gaps.items() if min(found) < 0.5}
    long = {job for job, found in gaps.items() if min(found) > 3}
    assert short
    assert long
    assert all(told[job] == every[job] for job in long)
    assert sum(len(told[job]) for job in short) < sum(len(every[job]) for job in short)


def test_a_week_outside_its_band_is_seen() -> None:
    assert not Week(least=4, middle=5, most=6, both=7, either=8).is_inside
    assert Week(least=4, middle=5, most=7, both=7, either=8).is_inside
    assert Week(least=4, middle=5, most=9, both=6, either=8).error == pytest.approx(-1 / 6)
    assert Week(least=4, middle=7, most=9, both=6, either=8).error == 0
