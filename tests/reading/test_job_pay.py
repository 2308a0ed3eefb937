"""An amount that stands alone in a line of facts."""

from __future__ import annotations

import pytest

from unionjobs_scraper.reading.job_pay import hours_alone, pay_alone


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Inverness | £38,600 | 35 hours", "Pay: £38,600"),
        ("Austin, Texas — full time, $64,000 to $70,000", "Pay: $64,000 to $70,000"),
        ("Trains captains on every floor. $65,000.", "Pay: $65,000."),
        ("New York, NY · $130,000–$155,000", "Pay: $130,000–$155,000"),
        ("$45 per hour", "Pay: $45 per hour"),
        ("$58k–$64k", "Pay: $58k–$64k"),
        ("$20", ""),
        ("Dues are $65 a month.", ""),
        ("We won $2,000,000 in back pay.", ""),
        ("Salario:USD $37.000 - $43.347 / year", ""),
        ("Oakland, CA", ""),
    ],
)
def test_an_amount_alone(line: str, pay: str) -> None:
    assert pay_alone([line]) == pay


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Hamburg | Vollzeit | ab sofort", "Vollzeit"),
        ("Full-time", "Full-time"),
        ("Austin, TX · Part time", "Part time"),
        ("Temps plein", "Temps plein"),
        ("Permanent, full-time", "full-time"),
        ("We pay full-time staff well", ""),
        ("Contract Administrator", ""),
        ("Intern Coordinator", ""),
    ],
)
def test_hours_alone(line: str, hours: str) -> None:
    assert hours_alone([line]) == hours
