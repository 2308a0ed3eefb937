"""Runs the program as a user does: `scrapy …` in a process of its own, against the replica."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lab.program import forkserver
from lab.replica import Replica
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.publish.writers import write_csv
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES, Filters, rows

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0
"""Seconds after which a command counts as hanging."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass
class Program:
    """The project's commands with one database, one replica and one time."""

    database_url: str
    replica: Replica | None = None
    run_at: str = "2026-05-01T06:00:00Z"
    alone: bool = False
    """True: every module loaded anew, to the last detail as at a terminal."""
    settings: dict[str, str] = field(default_factory=lambda: {"DOWNLOAD_DELAY": "0", "RETRY_TIMES": "0"})

    def __call__(self, *arguments: str, **settings: object) -> Ended:
        """Runs `scrapy ARGUMENTS` to its end, in a process of its own."""
        chosen = self.settings | {name: str(value) for name, value in settings.items()}
        flags = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
        return self._at_a_terminal(*arguments, *flags) if self.alone else self._forked(*arguments, *flags)

    def _at_a_terminal(self, *arguments: str) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments],
            cwd=ROOT,
            env=dict(self.environment()),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def _forked(self, *arguments: str) -> Ended:
        """The same, forked from a process that has loaded the modules: most of a short run is loading."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            order = forkserver.Order(
                arguments=arguments,
                environment=self.environment(),
                out=folder / "out",
                err=folder / "err",
                path=folder,
            )
            status = forkserver.status_of(forkserver.start(order), PATIENCE)
            assert status is not None, f"scrapy {' '.join(arguments)} has not ended"
            out, err = (path.read_text(encoding="utf-8") for path in (order.out, order.err))
        return Ended(status, out, err)

    def environment(self) -> Mapping[str, str]:
        """The environment of a deployment, and of nothing else that this machine has set."""
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        proxies = dict(self.replica.environment) if self.replica else {}
        own = {"DATABASE_URL": self.database_url, "RUN_AT": self.run_at, "UNIONJOBS_HOME": os.devnull}
        return kept | proxies | own

    def crawl(self, source: str = "unionjobs", *, at: str = "", **settings: object) -> Ended:
        """One census, stamped `at`."""
        self.run_at = at or self.run_at
        return self("crawl", source, **settings)

    def rows(self, table: str = "postings") -> list[dict[str, str]]:
        """A table as `scrapy export` gives it, without the cost of another process."""
        return list(csv.DictReader(io.StringIO(self.csv(table))))

    def csv(self, table: str = "postings") -> str:
        """A table's CSV, byte for byte what `scrapy export --table` writes."""
        database = Database(self.database_url)
        now = Clock.from_setting(self.run_at).now()
        text = io.StringIO(newline="")
        found = rows(database, table, Filters(), now=now, sources=crawled())
        write_csv(found, TABLES[table].columns, text)
        database.close()
        return text.getvalue()

    def posting(self, source_id: str, source: str = "unionjobs") -> dict[str, str]:
        """One posting's row."""
        return next(row for row in self.rows() if row["posting_id"] == f"{source}:{source_id}")
