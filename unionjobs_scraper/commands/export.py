"""`scrapy export`: stored data as CSV, JSON Lines or Parquet."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.crawl import refused
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.export import write
from unionjobs_scraper.run import open_database
from unionjobs_scraper.storage.exports import TABLES, Filters, rows


class Command(ScrapyCommand):
    """Reads the database that DATABASE_URL names; changes nothing."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Write stored data as CSV, JSON Lines or Parquet"

    def long_desc(self) -> str:
        return (
            "Write one table of the stored data. A CSV cell that begins with = + - @ or an apostrophe has an"
            " apostrophe put before it, so that no spreadsheet runs it; take one away when reading."
            " The setting RUN_AT is the moment as of which a source counts as unknown (default: now)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="What and where")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            default="",
            help=".csv, .jsonl or .parquet (default: CSV on stdout)",
        )
        group.add_argument(
            "--table", choices=list(TABLES), default="postings", help="which table (default: %(default)s)"
        )
        group.add_argument("--status", choices=["open", "closed", "unknown"], help="postings of this status")
        group.add_argument("--source", metavar="NAME", help="one source (names: scrapy list)")
        group.add_argument("--union", metavar="ABBR", help="postings of one national union: SEIU, AFSCME, …")
        group.add_argument(
            "--since",
            metavar="DATE",
            help="rows that begin on or after this day, UTC: first seen, opened, changed, started",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"unexpected {args[0]!r}: see scrapy export --help", print_help=False)
        filters = _filters(opts)
        assert self.settings
        try:
            database = open_database(self.settings)
            found = rows(
                database,
                opts.table,
                filters,
                now=Clock.from_setting(self.settings["RUN_AT"]).now(),
                sources=crawled(),
            )
            count = write(found, TABLES[opts.table].columns, opts.output)
            database.close()
        except OperatorError as error:
            self.exitcode = refused(error)
            return
        except BrokenPipeError:  # `scrapy export | head` has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if opts.output not in ("", "-"):
            sys.stderr.write(f"{opts.output}: {count} rows of {opts.table}\n")


def _filters(opts: argparse.Namespace) -> Filters:
    """The filters asked for. Raises `UsageError` for one that cannot be meant."""
    table = TABLES[opts.table]
    if not table.of_postings and (opts.status or opts.union):
        raise UsageError(f"--table {opts.table} has no --status or --union", print_help=False)
    if opts.source and opts.table == "jobs":
        raise UsageError("--table jobs has no --source: a job can stand on several boards", print_help=False)
    return Filters(status=opts.status or "", source=opts.source or "", union=opts.union or "", since=_day(opts.since))


def _day(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--since {text}: write a day as 2026-05-01", print_help=False) from None
    return day.replace(tzinfo=day.tzinfo or UTC)
