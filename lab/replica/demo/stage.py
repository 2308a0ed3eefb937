"""Runs the real program against the replica, as a user does, and compares what it recorded with the story."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL

from lab.program import forkserver
from lab.replica import Replica
from lab.replica.demo.days import Day, Fact
from lab.replica.unionjobs import HOST

CRAWL: Final = ("crawl", "unionjobs", "-s", "DOWNLOAD_DELAY=0")
LONGEST: Final = 120
"""Seconds that one command may take."""
COLORING: Final = frozenset({"FORCE_COLOR", "TTY_COMPATIBLE"})
"""Variables by which `rich` takes a pipe for a terminal; what the program prints is told as plain text."""
COUNTS: Final = (
    "listed",
    "pages_read",
    "new",
    "changed",
    "unchanged",
    "reopened",
    "closed_marked",
    "closed_gone",
    "closed_delisted",
    "missing",
    "refused",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A command that has ended."""

    status: int
    output: str
    errors: str


class Stage:
    """The program, its database and the replica in front of it."""

    def __init__(self, folder: Path, replica: Replica) -> None:
        self.folder = folder
        self.database = folder / "unionjobs.db"
        self.replica = replica

    def clear(self) -> None:
        """Removes the database of an earlier demo."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)

    def scrapy(self, *arguments: str, **environment: str) -> Ended:
        """Runs `scrapy` in the project's folder, in a process of its own; it reaches the replica and nothing else."""
        url = URL.create("sqlite", database=str(self.database)).render_as_string()
        inherited = {name: value for name, value in os.environ.items() if name not in COLORING}
        with tempfile.TemporaryDirectory() as name:
            order = forkserver.Order(
                arguments=arguments,
                environment=inherited | self.replica.environment | {"DATABASE_URL": url} | environment,
                out=Path(name, "out"),
                err=Path(name, "err"),
                path=Path(name),
            )
            status = forkserver.status_of(process := forkserver.start(order), LONGEST)
            if status is None:
                process.kill()
            out, err = (path.read_text(encoding="utf-8", errors="replace") for path in (order.out, order.err))
        if status is None:
            return Ended(status=124, output=out, errors=f"{err}stopped: it has not ended within {LONGEST} seconds")
        return Ended(status=status, output=out, errors=err)

    def census(self, day: Day) -> Ended:
        """Takes the census of a day."""
        self.replica.forget()
        if day.fault:
            self.replica.break_(day.fault)
        ended = self.scrapy(*CRAWL, RUN_AT=day.stamp)
        self.replica.mend()
        return ended

    def ask(self, fact: Fact) -> list[tuple[Any, ...]]:
        """What the database answers; raises sqlite3.Error."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(fact.query, fact.about).fetchall()

    def pages(self, day: Day) -> Path:
        """The folder of the pages that the board serves on a day."""
        return self.folder / "pages" / f"day-{day.number}"

    def record(self, day: Day) -> dict[str, Any]:
        """The row of `runs` that a day has left; empty when there is none. Raises sqlite3.Error."""
        query = "SELECT * FROM runs WHERE source = 'unionjobs' AND started_at = ?"
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            row = connection.execute(query, (day.stamp,)).fetchone()
        return dict(row) if row else {}

    def differences(self, day: Day, ended: Ended) -> Iterator[str]:
        """What is not as the story has it, one line each."""
        try:
            record = self.record(day)
            answers = [(fact, self.ask(fact)) for fact in day.facts]
        except sqlite3.Error as error:
            yield f"the database cannot be asked: {error}"
            return
        for name, wanted, found in self._pairs(day, ended, record):
            if wanted != found:
                yield f"{name}: expected {wanted!r}, found {found!r}"
        for fact, answer in answers:
            if answer != list(fact.answer):
                yield f"{fact.query} {fact.about}: expected {list(fact.answer)}, found {answer}"

    def _pairs(self, day: Day, ended: Ended, record: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
        yield "exit status", int(day.verdict != "complete"), ended.status
        yield "runs.started_at", day.stamp, record.get("started_at")
        yield "runs.verdict", day.verdict, record.get("verdict")
        yield "code in runs.reason", day.reason, str(record.get("reason")).partition(":")[0]
        for name in COUNTS:
            yield f"runs.{name}", day.counts.get(name, 0), record.get(name)
        sent = self.replica.count()
        yield "runs.requests", day.counts.get("requests", sent), record.get("requests")
        yield "requests that reached the replica", record.get("requests"), sent
        yield "hosts asked for", {HOST}, set(self.replica.hosts)
        yield "verdict in the summary", True, day.verdict.upper() in ended.output
