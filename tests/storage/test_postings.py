"""Batches of items in a real database: what is new, what is an edit of the site, what is neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.linked_ads import passages, text
from tests.support.stored import AD, MONDAY, OTHER, TUESDAY, WEDNESDAY, edits, page, row_only, run, store, stored
from unionjobs_scraper.items import stated_hash
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.postings import Known, Saved, known, save, stored_ids
from unionjobs_scraper.storage.schema import MARKED, changes, postings, spells
from unionjobs_scraper.storage.transitions import close
from unionjobs_scraper.storage.values import cell_text

# --------------------------------------------------------------------------------------------- new


def test_a_new_posting_opens_with_its_first_spell(database: Database) -> None:
    assert store(database, MONDAY, page(AD, MONDAY)) == Saved(new=1)
    row = stored(database)
    assert (row.job_id, row.source, row.source_id, row.site_id) == (row.posting_id, "unionjobs", "99001", "99001")
    assert (row.status, row.closed_reason, row.spells, row.misses) == ("open", "", 1, 0)
    assert (row.open_after, row.open_by, row.closed_after, row.closed_by) == (None, MONDAY, None, None)
    assert (row.first_seen, row.last_seen, row.read_at) == (MONDAY, MONDAY, MONDAY)
    assert (row.title, row.salary_min, row.salary_max, row.date_posted) == (
        "Field Organizer",
        60000,
        None,
        date(2026, 4, 1),
    )
    assert (row.row_hash, row.content_hash) == ("a", stated_hash(AD))
    with database.read() as connection:
        spell = connection.execute(select(spells)).one()
    assert (spell.posting_id, spell.spell, spell.opened_run) == (row.posting_id, 1, 1)
    assert (spell.open_after, spell.open_by, spell.closed_by, spell.closed_reason) == (None, MONDAY, None, "")
    assert edits(database) == []


def test_a_later_posting_appeared_after_the_last_complete_run(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    store(database, TUESDAY, page(OTHER, TUESDAY + timedelta(minutes=1)))
    row = stored(database, "unionjobs:99002")
    assert (row.open_after, row.open_by) == (MONDAY, TUESDAY + timedelta(minutes=1))


def test_a_posting_that_is_closed_at_first_sight_is_open_until_the_run_ends_well(database: Database) -> None:
    """A site that answers "no longer available" to everything must not close what is new either."""
    store(database, MONDAY, page(replace(AD, closing_mark="This position has been filled."), MONDAY))
    row = stored(database)
    assert (row.status, row.closed_by) == ("open", None)
    assert (row.row_hash, row.read_at) == (MARKED, None)  # it is read again until a complete run settles it


def test_a_posting_known_from_its_row_alone_is_on_record(database: Database) -> None:
    assert store(database, MONDAY, row_only(AD, MONDAY)) == Saved(new=1)
    row = stored(database)
    assert (row.status, row.title, row.description, row.read_at) == ("open", "Field Organizer", "", None)


def test_an_empty_batch_does_nothing(database: Database) -> None:
    assert store(database, MONDAY) == Saved()


# ------------------------------------------------------------------------------------------- edits


def test_the_same_page_again_is_no_edit(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    assert store(database, TUESDAY, page(AD, TUESDAY)) == Saved()
    assert edits(database) == []
    row = stored(database)
    assert (row.read_at, row.first_seen, row.open_by, row.spells) == (TUESDAY, MONDAY, MONDAY, 1)


EDITED = replace(
    AD, title="Lead Organizer", salary_min=62500.5, date_posted=None, date_posted_text="", description="Another text."
)


def test_an_edit_is_recorded_field_by_field(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    assert store(database, TUESDAY, page(EDITED, TUESDAY)) == Saved(changed=1)
    assert set(edits(database)) == {
        ("unionjobs:99001", "title", "Field Organizer", "Lead Organizer"),
        ("unionjobs:99001", "salary_min", "60000", "62500.5"),
        ("unionjobs:99001", "date_posted", "2026-04-01", ""),
        ("unionjobs:99001", "description", "The union seeks an organizer.", "Another text."),
    }
    row = stored(database)
    assert (row.title, row.description, row.content_hash) == ("Lead Organizer", "Another text.", stated_hash(EDITED))
    with database.read() as connection:
        assert {(edit.run_id, edit.at) for edit in connection.execute(select(changes))} == {(2, TUESDAY)}


def test_an_edit_back_is_another_edit(database: Database) -> None:
    for at, item in ((MONDAY, AD), (TUESDAY, EDITED), (WEDNESDAY, AD)):
        store(database, at, page(item, at))
    titles = [edit[2:] for edit in edits(database) if edit[1] == "title"]
    assert titles == [("Field Organizer", "Lead Organizer"), ("Lead Organizer", "Field Organizer")]


def test_a_better_normalizer_is_silent_and_stored(database: Database) -> None:
    better = replace(AD, salary_max=70000.0, region="OH", job_family="organizing", union_abbr="XYZ", row_hash="b")
    store(database, MONDAY, page(AD, MONDAY))
    assert store(database, TUESDAY, page(better, TUESDAY)) == Saved()
    assert edits(database) == []
    row = stored(database)
    assert (row.salary_max, row.region, row.job_family, row.row_hash) == (70000, "OH", "organizing", "b")


def test_what_the_normalizer_reads_from_the_text_is_no_statement_of_the_site() -> None:
    # else a better reading of dates would look like an edit of every posting
    text = "Posted April 2, 2026. The deadline to apply is May 15, 2026. Salary: $60,000 a year."
    item = replace(AD, date_posted_text="", date_posted=None, description=text)
    item = replace(item, content_hash=stated_hash(item))
    read = normalized(item, "US")
    assert (read.date_posted, read.valid_through) == (date(2026, 4, 2), date(2026, 5, 15))
    assert read.content_hash == item.content_hash


STATED = [
    "employer",
    "title",
    "department",
    "location_text",
    "region_text",
    "employment_text",
    "date_posted_text",
    "valid_through_text",
    "apply_url",
    "description",
]


@pytest.mark.parametrize("name", STATED)
def test_the_content_hash_changes_with_what_the_site_states(name: str) -> None:
    another: dict[str, Any] = {name: "another"}
    assert stated_hash(replace(AD, **another)) != stated_hash(AD)


@pytest.mark.parametrize(
    "name", ["salary_max", "region", "job_family", "union_abbr", "row_hash", "locations", "workplace"]
)
def test_the_content_hash_does_not_change_with_what_is_derived(name: str) -> None:
    another: dict[str, Any] = {name: "another"}
    assert stated_hash(replace(AD, **another)) == stated_hash(AD)


def test_the_first_reading_of_a_page_known_from_its_row_is_no_edit(database: Database) -> None:
    store(database, MONDAY, row_only(AD, MONDAY))
    assert store(database, TUESDAY, page(AD, TUESDAY)) == Saved()
    assert edits(database) == []
    row = stored(database)
    assert (row.description, row.read_at, row.first_seen) == (AD.description, TUESDAY, MONDAY)


def test_a_page_that_cannot_be_read_today_takes_nothing_away(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    assert store(database, TUESDAY, row_only(AD, TUESDAY)) == Saved()
    row = stored(database)
    assert (row.description, row.apply_url, row.salary_min) == (AD.description, AD.apply_url, AD.salary_min)
    assert row.content_hash == stated_hash(AD)
    assert edits(database) == []


def test_a_posting_known_from_its_row_alone_follows_its_row(database: Database) -> None:
    store(database, MONDAY, row_only(AD, MONDAY))
    store(database, TUESDAY, row_only(replace(AD, title="Lead Organizer"), TUESDAY))
    assert (stored(database).title, stored(database).read_at) == ("Lead Organizer", None)
    assert edits(database) == []


def test_an_edit_after_a_page_that_could_not_be_read_is_recorded(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    store(database, TUESDAY, row_only(AD, TUESDAY))
    assert store(database, WEDNESDAY, page(replace(AD, description="Another text."), WEDNESDAY)) == Saved(changed=1)
    assert [edit[1:] for edit in edits(database)] == [("description", AD.description, "Another text.")]


def test_a_closed_posting_keeps_what_it_said_while_it_was_open(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    emptied = replace(AD, description="", apply_url="", closing_mark="This position has been filled.", row_hash="b")
    assert store(database, TUESDAY, page(emptied, TUESDAY)) == Saved()
    row = stored(database)
    assert (row.description, row.apply_url, row.content_hash) == (AD.description, AD.apply_url, stated_hash(AD))
    assert (row.status, row.row_hash, row.read_at) == ("open", MARKED, MONDAY)  # it is read again until it is settled
    assert edits(database) == []


def test_a_closed_posting_that_looks_open_is_read_until_it_is_reopened(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    closing = Closing(
        source_id="99001",
        reason=ClosedReason.MARKED,
        closed_after=MONDAY,
        closed_by=TUESDAY,
        url=AD.url,
        status=200,
        words="This position has been filled.",
    )
    with run(database, TUESDAY) as (connection, begun):
        close(connection, begun, [closing], {"99001": "b"})
    store(database, WEDNESDAY, page(replace(AD, row_hash="c"), WEDNESDAY))
    row = stored(database)
    assert (row.status, row.row_hash, row.read_at) == ("closed", "", TUESDAY)
    assert row.reopen_after == TUESDAY  # the mark was read then


# ----------------------------------------------------------------------------------- ids used again

REUSED = replace(AD, employer="QRS", title="Bookkeeper", description="Another job altogether.")


def test_an_id_given_to_another_posting_is_another_posting(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    assert store(database, TUESDAY, page(REUSED, TUESDAY)) == Saved(new=1, reused=1)
    assert edits(database) == []
    old, new = stored(database), stored(database, "unionjobs:99001~2")
    assert (old.title, old.site_id, old.status) == ("Field Organizer", "", "open")
    assert (new.title, new.source_id, new.site_id, new.status) == ("Bookkeeper", "99001~2", "99001", "open")
    assert (new.first_seen, new.spells, new.job_id) == (TUESDAY, 1, "unionjobs:99001~2")


def test_the_next_reading_finds_the_newest_generation(database: Database) -> None:
    for at, item in ((MONDAY, AD), (TUESDAY, REUSED), (WEDNESDAY, replace(REUSED, description="Edited."))):
        store(database, at, page(item, at))
    assert [edit[:2] for edit in edits(database)] == [("unionjobs:99001~2", "description")]
    store(database, WEDNESDAY + timedelta(days=1), page(AD, WEDNESDAY))
    assert stored(database, "unionjobs:99001~3").title == "Field Organizer"


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Bookkeeper"},
        {"employer": "QRS"},
        {"employer": "xyz (local 99)", "title": "FIELD ORGANIZER"},
        {"employer": "QRS", "title": "FIELD ORGANIZER"},
        {"employer": "XYZ Local Ninety-Nine", "title": "Organizer (field)"},  # respelled and edited on one day
        {"employer": "Union XYZ (Local 99)", "title": "Field Organizer II", "description": ""},
    ],
)
def test_half_a_change_is_an_edit(database: Database, changed: dict[str, Any]) -> None:
    store(database, MONDAY, page(AD, MONDAY))
    assert store(database, TUESDAY, page(replace(AD, **changed), TUESDAY)) == Saved(changed=1)


def test_ids_that_look_like_patterns_are_counted_as_they_are(database: Database) -> None:
    odd, like = replace(AD, source_id="a_%"), replace(AD, source_id="axx~9")
    store(database, MONDAY, page(odd, MONDAY), page(like, MONDAY))
    store(database, TUESDAY, page(replace(REUSED, source_id="a_%"), TUESDAY))
    assert stored(database, "unionjobs:a_%~2").title == "Bookkeeper"


# -------------------------------------------------------------------------------------------- jobs


LONG = replace(AD, description=text(passages(12)))
"""With words enough to compare: `test_links.py` has the rest."""


def test_ads_that_say_the_same_share_a_job(database: Database) -> None:
    elsewhere = replace(LONG, source="board", source_id="7", url="https://board.test/7", title="FIELD ORGANIZER")
    again = replace(LONG, source_id="99500", description=text(passages(11)))
    store(database, MONDAY, page(LONG, MONDAY))
    store(database, MONDAY, page(elsewhere, MONDAY))
    store(database, TUESDAY, page(again, TUESDAY), page(OTHER, TUESDAY))
    jobs = {stored(database, each).job_id for each in ("board:7", "unionjobs:99001", "unionjobs:99500")}
    assert jobs == {"board:7"}  # of the earliest, the first by name
    assert stored(database, "unionjobs:99002").job_id == "unionjobs:99002"


def test_ads_of_one_batch_share_a_job(database: Database) -> None:
    store(database, MONDAY, page(LONG, MONDAY), page(replace(LONG, source_id="99500"), MONDAY))
    assert stored(database, "unionjobs:99500").job_id == "unionjobs:99001"


def test_one_ad_posted_once_a_city_is_as_many_jobs(database: Database) -> None:
    boston = replace(LONG, source_id="99500", location_text="Based in Boston, MA", locations="Boston, MA, US")
    store(database, MONDAY, page(LONG, MONDAY), page(boston, MONDAY))
    assert stored(database, "unionjobs:99500").job_id == "unionjobs:99500"


@pytest.mark.parametrize(
    "another",
    [
        {"employer": "another"},
        {"title": "another"},
        {"description": text(passages(12, seed=5))},
        {"department": "Research"},
        {"employment_type": "INTERN"},
    ],
)
def test_another_role_is_another_job(database: Database, another: dict[str, Any]) -> None:
    first = replace(LONG, employment_type="FULL_TIME")
    store(database, MONDAY, page(first, MONDAY), page(replace(first, source_id="99500", **another), MONDAY))
    assert stored(database, "unionjobs:99500").job_id == "unionjobs:99500"


def test_rows_of_one_list_without_a_text_are_never_one_job(database: Database) -> None:
    store(database, MONDAY, row_only(AD, MONDAY), row_only(replace(AD, source_id="99500"), MONDAY))
    assert stored(database, "unionjobs:99500").job_id == "unionjobs:99500"


# ------------------------------------------------------------------------------------------- known


def test_known(database: Database) -> None:
    store(database, MONDAY, page(AD, MONDAY), row_only(OTHER, MONDAY))
    with database.read() as connection:
        found = known(connection, "unionjobs", ["99001", "99002", "99003"])
        assert known(connection, "board", ["99001"]) == {}
        assert stored_ids(connection, "unionjobs", ["99001", "99003"]) == {"99001"}
        assert stored_ids(connection, "board", ["99001"]) == set()
    assert found == {
        "99001": Known("open", "a", MONDAY, False),
        "99002": Known("open", "", None, False),
    }


def test_a_long_list(database: Database) -> None:
    many = [replace(AD, source_id=str(number), employer=f"XYZ (Local {number})") for number in range(1203)]
    assert store(database, MONDAY, *(page(item, MONDAY) for item in many)).new == 1203
    with database.read() as connection:
        assert len(known(connection, "unionjobs", [item.source_id for item in many])) == 1203
    assert store(database, TUESDAY, *(page(item, TUESDAY) for item in many)) == Saved()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("", ""),
        ("a", "a"),
        (0, "0"),
        (0.0, "0"),
        (60000.0, "60000"),
        (30.25, "30.25"),
        (date(2026, 4, 1), "2026-04-01"),
        (MONDAY, "2026-05-04T06:00:00Z"),
    ],
)
def test_words(value: object, written: str) -> None:
    assert cell_text(value) == written


def test_a_batch_is_stored_whole_or_not_at_all(database: Database) -> None:
    def interrupted() -> None:
        with run(database, MONDAY) as (connection, begun):
            save(connection, begun, [page(AD, MONDAY)])
            raise RuntimeError("the process ends here")

    with pytest.raises(RuntimeError):
        interrupted()
    with database.read() as connection:
        assert connection.execute(select(postings)).all() == []
        assert connection.execute(select(spells)).all() == []
