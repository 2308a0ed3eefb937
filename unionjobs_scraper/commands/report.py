"""`scrapy report`: the database as one HTML page to look at, to send and to print."""

from __future__ import annotations

import argparse
import sys
from functools import partial
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

    crawled = False
    summary = "Write one HTML page with charts of everything that is stored"
    manual = (
        "Write one HTML page: open jobs over time, by union, job family, state and province, pay, how long jobs"
        " stay open, the newest openings and the sources' health. It opens in any browser without a network and"
        " prints. The setting RUN_AT is the moment that the page holds for (default: now); with the same database"
        " and RUN_AT the page is the same to the byte. Needs: pip install 'unionjobs-scraper[research]'."
        " With --for it is for a board's own people instead, and not for publication: their open ads with what is wrong"
        " with each (deadlines past, no pay where the law wants it, ads that are up twice or for very long, broken"
        " characters, fields that search engines need, dead addresses for applying) and JSON-LD to paste. Exit status 1"
        " when something is wrong."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Where")
        group.add_argument(
            "-o", "--output", metavar="FILE", default="report.html", help="the page (default: %(default)s)"
        )

        group = parser.add_argument_group(title="Advice to a board")
        group.add_argument("--for", dest="whose", metavar="NAME", help="a source, or a union's abbreviation")
        group.add_argument(
            "--check-links", action="store_true", help="visit the addresses for applying, two seconds between two"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses a file that is no page. Raises `UsageError`, and `SettingError` without the extra packages."""
        from unionjobs_scraper.publish.report.page import check_extras

        if Path(opts.output).suffix not in (".html", ".htm"):
            raise UsageError(f"-o {opts.output}: the report is a page, name it .html", print_help=False)
        if opts.check_links and not opts.whose:
            raise UsageError("--check-links goes with --for", print_help=False)
        if not opts.whose:
            check_extras()

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> int | None:
        """Writes the page. Raises `OperatorError`."""
        if opts.whose:
            return self._advise(database, opts.whose, Path(opts.output), check_links=opts.check_links)
        from unionjobs_scraper.publish.report.facts import facts  # here: Scrapy loads every command at each start
        from unionjobs_scraper.publish.report.page import page

        output = Path(opts.output)
        found = facts(database, self.now, crawled())
        with replacing(output) as part:
            part.write_text(page(found), encoding="utf-8", newline="\n")
        sys.stderr.write(f"{output}: {_summary(found)}\n")
        return None

    def _advise(self, database: Database, name: str, output: Path, *, check_links: bool) -> int:
        """Writes the page for a board's own people; 1 when something is wrong. Raises `SettingError`."""
        from unionjobs_scraper.publish.advice.links import visited
        from unionjobs_scraper.publish.advice.page import advice

        assert self.settings
        visit = partial(visited, user_agent=self.settings["USER_AGENT"], delay=self.settings.getfloat("DOWNLOAD_DELAY"))
        made = advice(database, name, self.now.date(), visit if check_links else None)
        with replacing(output) as part:
            part.write_text(made.text, encoding="utf-8", newline="\n")
        sys.stderr.write(f"{output}: {made.ads} open ads, {len(made.faults)} faults\n")
        for fault in made.faults:
            print(f"{fault.posting_id}: {fault.said}: {fault.cure}")
        return int(bool(made.faults))


def _summary(found: Facts) -> str:
    every = found.tallies.every
    return f"{every.open} open of {every.ever} jobs, {len(found.sources)} sources"
