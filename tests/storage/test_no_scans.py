"""No query reads a large table from one end to the other, but where the whole table is asked for: on both databases.

The queries are those that a night of a source, its reviews and the commands about one posting or source make. What
exports, releases, reports, the site, feeds and `relink` ask is the whole of a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, text

from tests.support.linked_ads import passages
from tests.support.linked_ads import text as words
from tests.support.stored import AD, MONDAY, OTHER, TUESDAY, WEDNESDAY, page, run, saved_and_linked, store
from unionjobs_scraper.lifecycle.paging import Pages
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing, Miss
from unionjobs_scraper.storage import column_counts, forget, leases, postings, runs, sightings, transitions, unread_rows
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link, reviews
from unionjobs_scraper.storage.queries import feeds, history, site
from unionjobs_scraper.storage.schema import runs as table
from unionjobs_scraper.watch.health import health

LARGE = frozenset("postings spells changes history fingerprints job_keys links observations readings runs".split())
"""Tables that grow with the postings or with the nights."""
WHOLE = {
    "crawled_sources": {"runs"},
    "last_complete_times": {"runs"},
    "similar": {"postings"},  # an id that somebody mistyped is looked for within all ids
    "with_contact": {"postings", "changes"},  # an address is looked for within all texts
    "forget": {"history"},  # kept by time alone; one walk for all that are forgotten
    "least_certain": {"links"},  # the closest of all pairs
}
"""What asks for all of a table, and why."""
WALKED = {"last_complete_times"}
"""What PostgreSQL reads by all of an index, whose plan looks like a search."""
PAST = 500
"""Runs of one source."""
ONE = "unionjobs:99001"
LONG = replace(AD, description=words(passages(12)))
ELSEWHERE = replace(LONG, source="daybook", source_id="7", url="https://daybook.test/7")
CLOSING = Closing(
    source_id="99002",
    reason=ClosedReason.GONE,
    closed_after=TUESDAY,
    closed_by=WEDNESDAY,
    url="https://www.unionjobs.com/listing.php?id=99002",
    status=404,
    words="HTTP 404",
)


def edited(connection: Connection) -> None:
    """A night on which a posting was edited, one came, one is missing, one ended and another came back."""
    begun = runs.begin(connection, "unionjobs", WEDNESDAY)
    postings.known(connection, "unionjobs", ["99001", "99002"])
    postings.stored_ids(connection, "unionjobs", ["99001", "99002"])
    leases.held_by(connection, "unionjobs", begun.run_id)
    changed = replace(LONG, salary_min=65000.0, description=words(passages(11)))
    new = replace(OTHER, source_id="99003", description=words(passages(9, seed=2)))
    saved_and_linked(connection, begun, [page(changed, WEDNESDAY), page(new, WEDNESDAY)])
    leases.renew(connection, "unionjobs", begun.run_id)
    sightings.unseen(connection, "unionjobs", {"99001", "99003"})
    sightings.sight(connection, "unionjobs", {"99001": WEDNESDAY})
    sightings.open_postings(connection, "unionjobs", ["99001"])
    sightings.miss(
        connection, "unionjobs", [Miss(source_id="99001", missing_since=WEDNESDAY, missed_at=WEDNESDAY, misses=1)]
    )
    closed = transitions.close(connection, begun, [CLOSING])
    reopened = transitions.reopen(connection, begun, {"99002": WEDNESDAY + timedelta(hours=12)})
    link.link_again(connection, [*closed, *reopened])
    runs.last_declared_empty(connection, "unionjobs", WEDNESDAY)
    column_counts.watched_columns(connection, "unionjobs", WEDNESDAY)
    column_counts.keep_shape(connection, "unionjobs", "shape", Pages(1, 3), begun.run_id)
    unread_rows.standing(connection, "unionjobs")


ASKED: dict[str, Callable[[Connection], object]] = {
    "a night": edited,
    "life": lambda own: history.life(own, ONE),
    "similar": lambda own: history.similar(own, "9900"),
    "recent_runs": lambda own: history.recent_runs(own, "unionjobs"),
    "health": lambda own: health(own, "unionjobs", WEDNESDAY, ["unionjobs"]),
    "crawled_sources": history.crawled_sources,
    "last_complete": lambda own: runs.last_complete(own, "unionjobs"),
    "last_complete_times": runs.last_complete_times,
    "open_ids": lambda own: postings.open_ids(own, "unionjobs"),
    "texts": lambda own: postings.texts(own, "unionjobs"),
    "review": lambda own: reviews.review(own, ONE, "daybook:7", same=True, at=WEDNESDAY),
    "unreview": lambda own: reviews.forget(own, ONE, "daybook:7"),
    "least_certain": lambda own: reviews.least_certain(own, 5),
    "by_id": lambda own: forget.by_id(own, [ONE]),
    "forgotten": lambda own: forget.forgotten(own, "unionjobs"),
    "with_contact": lambda own: forget.with_contact(own, "jobs@xyz.test"),
    "forget": lambda own: forget.forget(own, forget.by_id(own, [ONE])),
    "of_events": lambda own: feeds.of_events(own, [ONE]),
    "descriptions": lambda own: site.descriptions(own, [ONE], 100),
}

Statement = tuple[str, Any]


def asked_by(connection: Connection, act: Callable[[Connection], object]) -> list[Statement]:
    """The statements that a function carries out, each with one set of parameters."""
    seen: dict[str, Any] = {}

    def note(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:  # SQLAlchemy's
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            seen.setdefault(statement, parameters[0] if many else parameters)

    event.listen(connection, "before_cursor_execute", note)
    act(connection)
    event.remove(connection, "before_cursor_execute", note)
    return list(seen.items())


def scanned(connection: Connection, statement: Statement) -> set[str]:
    """The tables that a statement reads whole, by the plan of a database that would rather not."""
    said, parameters = statement
    if connection.dialect.name == "postgresql":
        steps = "\n".join(connection.exec_driver_sql(f"EXPLAIN {said}", parameters).scalars())
        read = [node for node in steps.split("->") if "Index Cond" not in node]
        return {
            one[1] for node in read if (one := re.search(r"(?:Seq Scan|Scan (?:Backward )?using \w+) on (\w+)", node))
        }
    details = [step.detail for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", parameters)]
    aliases = dict(re.findall(r"\b(\w+) AS (\w+)", said))
    by_alias = {alias: table for table, alias in aliases.items()}
    found = {detail.split()[1] for detail in details if detail.startswith("SCAN ")}
    return {by_alias.get(name, name) for name in found}


@pytest.mark.slow
def test_what_names_a_posting_or_a_source_reads_no_table_whole(either: Database) -> None:
    store(either, MONDAY, page(LONG, MONDAY), page(OTHER, MONDAY))
    store(either, MONDAY, page(ELSEWHERE, MONDAY))
    with run(either, TUESDAY):
        pass
    with either.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET enable_seqscan = off"))  # tables of three rows are read whole otherwise
        for name, act in ASKED.items():
            statements = asked_by(connection, act)
            assert statements, name
            read = {table: statement for statement in statements for table in scanned(connection, statement) & LARGE}
            walked = name in WALKED and connection.dialect.name == "postgresql"
            assert read.keys() == (set() if walked else WHOLE.get(name, set())), (name, read)


@pytest.mark.slow
def test_a_run_that_was_cut_off_is_found_without_its_sources_other_runs(either: Database) -> None:
    with either.write() as connection:
        connection.execute(insert(table), [recorded(number) for number in range(1, PAST)])
        connection.execute(insert(table), {"source": "unionjobs", "started_at": MONDAY})
    with either.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE runs")
        statements = asked_by(connection, lambda own: runs.begin(own, "unionjobs", TUESDAY))
        (marking,) = [each for each in statements if each[0].startswith("UPDATE runs")]
        explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        plan = str(connection.exec_driver_sql(f"{explain} {marking[0]}", marking[1]).all())
        marked = connection.execute(select(table.c.started_at).where(table.c.reason != "")).scalars().all()
    assert "ix_runs_source_verdict_started_at" in plan
    assert marked == [MONDAY]


def recorded(number: int) -> dict[str, Any]:
    at = MONDAY - timedelta(days=number)
    return {"source": "unionjobs", "started_at": at, "finished_at": at, "verdict": "complete"}
