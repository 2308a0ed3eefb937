"""Folding: ends have true bounds, archives of any number and order make one record, and lies close nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.archives.judging import judged
from lab.archives.web import LIST, POSTING, Web
from lab.archives.worlds import World
from lab.replica.unionjobs import list_page, posting_page
from tests.archive.conftest import Replay
from tests.conftest import ad

pytestmark = pytest.mark.slow

LISTS = [datetime(2020, month, 3, 6, tzinfo=UTC) for month in (1, 2, 3, 4)]
SPANS = {number: ((number * 7) % 5 - 2, (number * 11) % 6) for number in range(1, 31)}
"""Each of the spans once: the lists after which and with which a posting is on the board, `a + 1` to `b`, from 0."""
LISTED = [[ad(number) for number, (a, b) in SPANS.items() if a < index <= max(a + 1, b)] for index in range(4)]
ENDS = {
    number: last
    for number in SPANS
    if (on := [index for index in range(4) if any(each.number == number for each in LISTED[index])])
    and (last := on[-1]) < 3
}
"""The last list that has each posting which ends."""


@pytest.mark.parametrize("delay", [None, timedelta(minutes=1), timedelta(hours=5)], ids=["lists", "hours", "days"])
def test_every_end_between_two_lists_is_found_with_its_bounds(
    tmp_path: Path, replay: Replay, delay: timedelta | None
) -> None:
    webs = [Web(tmp_path / name) for name in ("a.warc.gz", "b.warc.gz")]
    seen = {}
    for index, at in enumerate(LISTS):
        webs[index % 2].answer(LIST, list_page(LISTED[index]), at)
        for place, each in enumerate(LISTED[index]):
            seen[each.number] = at
            if delay:
                seen[each.number] = at + delay * (place + 1)
                webs[index % 2].answer(POSTING.format(each.number), posting_page(each), seen[each.number])
    paths = [web.path for web in webs]
    together = replay(paths)
    assert together == replay(paths[::-1]) == replay(paths[:1], paths[1:]) == replay(paths[1:], paths[:1])
    ends = {
        int(row["posting_id"].partition(":")[2]): (row["closed_after"], row["closed_by"])
        for row in together["spells"]
        if row["closed_by"]
    }
    assert ends == {
        number: (f"{seen[number]:%Y-%m-%dT%H:%M:%SZ}", f"{LISTS[last + 1]:%Y-%m-%dT%H:%M:%SZ}")
        for number, last in ENDS.items()
    }


def test_a_list_that_the_next_one_contradicts_ends_nothing(tmp_path: Path, replay: Replay) -> None:
    web = Web(tmp_path / "a.warc.gz")
    for index, number in enumerate((30, 25, 30)):
        web.answer(LIST, list_page([ad(each) for each in range(number)]), LISTS[index])
    spells = replay([web.path])["spells"]
    assert len(spells) == 30
    assert not [row for row in spells if row["closed_by"]]


def test_the_newest_list_ends_no_more_than_can_leave_in_the_time(tmp_path: Path, replay: Replay) -> None:
    for days, closed in ((1, 0), (30, 8)):
        web = Web(tmp_path / f"{days}.warc.gz")
        web.answer(LIST, list_page([ad(each) for each in range(30)]), LISTS[0])
        web.answer(LIST, list_page([ad(each) for each in range(22)]), LISTS[0] + timedelta(days=days))
        ends = [row for row in replay([web.path])["spells"] if row["closed_by"]]
        assert len(ends) == closed


def test_a_page_counts_at_its_own_time_and_a_404_with_a_control_bounds_the_end(tmp_path: Path, replay: Replay) -> None:
    web = Web(tmp_path / "a.warc.gz")
    web.answer(LIST, list_page([ad(each) for each in range(20)]), LISTS[0])
    web.answer(POSTING.format(1), posting_page(ad(1)), LISTS[0] + timedelta(days=9))
    for number in (2, 3):
        web.answer(POSTING.format(number), "<h1>Not found</h1>", LISTS[0] + timedelta(days=9), status="404 Not Found")
    web.answer(POSTING.format(4), "<h1>Not found</h1>", LISTS[0] + timedelta(days=20), status="404 Not Found")
    web.answer(LIST, list_page([ad(3), *(ad(each) for each in range(5, 20))]), LISTS[1])
    ends = {row["posting_id"]: row for row in replay([web.path])["spells"] if row["closed_by"]}
    assert ends["unionjobs:1"]["closed_after"] == "2020-01-12T06:00:00Z"
    assert ends["unionjobs:2"]["closed_by"] == "2020-01-12T06:00:00Z"
    assert ends["unionjobs:2"]["closed_reason"] == "gone"
    assert "a.warc.gz:" in ends["unionjobs:2"]["evidence"]
    assert "unionjobs:3" not in ends  # the next list has it
    assert ends["unionjobs:4"]["closed_by"] == "2020-02-03T06:00:00Z"  # a 404 that nothing vouches for
    assert ends["unionjobs:4"]["closed_reason"] == "delisted"


def test_what_a_page_alone_shows_is_on_record_between_the_lists_that_lack_it(tmp_path: Path, replay: Replay) -> None:
    web = Web(tmp_path / "a.warc.gz")
    for at in LISTS:
        web.answer(LIST, list_page([ad(each) for each in range(20)]), at)
    web.answer(POSTING.format(99), posting_page(ad(99)), LISTS[0] + timedelta(days=10))
    (spell,) = [row for row in replay([web.path])["spells"] if row["posting_id"] == "unionjobs:99"]
    assert (spell["open_after"], spell["open_by"]) == ("2020-01-03T06:00:00Z", "2020-01-13T06:00:00Z")
    assert (spell["closed_after"], spell["closed_by"]) == ("2020-01-13T06:00:00Z", "2020-02-03T06:00:00Z")


def test_a_posting_that_returns_as_it_was_is_not_read_anew(tmp_path: Path, replay: Replay) -> None:
    web = Web(tmp_path / "a.warc.gz")
    for index, at in enumerate(LISTS):
        web.visit([ad(each) for each in range(12) if each != 3 or index in (0, 3)], at)
    told = replay([web.path])
    (posting,) = [row for row in told["postings"] if row["posting_id"] == "unionjobs:3"]
    assert (posting["spells"], posting["status"]) == (2, "unknown")  # of a list of years ago
    assert posting["read_at"].startswith("2020-01-03")
    assert {row["field"] for row in told["changes"]} == {"status"}


def test_an_edit_names_the_record_that_shows_it(tmp_path: Path, replay: Replay) -> None:
    web = Web(tmp_path / "a.warc.gz")
    web.visit([ad(each) for each in range(12)], LISTS[0])
    web.answer(POSTING.format(3), posting_page(ad(3, body="<p>The local seeks a lead. Pay: $70,000.</p>")), LISTS[1])
    edits = [row for row in replay([web.path])["changes"] if row["field"] == "salary_min"]
    assert [(row["old"], row["new"], row["at"]) for row in edits] == [("61000", "70000", "2020-02-03T06:00:00Z")]
    assert edits[0]["archive"].startswith("a.warc.gz:")


def test_a_page_as_at_another_time_counts_wherever_that_time_is_held(tmp_path: Path, replay: Replay) -> None:
    one, other = Web(tmp_path / "one.warc.gz"), Web(tmp_path / "other.warc.gz")
    one.answer(LIST, list_page([ad(each) for each in range(12)]), LISTS[0])
    other.same(LIST, LISTS[1], as_at=LISTS[0])
    both = replay([one.path, other.path])
    assert [row["started_at"] for row in both["runs"]] == ["2020-01-03T06:00:00Z", "2020-02-03T06:00:00Z"]
    assert both == replay([other.path], [one.path])


@settings(
    max_examples=settings().max_examples // 30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6))
def test_random_archives_close_nothing_wrongly(
    tmp_path_factory: pytest.TempPathFactory, replay: Replay, seed: int
) -> None:
    world = World.random(seed, postings=20)
    paths = world.archives(tmp_path_factory.mktemp("archives"))
    paths = [path for path in paths if path.exists()]
    found = replay(paths)
    assert judged(world.lives, found["spells"]).wrong == []
    assert found == replay(*([path] for path in reversed(paths)))
