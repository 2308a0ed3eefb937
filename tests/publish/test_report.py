"""The report's numbers: open jobs over time, how long jobs stay open, tallies, and text made fit to show."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lab.program.program import Program
from tests.support.reporting import Book, at, fill
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.report.colors import SCALE, contrast, shade
from unionjobs_scraper.publish.report.formatting import shown, web_address
from unionjobs_scraper.publish.report.life_bounds import Bounds, Cell
from unionjobs_scraper.publish.report.open_jobs import Lead
from unionjobs_scraper.publish.report.over_time import DAY, OpenJobs, gaps, grid
from unionjobs_scraper.publish.report.page import Section, page, sections
from unionjobs_scraper.publish.report.survival import Lives, survival
from unionjobs_scraper.publish.report.svg import inlined
from unionjobs_scraper.publish.report.tallies import Count, regions, spread, yearly
from unionjobs_scraper.publish.report.tiles import COLUMNS, ROWS, TILES
from unionjobs_scraper.storage.queries.exports import Filters, rows
from unionjobs_scraper.storage.queries.open_times import OpenTime
from unionjobs_scraper.storage.queries.report import Job

pytestmark = pytest.mark.slow


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book(tmp_path) as opened:
        yield opened


def stretch(
    opened: tuple[float | None, float], closed: tuple[float, float] | None = None, *, seen: float = 0, **known: Any
) -> OpenTime:
    """A stretch; times in days."""
    times = (opened[0], opened[1], closed[0] if closed else max(seen, opened[1]), closed[1] if closed else None)
    after, by, until, ended = (None if time is None else round(time * DAY) for time in times)
    assert by is not None
    assert until is not None
    age = known.get("age", None if after is None else 0.0)
    carried = round(known.get("carried", 0) * DAY)
    return OpenTime("j", after, by, until, ended, age, frozenset("s"), carried)


# --- open jobs over time ---


def test_open_jobs_keep_to_the_bounds() -> None:
    jobs = OpenJobs([day * DAY for day in range(10)])
    jobs.add(stretch((2, 4), (5, 7)))
    jobs.add(stretch((None, 1), seen=6, carried=7))
    jobs.add(stretch((None, 3), (3, 3)))  # closed already when it was first seen
    assert [tuple(count[1:]) for count in jobs.counts()] == [
        (0, 0, 0),
        (1, 1, 1),
        (1, 1, 1),  # day 2: the census did not see the first job
        (1, 1.5, 2),
        (2, 2, 2),
        (2, 2, 2),
        (1, 1.5, 2),
        (0, 1, 1),  # day 7: the first is gone; the second counts as open so long after a complete run
        (0, 0, 1),
        (0, 0, 1),
    ]


def test_the_grid_ends_at_the_last_census_and_fits_a_line() -> None:
    assert grid(0, 3 * DAY + 5) == [5, DAY + 5, 2 * DAY + 5, 3 * DAY + 5]
    years = grid(0, 3650 * DAY)
    assert years[-1] == 3650 * DAY
    assert 300 < len(years) <= 401


def test_a_gap_is_a_week_without_a_complete_census_of_any_source() -> None:
    assert gaps({"a": [0, 3 * DAY], "b": [9 * DAY]}, 18 * DAY) == [(9 * DAY, 18 * DAY)]
    assert gaps({}, 18 * DAY) == []


# --- how long jobs stay open ---


def lives_of(found: Iterable[OpenTime]) -> Lives:
    lives = Lives()
    for each in found:
        lives.add(each)
    return lives


def test_a_constant_hazard_is_ends_by_days_observed() -> None:
    """Exact times and too few ends for a second piece: 9 ends of Freireich's 21 patients (1963) in 359 weeks."""
    days = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    exact = [
        stretch((-0.001, 0), (day - 0.25, day + 0.25) if end else None, seen=day)
        for day, end in zip(days, ended, strict=True)
    ]
    found = survival(lives_of(exact))
    assert found is not None
    rate = 9 / sum(days)
    for step in found.steps:
        assert step.share == pytest.approx(math.exp(-rate * step.day), abs=0.005)
    assert found.steps[-1].day == 25  # four are left after it
    assert (found.since, found.median) == (0, None)  # at 27.6


