"""Titles apart from what is glued to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.titles import Title, is_department, split_title

SPLIT = [
    # nothing glued
    ("Field Organizer", Title("Field Organizer")),
    ("Organizing Coordinator", Title("Organizing Coordinator")),
    ("Political Director", Title("Political Director")),
    ("Director of Organizing", Title("Director of Organizing")),
    ("Director of Human Resources", Title("Director of Human Resources")),
    ("Apprentice Program Coordinator", Title("Apprentice Program Coordinator")),
    ("Coordinator of the Apprenticeship Program", Title("Coordinator of the Apprenticeship Program")),
    ("Staff Representative (Region 5)", Title("Staff Representative (Region 5)")),
    ("Organizer, Security Division", Title("Organizer, Security Division")),
    ("Director for Covered Employers", Title("Director for Covered Employers")),
    ("Broad-based Campaign Organizer", Title("Broad-based Campaign Organizer")),
    # a department
    ("Field Organizer Organizing Department", Title("Field Organizer", department="Organizing Department")),
    ("Lead Organizer Home Care", Title("Lead Organizer", department="Home Care")),
    ("Researcher II Research Department", Title("Researcher II", department="Research Department")),
    ("Director of Credits Credits Department", Title("Director of Credits", department="Credits Department")),
    (
        "Researcher/Organizer Strategic Research Department",
        Title("Researcher/Organizer", department="Strategic Research Department"),
    ),
    (
        "Communications Specialist Digital Organizing",
        Title("Communications Specialist", department="Digital Organizing"),
    ),
    (
        "Legal Assistant (Temporary) Legal Department",
        Title("Legal Assistant (Temporary)", department="Legal Department"),
    ),
    (
        "Senior Benefits Assistant – Pension UFCW Benefits Office",
        Title("Senior Benefits Assistant – Pension", department="UFCW Benefits Office"),
    ),
    ("Law Fellow Office of General Counsel", Title("Law Fellow", department="Office of General Counsel")),
    ("Technician District 7", Title("Technician", department="District 7")),
    ("Director of IT Operations", Title("Director of IT Operations")),
    # a place
    ("Regional Organizer Must be based in Arizona", Title("Regional Organizer", place="Must be based in Arizona")),
    ("Organizer Based out of Chicago, IL", Title("Organizer", place="Based out of Chicago, IL")),
    ("Organizer, based in Chicago, IL", Title("Organizer", place="based in Chicago, IL")),
    ("Organizer – covering the Providence, RI area", Title("Organizer", place="covering the Providence, RI area")),
    ("Organizer for covering Ohio", Title("Organizer", place="for covering Ohio")),
    ("Senior Organizer Location: Dayton, OH", Title("Senior Organizer", place="Location: Dayton, OH")),
    ("Based in Reno, NV", Title("Based in Reno, NV")),
    # pay
    (
        "UniServ Director Salary is $117,994 – $183,725 per year",
        Title("UniServ Director", pay="Salary is $117,994 – $183,725 per year"),
    ),
    ("Organizer, Salary range: $60,000", Title("Organizer", pay="Salary range: $60,000")),
    ("Organizer - Pay from $30 an hour", Title("Organizer", pay="Pay from $30 an hour")),
    ("Organizer $60,000 - $70,000", Title("Organizer", pay="$60,000 - $70,000")),
    ("Organizer, $60,000", Title("Organizer", pay="$60,000")),
    ("$60,000", Title("$60,000")),
    # hours
    ("Organizer Full-Time", Title("Organizer", hours="Full-Time")),
    ("Organizer – Full Time", Title("Organizer", hours="Full Time")),
    ("Organizer, part-time / non-exempt", Title("Organizer", hours="part-time / non-exempt")),
    ("Organizer (Part-Time)", Title("Organizer (Part-Time)", hours="(Part-Time)")),
    ("Full-time", Title("Full-time")),
    # several
    (
        "Organizer Security Based in Reno, NV",
        Title("Organizer", department="Security", place="Based in Reno, NV"),
    ),
    (
        "Staff Attorney Legal Department Based in Washington, DC",
        Title("Staff Attorney", department="Legal Department", place="Based in Washington, DC"),
    ),
    (
        "Organizer Based in Dayton, OH Salary $60,000",
        Title("Organizer", place="Based in Dayton, OH", pay="Salary $60,000"),
    ),
    (
        "Organizer Organizing Department Full-time Salary $60,000 Based in Dayton, OH",
        Title("Organizer", "Organizing Department", "Based in Dayton, OH", "Salary $60,000", "Full-time"),
    ),
    ("", Title("")),
    ("  Field Organizer  ", Title("Field Organizer")),
]


@pytest.mark.parametrize(("raw", "expected"), SPLIT)
def test_split_title(raw: str, expected: Title) -> None:
    assert split_title(raw) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Organizing Department",
        "Legal",
        "Research & Policy",
        "Security Division (East)",
        "International Affairs",
        "Home Care",
        "Organizing and Field",
        "Central Office",
        "LEGAL DEPT.",
        "Department of Research",
        "Office of the General Counsel",
    ],
)
def test_names_of_departments(line: str) -> None:
    assert is_department(line)


@pytest.mark.parametrize("line", ["Field Organizer", "Team Lead", "Ohio", "123", "", "()", "Dayton, OH", "Nationwide"])
def test_other_lines(line: str) -> None:
    assert not is_department(line)


WORDS = st.sampled_from(
    "Organizer Organizing Department Based in Reno , NV ( ) Salary $ 60,000 full-time Director of - – Location:".split()
)


@given(st.text() | st.lists(WORDS).map(" ".join))
def test_every_part_stands_in_the_line_and_a_title_remains(raw: str) -> None:
    parts = split_title(raw)
    assert all(part in raw for part in (parts.title, parts.department, parts.place, parts.pay, parts.hours))
    assert bool(parts.title) == bool(raw.strip())
