"""A posting keeps its id when the site writes it otherwise, and no other posting's."""

from __future__ import annotations

import pytest

from unionjobs_scraper.crawl.spelled_ids import known_as

SAME = [
    ("ABC123DEF1", "abc123def1"),
    ("5D54D69B-E940-452E-B892-1170AA60F013", "5d54d69b-e940-452e-b892-1170aa60f013"),
    ("~Careers/Field-Organizer", "~careers/field-organizer"),
    ("~careers/field-organizer/", "~careers/field-organizer"),
    ("~careers/field%2Dorganizer", "~careers/field-organizer"),
    ("~careers//field-organizer", "~careers/field-organizer"),
    ("~careers/?id=AB", "~careers?id=ab"),
]


@pytest.mark.parametrize(("now", "stored"), SAME)
def test_the_same_id_written_otherwise(now: str, stored: str) -> None:
    assert known_as([now], [stored, "other"]) == {now: stored}


@pytest.mark.parametrize(
    ("now", "stored"),
    [
        (["117"], ["1170"]),
        (["~careers/organizer-2"], ["~careers/organizer"]),
        (["~jobs/organizer"], ["~careers/organizer"]),
        (["AbC", "aBC"], ["abc"]),  # two on the list: neither is it for sure
        (["ABC"], ["abc", "Abc"]),
    ],
)
def test_another_id(now: list[str], stored: list[str]) -> None:
    assert known_as(now, stored) == {}
