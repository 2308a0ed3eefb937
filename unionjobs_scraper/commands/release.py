"""`scrapy release`: a research release that can be cited, checked and made again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unionjobs_scraper import extras
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.progress import bar, counted

if TYPE_CHECKING:
    from unionjobs_scraper.publish.release.making import Made


class Command(DatabaseCommand):
    """Reads the database that DATABASE_URL names; changes nothing there."""

    usage = "[options] DIR"
    summary = "Write a research release: tables, descriptions, codebook, quality, citation, checksums"
    manual = (
        "Write every table as CSV and Parquet into DIR and all of them as one DuckDB file, described for machines"
        " (Frictionless, Croissant, schema.org, RO-Crate), with a codebook, a datasheet, a quality page, the accuracy"
        " table, each source's coverage, what changed since an earlier release, CITATION.cff, DataCite metadata,"
        " a licence note and checksums. --chain keeps a chain of differences beside it, which scrapy verify checks."
        " E-mail addresses, telephone numbers and names of contact persons are taken out. DIR may hold an earlier"
        " release, which is replaced when the new one is whole. The same database gives the same bytes on any day: its"
        " moment is its newest run, or RUN_AT where that is set."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="The release")
        group.add_argument(
            "--version",
            metavar="V",
            default="",
            help="its version (default: day and time of the newest complete run, as 2026.05.08.0600)",
        )
        group.add_argument(
            "--with-contacts", action="store_true", help="keep contacts: for your own use, not to publish"
        )
        group.add_argument(
            "--creator", metavar="NAME", action="append", default=[], help="a body, or a person as 'Doe, Jane'"
        )
        group.add_argument("--url", metavar="URL", default="", help="where it will be found, for its citation")
        group.add_argument(
            "--chain",
            metavar="CHAIN",
            default="",
            help="the folder of the chain of differences that it continues",
        )
        group.add_argument(
            "--since", metavar="OLD", default="", help="the release before, for the list of changes; may be DIR itself"
        )
        group.add_argument("--audit", metavar="FILE", default="", help="what scrapy audit score wrote")
        group.add_argument("--doi", metavar="DOI", default="", help="its DOI, when a repository has reserved one")

    takes = "one folder is needed: scrapy release DIR"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises `SettingError` without the extra packages."""
        extras.check("a release", {"phonenumbers": "release", "duckdb": "release"})

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Writes the folder. Raises `OperatorError`."""
        from unionjobs_scraper.publish.release.audit_score import Audit
        from unionjobs_scraper.publish.release.edition import edition  # here: Scrapy loads every command at each start
        from unionjobs_scraper.publish.release.making import make
        from unionjobs_scraper.publish.release.memory import memory_of
        from unionjobs_scraper.publish.release.redaction import processors
        from unionjobs_scraper.storage.queries.coverage import snapshot

        assert self.settings
        folder = Path(args[0])
        with snapshot(database) as frozen, bar() as progress:
            chosen = edition(
                frozen,
                version=opts.version,
                run_at=self.settings["RUN_AT"],
                creators=opts.creator,
                doi=opts.doi,
                url=opts.url,
                with_contacts=opts.with_contacts,
            )
            delay = self.settings.getfloat("DOWNLOAD_DELAY")
            made = make(
                frozen,
                folder,
                chosen,
                delay=delay,
                crawled=crawled(),
                since=Path(opts.since) if opts.since else None,
                audit=Audit.read(Path(opts.audit)) if opts.audit else None,
                chain=Path(opts.chain) if opts.chain else None,
                watch=lambda rows, table: counted(rows, table, progress),
                memory=memory_of(database.shown_url),
                processes=processors(),
            )
        sys.stderr.write(told(made, folder))


def told(made: Made, folder: Path) -> str:
    """What was made, in two lines."""
    from unionjobs_scraper.publish.release.cells import KINDS
    from unionjobs_scraper.publish.release.making import size

    rows = ", ".join(f"{sheet.rows:,} {sheet.name}" for sheet in made.sheets)
    first = f"{folder}: version {made.edition.version}, {size(folder) / 1e6:.1f} MB: {rows}\n"
    if made.redaction is None:
        return f"{first}contacts were kept: do not publish this\n"
    total = made.redaction.total()
    return f"{first}taken out: {', '.join(f'{total[token]:,} {kind}' for token, kind in KINDS.items())}\n"