def seen_by_censuses(cadence: float, lives: Iterable[tuple[float, float]], last: int) -> Iterator[OpenTime]:
    """What censuses from day 0 on see of lives (beginning, end): those there at the first one state their date."""
    looks = [nth * cadence for nth in range(int(last / cadence))]
    for begin, end in lives:
        seen = [look for look in looks if begin <= look < end]
        if seen:
            after = [look for look in looks if look < begin]
            gone = [look for look in looks if look >= end]
            opened = (after[-1] if after else None, seen[0])
            age = {} if after else {"age": -begin + 0.5}
            yield stretch(opened, (seen[-1], gone[0]) if gone else None, seen=seen[-1], **age)


@pytest.mark.parametrize("cadence", [0.25, 1, 7])
def test_neither_rare_nor_frequent_censuses_bias_the_median(cadence: float) -> None:
    """Jobs that come evenly and last 20 days on average: half of them less than 13.9, many of which no one sees."""
    dice = random.Random(cadence)  # noqa: S311  # to be repeated
    begins = [dice.uniform(-60, 300) for _ in range(2500)]
    lives = [(begin, begin + dice.expovariate(1 / 20)) for begin in begins]
    found = survival(lives_of(seen_by_censuses(cadence, lives, 300)))
    assert found is not None
    assert found.median is not None
    assert found.median_low is not None
    assert found.median_high is not None
    assert abs(found.median - 20 * math.log(2)) < 1.2
    assert found.median_low < 20 * math.log(2) < found.median_high < found.median_low + 5


