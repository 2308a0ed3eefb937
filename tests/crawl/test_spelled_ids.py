"""A posting keeps its id when the site writes it otherwise, and no other posting's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from scrapy import Spider

from tests.lifecycle.test_histories import BOARD, START, _crawler, _empty_database, _read
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.crawl.spelled_ids import known_as
from unionjobs_scraper.items import Listed

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


def _row(site_id: str) -> Listed:
    return Listed(source_id=site_id, url=f"https://board.test/{site_id}", title="T")


@pytest.mark.parametrize(
    ("now", "names"),
    [
        (["AbC"], {}),  # it is stored itself, and the other one is missing
        (["AbC", "abc"], {}),
        (["ABC"], {}),
        (["XYZ"], {"XYZ": "xyz"}),
        (["XYZ", "AbC", "new"], {"XYZ": "xyz"}),
    ],
)
def test_a_posting_that_is_stored_takes_no_other_ones_place(
    tmp_path: Path, now: list[str], names: dict[str, str]
) -> None:
    path = tmp_path / "board.db"
    path.write_bytes(_empty_database())
    first, second = (Run(_crawler(f"sqlite:///{path}", START + timedelta(days=day)), BOARD) for day in range(2))
    first.begin()
    stored = [_row(each) for each in ("AbC", "abc", "xyz")]
    first.census.page(stored, first.clock.now())
    first.save([_read(each, first.clock.now(), read=True) for each in stored])
    first.end(cast("Spider", None), "finished")
    second.begin()
    assert second.as_stored([_row(each) for each in now]) == names
    second.end(cast("Spider", None), "finished")
