"""Counting list pages in."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.lifecycle.census import Census

AT = datetime(2026, 5, 8, 6, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)


def row(source_id: str, title: str = "Organizer") -> Listed:
    return Listed(source_id=source_id, url=f"https://x.test/{source_id}", title=title)


def test_a_page_is_counted_with_its_time() -> None:
    census = Census()
    assert census.page([row("1"), row("2")], AT) == [row("1"), row("2")]
    assert (census.pages, census.read_at, census.seen, census.repeated) == (1, AT, {"1": AT, "2": AT}, 0)


def test_a_row_that_an_earlier_page_had_is_not_read_again() -> None:
    census = Census()
    census.page([row("1"), row("2")], AT)
    assert census.page([row("2", "Moved while paging"), row("3")], LATER) == [row("3")]
    assert census.seen == {"1": AT, "2": AT, "3": LATER}
    assert (census.pages, census.read_at, census.repeated) == (2, LATER, 1)


def test_of_two_rows_with_one_id_the_first_counts() -> None:
    census = Census()
    assert census.page([row("1", "first"), row("1", "second"), row("1", "third")], AT) == [row("1", "first")]
    assert census.repeated == 2


def test_an_empty_page_is_a_page() -> None:
    census = Census()
    assert census.page([], AT) == []
    assert (census.pages, census.read_at, census.seen) == (1, AT, {})


@given(st.lists(st.lists(st.integers(0, 20).map(str))))
def test_every_row_is_either_fresh_or_a_repeat(pages: list[list[str]]) -> None:
    census = Census()
    fresh = [kept for page in pages for kept in census.page([row(number) for number in page], AT)]
    assert len(fresh) == len({kept.source_id for kept in fresh}) == len(census.seen)
    assert len(fresh) + census.repeated == sum(map(len, pages))


FULL = Listed(
    source_id="1",
    url="https://x.test/1",
    title="Organizer",
    employer="XYZ",
    location_text="based in Dayton, OH",
    region_text="Ohio",
    date_posted_text="4/1/2026",
)


@pytest.mark.parametrize("name", [field.name for field in fields(Listed)])
def test_the_fingerprint_changes_with_every_part_of_the_row(name: str) -> None:
    assert replace(FULL, **{name: "another"}).fingerprint != FULL.fingerprint
    assert replace(FULL).fingerprint == FULL.fingerprint


def test_the_fingerprint_knows_where_one_part_ends() -> None:
    one, other = replace(FULL, title="ab", employer="c"), replace(FULL, title="a", employer="bc")
    assert one.fingerprint != other.fingerprint


def test_the_fingerprint_is_the_same_on_every_machine_and_in_every_version() -> None:
    # it is stored: another value would have every page of every board fetched again
    assert FULL.fingerprint == "dfdaa41de7cb3fff"


def test_what_is_no_posting_is_counted_and_what_is_not_known_is_kept() -> None:
    census = Census()
    furniture = LeftOut(reason="talent-pool", words="Join our talent pool", known=True)
    unknown = LeftOut(reason="no-address", words="Organizer,\n  apply by mail " + "x" * 200)
    census.leave_out([furniture, furniture, unknown])
    assert census.left_out == {"talent-pool": 2, "no-address": 1}
    assert census.unread_rows == [unknown]
    assert unknown.words.startswith("Organizer, apply by mail x")
    assert len(unknown.words) == 120
