"""Whatever pair can be one job shares a key, in both directions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.linked_ads import ad
from unionjobs_scraper.linking import employer, place, title
from unionjobs_scraper.linking.employer import EmployerAgreement
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.keys import MOST_PLACES, keys
from unionjobs_scraper.linking.place import PlaceAgreement
from unionjobs_scraper.linking.title import TitleAgreement


def find_each_other(a: Ad, b: Ad) -> bool:
    first, second = keys(a), keys(b)
    found = bool(set(first.asks) & set(second.has))
    assert found == bool(set(second.asks) & set(first.has))
    return found


PLACES = st.lists(
    st.sampled_from(
        ["Dayton, OH, US", "Columbus, OH, US", "Reno, NV, US", "OH, US", "NV, US", "US", "CA", "Paris, , FR", "FR"]
    ),
    max_size=4,
    unique=True,
).map("; ".join)
EMPLOYERS = st.sampled_from(
    [
        {"employer": "SEIU Local 99", "union_abbr": "SEIU", "local": "99"},
        {"employer": "Service Employees International Union Local 99", "union_abbr": "SEIU", "local": "99"},
        {"employer": "SEIU", "union_abbr": "SEIU", "local": ""},
        {"employer": "Prairie Federation of Teachers Union", "union_abbr": "", "local": ""},
        {"employer": "Prairie Federation of Teachers", "union_abbr": "", "local": ""},
        {"employer": "PFTU", "union_abbr": "", "local": ""},
        {"employer": "", "union_abbr": "", "local": ""},
    ]
)
TITLES = st.sampled_from(["Field Organizer", "Organizer, Field", "Field Organizer (Bilingual)", "Director of Research"])


@given(PLACES, PLACES, EMPLOYERS, EMPLOYERS, TITLES, TITLES)
def test_a_pair_is_found_from_either_side(
    here: str, there: str, one: dict[str, Any], other: dict[str, Any], first: str, second: str
) -> None:
    a = ad("unionjobs:1", locations=here, title=first, **one)
    b = ad("daybook:2", locations=there, title=second, **other)
    found = find_each_other(a, b)
    same_employer = employer.agreement(a.employer_name, b.employer_name) is EmployerAgreement.SAME
    apart = place.agreement(a.places, b.places) is PlaceAgreement.DIFFERENT
    titles_agree = title.agreement(a.title_words, b.title_words) is not TitleAgreement.DIFFERENT
    if same_employer and titles_agree and not apart:
        assert found
    if not titles_agree:
        assert not found


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ("Dayton, OH, US", "Dayton, OH, US", True),
        ("Dayton, OH, US", "OH, US", True),
        ("Dayton, OH, US", "US", True),
        ("OH, US", "US", True),
        ("Dayton, OH, US", "", True),
        ("", "", True),
        ("Dayton, OH, US", "Reno, NV, US; Dayton, OH, US", True),
        ("Dayton, OH, US", "Columbus, OH, US", False),
        ("Dayton, OH, US", "NV, US", False),
        ("OH, US", "NV, US", False),
    ],
)
def test_places_that_can_be_one(here: str, there: str, found: bool) -> None:
    assert find_each_other(ad("unionjobs:1", locations=here), ad("daybook:2", locations=there)) is found


ELSEWHERE: dict[str, Any] = {"employer": "QRS", "union_abbr": "", "local": "", "title": "Bookkeeper", "locations": "FR"}


@pytest.mark.parametrize(
    ("shared", "found"),
    [
        ({}, False),
        ({"apply_url": "https://hill.bamboohr.com/careers/55"}, True),
        ({"apply_url": "https://hill.example/jobs/31022"}, True),
        ({"apply_url": "https://bit.ly/3xYz"}, True),
        ({"apply_url": "https://hill.example/careers"}, False),
        ({"apply_url": "mailto:jobs@hill.example"}, False),
        ({"stated_requisition": "2026114"}, False),  # two employers number their openings alike
    ],
)
def test_an_address_of_one_opening_points_at_it_from_any_board(shared: dict[str, Any], found: bool) -> None:
    assert find_each_other(ad("unionjobs:1", **shared), ad("daybook:2", **(ELSEWHERE | shared))) is found


def test_the_requisition_of_ones_own_page_is_the_others_apply_link() -> None:
    own = ad("hill:55", url="https://hill.bamboohr.com/careers/55")
    copy = ad("unionjobs:1", **ELSEWHERE, apply_url="https://hill.bamboohr.com/careers/55?source=unionjobs.com")
    assert find_each_other(own, copy)


def test_a_stated_requisition_is_of_the_employer() -> None:
    a = ad("unionjobs:1", stated_requisition="2026114")
    assert find_each_other(a, ad("daybook:2", title="Bookkeeper", stated_requisition="2026114"))


def test_an_ad_for_fifty_cities_has_few_keys() -> None:
    many = "; ".join(f"City{number:02}, OH, US" for number in range(50))
    found = keys(ad(locations=many))
    assert len(found.has) <= MOST_PLACES + 3
    assert len(found.asks) <= MOST_PLACES + 3
    assert find_each_other(ad("unionjobs:1", locations=many), ad("daybook:2", locations="City00, OH, US"))
