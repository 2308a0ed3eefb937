"""Unions and locals read from employers' names."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.employers import Affiliation, affiliation
from unionjobs_scraper.normalize.unions import spelled_alike

GOLD = Path(__file__).parents[2] / "../shared/gold/layouts.jsonl"
UNIONS = tomllib.loads(files("unionjobs_scraper.normalize").joinpath("unions.toml").read_text(encoding="utf-8"))

NAMES = [
    # numbered in every way
    ("SEIU", "SEIU", ""),
    ("SEIU 775", "SEIU", "775"),
    ("SEIU Local 509", "SEIU", "509"),
    ("SEIU6 Property Services NW", "SEIU", "6"),
    ("1199SEIU United Healthcare Workers East", "SEIU", "1199"),
    ("SEIU Healthcare 1199NW", "SEIU", "1199NW"),
    ("SEIU Local 121RN", "SEIU", "121RN"),
    ("32BJ SEIU", "SEIU", "32BJ"),
    ("Service Employees International Union Local 32BJ", "SEIU", "32BJ"),
    ("SEIU USWW United Service Workers West", "SEIU", "USWW"),
    ("SEIU-UHW", "SEIU", "UHW"),
    ("SEIU Local 503, OPEU", "SEIU", "503"),
    ("SEIU Healthcare Minnesota & Iowa", "SEIU", ""),
    ("SEIU Election 2024", "SEIU", ""),
    ("UNITE HERE (Local                 1)", "UNITE HERE", "1"),
    ("UNITE HERE Local 26", "UNITE HERE", "26"),
    ("UFCW 3000", "UFCW", "3000"),
    ("UFCW Local 1500", "UFCW", "1500"),
    ("IATSE Amusement Area Employees Local B-192", "IATSE", "B-192"),
    ("IBEW Local Union No. 1245", "IBEW", "1245"),
    ("NALC Branch 36", "NALC", "36"),
    ("IAM District Lodge 751", "IAM", "751"),
    ("AFSCME Council 93", "AFSCME", "93"),
    ("AFSCME District Council 37, Local 371", "AFSCME", "371"),
    ("afscme council 31", "AFSCME", "31"),
    ("CUPE 3903", "CUPE", "3903"),
    ("IUPAT District Council 38", "IUPAT", "38"),
    # names without an acronym
    ("Teamsters Local 251 Health Services and Insurance Plan", "IBT", "251"),
    ("Operating Engineers Local 94 Training Fund", "IUOE", "94"),
    ("Laborers’ Local 78", "LIUNA", "78"),
    ("Ironworkers Local 5", "Iron Workers", "5"),
    ("Communications Workers of America", "CWA", ""),
    ("American Federation of State, County, and Municipal Employees", "AFSCME", ""),
    ("Office & Professional Employees International Union", "OPEIU", ""),
    ("United Food and Commercial Workers", "UFCW", ""),
    ("Writers Guild of America, West", "WGAW", ""),
    ("Writers Guild of America, East", "WGAE", ""),
    ("National Union of Healthcare Workers", "NUHW", ""),
    # affiliates whose name does not say it
    ("PROTEC17", "IFPTE", "17"),
    ("Boston Teachers Union", "AFT", "66"),
    ("Professional Staff Congress", "AFT", "2334"),
    ("Maryland Professional Employees Council", "AFT", "6197"),
    ("Oregon Nurses Association", "AFT", "5905"),
    ("Health Professional and Allied Employees", "AFT", "5058"),
    ("California Nurses Association National Nurses Organizing Committee", "NNU", ""),
    ("New York State Nurses Association", "NNU", ""),
    ("California Faculty Association", "SEIU", "1983"),
    ("Working America", "AFL-CIO", ""),
    ("Solidarity Center", "AFL-CIO", ""),
    ("Illinois AFL-CIO", "AFL-CIO", ""),
    ("Chicago Federation of Labor", "AFL-CIO", ""),
    ("Charlotte-Metrolina Labor Council", "AFL-CIO", ""),
    # NEA by its affiliates' kind of name, AFT by its own
    ("Arizona Education Association", "NEA", ""),
    ("St. Vrain Valley Education Association", "NEA", ""),
    ("JESPA Jeffco Education Support Professionals Association", "NEA", ""),
    ("NCAE North Carolina Association of Educators", "NEA", ""),
    ("Massachusetts Teachers Association", "NEA", ""),
    ("Education Minnesota", "NEA", ""),
    ("New York State United Teachers", "AFT", ""),
    ("Ohio Federation of Teachers Local 8033 AFT, AFL-CIO", "AFT", "8033"),
    ("University Staff United, AFT MI Local 284", "AFT", "284"),
    # several unions in one name
    ("PSA / AAUP-AFT", "AFT", ""),
    ("The NewsGuild of New York, CWA Local 31003", "NewsGuild-CWA", "31003"),
    ("UPTE-CWA 9119", "CWA", "9119"),
    ("Starbucks Workers United WU-SEIU", "SEIU", ""),
    ("Workers United", "Workers United", ""),
    ("RWDSU/UFCW Local 338", "UFCW", "338"),
    ("RWDSU", "RWDSU", ""),
    # letters that several bodies share
    ("CSEA Local 1000, AFSCME, AFL-CIO", "AFSCME", "1000"),
    ("Civil Service Employees Association", "AFSCME", "1000"),
    ("California School Employees Association", "CSEA", ""),
    ("CSEA", "", ""),
    ("MEA", "", ""),
    ("MAPE Minnesota Association of Professional Employees", "MAPE", ""),
    # abroad
    ("Ontario Nurses’ Association (ONA)", "ONA", ""),
    ("Ontario Secondary School Teachers' Federation", "OSSTF", ""),
    ("CPSU SPSF Group Victorian Branch", "CPSU", ""),
    ("National Union of Teachers", "NUT", ""),
    ("Unite the Union", "Unite", ""),
    # letters with dots
    ("S.E.I.U. Local 99", "SEIU", "99"),
    ("I.B.E.W, Local 6", "IBEW", "6"),
    ("B.C. General Employees' Union", "BCGEU", ""),
    ("B.C. Teachers' Federation", "BCTF", ""),
    ("St. Paul Federation of Teachers", "AFT", ""),
    # no union
    ("J.P. Quarry & Co., Local Offices", "", ""),
    ("Jobs with Justice San Francisco", "", ""),
    ("Missouri Workers Center", "", ""),
    ("Northwest Labor Press", "", ""),
    ("Teamsters for a Democratic Union", "", ""),
    ("Weinberg, Roger & Rosenfeld", "", ""),
    ("American Civil Liberties Union", "", ""),
    ("Smart Growth America", "", ""),
    ("Chicago Coalition to Unite", "", ""),
    ("United Association for Labor Education", "", ""),
    ("National Art Education Association", "", ""),
    ("Day Laborer Center", "", ""),
    ("Seiusmic Research", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("employer", "union", "local"), NAMES)
def test_affiliation(employer: str, union: str, local: str) -> None:
    found = affiliation(employer)
    assert (found.union, found.local) == (union, local)


@pytest.mark.parametrize(
    ("employer", "parent"),
    [
        ("SEIU 775", "AFL-CIO"),
        ("Teamsters Local 445", ""),
        ("National Education Association", ""),
        ("CUPE 79", "CLC"),
        ("UNISON", "TUC"),
        ("CFMEU", "ACTU"),
        ("Jobs to Move America", ""),
    ],
)
def test_federation(employer: str, parent: str) -> None:
    assert affiliation(employer).parent == parent


@pytest.mark.parametrize("union", UNIONS["union"], ids=lambda union: str(union["abbreviation"]))
def test_every_name_in_the_file_leads_to_its_union(union: dict[str, Any]) -> None:
    for name in (*union.get("names", ()), *union.get("affiliates", ())):
        assert affiliation(name).union, name
    assert affiliation(union.get("names", [""])[0]).union == union["abbreviation"]


@given(st.text(max_size=200))
def test_never_raises(employer: str) -> None:
    assert isinstance(affiliation(employer), Affiliation)


@given(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.sampled_from(["SEIU", "AFT", "UAW", "NEA", "UE"]))
def test_an_acronym_inside_a_word_is_none(letters: str, acronym: str) -> None:
    assert affiliation(f"{letters}{acronym}{letters} Fund").union == ""


@pytest.mark.skipif(not GOLD.exists(), reason="the labeled pages are not here")
def test_the_labeled_employers_have_their_union() -> None:
    labels = [json.loads(line).get("label") or {} for line in GOLD.read_text(encoding="utf-8").splitlines()]
    told = [label for label in labels if label.get("employer") and label.get("union")]
    wrong = [label["employer"] for label in told if affiliation(label["employer"]).union != label["union"]]
    assert len(wrong) <= len(told) * 0.04, wrong


@pytest.mark.parametrize(
    ("name", "country", "union"),
    [
        ("UE (Northeast Region)", "", "UE"),
        ("BAC (Lake Counties Masonry Apprenticeship Fund)", "", "BAC"),
        ("UA (University of Arizona)", "", ""),
        ("Northern California Laborers Training Trust", "", "LIUNA"),
        ("Plumbers of Dayton, Inc.", "", ""),
        ("ONA", "CA", "ONA"),
        ("ONA", "US", ""),
        ("ONA", "", ""),
    ],
)
def test_brackets_trades_and_shared_acronyms(name: str, country: str, union: str) -> None:
    assert affiliation(name, country=country).union == union


@pytest.mark.parametrize(
    ("employer", "words"),
    [
        ("S.E.I.U. Local 99", "seiu local 99"),
        ("B.C. Teachers' Federation", "bctf"),
        ("B.C. Quarry Workers", "b c quarry workers"),  # BCQW, in short
        ("Quarry Workers of the U.S.A", "quarry workers of the u s a"),
    ],
)
def test_letters_with_dots_in_one_spelling(employer: str, words: str) -> None:
    assert " ".join(spelled_alike(employer)) == words


@pytest.mark.parametrize(
    ("employer", "union", "local"),
    [
        # leading zeros, a council's local, a number at the end
        ("United Steelworkers 00417", "USW", "417"),
        ("UBCJA Local 0012", "UBC", "12"),
        ("AFSCME Council 41 2203-5", "AFSCME", "2203"),
        ("District Council 33 488", "", "488"),
        ("IAMAW District Lodge 70-839", "IAM", "839"),
        ("TEAMSTERS UNION LOCAL NO. 77 77", "IBT", "77"),
        ("United Electrical, Radio and Machine Workers of America 106", "UE", "106"),
        ("SMW-19", "SMART", "19"),
        ("Asphalt Laborers 733", "LIUNA", "733"),
        ("Laborers Training Fund 2024", "LIUNA", ""),
        # an unknown or misspelled union is empty, never its federation
        ("International Brotherhoood of Boiler Workers, AFL-CIO 12", "", ""),
        ("Amalgamated Lamplighters Union, AFL-CIO", "", ""),
        ("Ohio AFL-CIO", "AFL-CIO", ""),
        # a firm or another body with a union's words
        ("Painters Union Local 9, Inc.", "IUPAT", "9"),
        ("SEIU Strategies LLC", "", ""),
        ("Teamsters Moving Co.", "", ""),
        ("Riverside Workers United", "", ""),
        ("Workers United", "Workers United", ""),
        ("Claims Review Branch 4, Records Office", "", ""),
    ],
)
def test_wrong_is_worse_than_empty(employer: str, union: str, local: str) -> None:
    found = affiliation(employer)
    assert (found.union, found.local) == (union, local)
