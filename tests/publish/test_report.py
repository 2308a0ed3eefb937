"""The report's numbers: stretches, open jobs over time, Kaplan-Meier, tallies, and text made fit to show."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from lab.program.program import Program
from tests.support.reporting import Book, at, filled
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.report.colors import SCALE, contrast, shade
from unionjobs_scraper.publish.report.formatting import shown, web_address
from unionjobs_scraper.publish.report.intervals import DAY, OpenJobs, Stretch, grid, stretches
from unionjobs_scraper.publish.report.open_jobs import Lead
from unionjobs_scraper.publish.report.page import Section, page, sections
from unionjobs_scraper.publish.report.survival import Lives, survival
from unionjobs_scraper.publish.report.svg import inlined
from unionjobs_scraper.publish.report.tallies import Count, regions, spread, yearly
from unionjobs_scraper.publish.report.tiles import COLUMNS, ROWS, TILES
from unionjobs_scraper.storage.queries.exports import Filters, rows
from unionjobs_scraper.storage.queries.report import Job, Spell

pytestmark = pytest.mark.slow


def spell(opened: tuple[int | None, int], closed: tuple[int, int] | None = None, *, seen: int = 0) -> Spell:
    """A spell; times in days."""
    after = None if opened[0] is None else opened[0] * DAY
    ended = (closed[0] * DAY, closed[1] * DAY) if closed else (None, None)
    return Spell("j", "s", after, opened[1] * DAY, ended[0], ended[1], (seen or opened[1]) * DAY, None)


# --- stretches and open jobs over time ---


def test_spells_join_unless_a_census_has_shown_a_gap() -> None:
    apart = [spell((0, 1), (3, 4)), spell((4, 5), (6, 7))]  # at day 4 it was gone
    assert [s.open_by // DAY for s in stretches(apart)] == [1, 5]
    together = [spell((4, 5), (9, 10)), spell((1, 2), (4, 6))]  # it may have gone from one board to the other at once
    assert list(stretches(together)) == [Stretch(DAY, 2 * DAY, 9 * DAY, 10 * DAY, None)]
    unknown, running = spell((None, 3), (4, 5)), spell((3, 4), seen=8)
    assert list(stretches([running, unknown])) == [Stretch(None, 3 * DAY, 8 * DAY, None, None)]


def test_open_jobs_keep_to_the_bounds() -> None:
    jobs = OpenJobs([day * DAY for day in range(10)], {"s": 7 * DAY})
    jobs.add([spell((2, 4), (5, 7))])
    jobs.add([spell((None, 1), seen=6)])
    jobs.add([spell((None, 3), (3, 3))])  # closed already when it was first seen
    assert [count[1:] for count in jobs.counts()] == [
        (0, 0),
        (1, 1),
        (1, 1),  # day 2: the census did not see the first job
        (1, 2),
        (2, 2),
        (2, 2),
        (1, 2),
        (1, 1),  # day 7: the first is gone; the second counts as open so long after a complete run
        (0, 1),
        (0, 1),
    ]


def test_a_job_on_two_boards_counts_once_at_every_point() -> None:
    """Against counting day by day."""
    points = [day * DAY for day in range(14)]
    kinds = [spell((start - 1, start), (end, end + 2)) for start in (1, 3, 4, 8) for end in (start, start + 3)]
    for found in combinations_with_replacement(kinds, 3):
        jobs = OpenJobs(points, {})
        jobs.add(found)
        for time, sure, most in jobs.counts():
            assert sure == any(s.open_by <= time <= (s.closed_after or 0) for s in found)
            assert most == any((s.open_after or 0) < time < (s.closed_by or 0) for s in found)


def test_the_grid_ends_now_and_fits_a_line() -> None:
    assert grid(0, 3 * DAY + 5) == [5, DAY + 5, 2 * DAY + 5, 3 * DAY + 5]
    years = grid(0, 3650 * DAY)
    assert years[-1] == 3650 * DAY
    assert 300 < len(years) <= 401


# --- Kaplan-Meier ---


def lives_of(durations: Sequence[float], ended: Sequence[int], entered: Sequence[float] = ()) -> Lives:
    middle = array("d", durations)
    return Lives(
        ended=array("b", ended),
        entered=array("d", entered or [0.0] * len(durations)),
        middle=middle,
        shortest=middle,
        longest=middle,
    )


def test_kaplan_meier_as_computed_by_hand() -> None:
    """Freireich's 21 patients on 6-MP (1963), the example of the textbooks."""
    days = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    found = survival(lives_of(days, ended))
    assert found is not None
    share = {step.day: round(step.share, 4) for step in found.steps}
    assert [share[day] for day in (5, 6, 7, 10, 13, 16, 22, 23)] == [
        1.0,
        round(18 / 21, 4),
        round(18 / 21 * 16 / 17, 4),
        round(18 / 21 * 16 / 17 * 14 / 15, 4),
        0.6902,
        0.6275,
        0.5378,
        0.4482,
    ]
    assert (found.median, found.median_high) == (23, None)
    assert found.steps[-1].day == 25  # four are left after it


