"""Two ads' places: the same, some shared, one within the other, unstated, or apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.linking.place import Places, agreement


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Dayton, OH, US", "Dayton, OH, US", "same"),
        ("Dayton, OH, US; Reno, NV, US", "Reno, NV, US; Dayton, OH, US", "same"),
        ("Dayton, OH, US; Reno, NV, US", "Reno, NV, US", "overlap"),
        ("Dayton, OH, US; Reno, NV, US", "Reno, NV, US; Elko, NV, US", "overlap"),
        ("Dayton, OH, US", "OH, US", "within"),
        ("Dayton, OH, US", "US", "within"),
        ("OH, US", "US", "within"),
        ("Dayton, OH, US; Reno, NV, US", "NV, US", "within"),
        ("", "Dayton, OH, US", "unstated"),
        ("", "", "unstated"),
        ("Dayton, OH, US", "Columbus, OH, US", "different"),
        ("Dayton, OH, US", "Dayton, TX, US", "different"),
        ("Dayton, OH, US", "NV, US", "different"),
        ("OH, US", "NV, US", "different"),
        ("Paris, TX, US", "FR", "different"),
    ],
)
def test_places(one: str, other: str, expected: str) -> None:
    a, b = Places.read(one), Places.read(other)
    assert agreement(a, b) == agreement(b, a) == expected


def test_the_words_of_a_place_are_those_that_a_title_may_repeat() -> None:
    assert Places.read("St. Paul, MN, US").words == {"st", "paul", "mn", "us"}


@given(st.text(alphabet="aA,; .é", max_size=40), st.text(max_size=40))
def test_no_place_is_an_error(one: str, other: str) -> None:
    a, b = Places.read(one), Places.read(other)
    assert agreement(a, b) is agreement(b, a)
