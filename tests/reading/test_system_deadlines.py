"""Which deadlines a system made up: at a round distance from the day of posting, and named by no text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.reading.schema_org import read
from unionjobs_scraper.reading.system_deadlines import made_up

TEXT = "The union hires an organizer. Join us."


@pytest.mark.parametrize(
    ("posted", "through", "how"),
    [
        ("2026-08-11", "2026-11-09", "datePosted + 90 days"),
        ("2026-08-11T10:02:00Z", "2026-09-10T23:59:59Z", "datePosted + 30 days"),
        ("2026-09-08T04:00:00.000Z", "2027-09-08T04:00:00.000Z", "datePosted + 365 days"),
        ("2026-07-14 00:00:00", "2031-09-09 00:00:00T23:59", "datePosted + 1883 days"),
        ("2026-06-03", "2035-01-01", "datePosted + 3134 days"),
        ("2026-01-31", "2026-02-28", "datePosted + 28 days"),
        ("2026-05-15", "2026-11-15", "datePosted + 184 days"),
        ("2026-08-11", "2026-09-25", "datePosted + 45 days"),
        ("Aug 11, 2026", "Nov 9, 2026", "datePosted + 90 days"),
        ("2024-02-29", "2026-02-28", "datePosted + 730 days"),
        ("2026-08-11", "2026-08-25", ""),
        ("2026-08-11", "2026-09-08", ""),
        ("2026-08-11", "2026-10-01", ""),
        ("2026-08-11", "2026-08-11", ""),
        ("2026-08-11", "2026-08-01", ""),
        ("", "2026-11-09", ""),
        ("2026-08-11", "until filled", ""),
        ("2026-08-11", "", ""),
    ],
)
def test_a_round_distance_is_made_up(posted: str, through: str, how: str) -> None:
    assert made_up(through, posted, TEXT) == how


@pytest.mark.parametrize(
    "text",
    [
        "Apply by November 9, 2026.",
        "Applications close on 9 November.",
        "Closing date: 11/09/2026",
        "Closing date: 09/11/2026",
        "Deadline: 2026-11-09",
        "Apply no later than November 8, 2026, 5 p.m.",
    ],
)
def test_a_day_that_the_text_names_is_the_employers(text: str) -> None:
    assert made_up("2026-11-09", "2026-08-11", f"{TEXT} {text}") == ""


def test_another_day_in_the_text_proves_nothing() -> None:
    assert made_up("2026-11-09", "2026-08-11", f"{TEXT} Interviews begin on October 5, 2026.")


@given(st.text(max_size=40), st.text(max_size=40), st.text())
def test_any_words_are_weighed(through: str, posted: str, text: str) -> None:
    assert isinstance(made_up(through, posted, text), str)


@given(st.dates(date(1999, 1, 1), date(2040, 1, 1)), st.integers(367, 9000))
def test_nothing_runs_for_years_without_a_word(posted: date, days: int) -> None:
    assert made_up(str(posted + timedelta(days)), str(posted), TEXT)


def test_the_words_are_kept_and_the_reading_is_noted() -> None:
    node = {"title": "Organizer", "datePosted": "2026-08-11", "validThrough": "2026-11-09", "description": TEXT}
    item = read(node, source_id="1", url="https://example.org/1")
    assert (item.valid_through_text, item.deadline_made_up) == ("2026-11-09", "datePosted + 90 days")
    item = read({**node, "validThrough": "2026-10-01"}, source_id="1", url="https://example.org/1")
    assert (item.valid_through_text, item.deadline_made_up) == ("2026-10-01", "")
