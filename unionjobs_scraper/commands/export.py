"""`scrapy export`: stored data as CSV, JSON Lines, Parquet, or for Excel, Stata and DuckDB."""

from __future__ import annotations

import argparse
import gc
import sys

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.publish.writers import FORMATS, check_output, write
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries import exports
from unionjobs_scraper.storage.queries.exports import TABLES
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.filters import add_filters, chosen
from unionjobs_scraper.terminal.progress import bar, counted, is_watched
from unionjobs_scraper.terminal.streams import data_output

AS_OF = (
    " --as-of DATE rebuilds the dataset as of the end of that day (24:00 UTC), by what is known today, and gives the"
    " table made of it: all tables of one day fit together. A posting was open then when one of its spells had open_by"
    " on that day or before and has no closed_by, or a later one: it counts from when it was first seen until it was"
    " first known to be gone, whatever lies within the bounds (open_after to open_by, closed_after to closed_by). It is"
    " unknown instead when no complete run of its source began within the 14 days before; left out when it was first"
    " seen later. open_*, closed_*, spells and status are those of that day; fields that the site has edited since hold"
    " what the change log says they held; last_seen is that of the last complete run by then where it was seen later"
    " too; job_id, url, content_hash and which pairs are linked are as stored now. --known-at DATE gives instead what"
    " the table said after the last run of that day, errors and all: the file that an export then wrote, byte for byte,"
    " where the program and the register are the same. A time (2026-05-01T06:00:00Z) asks for what was known at it."
    " Both together: what was so, by what was known."
)


class Command(DatabaseCommand):
    """Reads the database that DATABASE_URL names; changes nothing."""

    crawled = False
    summary = "Write stored data as CSV, JSON Lines, Parquet, or for Excel, Stata and DuckDB"
    manual = (
        "Write one table of the stored data. A CSV cell that begins with = + - @ (in full width too, or after"
        " blanks), a tab, a line's end or an apostrophe has an apostrophe put before it, so that no"
        " spreadsheet runs it; take one away when reading. What is not known is empty in CSV and in Stata's texts, no"
        " cell in .xlsx, and NULL in the other formats. In .dta, local is local_, a word that Stata keeps for itself."
        " The setting RUN_AT is the moment as of which a source counts as unknown (default: now)." + AS_OF
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="What and where")
        group.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            default="",
            help=f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]} (default: CSV on stdout)",
        )
        group.add_argument("--bom", action="store_true", help="CSV begins with a byte order mark, for Excel")
        group.add_argument(
            "--table", choices=list(TABLES), default="postings", help="which table (default: %(default)s)"
        )
        add_filters(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses filters and formats that cannot be meant. Raises `UsageError` and `SettingError`."""
        check_output(opts.output, bom=opts.bom)
        self._filters = chosen(opts, self.now)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Writes the table. Raises `OperatorError`."""
        now, sources, types = self.now, crawled(), TABLES[opts.table].types
        asked = (database, opts.table, self._filters)
        rows = exports.plain_rows(*asked, now=now, sources=sources)
        gc.freeze()  # what the program has loaded is no garbage: do not look through it again every few thousand rows
        if opts.output in ("", "-"):
            with data_output():
                write(rows, types, opts.output, bom=opts.bom)
            return
        with bar() as told:
            seen = counted(rows, opts.table, told, lambda: exports.count(*asked, now=now, sources=sources))
            chosen_rows = seen if is_watched() else rows
            count = write(chosen_rows, types, opts.output, table=opts.table, bom=opts.bom)
        sys.stderr.write(f"{opts.output}: {count} rows of {opts.table}\n")
