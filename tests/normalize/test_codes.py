"""Codes by which postings join other data: an employer's level and filing number, a title's occupation."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.accuracy.occupations.measure import baseline, labelled
from unionjobs_scraper.normalize.codes import columns
from unionjobs_scraper.normalize.codes.employer_level import LEVELS, employer_level
from unionjobs_scraper.normalize.codes.filing_numbers import filing
from unionjobs_scraper.normalize.codes.occupations import Model, by_titles, occupation, occupation_title
from unionjobs_scraper.normalize.codes.title_tokens import plain
from unionjobs_scraper.normalize.codes.union_table import rows

LEVEL = {
    "SEIU Local 775": "local",
    "SEIU 775": "local",
    "NALC Branch 36": "local",
    "AFSCME Council 31": "council",
    "Teamsters Joint Council 42": "council",
    "District Council 37": "council",
    "UAW Region 9A": "district",
    "IAM District 751": "district",
    "United Steelworkers": "national",
    "SEIU": "national",
    "AFL-CIO": "federation",
    "Minnesota AFL-CIO": "federation",
    "Chicago Federation of Labor": "federation",
    "IBEW Local 46 JATC": "fund",
    "Laborers Training Fund": "fund",
    "Minnesota Nurses Association": "",  # an affiliate of a state: none of the six
    "New York State United Teachers": "",
    "Hudson Valley Chapter, Contractors Association": "",
    "Lantern Trust Company": "",
    "": "",
}


@pytest.mark.parametrize(("employer", "level"), LEVEL.items())
def test_the_level_is_what_the_name_says(employer: str, level: str) -> None:
    assert employer_level(employer) == level


def test_the_levels_are_the_controlled_words() -> None:
    assert set(LEVEL.values()) - {""} == set(LEVELS)


NUMBERS = {
    "SEIU Local 775": "542433",
    "Teamsters Local 651": "69551",
    "Roofers Local 154": "32405",  # the filings abbreviate the union otherwise
    "United Steelworkers": "94",
    "SEIU": "137",
}


@pytest.mark.parametrize(("employer", "number"), NUMBERS.items())
def test_one_body_under_a_designation_gives_its_number(employer: str, number: str) -> None:
    found = filing(employer)
    assert (found.number, found.candidates) == (number, ())


@pytest.mark.parametrize(
    ("employer", "candidates"),
    {
        "SEIU Local 1199": 12,  # thirteen bodies, of which twelve are told
        "AFSCME Council 8": 2,  # a council and a local of one number
        "SEIU Local 121RN": 1,  # the lookup has the digits only: 121 may be another local
        "Minnesota Nurses Association": 0,  # no number of its own, and not the national union's
        "IBEW Local 46 JATC": 0,  # a fund files for itself
        "California Labor Federation": 0,
        "CUPE Local 79": 0,  # files in Canada
        "Lantern Workers Local 9": 0,
    }.items(),
)
def test_what_is_ambiguous_is_empty_with_its_candidates(employer: str, candidates: int) -> None:
    found = filing(employer)
    assert (found.number, len(found.candidates)) == ("", candidates)
    assert found.why


def test_filing_numbers_and_codes_have_their_form() -> None:
    for each in rows():
        assert re.fullmatch(r"|[1-9]\d{0,5}", each.olms), each
        assert re.fullmatch(r"|[A-Z]{2}", each.country), each
        assert not each.olms or each.country == "US"


def test_labelled_titles_of_union_staff() -> None:
    cases = list(labelled())
    assert len(cases) >= 150
    right = [occupation(case.title, case.department).soc in case.right for case in cases]
    assert sum(right) / len(right) >= 0.97
    assert sum(baseline(case) in case.right for case in cases) < sum(right)


@pytest.mark.parametrize(
    ("title", "soc"),
    {
        "Coordinator": "",  # names no trade
        "Staff": "",
        "Specialist III (Temporary)": "",
        "Zyxwv Qrst": "",
        "Directeur": "",
        "Assistant to the General Secretary": "43-6011",
        "Assistant General Secretary": "11-1011",
        "Executive Secretary": "43-6011",
        "Executive Secretary-Treasurer": "11-1011",
        "Membership Systems Specialist": "",  # no organizer
        "Bartender": "35-3011",  # O*NET's own title
        "Industrial Engineers": "17-2112",
    }.items(),
)
def test_titles_that_differ_by_a_word_and_titles_that_do_not_tell(title: str, soc: str) -> None:
    assert occupation(title).soc == soc


def test_a_department_helps_where_a_title_names_no_trade() -> None:
    assert occupation("Coordinator", "Organizing").way == "department"
    assert occupation("Staff Attorney", "Organizing").soc == "23-1011"


def test_an_occupation_has_every_classification_and_what_decided() -> None:
    found = occupation("Field Organizers (2 positions)")
    assert (found.soc, found.onet, found.isco, found.noc) == ("13-1075", "13-1075.00", "2423", "11200")
    assert (found.words, found.way) == ("organizer", "rule")
    assert occupation_title("13-1075") == "Labor Relations Specialists"


def test_words_alone_count_only_when_they_are_sure() -> None:
    model = Model([("a", "red clerk"), ("a", "red red clerk"), ("b", "blue baker"), ("c", "clerk")])
    code, probability = model.ranked(["blue", "baker"]) or ("", 0.0)
    assert code == "b"
    assert 0.9 < probability <= 1
    assert model.ranked(["unheard"]) is None
    assert by_titles("coordinator program zyx").soc == ""


@given(st.text(max_size=400), st.text(max_size=100))
def test_no_words_break_the_codes(title: str, department: str) -> None:
    code = columns.of_postings(("employer", "union_abbr", "local", "title", "department"))
    level, number, soc, isco, noc = code((title, "", "", title, department))
    assert level in ("", *LEVELS)
    for cell, form in ((number, r"|[1-9]\d*"), (soc, r"|\d\d-\d{4}"), (isco, r"|\d{4}"), (noc, r"|\d{5}")):
        assert re.fullmatch(form, cell)
    assert plain(title) == plain(title.upper()) or not title.isascii()
