"""Two employers' names: one employer, a union and its part, or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.linking.employer import LONGEST, Employer, agreement
from unionjobs_scraper.normalize.employers import affiliation


def read(name: str) -> Employer:
    found = affiliation(name, country="US")
    return Employer.read(name, found.union, found.local)


SAME = [
    ("SEIU Local 1021", "SEIU 1021"),
    ("SEIU Local 1021", "SEIU, Local 1021"),
    ("SEIU Local 1021", "Service Employees International Union, Local 1021"),
    ("SEIU Local 1021", "Service Employees International Union (SEIU) Local 1021"),
    ("SEIU Local 1021", "seiu local 1021"),
    ("SEIU Local 0099", "SEIU Local 99"),
    ("UFCW Local 21", "United Food and Commercial Workers Local 21"),
    ("Illinois Education Association", "IEA"),
    ("Illinois Education Association", "Illinois Education Association (IEA)"),
    ("Illinois Education Association", "Illinois Education Association-NEA"),
    ("IEA", "Illinois Education Association, Inc."),
    ("Illinois Education Association (IEA-NEA)", "Illinois Education Association-NEA"),
    ("Illinois Education Association", "The Illinois Education Association, Inc."),
    ("Education Minnesota", "Education Minnesota, AFT, NEA"),
    ("B.C. General Employees' Union", "BCGEU"),
    ("B.C. General Employees' Union", "B.C. General Employees’ Union (BCGEU)"),
    ("B.C. General Employees' Union", "B.C. General Employees Union, Inc."),
    ("Working America", "Working America, AFL-CIO"),
    ("National Nurses Alliance Headquarters", "National Nurses Alliance"),
    ("Prairie Federation of Teachers Union", "Prairie Federation of Teachers"),
    ("Союз Учителей Юга", "союз учителей юга"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_employer_spelled_in_two_ways(one: str, other: str) -> None:
    a, b = read(one), read(other)
    assert agreement(a, b) == agreement(b, a) == "same"
    assert a.names & b.names  # else their ads would never be compared


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("SEIU", "SEIU Local 1021", "related"),
        ("AFL-CIO", "Oregon AFL-CIO", "related"),
        ("AFT", "AFT Oregon", "related"),
        ("SEIU Local 1", "SEIU Local 2", "different"),
        ("SEIU Local 1", "SEIU Local 1021", "different"),
        ("SEIU Local 99", "UFCW Local 99", "different"),
        ("Illinois Education Association", "Indiana Education Association", "different"),
        ("Illinois Education Association", "Iowa Education Association", "different"),
        ("Oregon AFL-CIO", "Washington State Labor Council, AFL-CIO", "different"),
        ("Oregon AFL-CIO", "Ohio AFL-CIO", "different"),
        ("Teamsters Local 70", "Teamsters Joint Council 7", "different"),
        ("Союз Учителей Юга", "Союз Врачей Севера", "different"),
        ("", "SEIU Local 1021", "unstated"),
        ("", "", "unstated"),
        ("…", "SEIU Local 1021", "different"),
    ],
)
def test_other_employers(one: str, other: str, expected: str) -> None:
    a, b = read(one), read(other)
    assert agreement(a, b) == agreement(b, a) == expected


def test_two_locals_under_one_name_are_two_employers() -> None:
    assert agreement(Employer.read("SEIU", "SEIU", "1"), Employer.read("SEIU", "SEIU", "2")) == "different"


def test_a_local_that_only_the_name_states_is_the_local() -> None:
    a, b = Employer.read("SEIU Local 99", "SEIU", ""), Employer.read("SEIU", "SEIU", "99")
    assert agreement(a, b) == agreement(b, a) == "same"


READ = st.builds(
    Employer.read,
    st.sampled_from(["SEIU Local 99", "SEIU", "SEIU 1", "Service Employees", "QRS", "Quarry Rail Staff", "…", ""]),
    st.sampled_from(["SEIU", "QRS", ""]),
    st.sampled_from(["99", "1", "x", ""]),
)


@given(READ, READ)
def test_no_agreement_has_a_direction(a: Employer, b: Employer) -> None:
    assert agreement(a, b) == agreement(b, a)


def test_what_a_title_may_repeat_of_an_employer() -> None:
    assert read("SEIU Local 1021").acronyms == {"seiu", "1021"}
    assert read("Education Minnesota").acronyms == frozenset()


def test_of_a_page_in_place_of_a_name_only_the_beginning_is_read() -> None:
    assert Employer.read("a" + " b" * LONGEST, "", "") == Employer.read(("a" + " b" * LONGEST)[:LONGEST], "", "")


@given(st.text(), st.text(), st.sampled_from(["", "SEIU"]), st.sampled_from(["", "99", "x"]))
def test_no_name_is_an_error_and_agreement_has_no_direction(one: str, other: str, union: str, local: str) -> None:
    a, b = Employer.read(one, union, local), Employer.read(other, union, local)
    assert agreement(a, b) == agreement(b, a)
    if a.key:
        assert agreement(a, a) == "same"