def test_lists_between_two_censuses_part_the_bounds_by_what_they_would_have_shown() -> None:
    before, since = ((DAY // 2, 0.9), (2 * DAY, 0.2)), ((12 * DAY, 0.1),)
    (life,) = lives_of([stretch((0, 4), (10, 14))._replace(lacked_before=before, lacked_since=since)]).bounds
    assert life.begins == (Cell(0, 2, 1), Cell(2, 1.5, 0.2), Cell(3.5, 0.5, 0.2 * 0.9))
    assert life.ends == (Cell(0, 2, 1), Cell(2, 2, 0.1))
    many = tuple((day * DAY, 0.1) for day in range(11, 14))
    (life,) = lives_of([stretch((0, 1), (10, 14))._replace(lacked_since=many)]).bounds
    assert len(life.ends) == 3  # the fourth has a thousandth of the probability


def partly_seen(shown: float, whole: int, dice: random.Random) -> Iterator[OpenTime]:
    """Nightly lists that show a posting with some probability, and a whole one every few nights: 20 days on average."""
    for _ in range(3000):
        opens = dice.uniform(0, 300)
        ends = opens + dice.expovariate(1 / 20)
        seen = [n for n in range(math.ceil(opens), math.ceil(ends)) if n % whole == 0 or dice.random() < shown]
        if seen:
            after, gone = (seen[0] - 1) // whole * whole, math.floor(ends) // whole * whole + whole
            before = tuple((n * DAY, 1 - shown) for n in range(after + 1, seen[0]))
            since = tuple((n * DAY, 1 - shown) for n in range(seen[-1] + 1, gone))
            told = stretch((after, seen[0]), (seen[-1], gone))
            yield told._replace(lacked_before=before, lacked_since=since)


@pytest.mark.parametrize(("shown", "whole"), [(0.9, 8), (0.6, 8), (0.9, 60)])
def test_a_median_holds_where_most_lists_were_not_whole(shown: float, whole: int) -> None:
    found = list(partly_seen(shown, whole, random.Random(1)))  # noqa: S311  # to be repeated
    told, without = (
        survival(lives_of(each))
        for each in (found, (time._replace(lacked_before=(), lacked_since=()) for time in found))
    )
    assert told is not None
    assert without is not None
    assert told.median == pytest.approx(20 * math.log(2), abs=0.7)
    assert without.median is not None
    assert without.median > 20 * math.log(2) + 2


def test_where_no_job_is_observed_when_young_the_curve_begins_later_and_says_so() -> None:
    dice = random.Random(1)  # noqa: S311
    old = [(-dice.uniform(30, 60), dice.expovariate(1 / 20)) for _ in range(80)]
    found = survival(lives_of(seen_by_censuses(1, old, 60)))
    assert found is not None
    assert found.since > 30
    assert found.steps[0].share == 1
    assert found.median is not None
    assert 5 < found.median - found.since < 25


def test_too_few_ends_are_no_curve() -> None:
    assert survival(lives_of(stretch((0, 1), (day, day + 1)) for day in range(2, 6))) is None
    assert survival(Lives()) is None


def test_what_is_taken_in() -> None:
    lives = lives_of(
        [
            stretch((0, 2), (10, 14)),
            stretch((None, 20), (30, 32), age=10),  # posted ten days before it was seen
            stretch((None, 20), seen=30),  # of unknown age
            stretch((4, 6), seen=9),
            stretch((None, 5), (5, 5), age=4),  # closed already when it was first seen
            stretch((4, 5), (5, 5)),
        ]
    )

    def part(width: float) -> tuple[Cell, ...]:
        return (Cell(0, width, 1),)

    assert lives.bounds == [
        Bounds(part(2), 8, part(4), 0, truncated=False),
        Bounds(part(0), 10, part(2), 9.5, truncated=True),
        Bounds(part(2), 3, part(math.inf), 0, truncated=False),
    ]
    assert (lives.late, lives.unknown, lives.ended) == (1, 2, 2)


# --- tallies ---


def test_pay_is_made_yearly_by_the_stated_rule() -> None:
    def paid(low: float | None, high: float | None, period: str, currency: str = "USD") -> float | None:
        return yearly(Job("", "", "", low, high, currency, period, 1, "open"))

    assert paid(20, 30, "HOUR") == 25 * 2080
    assert paid(200, None, "DAY") == 200 * 260
    assert paid(None, 1000, "WEEK") == 52_000
    assert paid(4000, 5000, "MONTH") == 54_000
    assert paid(60_000, 70_000, "YEAR") == 65_000
    assert paid(60_000, 70_000, "") is None
    assert paid(60_000, None, "YEAR", "") is None
    assert paid(None, None, "YEAR") is None
    assert paid(0, 0, "YEAR") is None


def test_the_spread_of_pay() -> None:
    found = spread("legal", list(range(1, 12)))
    assert (found.tenth, found.quarter, found.median, found.three_quarters, found.nine_tenths) == (2, 3.5, 6, 8.5, 10)


def test_every_place_of_a_job_counts_once() -> None:
    assert regions("Oakland, CA, US; Sacramento, CA, US; ON, CA") == {("US", "CA"), ("CA", "ON")}
    assert regions("London, GB") == regions("CA") == regions("") == set()


def test_the_grid_has_every_state_and_province_on_a_square_of_its_own() -> None:
    assert sum(tile.country == "US" for tile in TILES.values()) == 52  # with the District and Puerto Rico
    assert sum(tile.country == "CA" for tile in TILES.values()) == 13
    squares = {(tile.column, tile.row) for tile in TILES.values()}
    assert len(squares) == len(TILES)
    assert all(0 <= column < COLUMNS and 0 <= row < ROWS for column, row in squares)


def test_the_text_on_every_square_can_be_read() -> None:
    for count in range(101):
        fill, ink = shade(count, 100)
        assert contrast(ink, fill) >= 4.5
    assert shade(100, 100)[0] == SCALE[-1]


def test_the_report_counts_as_the_export_does(book: Book) -> None:
    fill(book)
    book.run(59, "nowhere")
    book.posting(99, (None, 0), seen=59, source="nowhere")  # of a source that is no longer in the register
    found = book.facts(60)
    exported = list(rows(book.database, "postings", Filters(), now=at(60), sources=["afscme", "unionjobs"]))
    status = [row.status for row in exported]
    every = found.tallies.every
    assert (found.totals.open, found.totals.unknown) == (status.count("open"), status.count("unknown"))
    assert (every.ever, every.unknown) == (41, 1)
    assert found.timeline.counts[-1].sure == every.open
    later = book.facts(80)
    assert (later.totals.open, later.totals.unknown) == (0, status.count("open") + 1)
    assert later.timeline.counts == found.timeline.counts  # the line ends with the last census, and a gap begins
    assert later.timeline.gaps == [(round(at(60).timestamp()), round(at(80).timestamp()))]


# --- text from sites ---


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Organizer\u202e gnp.exe\u2066", "Organizer gnp.exe"),
        ("a\x00b\tc\r\nd\u2028e", "a b c d e"),
        ("z\u0301\u0301\u0301\u0301\u0301\u0301", "z\u0301\u0301\u0301"),
        ("\ud800\ufffe\ufeffx\u200by", "xy"),
        ("منظم", "منظم"),
        ("👩‍🏫", "👩‍🏫"),
        ("", ""),
    ],
)
def test_text_is_made_fit_to_show(text: str, result: str) -> None:
    assert shown(text) == result


