"""`scrapy publish DIR`: the record as a static web site, with data, feeds, report and questions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from unionjobs_scraper import extras
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.publish.site.options import Built, Options
from unionjobs_scraper.publish.site.unchanged import unchanged
from unionjobs_scraper.terminal.command import DatabaseCommand

if TYPE_CHECKING:
    from unionjobs_scraper.storage.database import Database


class Command(DatabaseCommand):
    """Reads the database; writes a folder."""

    usage = "[options] DIR"
    summary = "Write the record as a static web site: jobs, unions, places, report, data, feeds"
    manual = (
        "Write one static web site into DIR, for any web host and for opening as files: the newest jobs, a searchable"
        " list, a page for each job, union, state and kind of work, the report, the codebook, Parquet tables, feeds and"
        " calendars. Contacts are taken out as in a release. What did not change since the last writing is left as it"
        " is; what is no longer on record is removed; a folder that holds anything else is refused. Needs the"
        " extras release and feeds; without those of a part (parquet, research) that part is left out, and said."
    )
    takes = "one folder is needed: scrapy publish DIR"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="What the site has")
        group.add_argument(
            "--url",
            default="",
            metavar="ADDRESS",
            help="where DIR will be published: for sitemap.xml and whole addresses",
        )
        group.add_argument(
            "--releases", metavar="FOLDER", help="a folder of releases, each made by scrapy release FOLDER/NAME"
        )
        group.add_argument(
            "--duckdb",
            metavar="FOLDER",
            help="the folder dist of the npm package @duckdb/duckdb-wasm@1.28.0 (make duckdb): answers SQL",
        )
        group.add_argument("--limit", type=int, default=200, metavar="N", help="entries a feed (default: %(default)s)")
        group.add_argument("--no-report", action="store_true", help="leave the page of charts out")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses what cannot be meant. Raises `UsageError`, and `SettingError` without the extra packages."""
        if opts.limit < 1:
            raise UsageError(f"--limit {opts.limit}: one entry at least", print_help=False)
        extras.check("the site", {"phonenumbers": "release", "pycountry": "feeds"})
        self._options = Options(
            now=self.now,
            sources=crawled(),
            base=_base(opts.url),
            releases=Path(opts.releases) if opts.releases else None,
            duckdb=Path(opts.duckdb) if opts.duckdb else None,
            limit=opts.limit,
            report=not opts.no_report,
        )

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Opens the database only where something has changed. Raises `OperatorError`."""
        assert self.settings
        self._address = str(self.settings["DATABASE_URL"])
        if built := unchanged(Path(args[0]), self._address, self._options):
            _tell(args[0], built)
            return 0
        return super().carry_out(args, opts)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Writes the site. Raises `OperatorError`."""
        from unionjobs_scraper.publish.site.publishing import publish  # here: it loads all that makes pages

        _tell(args[0], publish(database, Path(args[0]), self._address, self._options))


def _base(url: str) -> str:
    if not url:
        return ""
    from unionjobs_scraper.publish.feeds.entries import web_address  # here: it loads what feeds are made by

    base = web_address(url).rstrip("/")
    if not base:
        raise UsageError(f"--url {url}: write it as https://example.org/jobs", print_help=False)
    return base


def _tell(folder: str, built: Built) -> None:
    for said in built.left_out:
        sys.stderr.write(f"left out: {said}\n")
    sys.stderr.write(
        f"{folder}: {built.open} open of {built.jobs} jobs, {built.made} pages of jobs made,"
        f" {built.written} files written, {built.removed} removed\n"
    )
