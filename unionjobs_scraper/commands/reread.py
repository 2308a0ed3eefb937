"""`scrapy reread`: pages that are kept, through today's readers."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.clock import parse_time
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage import corrections
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.progress import bar

SHOWN = 60
"""Characters of a value that are shown."""


class Command(DatabaseCommand):
    """Tells what today's readers make of the pages in ARCHIVE_DIR, and applies it when asked to."""

    usage = "[options] [SOURCE …]"
    summary = "Read kept pages again with today's readers; tell what would change, or change it"
    manual = (
        "Put the pages that ARCHIVE_DIR holds, the newest of each posting, through today's extractors and normalizers,"
        " and tell what would change: posting, column, old and new value, a line each. With --apply it is changed, as"
        " corrections of ours: the table changes has them with that word in the column doing, apart from the site's own"
        " edits. What a page said when it was captured is corrected, never what it has said since. Exit status: 0, or 2"
        " when something must be set right first."
    )
    takes = "*"
    writes = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--since", metavar="TIME", help="only pages captured at or after this time (ISO 8601)")
        parser.add_argument("--apply", action="store_true", help="change what is stored")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises `UsageError` for a source that there is not."""
        unknown = sorted(set(args) - set(crawled()))
        if unknown:
            raise UsageError(f"unknown source {unknown[0]!r}: scrapy list names them", print_help=False)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Tells the differences. Raises `SettingError` without an archive."""
        from unionjobs_scraper.archive.rereading import reread
        from unionjobs_scraper.archive.sources import Sources

        assert self.settings
        folder = self.settings["ARCHIVE_DIR"]
        if not folder:
            raise SettingError("ARCHIVE_DIR is not set: no page is kept that could be read again")
        since = parse_time(opts.since) if opts.since else None
        with bar() as tell:
            found, left_out = reread(Path(folder), Sources(args), since, lambda done, total: tell("files", done, total))
        with database.write() as connection:
            differing = list(corrections.differences(connection, found))
            for _, each in differing:
                for one in each:
                    print(f"{one.posting_id}\t{one.field}\t{_short(one.old)}\t{_short(one.new)}")
            if opts.apply and differing:
                corrections.correct(connection, differing, self.now)
        for reason, count in sorted(left_out.items()):
            print(f"left out: {count} {reason}")
        done = "changed" if opts.apply else "would change"
        print(f"{len(found)} page(s) read again: {len(differing)} posting(s) {done}")


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