def test_long_text_is_cut() -> None:
    assert shown("word " * 1_000_000) == "word " * 31 + "word…"


def test_only_addresses_of_the_web_are_links() -> None:
    assert web_address("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for address in (
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "https:/x",
        "//example.org/",
        "http://[",
        "https://example.org/" + "a" * 3000,
        "",
    ):
        assert web_address(address) == ""


def test_a_drawing_keeps_only_what_is_known() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" onload="x()">'
        '<script>x()</script><a xlink:href="javascript:x()"><text>a</text></a><foreignObject/><!-- x -->'
        '<g clip-path="url(#clip8)" style="fill:url(//x)" onclick="x()"><text>&lt;b&gt;</text></g>'
        '<defs><clipPath id="clip8"/></defs></svg>'
    )
    found = inlined(svg, "chart", 'The "title" <', "words")
    assert not re.search(r"script|onload|onclick|href|foreign|style|width|x\(\)|<!--", found)
    assert 'clip-path="url(#chart-1)"' in found
    assert 'id="chart-1"' in found
    assert 'role="img"' in found
    assert '<title id="chart-title">The "title" &lt;</title>' in found
    assert "<text>&lt;b&gt;</text>" in found
    with pytest.raises(ValueError, match="no SVG"):
        inlined("<svg", "chart", "", "")


# --- what is said where there is nothing to draw ---


def said(book: Book, day: float) -> dict[str, Section]:
    return {section.name: section for section in sections(book.facts(day))}


def test_an_empty_database_says_so(book: Book) -> None:
    found = said(book, 0)
    assert not any(section.figures for section in found.values())
    assert all(section.said for section in found.values())
    assert found["over-time"].said == ("No job has been recorded yet.",)
    assert "No source has been crawled" in page(book.facts(0))


def test_one_posting(book: Book) -> None:
    book.run(0)
    book.posting(1, (None, 0))
    found = said(book, 0)
    assert "1 job is open on March 1, 2026." in found["over-time"].said[0]
    assert "a line needs a second day" in found["over-time"].said[-1]
    assert found["by-union"].figures  # one bar
    nowhere = "No open job names a state of the United States or a province of Canada."
    assert found["by-place"].said == (f"{nowhere} Not in the grid: 1 job without a stated place.",)
    assert found["pay"].said == ("None of the 1 job on record states pay that could be read.",)
    assert "too few for an estimate. 1 stretch of unknown beginning left out." in found["time-open"].said[0]


