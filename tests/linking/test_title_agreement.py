"""Two titles: one role in other words, a role with a detail, or sister roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.linking.title import TitleWords, agreement, departments_differ


def agreed(one: str, other: str, places: tuple[str, ...] = ()) -> str:
    a, b = TitleWords.read(one, places), TitleWords.read(other, places)
    assert agreement(a, b) is agreement(b, a)
    return agreement(a, b).value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Field Organizer", "FIELD ORGANIZER"),
        ("Field Organizer", "Field Organizers"),
        ("Field Organizer", "Organizer, Field"),
        ("Sr. Researcher", "Senior Researcher"),
        ("Admin Asst", "Administrative Assistant"),
        ("Organiser", "Organizer"),
        ("Labour Researcher", "Labor Researcher"),
        ("Director of Organizing", "Organizing Director"),
        ("Field Organizer", "Field Organizer (multiple positions)"),
        ("Field Organizer", "Field Organizer - $60,000 - $70,000"),
        ("Field Organizer", "Field Organizer #2026-114"),
        ("Field Organizer", "Field Organizer 2026"),
        ("Field Organizer", "Hiring: Field Organizer (Full-Time)"),
        ("Field Organizer", "The union seeks a Field Organizer"),
        ("Field Organizer", "Local 99 is hiring an organizer, field"),
        ("Field Organizer", "Field Organizer – REPOSTED, deadline extended"),
        ("Field Organizer", "Field Organizer (Remote)"),
        ("Bookkeeper (20 hours per week)", "Part-time Bookkeeper"),
        ("Directrice régionale", "directrice regionale"),
        ("Organizer I", "Organizer 1"),
    ],
)
def test_one_role(one: str, other: str) -> None:
    assert agreed(one, other, ("local", "99")) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Organizer", "Organizer, Healthcare"),
        ("Staff Attorney", "Staff Attorney - Immigration"),
        ("Organizer (Healthcare)", "Organizer (Healthcare, Bilingual)"),
    ],
)
def test_a_role_with_a_detail(one: str, other: str) -> None:
    assert agreed(one, other) == "nested"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Organizer", "Lead Organizer"),
        ("Organizer", "Senior Organizer"),
        ("Organizer", "Organizer, Lead"),
        ("Organizer", "Organizing Intern"),
        ("Organizer", "Organizer (Temporary)"),
        ("Organizer", "Part-time Organizer"),
        ("Organizer I", "Organizer II"),
        ("Researcher", "Research Director"),
        ("Field Representative", "Field Organizer"),
        ("Communications Specialist", "Communications Coordinator"),
        ("Director", "Deputy Director"),
        ("Organizer, Healthcare", "Organizer, Education"),
        ("Healthcare Organizer", "Education Organizer"),
        ("", "Organizer"),
        ("", ""),
        ("???", "!!!"),
    ],
)
def test_sister_roles(one: str, other: str) -> None:
    assert agreed(one, other) == "different"


def test_a_place_and_the_employers_acronym_in_a_title_say_nothing_of_the_role() -> None:
    assert agreed("Organizer - Dayton", "Organizer", ("dayton", "oh", "us")) == "same"
    assert agreed("SEIU 99 Organizer", "Organizer", ("seiu", "99")) == "same"


def test_a_rank_that_is_also_a_place_word_stays() -> None:
    assert agreed("National Organizer", "Organizer", ("national", "city")) == "different"


@pytest.mark.parametrize(
    ("title", "department", "other", "other_department", "differ"),
    [
        ("Organizer", "Organizing", "Organizer", "Research", True),
        ("Organizer", "Organizing Department", "Organizer", "Department of Organizing", False),
        ("Organizer", "Organizing", "Organizer", "", False),
        ("Organizer, Healthcare", "", "Organizer", "Education Division", True),
        ("Organizer, Healthcare", "", "Organizer", "Healthcare Division", False),
        ("Organizer", "Staff Office", "Organizer", "Program Section", False),
        ("Organizer", "", "Organizer", "", False),
    ],
)
def test_departments(title: str, department: str, other: str, other_department: str, differ: bool) -> None:
    a, b = TitleWords.read(title), TitleWords.read(other)
    assert departments_differ(a, department, b, other_department) is differ
    assert departments_differ(b, other_department, a, department) is differ


PIECES = st.sampled_from(
    ["Organizer", "Senior", "II", ",", " - ", "(", ")", " seeks a ", "20 hours", "2026", "$60,000", "Healthcare", "’s"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join)), st.lists(PIECES).map(" ".join), st.sets(st.text()))
def test_no_title_is_an_error_and_agreement_has_no_direction(one: str, other: str, places: set[str]) -> None:
    a, b = TitleWords.read(one, places), TitleWords.read(other, places)
    assert agreement(a, b) is agreement(b, a)
    assert departments_differ(a, one, b, other) is departments_differ(b, other, a, one)
    assert agreement(a, a).value == ("same" if a.key else "different")
