"""Statements that are carried out once a row do on SQLite what SQLAlchemy has PostgreSQL do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import bindparam, insert, select, update

from unionjobs_scraper.storage.bulk import Repeated
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import runs

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADD = Repeated(insert(runs), ["run_id", "source", "started_at", "finished_at", "folded"])
MOVE = Repeated(
    update(runs)
    .where(runs.c.run_id == bindparam("number"), runs.c.folded == 0, runs.c.started_at <= bindparam("at"))
    .values(started_at=bindparam("at"), finished_at=None, verdict="failed", census_at=NOON)
)


def test_a_repeated_statement_converts_values_and_keeps_its_own(either: Database) -> None:
    abroad = NOON.replace(microsecond=999_999).astimezone(timezone(timedelta(hours=2)))
    usual = {"source": "a", "started_at": abroad, "finished_at": NOON, "folded": 0}
    with either.write() as connection:
        ADD(connection, [])
        ADD(connection, [{**usual, "run_id": 1}, {**usual, "run_id": 2, "finished_at": None}])
        ADD(connection, [{**usual, "run_id": 3, "folded": 1}])
        later, earlier = NOON + timedelta(hours=1), NOON - timedelta(hours=1)
        MOVE(connection, [{"number": number, "at": at} for number, at in ((1, later), (2, earlier), (3, later))])
        names = (runs.c.run_id, runs.c.started_at, runs.c.finished_at, runs.c.verdict, runs.c.census_at)
        found = [tuple(row) for row in connection.execute(select(*names).order_by(runs.c.run_id))]
        written = connection.exec_driver_sql("SELECT started_at, census_at FROM runs WHERE run_id = 1").one()
    if either.engine.dialect.name == "sqlite":
        assert tuple(written) == ("2026-03-01T13:00:00Z", "2026-03-01T12:00:00Z")
    assert found == [
        (1, later, None, "failed", NOON),
        (2, NOON, None, "", None),
        (3, NOON, NOON, "", None),
    ]
