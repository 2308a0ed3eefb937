"""`scrapy feeds DIR`: what happened to postings as Atom feeds, and their deadlines as a calendar."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.publish.feeds.entries import web_address
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import newest_run
from unionjobs_scraper.terminal.command import DatabaseCommand


class Command(DatabaseCommand):
    """Reads the database; writes a folder."""

    usage = "[options] DIR"
    summary = "Write Atom feeds of what happened to postings, and a calendar of deadlines"
    manual = (
        "Write Atom feeds of opened, changed, closed and reopened postings into DIR: all.atom, kinds/, unions/"
        " and regions/ (states and provinces), the newest entries of each; deadlines.ics, the deadlines of open"
        " postings from the day of the newest run on; and index.html, which lists them. Feeds of an earlier run"
        " that have no entry any more are removed; other files in DIR are left alone. The same database gives"
        " the same bytes."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="What the feeds hold")
        group.add_argument("--limit", type=int, default=200, metavar="N", help="entries a feed (default: %(default)s)")
        group.add_argument(
            "--url", default="", metavar="ADDRESS", help="where DIR will be published: feeds then link to themselves"
        )

    takes = "one folder is needed: scrapy feeds DIR"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses a limit and an address that cannot be meant. Raises `UsageError`."""
        self._asked = _asked(args, opts)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Writes the folder. Raises `OperatorError`."""
        from unionjobs_scraper.publish.feeds.documents import (
            atom,  # here: Scrapy loads every command at each start
            calendar,
            index,
        )
        from unionjobs_scraper.publish.feeds.folder import place
        from unionjobs_scraper.publish.feeds.gather import feeds

        folder, base = self._asked
        with database.read() as connection:
            newest = newest_run(connection)
            assert newest
            found = feeds(connection, opts.limit, newest)
            deadlines, count = calendar(connection, newest, crawled())
        files = {f"{feed.name}.atom": atom(feed, base) for feed in found}
        files |= {"deadlines.ics": deadlines, "index.html": index(found, count)}
        removed = place(folder, files)
        gone = f", {len(removed)} stale removed" if removed else ""
        sys.stderr.write(f"{folder}: {len(found)} feeds, {count} deadlines{gone}\n")


def _asked(args: list[str], opts: argparse.Namespace) -> tuple[Path, str]:
    """The folder, and the address without its last slash. Raises `UsageError` for what cannot be meant."""
    if opts.limit < 1:
        raise UsageError(f"--limit {opts.limit}: one entry at least", print_help=False)
    base = web_address(opts.url).rstrip("/")
    if opts.url and not base:
        raise UsageError(f"--url {opts.url}: write it as https://example.org/feeds", print_help=False)
    return Path(args[0]), base
