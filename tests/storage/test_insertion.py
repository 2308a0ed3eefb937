"""Many rows at once are stored as SQLAlchemy's own INSERT stores them, and handed over as they would be read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Table, event, insert, select

from tests.support.linked_ads import passages, text
from tests.support.stored import AD, MONDAY, page, row_only, saved_and_linked, store
from unionjobs_scraper.errors import StoreError
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.storage.bulk import Insertion
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link as linking
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.schema import fingerprints, job_keys, links, postings, spells

HOSTILE = 'a\tb\\n\\N \\. "quoted"\r\n%s %(x)s :x – é 𐐀 NULL'
"""What COPY, a driver or an SQL text could take for its own."""
ODD = replace(
    AD,
    title=HOSTILE,
    description=HOSTILE + "\n" + text(passages(12)),
    salary_min=19.999999999,
    salary_max=1e15,
    valid_through=AD.date_posted,
)


def rows_of(connection: Connection) -> list[list[Any]]:
    tables = (postings, spells, fingerprints, job_keys, links)
    return [sorted(connection.execute(select(table)).all(), key=repr) for table in tables]


def sqlalchemy_inserts(self: Insertion, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    table: Table = self._table
    if rows:
        connection.execute(insert(table), [{name: row[name] for name in self._names} for row in rows])


COPY = replace(ODD, source_id="99003", title=HOSTILE + " ")


BEGUN = Begun(run_id=1, source="unionjobs", started_at=MONDAY, history=(), last_complete=None)


def test_rows_are_as_sqlalchemy_stores_them(either: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(AD, source_id="99004", salary_min=None, date_posted=None)
    reads = (page(ODD, MONDAY), page(COPY, MONDAY), row_only(bare, MONDAY + timedelta(hours=1)))
    found = []
    for slowly in (False, True):
        if slowly:
            monkeypatch.setattr(Insertion, "__call__", sqlalchemy_inserts)
        with either.write() as connection:
            saved_and_linked(connection, BEGUN, reads)
            found.append(rows_of(connection))
            for table in (links, job_keys, fingerprints, spells, postings):
                connection.execute(table.delete())
    assert all(found[0])
    assert found[0] == found[1]


def test_new_postings_are_handed_over_as_they_would_be_read_back(
    either: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compared(connection: Connection, _: Sequence[str], fresh: Sequence[Mapping[str, Any]]) -> None:
        taken, read = LinkedAds(connection), LinkedAds(connection)
        taken.take(fresh)
        read.read_texts([row["posting_id"] for row in fresh])
        assert len(fresh) == len(taken.ads) == 3
        assert (taken.ads, taken.jobs, taken.wordings) == (read.ads, read.jobs, read.wordings)

    monkeypatch.setattr(linking, "link", compared)
    store(either, MONDAY, page(ODD, MONDAY), page(COPY, MONDAY), row_only(replace(AD, source_id="1"), MONDAY))


def test_nothing_is_done_for_no_rows(either: Database) -> None:
    with either.write() as connection:
        Insertion(postings, ("posting_id",))(connection, [])


def test_a_row_that_is_refused_is_told_in_words(either: Database) -> None:
    twice = Insertion(job_keys, job_keys.c.keys())
    with pytest.raises(StoreError, match=r"(?i)unique"), either.write() as connection:
        twice(connection, [{"key": 1, "posting_id": "a"}, {"key": 1, "posting_id": "a"}])
    with either.read() as connection:
        assert connection.execute(select(job_keys)).all() == []


def new_ad(number: int) -> JobPosting:
    return replace(AD, source_id=str(number), title=f"Organizer {number}", description=text(passages(12, number)))


MOST_STATEMENTS = {"sqlite": 12, "postgresql": 8}
"""To store and link a batch of new postings, without COPY: the crawl waits for the answer to each."""


def test_a_batch_of_new_postings_takes_few_statements(either: Database) -> None:
    count = 0

    @event.listens_for(either.engine, "before_cursor_execute")
    def _count(*_: object) -> None:
        nonlocal count
        count += 1

    with either.write() as connection:
        saved_and_linked(connection, BEGUN, [page(new_ad(number), MONDAY) for number in range(60)])
        count = 0
        saved_and_linked(connection, BEGUN, [page(new_ad(number), MONDAY) for number in range(60, 120)])
        assert 0 < count <= MOST_STATEMENTS[either.engine.dialect.name]
