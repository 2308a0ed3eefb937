"""`scrapy why POSTING_ID`: a posting's life in plain sentences."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.crawl import refused
from unionjobs_scraper.crawl.run import open_database
from unionjobs_scraper.errors import OperatorError, SettingError
from unionjobs_scraper.storage.queries.history import life, similar
from unionjobs_scraper.terminal.why import why


class Command(ScrapyCommand):
    """Reads the database; changes nothing."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] POSTING_ID"

    def short_desc(self) -> str:
        return "Tell a posting's life: when it opened and closed, and how we know"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("one posting is needed: scrapy why unionjobs:12345", print_help=False)
        assert self.settings
        try:
            now = Clock.from_setting(self.settings["RUN_AT"]).now()
            database = open_database(self.settings)
            with database.read() as connection:
                found = life(connection, args[0])
                near = [] if found else similar(connection, args[0])
            database.close()
            if found is None:
                hint = f"did you mean {' or '.join(near)}?" if near else "scrapy export lists them"
                raise SettingError(f"no posting {args[0]!r}: {hint}")
        except OperatorError as error:
            self.exitcode = refused(error)
            return
        print("\n".join(why(found, now)))