def test_who_was_there_at_the_first_census_is_at_risk_from_that_age_on() -> None:
    """By hand: at 4 days two of 6 end (those that enter at 5 are not counted), at 6 two of 6, at 9 two of 4."""
    found = survival(
        lives_of([4, 4, 6, 9, 12, 12, 6, 9], [1, 1, 1, 1, 0, 0, 1, 1], [0, 0, 0, 0, 0, 0, 5, 5]),
    )
    assert found is not None
    share = {step.day: step.share for step in found.steps}
    assert share[4] == pytest.approx(4 / 6)
    assert share[6] == pytest.approx(4 / 6 * 4 / 6)
    assert found.median == 6


def test_too_few_ends_are_no_curve() -> None:
    assert survival(lives_of([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 0, 0])) is None


def test_durations_lie_in_the_middle_of_the_bounds() -> None:
    lives = Lives()
    lives.add_all(
        [
            Stretch(0, 2 * DAY, 10 * DAY, 14 * DAY, None),
            Stretch(None, 20 * DAY, 30 * DAY, 32 * DAY, 10 * DAY),  # posted ten days before it was seen
            Stretch(None, 20 * DAY, 30 * DAY, None, None),  # of unknown age
            Stretch(None, 20 * DAY, 30 * DAY, None, 21 * DAY),  # its date cannot be right
            Stretch(4 * DAY, 6 * DAY, 9 * DAY, None, None),
            Stretch(None, 5 * DAY, 5 * DAY, 5 * DAY, DAY),  # closed already when it was first seen
        ]
    )
    assert list(lives.shortest) == [8, 19.5, 3]
    assert list(lives.middle) == [11, 20.5, 4]
    assert list(lives.longest) == [14, 21.5, 5]
    assert list(lives.entered) == [0, 9.5, 0]
    assert list(lives.ended) == [1, 1, 0]
    assert (lives.late, lives.unknown) == (1, 3)


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


def test_the_report_counts_as_the_export_does(tmp_path: Path) -> None:
    book = filled(tmp_path)
    book.run(59, "nowhere")
    book.posting(99, (None, 0), seen=59, source="nowhere")  # of a source that is no longer in the register
    found = book.facts(60)
    exported = list(rows(book.database, "postings", Filters(), now=at(60), sources=["afscme", "unionjobs"]))
    status = [row.status for row in exported]
    every = found.tallies.every
    assert (found.totals.open, found.totals.unknown) == (status.count("open"), status.count("unknown"))
    assert (every.ever, every.unknown) == (41, 1)
    assert found.counts[-1][1] == every.open
    later = book.facts(80)
    assert (later.totals.open, later.totals.unknown) == (0, status.count("open") + 1)
    assert later.counts[-1][1:] == (0, later.tallies.every.unknown)


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


def test_an_empty_database_says_so(tmp_path: Path) -> None:
    book = Book(tmp_path)
    found = said(book, 0)
    assert not any(section.figures for section in found.values())
    assert all(section.said for section in found.values())
    assert found["over-time"].said == ("No job has been recorded yet.",)
    assert "No source has been crawled" in page(book.facts(0))


def test_one_posting(tmp_path: Path) -> None:
    book = Book(tmp_path)
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


def test_those_who_share_the_first_place_are_all_named(tmp_path: Path) -> None:
    book = Book(tmp_path)
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


def test_no_job_with_pay_goes_unmentioned(tmp_path: Path) -> None:
    book = Book(tmp_path)
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


def test_when_everything_is_closed_or_unknown(tmp_path: Path) -> None:
    book = Book(tmp_path)
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


def test_the_command_writes_the_same_page_twice(tmp_path: Path) -> None:
    book = filled(tmp_path)
    program = Program(book.url, run_at=at(60).isoformat())
    one = tmp_path / "a page.html"
    ended = program("report", "-o", str(one))
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"{one}: {book.facts(60).tallies.every.open} open of 40 jobs, 2 sources\n"
    assert one.read_bytes() == page(book.facts(60)).encode() == page(book.facts(60)).encode()
    assert b"As of <strong>April 30, 2026, 12:00 UTC</strong>" in one.read_bytes()


def test_a_moment_before_the_newest_census_is_refused(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.run(3)
    with pytest.raises(SettingError, match="before the newest census"):
        book.facts(2)


def test_the_command_refuses_what_cannot_be_meant(tmp_path: Path) -> None:
    program = Program(f"sqlite:///{tmp_path}/r.db")
    assert program("report", "-o", "report.csv").status == 2
    assert program("report", "more").status == 2
    ended = program("report", "-o", str(tmp_path / "none" / "r.html"))
    assert ended.status == 2
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
