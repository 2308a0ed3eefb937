"""`scrapy mcp`: the record for programs that speak the Model Context Protocol, over stdin and stdout."""

from __future__ import annotations

import argparse

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.why import why


class Command(DatabaseCommand):
    """Reads the database; answers until stdin ends."""

    summary = "Answer programs that speak the Model Context Protocol, over stdin and stdout"
    manual = (
        "Answer programs that speak the Model Context Protocol (MCP) over stdin and stdout, read-only: search, why,"
        " as_of, counts and coverage. Every answer has its time, how well its sources are, and its evidence; the words"
        " of postings stand in quotations, contacts taken out. Put it into a client's settings as the command"
        " `unionjobs mcp -s DATABASE_URL=…`. Needs: pip install 'unionjobs-scraper[mcp]'."
    )

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Serves. Raises `SettingError` without the package."""
        from unionjobs_scraper.publish.mcp.answers import Answers  # here: Scrapy loads every command at each start
        from unionjobs_scraper.publish.mcp.server import server

        clock = self.clock
        server(Answers(database, clock.now, crawled(), why)).run("stdio")
