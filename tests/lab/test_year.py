"""A few nights of the simulated year, and the judge that must see what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from lab.year.__main__ import main
from lab.year.boards import SOURCES, World
from lab.year.fit import line
from lab.year.judging import judge
from lab.year.lives import Life, Spell, lives
from lab.year.plot import Panel, svg
from lab.year.record import End, Record, Turn, looks
from lab.year.troubles import FAULTS, LIES, ODD, draw

pytestmark = pytest.mark.slow

GONE = Life(
    number=1001,
    title="Organizer",
    spells=(
        Spell(opens=-3.0, ends=4.5, leaves=4.5, ending="gone"),
        Spell(opens=9.5, ends=99, leaves=99, ending="gone"),
    ),
    edits=(),
)
HERE = ("board", 1001)
DAYS = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 8.0, 10.0]
TRUE = Record(
    complete={"board": DAYS},
    looks={"board": DAYS},
    verdicts={"complete": 9},
    first_seen={HERE: 0.0},
    status={HERE: "open"},
    turns={HERE: [Turn(day=7.0, to="closed"), Turn(day=10.0, to="open")]},
    ends={HERE: [End(after=4.0, by=5.0, reason="gone")]},
)
BOARD = {"board": (GONE,)}


def test_a_few_nights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--days", "10", "--sources", "3", "--folder", str(tmp_path / "year")]) == 0
    told = capsys.readouterr().out
    assert "10 nights, each one `scrapy crawlall` of\n3 sources at the replica's time, 30 runs" in told
    assert "| **closed by a run at whose moment the posting was open** | **0** |" in told
    assert "| **still open after the second of them** | **0** |" in told
    assert main(["--again", str(tmp_path / "year")]) == 0
    assert capsys.readouterr().out == told


def test_a_true_record_is_true() -> None:
    told = judge(BOARD, TRUE, 10)
    assert (told.wrongly, told.late, told.unbounded, told.differing) == ([], [], [], 0)
    assert (told.ends, told.closings, told.waits) == (1, 1, [3])


def test_a_wrong_closing_is_seen() -> None:
    early = replace(TRUE, turns={HERE: [Turn(day=3.0, to="closed"), Turn(day=10.0, to="open")]})
    assert [fault.day for fault in judge(BOARD, early, 10).wrongly] == [3.0]
    bounds = replace(TRUE, ends={HERE: [End(after=2.0, by=3.0, reason="gone")]})
    assert "between day 2 and 3" in str(judge(BOARD, bounds, 10).unbounded[0])


def test_a_late_closing_is_seen() -> None:
    late = replace(TRUE, turns={HERE: [Turn(day=8.0, to="closed"), Turn(day=10.0, to="open")]})
    assert "left on day 4.50 (gone)" in str(judge(BOARD, late, 10).late[0])
    close_together = replace(late, looks={"board": [0.0, 5.0, 5.1, 8.0]})
    assert not judge(BOARD, close_together, 10).late  # two complete runs within six hours count as one


def test_a_list_that_says_none_is_a_look_only_beside_another() -> None:
    assert looks([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [9, 0, 9, 0, 0, 9]) == [0.0, 2.0, 3.0, 4.0, 5.0]


def test_boards_keep_their_size_and_every_end_occurs() -> None:
    world = World(SOURCES, 1, 365)
    for source in SOURCES:
        open_at = [len(world.listed(source.name, day)) for day in range(0, 365, 5)]
        assert 0.5 * source.size < sum(open_at) / len(open_at) < 2 * source.size
    every = lives(Random(1), 40, 365, SOURCES[0].endings)  # noqa: S311  # to be repeated
    assert {spell.ending for life in every for spell in life.spells} == set(SOURCES[0].endings)
    assert any(len(life.spells) > 1 for life in every)


def test_faults_strike_as_often_as_they_say_and_no_lie_is_told_twice() -> None:
    random = Random(1)  # noqa: S311  # to be repeated
    nights = [draw(random, SOURCES, lambda _: list(range(20)), set()) for _ in range(500)]
    struck = [name for night in nights for names in night.names.values() for name in names]
    assert 60 < struck.count("list: HTTP 503") < 140  # 100 are expected
    assert set(struck) == {*FAULTS, *LIES, *ODD}
    everywhere = {source.name for source in SOURCES}
    again = [draw(random, SOURCES, lambda _: list(range(20)), everywhere) for _ in range(200)]
    assert not any(night.lying for night in again)


def test_the_line_and_the_picture() -> None:
    fit = line([(0, 1.0), (1, 3.0), (2, 5.0)])
    assert (fit.slope, fit.at(1), round(fit.error, 9)) == (2.0, 3.0, 0.0)
    assert line([(4, 1.0)]).slope == 0
    drawn = ET.fromstring(svg([Panel(title="a < b", points=[(0, 1.0), (1, 3.0)], fit=fit)], 3))  # noqa: S314  # ours
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 2