def test_those_who_share_the_first_place_are_all_named(book: Book) -> None:
    book.run(0)
    for number, union in enumerate(("QRS", "XYZ", "QRS", "XYZ", "ABC", "", "", "")):
        family, employer = "research" if union else "", f"Local {number}"
        book.posting(
            number, (None, 0), union_abbr=union, job_family=family, employer=employer, locations="Reno, NV, US"
        )
    found = said(book, 0)
    assert found["by-union"].said == ("3 national unions are hiring; QRS and XYZ have 2 open jobs each, the most.",)
    assert found["by-union"].figures[0].caption == "Jobs open on March 1, 2026. The most: QRS and XYZ, 2 each."
    assert found["by-family"].said == ("The largest family is research: 5 jobs, 62% of those that are open.",)
    assert found["by-place"].figures[0].caption.endswith(" The most: Nevada, 8.")


def test_no_job_with_pay_goes_unmentioned(book: Book) -> None:
    book.run(0)
    for number, currency in enumerate(["USD"] * 5 + ["CAD"] * 2 + ["EUR"]):
        book.posting(
            number, (None, 0), job_family="research", salary_min=60_000, salary_currency=currency, salary_period="YEAR"
        )
    pay = said(book, 0)["pay"]
    assert pay.said[0].startswith("8 jobs of 8 on record")
    assert pay.said[1:] == (
        "1 job paid in other currencies is left out.",
        "2 jobs paid in Canadian dollars: too few in any family to draw.",
    )
    assert [figure.name for figure in pay.figures] == ["pay-usd"]


@pytest.mark.parametrize(
    ("names", "caption"),
    [
        ("a", "The most: a, 1."),
        ("ba", "The most: a and b, 1 each."),
        ("cab", "The most: a, b and c, 1 each."),
        ("cabd", "The most: 4 unions, 1 each."),
    ],
)
def test_many_in_the_first_place_are_told_as_their_number(names: str, caption: str) -> None:
    counts = [Count(name) for name in names]
    for count in counts:
        count.open = 1
    assert Lead.of([*counts, Count("none")], "unions").caption == caption


def test_when_everything_is_closed_or_unknown(book: Book) -> None:
    book.run(0)
    book.run(2)
    book.posting(1, (None, 0), (0, 2))
    found = said(book, 2)
    for name in ("by-union", "by-family", "by-place"):
        assert found[name].said == ("None is open: all of the 1 job on record have closed.",)
        assert not found[name].figures
    book.posting(2, (None, 0), seen=2)
    assert "1 were open when last seen" in said(book, 40)["by-union"].said[0]


# --- the command ---


def test_the_command_writes_the_same_page_twice(book: Book, tmp_path: Path) -> None:
    fill(book)
    program = Program(book.url, run_at=at(60).isoformat())
    one = tmp_path / "a page.html"
    ended = program("report", "-o", str(one))
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"{one}: {book.facts(60).tallies.every.open} open of 40 jobs, 2 sources\n"
    assert one.read_bytes() == page(book.facts(60)).encode()  # drawn by another process: the second time
    assert b"As of <strong>April 30, 2026, 12:00 UTC</strong>" in one.read_bytes()


def test_a_moment_before_the_newest_census_is_refused(book: Book) -> None:
    book.run(3)
    with pytest.raises(SettingError, match="before the newest census"):
        book.facts(2)


def test_the_command_makes_a_page_of_a_database_into_which_nothing_was_crawled(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    ended = Program(book.url)("report", "-o", str(file))
    assert (ended.status, ended.err) == (0, f"{file}: 0 open of 0 jobs, 0 sources\n")
    assert b"No source has been crawled into this database yet." in file.read_bytes()


def test_the_command_refuses_what_cannot_be_meant(tmp_path: Path) -> None:
    program = Program(f"sqlite:///{tmp_path}/r.db")
    assert program("report", "-o", "report.csv").status == 2
    assert program("report", "more").status == 2
    ended = program("report", "-o", str(tmp_path / "none" / "r.html"))
    assert ended.status == 2
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
