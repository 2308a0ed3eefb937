"""`scrapy report`: the database as one HTML page to look at, to send and to print."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.crawl import refused
from unionjobs_scraper.crawl.run import open_database
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.publish.writers import replacing

if TYPE_CHECKING:
    from unionjobs_scraper.publish.report.facts import Facts


class Command(ScrapyCommand):
    """Reads the database that DATABASE_URL names; changes nothing."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Write one HTML page with charts of everything that is stored"

    def long_desc(self) -> str:
        return (
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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from unionjobs_scraper.publish.report.facts import facts  # here: Scrapy loads every command at each start
        from unionjobs_scraper.publish.report.page import check_extras, page

        if args:
            raise UsageError(f"unexpected {args[0]!r}: see scrapy report --help", print_help=False)
        output = Path(opts.output)
        if output.suffix not in (".html", ".htm"):
            raise UsageError(f"-o {opts.output}: the report is a page, name it .html", print_help=False)
        assert self.settings
        try:
            check_extras()
            now = Clock.from_setting(self.settings["RUN_AT"]).now()
            database = open_database(self.settings)
            found = facts(database, now, crawled())
            database.close()
            with replacing(output) as part:
                part.write_text(page(found), encoding="utf-8", newline="\n")
        except OperatorError as error:
            self.exitcode = refused(error)
            return
        sys.stderr.write(f"{output}: {_summary(found)}\n")


def _summary(found: Facts) -> str:
    every = found.tallies.every
    return f"{every.open} open of {every.ever} jobs, {len(found.sources)} sources"
