"""What a release asks of the database: one moment of it, its age, and how each source was covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from unionjobs_scraper.lifecycle.verdict import Reason, Verdict
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import last_complete_runs, newest_run
from unionjobs_scraper.storage.schema import postings, runs


class Snapshot(Database):
    """A database as it was at one moment: whatever a crawl stores meanwhile, every table shows the same."""

    def __init__(self, database: Database, connection: Connection) -> None:
        """`connection`: of a transaction that only reads."""
        self.url = database.url
        self.shown_url = database.shown_url
        self.engine = database.engine
        self._connection = connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The one transaction."""
        with self._translated():
            yield self._connection


@contextmanager
def snapshot(database: Database) -> Iterator[Snapshot]:
    """One moment of the database, for as long as a release takes."""
    with database.read() as connection:
        yield Snapshot(database, connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """How old what the database knows is; None where there was no such run."""

    last_run: datetime | None
    last_complete: datetime | None


def age(database: Database) -> Age:
    """When the newest run, and the newest complete one, started."""
    with database.read() as connection:
        completes = last_complete_runs(connection).values()
        return Age(last_run=newest_run(connection), last_complete=max(completes, default=None))


@dataclass(slots=True, kw_only=True)
class Covered:
    """One source's runs and postings."""

    runs: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    first_complete: datetime | None = None
    last_complete: datetime | None = None
    reasons: Counter[str] = field(default_factory=Counter)
    """How often each code spoiled a run."""
    requests: int = 0
    bytes: int = 0
    postings: int = 0
    stored_open: int = 0


def covered(database: Database) -> Mapping[str, Covered]:
    """Every source that was ever crawled, by name, in their order."""
    found: dict[str, Covered] = {}
    with database.read() as connection:
        columns = (runs.c.source, runs.c.started_at, runs.c.verdict, runs.c.reason, runs.c.requests, runs.c.bytes)
        for run in connection.execute(select(*columns).order_by(runs.c.run_id).execution_options(yield_per=1000)):
            _add_run(found.setdefault(run.source, Covered()), run)
        counts = select(postings.c.source, postings.c.status, func.count()).group_by(
            postings.c.source, postings.c.status
        )
        for source, status, count in connection.execute(counts):
            known = found.setdefault(source, Covered())
            known.postings += count
            known.stored_open += count if status == "open" else 0
    return {source: found[source] for source in sorted(found)}


def _add_run(known: Covered, run: Any) -> None:
    known.runs += 1
    known.verdicts[run.verdict] += 1
    known.requests += run.requests
    known.bytes += run.bytes
    known.reasons.update(Reason.codes(run.reason))
    if run.verdict == Verdict.COMPLETE.value:
        known.first_complete = min(filter(None, (known.first_complete, run.started_at)))
        known.last_complete = max(filter(None, (known.last_complete, run.started_at)))
