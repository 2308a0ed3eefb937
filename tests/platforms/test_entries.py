"""An entry of a list that is not understood is left out and counted; a list of such entries alone is a new layout."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.http import TextResponse

from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.platforms.entries import accounted, lacking

PAGE = TextResponse("https://x.test/jobs", body=b"{}")
GOOD = {"jobId": 1, "title": "Organizer"}


def read(entry: dict[str, Any]) -> Listed | LeftOut:
    return lacking(entry, "jobId", "title") or Listed(
        source_id=str(entry["jobId"]), url=f"https://x.test/{entry['jobId']}", title=entry["title"]
    )


@pytest.mark.parametrize(
    ("entry", "reason", "words"),
    [
        ({"title": "Organizer"}, "no-job-id", "Organizer"),
        ({"jobId": "", "title": "Organizer"}, "no-job-id", "Organizer"),
        ({"jobId": None, "name": "Organizer"}, "no-job-id", "Organizer"),
        ({"jobId": True, "title": "Organizer"}, "no-job-id", "Organizer"),
        ({"jobId": {"id": 7}, "city": "Reno"}, "no-job-id", "Reno"),
        ({"jobId": 7, "title": []}, "no-title", "7"),
        ({}, "no-job-id", ""),
    ],
)
def test_an_entry_without_what_names_it_is_left_out(entry: dict[str, Any], reason: str, words: str) -> None:
    assert list(accounted([GOOD, entry], read, PAGE, "jobs"))[1:] == [LeftOut(reason=reason, words=words)]


def test_a_zero_is_an_id() -> None:
    assert lacking({"jobId": 0, "title": "Organizer"}, "jobId", "title") is None


def test_entries_of_which_none_is_understood_are_a_new_layout() -> None:
    with pytest.raises(LayoutChanged, match=r"none of 2 entries of jobs is understood \(no-job-id\)"):
        list(accounted([{"title": "Organizer"}, {}], read, PAGE, "jobs"))


def test_no_entries_are_no_new_layout() -> None:
    assert list(accounted([], read, PAGE, "jobs")) == []


def test_entries_that_are_known_to_be_no_postings_are_no_new_layout() -> None:
    pool = LeftOut(reason="talent-pool", known=True)
    assert list(accounted([GOOD], lambda entry: pool, PAGE, "jobs")) == [pool]


def test_one_id_of_two_titles_is_one_posting_and_one_that_is_not_told_apart() -> None:
    found = list(accounted([GOOD, GOOD, {"jobId": 1, "title": "Researcher"}], read, PAGE, "jobs"))
    assert [type(each) for each in found] == [Listed, Listed, LeftOut]
    assert found[2] == LeftOut(reason="same-id", words="1: Researcher")
