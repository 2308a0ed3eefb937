"""The pipeline that reads values from words: what it refuses is empty, with its words, and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.pipelines.normalize import Normalize, normalized

COUNTER = "unionjobs/normalize/impossible_deadline"


@pytest.mark.parametrize(
    ("posted", "words", "deadline", "counted"),
    [
        ("2026-05-01", "2026-05-20", date(2026, 5, 20), 0),
        ("2026-05-01", "2026-04-20", None, 1),
        ("2026-05-01", "12/31/2099", None, 1),
        ("", "9999-12-31", None, 1),
        ("2026-05-01", "Until filled", None, 0),
        ("2026-05-01", "2026-05-21T03:59:59Z", date(2026, 5, 20), 0),
        ("", "", None, 0),
    ],
)
def test_an_impossible_deadline_is_empty_and_counted(
    posted: str, words: str, deadline: date | None, counted: int
) -> None:
    stats = MemoryStatsCollector(get_crawler())
    item = JobPosting(source_id="1", title="Organizer", date_posted_text=posted, valid_through_text=words)
    read = Normalize("US", stats).process_item(item)
    assert (read.valid_through, read.valid_through_text) == (deadline, words)
    assert stats.get_value(COUNTER, 0) == counted


@pytest.mark.parametrize(
    ("description", "deadline", "words", "counted"),
    [
        ("Join us.", None, "2026-11-09", 1),
        ("Apply by October 1, 2026.", date(2026, 10, 1), "Apply by October 1, 2026", 0),
        ("Open until filled.", None, "Open until filled", 1),
    ],
)
def test_a_deadline_of_the_systems_own_is_empty_and_counted(
    description: str, deadline: date | None, words: str, counted: int
) -> None:
    stats = MemoryStatsCollector(get_crawler())
    item = JobPosting(
        source_id="1",
        title="Organizer",
        date_posted_text="2026-08-11",
        valid_through_text="2026-11-09",
        deadline_made_up="datePosted + 90 days",
        description=description,
    )
    read = Normalize("US", stats).process_item(item)
    assert (read.valid_through, read.valid_through_text) == (deadline, words)
    assert stats.get_value("unionjobs/normalize/made_up_deadline", 0) == counted
    assert stats.get_value(COUNTER) is None


@pytest.mark.parametrize(
    ("words", "place", "board", "day"),
    [
        ("11.12.2026", "Nürnberg", "DE", "2026-12-11"),
        ("4/3/2026", "Guadalajara", "MX", "2026-03-04"),
        ("4/3/2026", "Leeds", "GB", "2026-03-04"),
        ("4/3/2026", "Leeds, England", "US", "2026-03-04"),
        ("4/3/2026", "Berlin, Germany", "US", "2026-04-03"),
        ("4/3/2026", "Reno, NV", "US", "2026-04-03"),
        ("4/3/2026", "", "CA", "2026-04-03"),
        ("4/3/2026", "", "FR", "2026-03-04"),
    ],
)
def test_the_day_stands_first_where_the_country_and_the_board_write_it_so(
    words: str, place: str, board: str, day: str
) -> None:
    item = JobPosting(source_id="1", url="https://www.example.org/1", title="Organizer")
    item = replace(item, location_text=place, valid_through_text=words)
    assert str(normalized(item, board).valid_through) == day
