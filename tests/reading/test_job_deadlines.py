"""The last day to apply in sentences without the word "deadline"."""

from __future__ import annotations

import pytest

from unionjobs_scraper.normalize.dates import parse_date
from unionjobs_scraper.reading.job_deadlines import deadline_said


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Apply to jobs@example.org by December 30, 2026.", "2026-12-30"),
        ("Completed forms must reach us by noon on Thursday 14 January 2027.", "2027-01-14"),
        ("Letters of interest reach us at jobs@example.org until December 23, 2026.", "2026-12-23"),
        ("Expressions of interest are welcome until January 20, 2027, at jobs@example.org.", "2027-01-20"),
        ("Applications to the hall by 12/20/2026.", "2026-12-20"),
        ("Pour postuler, écrivez à emplois@exemple.org au plus tard le 8 janvier 2027.", "2027-01-08"),
        ("Envíe su currículum antes del 30 de abril de 2027.", "2027-04-30"),
        ("Final filing date January 5, 2027", "2027-01-05"),
    ],
)
def test_the_day_behind_words_about_applying(line: str, day: str) -> None:
    assert str(parse_date(deadline_said([line]))) == day


@pytest.mark.parametrize(
    "line",
    [
        "Applicants must be able to start by January 4, 2027.",
        "Candidates who apply will be interviewed before January 4, 2027.",
        "The local was founded by nurses in 1974 and settled before May 1, 2026.",
        "Send your application when you are ready.",
        "Applications received after the form was revised on January 4, 2027 are read.",
    ],
)
def test_other_days_are_none(line: str) -> None:
    assert deadline_said([line]) == ""
