"""`scrapy restamp RUN_ID --at TIME`: mends a run that was stamped by a clock that ran ahead."""

from __future__ import annotations

import argparse

from unionjobs_scraper.clock import parse_time
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.restamp import restamp
from unionjobs_scraper.terminal.command import DatabaseCommand


class Command(DatabaseCommand):
    """Writes the times of one run anew."""

    usage = "[options] RUN_ID --at TIME"
    summary = "Mend a run from the future: give it the time at which it really started"
    manual = (
        "A run that was stamped by a clock that ran ahead makes every later run of its source partial ([clock]), since"
        " times that go back would bound nothing. Give the time at which it really started: its record, and every time"
        " that it wrote, move back. scrapy export --table runs lists the runs. Exit status: 0 mended, 2 not."
    )
    takes = "one run is needed: scrapy restamp RUN_ID --at 2026-05-01T06:00:00Z"
    writes = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --at."""
        super().add_options(parser)
        parser.add_argument("--at", required=True, metavar="TIME", help="when the run really started, UTC, ISO 8601")

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Mends it and says so. Raises `SettingError`."""
        with database.write() as connection:
            done = restamp(connection, int(args[0]) if args[0].isdecimal() else -1, parse_time(opts.at))
        print(
            f"run {args[0]} of {done.source}: {done.was:%Y-%m-%dT%H:%MZ} became {done.now:%Y-%m-%dT%H:%MZ},"
            f" with the times of {done.rows} rows"
        )
