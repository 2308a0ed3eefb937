"""Employment type and workplace: statements about the job, not about its neighbors."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.employment import employment_type, workplace

GOLD = Path(__file__).parents[2] / "../shared/gold/headers.jsonl"
WORDS = {"internship": "INTERN", "contract": "CONTRACTOR"}

TYPES = (
    ("", "", "Position is full-time and at-will.", "FULL_TIME"),
    ("", "", "This is a full-time, salaried, overtime-exempt position.", "FULL_TIME"),
    ("", "", "Position Type: Full-Time ─ Exempt Location: X", "FULL_TIME"),
    ("", "", "CLASSIFICATION: Regular Full Time/Exempt", "FULL_TIME"),
    ("", "", "HOURS/STATUS: Full Time / Permanent", "FULL_TIME"),
    ("", "", "$65,000 – $75,000 depending on experience - full time", "FULL_TIME"),
    ("", "", "Part-Time • 20 hours/week • $40/hour", "PART_TIME"),
    ("", "", "Status: Temporary Fellowship (6 months), Full-Time, Non-Exempt", "TEMPORARY"),
    ("", "", "Employment Type: Full-Time", "FULL_TIME"),
    ("", "", "Job type: Full-time Reports to: X", "FULL_TIME"),
    ("", "", "This position is full-time, exempt.", "FULL_TIME"),
    ("", "", "This full-time position will report to the director.", "FULL_TIME"),
    ("", "", "We lead a full-time staff of 30.", ""),
    ("", "", "Supervises part-time staff and interns.", ""),
    ("", "", "The president is on full-time union release.", ""),
    ("", "", "Two years of full-time experience required.", ""),
    ("", "", "We represent 3,000 part-time faculty.", ""),
    ("", "", "Must be able to work full-time hours; experience with temporary workers", ""),
    ("", "", "This is a temporary position, lasting through the contract ratification.", "TEMPORARY"),
    ("", "", "This is a temporary, full-time position.", "TEMPORARY"),
    ("", "", "This is a 12-month position.", "TEMPORARY"),
    ("", "", "The position is funded through December 2026.", "TEMPORARY"),
    ("", "", "• Salary\n• Full Time\n• Employer paid", "FULL_TIME"),
    ("", "", "SEIU is seeking a full-time Organizer to join", "FULL_TIME"),
    ("", "", "SEIU seeks two full-time organizers", "FULL_TIME"),
    ("", "Nursing Home Organizer (limited duration 12 month position)", "", "TEMPORARY"),
    ("", "Temporary Organizer", "This is a full-time position", "TEMPORARY"),
    ("", "Organizing Fellow", "", "TEMPORARY"),
    ("", "Organizer Internship", "", "INTERN"),
    ("", "Internal Organizer", "", ""),
    ("", "International Representative", "", ""),
    ("", "Labour Relations Officer - Contract", "", "CONTRACTOR"),
    ("", "Contract Enforcement Organizer", "", ""),
    ("", "Contract Campaign Organizer – Temporary Independent Contractor Position", "", "CONTRACTOR"),
    ("Type: Contract (12 Months)", "", "", "CONTRACTOR"),
    ("Temporary Full-time – n to m month contract", "", "", "CONTRACTOR"),
    ("Full-time", "Temporary Organizer", "", "TEMPORARY"),
    ("Regular Full-time", "Temporary Organizer", "", "FULL_TIME"),
    ("FULL_TIME", "", "", "FULL_TIME"),
    ("fullTime", "", "", "FULL_TIME"),
    ("SALARIED_FT", "", "", "FULL_TIME"),
    ("HOURLY_PT", "", "", "PART_TIME"),
    ("fulltime_permanent", "", "", "FULL_TIME"),
    ("Exempt (Salary)", "", "", ""),
    ("Full-time (temporary)/exempt", "", "", "TEMPORARY"),
    ("", "Communications Organizer (Part-Time to start with potential for Full-Time)", "", "PART_TIME"),
    ("", "Interim Director", "", "TEMPORARY"),
    ("", "Union Summer internship", "", "INTERN"),
    ("", "Union Summer Employment Program", "", "TEMPORARY"),
    ("", "Union Representative Full Time", "", "FULL_TIME"),
    ("", "(Full Time Exempt)", "", "FULL_TIME"),
    ("", "", "Manage temporary housing program", ""),
    ("", "", "This is not a full-time position.", ""),
    ("", "", "three-year-old union with full-time employees", ""),
    ("", "", "This is a limited-term appointment.", "TEMPORARY"),
    ("", "", "Regular full-time position with benefits", "FULL_TIME"),
    ("", "", "Must be enrolled as a full-time student.", ""),
    ("", "", "Organize part-time workers into full-time jobs.", ""),
    ("Internship", "", "", "INTERN"),
    ("Seasonal", "", "", "TEMPORARY"),
    ("Per Diem", "", "", "TEMPORARY"),
    ("1.0 FTE", "", "", "FULL_TIME"),
)

WORKPLACES = (
    ("(Primarily On-Site)", "", "", "onsite"),
    ("Washington DC, near Metro (on-site )", "", "", "onsite"),
    ("Remote", "", "", "remote"),
    ("Hybrid", "", "", "hybrid"),
    ("(or remote)", "", "", "remote"),
    ("Limited hybrid — Shoreview, MN (In-Office presence required)", "", "", "hybrid"),
    ("Hybrid (A, B), or U.S. – Remote", "", "", "hybrid"),
    ("Oakland, CA", "", "", ""),
    ("", "", "• $40/hour • In-person in Bay Area (California)", "onsite"),
    ("", "", "This is a remote position.", "remote"),
    ("", "", "This position is fully remote.", "remote"),
    ("", "", "This is not a remote position.", "onsite"),
    ("", "", "Travel to remote areas of Alaska.", ""),
    ("", "", "Drive a hybrid vehicle.", ""),
    ("", "", "Lead hybrid meetings and in-person trainings.", ""),
    ("", "", "Our office has a hybrid work schedule.", "hybrid"),
    ("", "", "Staff work in the office three days per week.", "hybrid"),
    ("", "", "may work remotely two days per week", "hybrid"),
    ("", "", "Work location: In person", "onsite"),
    ("", "", "Location: Shoreview, MN. Hybrid. Some travel", "hybrid"),
    ("", "", "This is an in-person position based in Burbank.", "onsite"),
    ("", "", "Facilitate online and in-person training sessions", ""),
    ("", "", "Represent remote workers", ""),
    ("", "", "On-site visits to worksites", ""),
    ("", "", "Remote work is available.", "remote"),
    ("", "", "Workplace type: Hybrid", "hybrid"),
    ("", "", "Ability to work remotely and independently", ""),
    ("", "Organizer (Remote)", "", "remote"),
    ("", "", "This position is primarily on-site.", "onsite"),
    ("", "", "This hybrid role requires travel", "hybrid"),
    ("New York (not remote)", "", "", "onsite"),
    ("", "", "LOCATION: Burbank, CA (in-person)", "onsite"),
    ("", "", "The position is hybrid, with two days in office.", "hybrid"),
    ("", "", "Members work in remote communities", ""),
    ("Telework eligible", "", "", "remote"),
    ("", "", "Part-time, remote\nRequired: car", "remote"),
    ("", "", "Conduct on-site inspections of job sites", ""),
    ("", "", "In-person conversations with workers", ""),
    ("Based anywhere in the continental US", "", "", ""),
    ("", "", "Position is in-person at our Providence office", "onsite"),
)


@pytest.mark.parametrize(("label", "title", "text", "expected"), TYPES)
def test_employment_type(label: str, title: str, text: str, expected: str) -> None:
    assert employment_type(label, title, text) == expected


@pytest.mark.parametrize(("location", "title", "text", "expected"), WORKPLACES)
def test_workplace(location: str, title: str, text: str, expected: str) -> None:
    assert workplace(location, title, text) == expected


@given(st.text(), st.text(), st.text())
def test_wild_text_never_raises(first: str, second: str, third: str) -> None:
    assert employment_type(first, second, third) in {
        *("FULL_TIME", "PART_TIME", "TEMPORARY", "CONTRACTOR", "INTERN", "")
    }
    assert workplace(first, second, third) in {"onsite", "hybrid", "remote", ""}


@pytest.mark.skipif(not GOLD.exists(), reason="the gold is not part of the project")
def test_gold_headers_are_never_contradicted() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    agreed = 0
    for row in rows:  # the bodies are not in the gold, so silence is no error
        said = employment_type("", row["title_raw"] or "", row["salary_raw"] or "")
        gold = WORDS.get(row["employment_type"], (row["employment_type"] or "").upper())
        assert said in ("", gold), row
        place = workplace(row["location_raw"] or "", row["title_raw"] or "", row["salary_raw"] or "")
        assert place in ("", row["remote"] or ""), row
        agreed += said == gold and place == (row["remote"] or "")
    assert agreed >= 120
