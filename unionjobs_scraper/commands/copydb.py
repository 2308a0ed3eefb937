"""`scrapy copydb URL`: everything in one database, copied into another: the move from SQLite to PostgreSQL."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing

from unionjobs_scraper.storage.copy import Copied, copy, left_out
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.progress import bar


class Command(DatabaseCommand):
    """Reads the database that DATABASE_URL names; fills another one that is empty."""

    usage = "[options] URL"
    summary = "Copy the whole database into another, empty one (SQLite or PostgreSQL)"
    manual = (
        "Copy every table of the database that DATABASE_URL names into the one at URL, in either direction"
        " between SQLite and PostgreSQL, in one transaction: all of it or nothing. The target must be empty, and"
        " no census may be under way. Afterwards set DATABASE_URL to URL: the next census goes on there."
        " Exit status: 0 copied and compared; 2 something must be set right first; 75 a source or a database is"
        " in use, try again later."
    )

    takes = "one address is needed: scrapy copydb postgresql://user@host/name"
    writes = True  # the leases of the source are held while it is read

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Copies and compares. Raises `OperatorError`."""
        assert self.settings
        target = Database(args[0], timeout=self.settings.getfloat("DATABASE_TIMEOUT"))
        with closing(target):
            with bar() as told:
                copied = copy(database, target, told)
            _tell(copied, left_out(database), target)


def _tell(copied: Sequence[Copied], others: Sequence[str], target: Database) -> None:
    width = max(len(each.table) for each in copied)
    for each in copied:
        print(f"{each.table:{width}}  {each.rows:>9,} rows  checksum {each.checksum[:12]} in both")
    if others:
        print(f"not copied, since this program did not make them: {', '.join(others)}")
    print(f"{sum(each.rows for each in copied):,} rows copied to {target.shown_url}")
