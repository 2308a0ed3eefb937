"""`scrapy browse`: the database in Datasette, read-only, with the codebook beside every column."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from unionjobs_scraper.terminal.command import OperatorCommand


class Command(OperatorCommand):
    """Reads the database; serves a copy."""

    summary = "Look at the database in a browser (Datasette)"
    manual = (
        "Copy the exported tables into a read-only SQLite file with full-text search, and open it in Datasette"
        " on this machine: the codebook beside every column, facets, and ready questions to change. The copy is"
        " removed at the end; --prepare keeps it, for a server that runs `datasette DIR`: there nobody may write SQL,"
        " and each request is bounded. Contacts are taken out as in a release. The setting RUN_AT is"
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
        group = parser.add_argument_group(title="What is shown")
        group.add_argument(
            "--with-contacts", action="store_true", help="keep contacts, which are taken out as in a release"
        )
        group.add_argument(
            "--allow-sql", action="store_true", help="with --prepare: let every reader of that server write SQL"
        )

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> None:
        """Prepares the copy, and serves it; the database is closed while it is served. Raises `OperatorError`."""
        self._shown = {"with_contacts": opts.with_contacts, "allow_sql": opts.allow_sql or not opts.prepare}
        if opts.prepare:
            self._prepare(Path(opts.prepare))
        else:
            self._serve(opts.port, open_browser=not opts.no_open)

    def _prepare(self, folder: Path) -> None:
        from unionjobs_scraper.publish.browse.snapshot import (  # here: Scrapy loads every command at each start
            SNAPSHOT,
            prepare,
        )

        with self.existing() as database:
            counts = prepare(database, folder, self.now, **self._shown)
        told = ", ".join(f"{count} {table}" for table, count in counts.items())
        sys.stderr.write(f"{folder / SNAPSHOT}: {told}\n")

    def _serve(self, port: int, *, open_browser: bool) -> None:
        from unionjobs_scraper.publish.browse.serve import bound, serve

        listening = bound(port)
        with listening, tempfile.TemporaryDirectory(prefix="unionjobs-browse-") as name:
            self._prepare(Path(name))
            serve(Path(name), listening, open_browser=open_browser)
