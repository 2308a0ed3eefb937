"""`scrapy browse`: the database in Datasette, read-only, with the codebook beside every column."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.crawl import refused
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.terminal.existing import crawled_database


class Command(ScrapyCommand):
    """Reads the database; serves a copy."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Look at the database in a browser (Datasette)"

    def long_desc(self) -> str:
        return (
            "Copy the exported tables into a read-only SQLite file with full-text search, and open it in Datasette"
            " on this machine: the codebook beside every column, facets, and ready questions to change. The copy is"
            " removed at the end; --prepare keeps it, for a server that runs `datasette DIR`. The setting RUN_AT is"
            " the moment as of which a source counts as unknown (default: now)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Where")
        group.add_argument("--port", type=int, default=8001, metavar="N", help="0: any (default: %(default)s)")
        group.add_argument("--no-open", action="store_true", help="do not open a browser")
        group.add_argument(
            "--prepare", default="", metavar="DIR", help="write the copy and its metadata, serve nothing"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"unexpected {args[0]!r}: see scrapy browse --help", print_help=False)
        try:
            if opts.prepare:
                self._prepare(Path(opts.prepare))
            else:
                self._serve(opts.port, open_browser=not opts.no_open)
        except OperatorError as error:
            self.exitcode = refused(error)

    def _prepare(self, folder: Path) -> None:
        from unionjobs_scraper.publish.browse.folder import (  # here: Scrapy loads every command at each start
            SNAPSHOT,
            prepare,
        )

        assert self.settings
        now = Clock.from_setting(self.settings["RUN_AT"]).now()
        with crawled_database(self.settings) as (database, _):
            counts = prepare(database, folder, now)
        told = ", ".join(f"{count} {table}" for table, count in counts.items())
        sys.stderr.write(f"{folder / SNAPSHOT}: {told}\n")

    def _serve(self, port: int, *, open_browser: bool) -> None:
        from unionjobs_scraper.publish.browse.serve import bound, serve

        listening = bound(port)
        with listening, tempfile.TemporaryDirectory(prefix="unionjobs-browse-") as name:
            self._prepare(Path(name))
            serve(Path(name), listening, open_browser=open_browser)
