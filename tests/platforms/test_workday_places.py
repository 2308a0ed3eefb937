"""Workday's labels of places, with the country that a field beside them names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.places import format_places, parse_places
from unionjobs_scraper.platforms.workday_places import country_of, place_line

LABELS = [
    ("Belgium-Wavre", "BE", "GB", "Wavre, BE"),
    ("Belgium-Wavre", "", "GB", "Wavre, BE"),
    ("USA - Massachusetts - Waltham", "US", "GB", "Waltham, MA, US"),
    ("USA - New York - New York - 5th Ave", "US", "CA", "New York, NY, US"),
    ("UK – London – New Oxford Street", "", "US", "London, ENG, GB"),
    ("UK - Hertfordshire - Stevenage", "GB", "US", "Stevenage, ENG, GB"),
    ("Canada - Ontario - Ottawa - 233 Example Street", "CA", "US", "Ottawa, ON, CA"),
    ("Ottawa", "CA", "US", "Ottawa, ON, CA"),
    ("London", "CA", "GB", "London, ON, CA"),
    ("London", "GB", "CA", "London, ENG, GB"),
    ("Paris", "FR", "US", "Paris, FR"),
    ("IND-Pune", "IN", "US", "Pune, IN"),
    ("Georgia-Atlanta", "US", "US", "Atlanta, GA, US"),
    ("Boston-MA", "US", "US", "Boston, MA, US"),
    ("Texas - Remote", "", "US", "TX, US"),
    ("Winston-Salem", "US", "US", "Winston-Salem, NC, US"),
    ("Guinea-Bissau", "GW", "US", "GW"),
    ("Atlanta  Georgia", "US", "US", "Atlanta, GA, US"),
    ("CA-ON-Toronto", "CA", "US", "Toronto, ON, CA"),
    ("US-AR-SPRINGDALE-BLDG 1 ~ 275 E Example", "US", "US", "Springdale, AR, US"),
    ("Example Med Ctr (14502 W Example Blvd)", "", "US", ""),
    ("Remote", "US", "CA", "US"),
    ("", "CA", "US", "CA"),
    ("", "", "US", ""),
]


@pytest.mark.parametrize(("label", "country", "home", "places"), LABELS)
def test_a_label_is_read_in_the_country_of_its_field(label: str, country: str, home: str, places: str) -> None:
    assert format_places(parse_places(place_line(label, country), country=home)) == places


@pytest.mark.parametrize(
    ("job", "country"),
    [
        ({"country": {"descriptor": "United States of America"}}, "US"),
        ({"country": {"descriptor": "Belgium", "id": "a"}}, "BE"),
        ({"jobRequisitionLocation": {"country": {"descriptor": "?", "alpha2Code": "be"}}}, "BE"),
        ({"country": {"descriptor": "De"}}, "DE"),
        ({"country": "Belgium"}, ""),
        ({"country": None, "jobRequisitionLocation": []}, ""),
    ],
)
def test_the_country_of_a_posting(job: dict[str, Any], country: str) -> None:
    assert country_of(job) == country


@given(st.text(max_size=80) | st.none() | st.integers(), st.sampled_from(["", "US", "BE", "IN", "GB"]))
def test_any_label_is_a_line(label: object, country: str) -> None:
    assert "\n" not in place_line(label, country)
