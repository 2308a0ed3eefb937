"""`scrapy backup FILE`: the database as one checked file."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from unionjobs_scraper.storage.backup import back_up
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.progress import bar


class Command(DatabaseCommand):
    """Reads the database that DATABASE_URL names; writes one file beside older ones of the same name."""

    usage = "[options] FILE"
    summary = "Copy the database into one checked file, at any time"
    manual = (
        "Copy the database that DATABASE_URL names into one SQLite file, also while a census is under way, and check"
        " it. Older copies move on to FILE.1, FILE.2 and so on. A copy of a PostgreSQL database is an SQLite file too:"
        " scrapy copydb brings it back. Exit status: 0 the copy is whole; 2 it was not made, and the older ones are as"
        " they were; 75 the database is in use."
    )
    takes = "one file is needed: scrapy backup backups/unionjobs.db"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--keep", type=int, default=7, help="how many copies stay (default: %(default)s)")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises `UsageError`."""
        if opts.keep < 1:
            raise UsageError(f"--keep {opts.keep}: at least one copy stays", print_help=False)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Copies and checks. Raises `StoreError`."""
        file = Path(args[0])
        with bar() as told:
            size = back_up(database, file, opts.keep, told)
        print(f"{file}: {size / 2**20:,.1f} MiB, checked")
