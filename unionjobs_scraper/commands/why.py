"""`scrapy why POSTING_ID`: a posting's life in plain sentences."""

from __future__ import annotations

import argparse

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.history import life, similar
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.why import why


class Command(DatabaseCommand):
    """Reads the database; changes nothing."""

    usage = "[options] POSTING_ID"
    summary = "Tell a posting's life: when it opened and closed, and how we know"

    takes = "one posting is needed: scrapy why unionjobs:12345"

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Prints the sentences. Raises `SettingError` for a posting that is not stored."""
        with database.read() as connection:
            found = life(connection, args[0])
            near = [] if found else similar(connection, args[0])
        if found is None:
            hint = f"did you mean {' or '.join(near)}?" if near else "scrapy export lists them"
            raise SettingError(f"no posting {args[0]!r}: {hint}")
        print("\n".join(why(found, self.now, crawled())))
