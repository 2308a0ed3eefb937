"""How a run ends for the postings, in a real database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.stored import AD, MONDAY, OTHER, TUESDAY, WEDNESDAY, edits, page, run, store, stored
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing, Miss, Missing
from unionjobs_scraper.storage import sightings
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import spells
from unionjobs_scraper.storage.sightings import Unseen, miss, open_postings, sight, unseen
from unionjobs_scraper.storage.transitions import NO_ROWS, close, reopen

HOUR = timedelta(hours=1)

GONE = Closing(
    source_id="99001",
    reason=ClosedReason.GONE,
    closed_after=MONDAY,
    closed_by=TUESDAY,
    url=AD.url,
    status=404,
    words="HTTP 404",
)
MISS = Miss(source_id="99001", missing_since=TUESDAY, missed_at=TUESDAY, misses=1)


@pytest.fixture
def monday(database: Database) -> Database:
    """A database with two postings, open since its first census."""
    store(database, MONDAY, page(AD, MONDAY), page(OTHER, MONDAY))
    return database


def closed(
    database: Database, closing: Closing = GONE, at: datetime = TUESDAY, *, listed: Mapping[str, str] = NO_ROWS
) -> None:
    with run(database, at) as (connection, begun):
        close(connection, begun, [closing], listed)


def returned(database: Database, at: datetime, *site_ids: str) -> int:
    with run(database, at) as (connection, begun):
        return len(reopen(connection, begun, dict.fromkeys(site_ids or ("99001",), at)))


def spells_of(database: Database, posting_id: str = "unionjobs:99001") -> Sequence[Any]:
    query = select(spells).where(spells.c.posting_id == posting_id).order_by(spells.c.spell)
    with database.read() as connection:
        return connection.execute(query).all()


def bounds(row: Any) -> tuple[datetime | None, ...]:
    return (row.open_after, row.open_by, row.closed_after, row.closed_by)


# ----------------------------------------------------------------------------------------- closing


def test_a_closing_ends_the_spell_with_its_bounds_and_evidence(monday: Database) -> None:
    closed(monday)
    row = stored(monday)
    assert (row.status, row.closed_reason, row.spells) == ("closed", "gone", 1)
    assert bounds(row) == (None, MONDAY, MONDAY, TUESDAY)
    assert row.last_seen == MONDAY
    (spell,) = spells_of(monday)
    assert bounds(spell) == bounds(row)
    assert (spell.closed_reason, spell.opened_run, spell.closed_run) == ("gone", 1, 2)
    assert (spell.evidence_url, spell.evidence_status, spell.evidence) == (AD.url, 404, "HTTP 404")
    assert edits(monday) == [("unionjobs:99001", "status", "open", "closed")]


def test_a_closing_leaves_every_other_posting_alone(monday: Database) -> None:
    store(monday, MONDAY, page(replace(AD, source="board"), MONDAY))
    closed(monday)
    for other in ("unionjobs:99002", "board:99001"):
        assert stored(monday, other).status == "open"
        assert bounds(spells_of(monday, other)[0])[2:] == (None, None)


def test_a_closing_forgets_the_absences_that_led_to_it(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, begun):
        miss(connection, "unionjobs", [MISS])
        close(connection, begun, [GONE])
    row = stored(monday)
    assert (row.misses, row.missing_since, row.missed_at) == (0, None, None)


@pytest.mark.parametrize("reason", list(ClosedReason))
def test_the_reason_is_one_of_the_promised_words(monday: Database, reason: ClosedReason) -> None:
    closed(monday, replace(GONE, reason=reason, status=None, url="", words="why"))
    assert stored(monday).closed_reason == reason.value
    (spell,) = spells_of(monday)
    assert (spell.closed_reason, spell.evidence_status, spell.evidence) == (reason.value, None, "why")


@pytest.mark.parametrize(("listed", "row_hash"), [({"99001": "b"}, "b"), ({}, "")])
def test_what_left_the_list_is_read_anew_should_it_return(
    monday: Database, listed: dict[str, str], row_hash: str
) -> None:
    closed(monday, listed=listed)
    assert stored(monday).row_hash == row_hash
    assert stored(monday, "unionjobs:99002").row_hash == "a"


def test_many_at_once(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, begun):
        close(connection, begun, [GONE, replace(GONE, source_id="99002")])
    assert [stored(monday, f"unionjobs:{number}").status for number in (99001, 99002)] == ["closed"] * 2


# ---------------------------------------------------------------------------------------- absences


def test_an_absence_is_noted_and_closes_nothing(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, _):
        miss(connection, "unionjobs", [MISS])
    row = stored(monday)
    assert (row.status, row.misses, row.missing_since, row.missed_at) == ("open", 1, TUESDAY, TUESDAY)
    assert (row.last_seen, row.closed_by) == (MONDAY, None)
    assert stored(monday, "unionjobs:99002").misses == 0
    assert edits(monday) == []


def test_no_absences_are_no_query(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, _):
        miss(connection, "unionjobs", [])
    assert stored(monday).misses == 0


def test_the_unseen_are_the_open_postings_that_the_list_does_not_have(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, _):
        miss(connection, "unionjobs", [MISS])
    with monday.read() as connection:
        assert unseen(connection, "unionjobs", {"99002"}) == (
            [
                Unseen(
                    Missing(
                        source_id="99001",
                        last_seen=MONDAY,
                        read_at=MONDAY,
                        missing_since=TUESDAY,
                        missed_at=TUESDAY,
                        misses=1,
                    ),
                    AD.url,
                    AD.title,
                )
            ],
            2,
        )
        assert unseen(connection, "unionjobs", {"99001", "99002", "99003"}) == ([], 2)
        assert unseen(connection, "board", set()) == ([], 0)


def test_what_is_closed_is_neither_unseen_nor_open(monday: Database) -> None:
    closed(monday)
    with monday.read() as connection:
        missing, open_ones = unseen(connection, "unionjobs", set())
        assert ([each.posting.source_id for each in missing], open_ones) == (["99002"], 1)
        assert set(open_postings(connection, "unionjobs", ["99001", "99002", "99003"])) == {"99002"}
        assert open_postings(connection, "unionjobs", ["99002"])["99002"] == Missing(
            source_id="99002", last_seen=MONDAY, read_at=MONDAY
        )


def test_a_posting_whose_id_was_given_away_is_missing_whatever_the_list_says(monday: Database) -> None:
    store(
        monday, TUESDAY, page(replace(AD, employer="QRS", title="Bookkeeper", description="Keeps the books."), TUESDAY)
    )
    with monday.read() as connection:
        missing, open_ones = unseen(connection, "unionjobs", {"99001", "99002"})
    assert ([each.posting.source_id for each in missing], open_ones) == (["99001"], 3)
    closed(monday, at=WEDNESDAY)
    assert stored(monday).status == "closed"
    assert stored(monday, "unionjobs:99001~2").status == "open"


# --------------------------------------------------------------------------------------- sightings


def test_a_sighting_moves_last_seen_on_and_forgets_absences(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, _):
        miss(connection, "unionjobs", [MISS])
        sight(connection, "unionjobs", {"99002": TUESDAY})
    with run(monday, WEDNESDAY) as (connection, _):
        sight(connection, "unionjobs", {"99001": WEDNESDAY, "99002": WEDNESDAY + HOUR, "unknown": WEDNESDAY})
    row = stored(monday)
    assert (row.last_seen, row.misses, row.missing_since, row.missed_at) == (WEDNESDAY, 0, None, None)
    assert row.first_seen == MONDAY
    assert stored(monday, "unionjobs:99002").last_seen == WEDNESDAY  # one time a run, that of its first page


def test_a_sighting_leaves_out_what_its_own_page_calls_closed(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, _):
        miss(connection, "unionjobs", [MISS])
    with run(monday, WEDNESDAY) as (connection, _):
        sight(connection, "unionjobs", {"99001": WEDNESDAY, "99002": WEDNESDAY}, {"99001"})
    row = stored(monday)
    assert (row.last_seen, row.misses) == (MONDAY, 1)
    assert stored(monday, "unionjobs:99002").last_seen == WEDNESDAY


def test_a_sighting_of_more_than_one_statement_misses_none(monday: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sightings, "PORTION", 1)
    with run(monday, TUESDAY) as (connection, _):
        sight(connection, "unionjobs", {"99001": TUESDAY, "99002": TUESDAY})
    assert stored(monday).last_seen == stored(monday, "unionjobs:99002").last_seen == TUESDAY


def test_a_sighting_says_nothing_of_what_is_closed_or_on_another_board(monday: Database) -> None:
    store(monday, MONDAY, page(replace(AD, source="board"), MONDAY))
    closed(monday)
    with run(monday, WEDNESDAY) as (connection, _):
        sight(connection, "unionjobs", {"99001": WEDNESDAY})
    assert (stored(monday).status, stored(monday).last_seen) == ("closed", MONDAY)
    assert stored(monday, "board:99001").last_seen == MONDAY


def test_an_id_with_a_null_in_it_is_no_other_id(monday: Database) -> None:
    with run(monday, TUESDAY) as (connection, _):
        sight(connection, "unionjobs", {"99001\0": TUESDAY, "99002": TUESDAY})
        assert open_postings(connection, "unionjobs", ["99001\0"]) == {}
    assert stored(monday).last_seen == MONDAY
    assert stored(monday, "unionjobs:99002").last_seen == TUESDAY


def test_an_older_list_does_not_turn_last_seen_back(monday: Database) -> None:
    # a replay of last week's archive, or a machine whose clock is wrong
    with run(monday, TUESDAY) as (connection, _):
        sight(connection, "unionjobs", {"99001": TUESDAY})
        miss(connection, "unionjobs", [replace(MISS, source_id="99002")])
    with run(monday, MONDAY - HOUR) as (connection, _):
        sight(connection, "unionjobs", {"99001": MONDAY - HOUR, "99002": MONDAY - HOUR})
    assert stored(monday).last_seen == TUESDAY
    absent = stored(monday, "unionjobs:99002")
    assert (absent.last_seen, absent.misses) == (MONDAY, 1)


# -------------------------------------------------------------------------------------- reopenings


def test_a_posting_that_comes_back_opens_a_new_spell_of_the_same_row(monday: Database) -> None:
    closed(monday)
    assert returned(monday, WEDNESDAY) == 1
    row = stored(monday)
    assert (row.status, row.closed_reason, row.spells) == ("open", "", 2)
    assert bounds(row) == (TUESDAY, WEDNESDAY, None, None)
    assert (row.first_seen, row.last_seen) == (MONDAY, WEDNESDAY)
    first, second = spells_of(monday)
    assert (first.closed_reason, bounds(first)) == ("gone", (None, MONDAY, MONDAY, TUESDAY))
    assert (first.evidence, first.evidence_status) == ("HTTP 404", 404)
    assert (second.spell, second.opened_run, bounds(second)) == (2, 3, (TUESDAY, WEDNESDAY, None, None))
    assert [edit[1:] for edit in edits(monday)] == [("status", "open", "closed"), ("status", "closed", "open")]


def test_it_came_back_after_the_last_complete_run_that_did_not_list_it(monday: Database) -> None:
    closed(monday)
    with run(monday, WEDNESDAY):
        pass
    friday = WEDNESDAY + timedelta(days=2)
    assert returned(monday, friday) == 1
    assert bounds(stored(monday))[:2] == (WEDNESDAY, friday)


def test_the_second_spell_ends_on_its_own(monday: Database) -> None:
    closed(monday)
    returned(monday, WEDNESDAY)
    friday = WEDNESDAY + timedelta(days=2)
    closed(monday, replace(GONE, closed_after=WEDNESDAY, closed_by=friday, reason=ClosedReason.DELISTED), friday)
    first, second = spells_of(monday)
    assert (first.closed_by, first.closed_reason) == (TUESDAY, "gone")
    assert (second.closed_by, second.closed_reason) == (friday, "delisted")
    assert returned(monday, friday + timedelta(days=1)) == 1
    assert stored(monday).spells == 3


@pytest.mark.parametrize(("after", "spells_then"), [(HOUR, 1), (HOUR * 6 - timedelta(seconds=1), 1), (HOUR * 6, 2)])
def test_back_within_six_hours_it_has_only_flapped(monday: Database, after: timedelta, spells_then: int) -> None:
    closed(monday)
    assert returned(monday, TUESDAY + after) == 1
    row = stored(monday)
    assert (row.status, row.spells, row.last_seen) == ("open", spells_then, TUESDAY + after)
    assert len(spells_of(monday)) == spells_then


def test_a_spell_that_goes_on_has_no_end_and_no_evidence_of_one(monday: Database) -> None:
    closed(monday)
    returned(monday, TUESDAY + HOUR)
    row = stored(monday)
    assert (row.closed_reason, bounds(row)) == ("", (None, MONDAY, None, None))
    (spell,) = spells_of(monday)
    assert bounds(spell) == (None, MONDAY, None, None)
    assert (spell.closed_reason, spell.closed_run, spell.evidence_url) == ("", None, "")
    assert (spell.evidence_status, spell.evidence) == (None, "")


def test_only_what_is_closed_can_come_back(monday: Database) -> None:
    assert returned(monday, WEDNESDAY, "99001", "99002", "unknown") == 0
    assert edits(monday) == []
    assert stored(monday).spells == 1


def test_a_posting_of_another_board_does_not_come_back(monday: Database) -> None:
    store(monday, MONDAY, page(replace(AD, source="board"), MONDAY))
    closed(monday)
    with run(monday, WEDNESDAY, "board") as (connection, begun):
        assert reopen(connection, begun, {"99001": WEDNESDAY}) == []
    assert stored(monday).status == "closed"
