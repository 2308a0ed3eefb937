"""What an export reads: filters, other days, plain values, batches."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, insert

from lab.program.databases import KINDS
from tests.storage.conftest import opened
from tests.support.stored import AD, MONDAY, OTHER, TUESDAY, WEDNESDAY, page, run, saved_and_linked, store
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing
from unionjobs_scraper.publish.writers import write_csv
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.queries.exports import FETCHED, TABLES, Filters, count, meaningless, plain_rows, rows
from unionjobs_scraper.storage.schema import postings
from unionjobs_scraper.storage.transitions import close, reopen

pytestmark = pytest.mark.slow

THURSDAY = WEDNESDAY + timedelta(days=1)
FRIDAY = THURSDAY + timedelta(days=1)
NOW = FRIDAY + timedelta(hours=6)


def found(database: Database, table: str = "postings", **filters: Any) -> list[Any]:
    asked = (database, table, Filters(**filters))
    got = list(rows(*asked, now=NOW, sources=["unionjobs", "psac"]))
    assert count(*asked, now=NOW, sources=["unionjobs", "psac"]) == len(got)
    return got


def ids(database: Database, **filters: Any) -> list[str]:
    return [row.source_id for row in found(database, **filters)]


def midnight_after(at: datetime) -> datetime:
    return at.replace(hour=0) + timedelta(days=1)


def live(database: Database) -> None:
    """Five days: 99001 is edited, closed, and open again; 99002 comes on Tuesday and stays; 99003 on Friday."""
    first = replace(AD, job_family="organizing", union_abbr="SEIU")
    store(database, MONDAY, page(first, MONDAY))
    edited = replace(first, title="Lead Organizer", salary_min=None, date_posted=None, job_family="leadership")
    store(database, TUESDAY, page(edited, TUESDAY), page(replace(OTHER, job_family="research"), TUESDAY))
    with run(database, WEDNESDAY) as (connection, begun):
        closing = Closing(
            source_id="99001",
            reason=ClosedReason.GONE,
            closed_after=TUESDAY,
            closed_by=WEDNESDAY,
            url=AD.url,
            status=404,
            words="",
        )
        link.link_again(connection, close(connection, begun, [closing]))
    with run(database, THURSDAY) as (connection, begun):
        again = replace(edited, title="Lead Field Organizer", salary_min=70000.5)
        saved_and_linked(connection, begun, [page(again, THURSDAY)])
        link.link_again(connection, reopen(connection, begun, {"99001": THURSDAY}))
    third = replace(AD, source_id="99003", title="Clerk", employer="AFSCME Council 5", description="A clerk's work.")
    store(database, FRIDAY, page(third, FRIDAY))


@pytest.fixture(scope="module", params=KINDS)
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """These five days in a database of each kind; nothing below writes to it."""
    with opened(request.param, tmp_path_factory.mktemp("lived"), request) as database:
        live(database)
        yield database


LIFE = [
    # day, what its row was then: status, title, salary, posted, family, spells, closed_reason
    (MONDAY, ("open", "Field Organizer", 60000.0, AD.date_posted, "organizing", 1, "")),
    (TUESDAY, ("open", "Lead Organizer", None, None, "leadership", 1, "")),
    (WEDNESDAY, ("closed", "Lead Organizer", None, None, "leadership", 1, "gone")),
    (THURSDAY, ("open", "Lead Field Organizer", 70000.5, None, "leadership", 2, "")),
]


def test_a_posting_as_of_each_day(lived: Database) -> None:
    for day, expected in LIFE:
        row = found(lived, as_of=midnight_after(day))[0]
        said = (row.status, row.title, row.salary_min, row.date_posted, row.job_family, row.spells, row.closed_reason)
        assert said == expected
        assert bool(row.closed_by) == bool(row.closed_after) == (row.status == "closed")
        assert row.open_by == (THURSDAY if row.spells == 2 else MONDAY)


def test_what_was_first_seen_later_is_left_out(lived: Database) -> None:
    listed = {day: ids(lived, as_of=midnight_after(day)) for day in (MONDAY, TUESDAY, FRIDAY)}
    assert listed == {MONDAY: ["99001"], TUESDAY: ["99001", "99002"], FRIDAY: ["99001", "99002", "99003"]}
    assert found(lived, as_of=MONDAY) == []  # at the very moment of its first sighting, nothing was seen before


def test_the_bounds_of_a_spell(lived: Database) -> None:
    second = timedelta(seconds=1)
    statuses = [found(lived, as_of=WEDNESDAY + after)[0].status for after in (-second, 0 * second, second)]
    assert statuses == ["open", "open", "closed"]


def test_a_day_without_a_recent_complete_run_is_unknown(lived: Database) -> None:
    last = FRIDAY + timedelta(days=14)
    assert {row.status for row in found(lived, as_of=last)} == {"open"}
    assert {row.status for row in found(lived, as_of=last + timedelta(seconds=1))} == {"unknown"}


def test_a_job_is_open_as_long_as_somebody_vouches_for_one_of_its_postings(lived: Database) -> None:
    asked: tuple[Any, ...] = (lived, "jobs", Filters())
    late = FRIDAY + timedelta(days=14, seconds=1)
    for now, sources, status in (
        (FRIDAY, ["unionjobs"], "open"),
        (late, ["unionjobs"], "unknown"),
        (FRIDAY, [], "unknown"),
    ):
        assert {row.status for row in rows(*asked, now=now, sources=sources)} == {status}
        assert count(lived, "jobs", Filters(status=status), now=now, sources=sources) == 3


def test_filters_are_of_the_day_asked_for(lived: Database) -> None:
    monday, wednesday = midnight_after(MONDAY), midnight_after(WEDNESDAY)
    assert ids(lived, as_of=monday, job_family="organizing", status="open") == ["99001"]
    assert ids(lived, as_of=wednesday, job_family="organizing") == []
    assert ids(lived, as_of=wednesday, status="closed", union="seiu") == ["99001"]
    assert found(lived, "spells", as_of=wednesday, status="open")[0].posting_id == "unionjobs:99002"


def test_other_tables_as_of_a_day(lived: Database) -> None:
    tuesday, wednesday = midnight_after(TUESDAY), midnight_after(WEDNESDAY)
    first, _ = found(lived, "spells", as_of=tuesday)
    assert (first.closed_by, first.closed_reason, first.evidence_url, first.closed_run) == (None, "", "", None)
    assert found(lived, "spells", as_of=wednesday)[0].closed_reason == "gone"
    assert len(found(lived, "spells", as_of=wednesday)) == 2
    assert {row.at for row in found(lived, "changes", as_of=tuesday)} == {TUESDAY}
    assert [row.run_id for row in found(lived, "runs", as_of=tuesday)] == [1, 2]


def test_all_tables_of_a_day_fit_together(lived: Database) -> None:
    for day in (MONDAY, WEDNESDAY, FRIDAY):  # before an end, on its day, and once it is open again
        told = Filters(as_of=midnight_after(day))
        then = {table: list(rows(lived, table, told, now=NOW, sources=["unionjobs", "psac"])) for table in TABLES}
        ids_then = {row.posting_id for row in then["postings"]}
        assert {row.posting_id for row in (*then["spells"], *then["changes"])} <= ids_then
        assert {row.job_id for row in then["postings"]} == {row.job_id for row in then["jobs"]}
        still = {row.job_id for row in then["postings"] if row.status == "open"}
        assert {row.job_id for row in then["stretches"] if not row.ended} == still
        assert {row.job_id for row in then["jobs"] if row.status == "open"} == still
        assert {row.posting_id for row in then["links"]} | {row.other_id for row in then["links"]} <= ids_then
        assert then["counts"][-1].week <= day.date()
        assert max(row.last_seen for row in then["postings"]) <= midnight_after(day)
    for table, read in then.items():
        assert count(lived, table, told, now=NOW, sources=["unionjobs", "psac"]) == len(read), table


def test_as_of_today_is_what_is_stored(lived: Database) -> None:
    with_edits = [tuple(row) for row in found(lived, as_of=midnight_after(FRIDAY))]
    assert with_edits == [tuple(row) for row in found(lived)]


@pytest.mark.parametrize("table", TABLES)
def test_plain_values_make_the_same_file(lived: Database, table: str) -> None:
    asked = (lived, table, Filters())
    files = io.StringIO(), io.StringIO()
    for file, read in zip(files, (rows, plain_rows), strict=True):
        write_csv(read(*asked, now=NOW, sources=["unionjobs"]), TABLES[table].columns, file)
    assert files[0].getvalue() == files[1].getvalue()
    times = {name for name, kind in TABLES[table].types.items() if issubclass(kind, datetime)}
    for row in plain_rows(*asked, now=NOW, sources=["unionjobs"]):
        assert all(isinstance(row._mapping[name], str | None) for name in times)


def test_filters_compose(lived: Database) -> None:
    assert ids(lived, since=TUESDAY) == ["99002", "99003"]
    assert ids(lived, until=FRIDAY) == ["99001", "99002"]
    assert ids(lived, since=TUESDAY, until=FRIDAY, job_family="research", status="open") == ["99002"]
    assert ids(lived, source="psac") == []
    assert ids(lived, union="seiu", job_family="research") == []
    assert {row.posting_id for row in found(lived, "changes", job_family="leadership")} == {"unionjobs:99001"}
    assert len(found(lived, "spells", until=TUESDAY)) == 1
    assert [row.run_id for row in found(lived, "runs", since=TUESDAY, until=THURSDAY)] == [2, 3]


def test_a_filter_that_means_nothing_is_named(database: Database) -> None:
    asked = Filters(status="open", union="SEIU", job_family="legal", source="unionjobs", as_of=MONDAY)
    assert meaningless("runs", asked) == ["status", "union", "job_family"]
    assert {"source"} <= set(meaningless("jobs", asked))
    for table in ("postings", "spells", "changes"):
        assert meaningless(table, asked) == []
    with pytest.raises(ValueError, match="status"):
        next(rows(database, "runs", Filters(status="open"), now=NOW, sources=[]))


def test_rows_are_fetched_in_batches(either: Database) -> None:
    times = {"open_by": MONDAY, "first_seen": MONDAY, "last_seen": MONDAY, "source": "unionjobs", "spells": 1}
    stored = [times | {"posting_id": f"unionjobs:{n:05}", "source_id": f"{n:05}"} for n in range(3 * FETCHED)]
    with either.write() as connection:
        connection.execute(insert(postings), stored)
    cursors: list[Any] = []

    @event.listens_for(either.engine, "after_cursor_execute")
    def _note(connection: Any, cursor: Any, *_: Any) -> None:
        cursors.append(cursor)

    reading = plain_rows(either, "postings", Filters(), now=NOW, sources=["unionjobs"])
    assert [next(reading).source_id for _ in range(3)] == ["00000", "00001", "00002"]
    if either.url.get_backend_name() == "postgresql":
        assert isinstance(cursors[-1], psycopg.ServerCursor)  # the other kind holds all rows in this process
    waiting = len(cursors[-1].fetchall())  # what the database has not handed over yet
    assert 2 * FETCHED - 1 <= waiting <= 2 * FETCHED
    reading.close()
