"""`scrapy report`: the database as one HTML page to look at, to send and to print."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.publish.files import replacing
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import DatabaseCommand

if TYPE_CHECKING:
    from unionjobs_scraper.publish.report.facts import Facts


class Command(DatabaseCommand):
    """Reads the database that DATABASE_URL names; changes nothing."""

    summary = "Write one HTML page with charts of everything that is stored"
    manual = (
        "Write one HTML page: open jobs over time, by union, job family, state and province, pay, how long jobs"
        " stay open, the newest openings and the sources' health. It opens in any browser without a network and"
        " prints. The setting RUN_AT is the moment that the page holds for (default: now); with the same database"
        " and RUN_AT the page is the same to the byte. Needs: pip install 'unionjobs-scraper[research]'."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Where")
        group.add_argument(
            "-o", "--output", metavar="FILE", default="report.html", help="the page (default: %(default)s)"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses a file that is no page. Raises `UsageError`, and `SettingError` without the extra packages."""
        from unionjobs_scraper.publish.report.page import check_extras

        if Path(opts.output).suffix not in (".html", ".htm"):
            raise UsageError(f"-o {opts.output}: the report is a page, name it .html", print_help=False)
        check_extras()

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Writes the page. Raises `OperatorError`."""
        from unionjobs_scraper.publish.report.facts import facts  # here: Scrapy loads every command at each start
        from unionjobs_scraper.publish.report.page import page

        output = Path(opts.output)
        found = facts(database, self.now, crawled())
        with replacing(output) as part:
            part.write_text(page(found), encoding="utf-8", newline="\n")
        sys.stderr.write(f"{output}: {_summary(found)}\n")


def _summary(found: Facts) -> str:
    every = found.tallies.every
    return f"{every.open} open of {every.ever} jobs, {len(found.sources)} sources"
