"""`--known-at`: what every export said each night is given again, byte for byte, on both databases."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.support.stored import AD, MONDAY, page, run, saved_and_linked
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing
from unionjobs_scraper.publish.writers import write_csv
from unionjobs_scraper.storage import sightings
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.queries.exports import TABLES, Filters, plain_rows
from unionjobs_scraper.storage.queries.past import remembered
from unionjobs_scraper.storage.schema import history, postings, runs, writing
from unionjobs_scraper.storage.transitions import close, reopen

SOURCES = ["unionjobs"]
NIGHTS = 6


def night(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


def known(database: Database, moment: datetime) -> dict[str, str]:
    """Every table as CSV, as the dataset said it just before a moment."""
    with remembered(database, moment, SOURCES) as then:
        return exported(then.database, then.now)


def exported(database: Database, now: datetime, **filters: Any) -> dict[str, str]:
    """Every table as CSV."""
    found = {}
    for table, kind in TABLES.items():
        text = io.StringIO(newline="")
        write_csv(plain_rows(database, table, Filters(**filters), now=now, sources=SOURCES), kind.columns, text)
        found[table] = text.getvalue()
    return found


def live(database: Database, number: int, dice: random.Random) -> None:
    """A night: some postings appear, are edited, are seen or not, close, come back, and are linked."""
    at = night(number)
    with run(database, at) as (connection, begun):
        known = {row.site_id: row for row in connection.execute(select(postings))}
        fresh = [replace(AD, source_id=f"{number}-{n}", title=dice.choice(TITLES)) for n in range(dice.randint(0, 3))]
        edited = [
            replace(
                AD,
                source_id=each,
                title=dice.choice(TITLES),
                salary_min=dice.choice([None, 50000.0]),
                salary_text=at.isoformat(),
            )
            for each in known
            if dice.random() < 0.2
        ]
        saved_and_linked(connection, begun, [page(item, at) for item in (*fresh, *edited)])
        gone = [each for each, row in known.items() if row.status == "open" and dice.random() < 0.15]
        back = {each: at for each, row in known.items() if row.status == "closed" and dice.random() < 0.2}
        closed = close(connection, begun, [ending(each, known[each].last_seen, at) for each in gone])
        link.link_again(connection, [*closed, *reopen(connection, begun, back)])
        listed = [each for each, row in known.items() if row.status == "open" and each not in gone]
        seen = {each: at + timedelta(seconds=dice.randint(0, 40)) for each in listed if dice.random() < 0.9}
        sightings.sight(connection, "unionjobs", seen | back)


PAY = (None, 50000.0)
TITLES = ("Field Organizer", "Researcher", "Attorney", "Clerk")


def ending(source_id: str, after: datetime, by: datetime) -> Closing:
    return Closing(
        source_id=source_id, reason=ClosedReason.GONE, closed_after=after, closed_by=by, url="", status=404, words=""
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.long)])
def test_the_export_of_each_night_is_given_again(either: Database, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # to be repeated
    then = []
    for number in range(NIGHTS):
        live(either, number, dice)
        then.append(exported(either, night(number)))
    assert len({each["postings"] for each in then}) == NIGHTS
    for number, expected in enumerate(then):
        again = known(either, night(number).replace(hour=0) + timedelta(days=1))
        for table, text in expected.items():
            assert again[table] == text, (number, table)
    assert known(either, night(NIGHTS - 1) + timedelta(seconds=1)) == then[-1]


def test_a_steady_posting_leaves_no_trace(database: Database) -> None:
    for number in range(6):
        with run(database, night(number)) as (connection, begun):
            saved_and_linked(connection, begun, [page(AD, night(number))] if number == 0 else [])
            sightings.sight(connection, "unionjobs", {AD.source_id: night(number)})
    with database.read() as connection:
        kept = connection.execute(select(history.c.relation, history.c.old)).all()
    assert [row.relation for row in kept if row.old is None].count("postings") == 1
    assert not [row for row in kept if row.old and "last_seen" in row.old][1:]


def test_before_it_was_kept_it_is_refused(either: Database) -> None:
    live(either, 0, random.Random(1))  # noqa: S311
    with either.write() as connection:
        connection.execute(update(writing).values(since=select(runs.c.started_at).scalar_subquery()))
    with pytest.raises(SettingError, match="--known-at: what the dataset said is kept since 2026-05-04 06:00 UTC"):
        known(either, night(0))


def test_what_was_so_by_what_was_known(database: Database) -> None:
    dice = random.Random(3)  # noqa: S311
    for number in range(5):
        live(database, number, dice)
        if number == 3:
            then = exported(database, night(3), as_of=night(2))
    assert exported(database, night(5), known_at=night(3) + timedelta(seconds=1), as_of=night(2)) == then
