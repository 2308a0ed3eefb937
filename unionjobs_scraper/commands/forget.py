"""`scrapy forget`: takes a person's data out of the database, of the archive and of Scrapy's cache."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.utils.project import data_path

from unionjobs_scraper.crawl.cache_erasing import erase_cached
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage import forget
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import DatabaseCommand


class Command(DatabaseCommand):
    """Leaves of a posting its bare life."""

    usage = "[options] POSTING_ID … | --contact ADDRESS"
    summary = "Take a posting's text out of database, archive and cache, for a person who asks for it"
    manual = (
        "Take the text of postings out of the database, of what archives were read to say, of the pages in"
        " ARCHIVE_DIR and of those that HTTPCACHE_DIR keeps for a later run (with --contact of every source: they are"
        " fetched again); named by their ids, or by an e-mail address or a telephone number that their text has. Their"
        " ids, titles, employers and lives stay, with a note in place of the text, and a crawl that reads such a page"
        " again does not store it. Releases that were made before are not changed. Exit status: 0, or 2 when there is"
        " no such posting."
    )
    takes = "*"
    writes = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--contact", metavar="ADDRESS", default="", help="forget every posting whose text has it")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises `UsageError` without a posting."""
        if bool(args) == bool(opts.contact) or (opts.contact and len(opts.contact.strip()) < 6):
            raise UsageError("postings or one address are needed: scrapy forget POSTING_ID …", print_help=False)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Forgets and says what. Raises `SettingError` where there is nothing to forget."""
        assert self.settings
        contact = opts.contact.strip()
        with database.write() as connection:
            named = forget.with_contact(connection, contact) if contact else forget.by_id(connection, args)
            missing = sorted(set(args) - {each.posting_id for each in named})
            if missing or not named:
                raise SettingError(f"no posting {missing[0] if missing else 'has ' + contact}")
            forget.forget(connection, named)
        erased = self._erased(named) if self.settings["ARCHIVE_DIR"] else 0
        of = None if contact else {each.source for each in named}  # another source's page may have the address too
        caches = self.settings["HTTPCACHE_DIR"]
        cached = erase_cached(Path(data_path(caches)), of) if caches else 0
        for each in named:
            print(f"{each.posting_id}: its text is taken out")
        print(f"{erased} record(s) of the archive erased, {cached} file(s) of the cache removed")

    def _erased(self, named: list[forget.Named]) -> int:
        from unionjobs_scraper.archive.erasing import erase
        from unionjobs_scraper.archive.sources import key_of

        assert self.settings
        meant = {(each.source, key_of(each.url)) for each in named}
        return erase(
            Path(self.settings["ARCHIVE_DIR"]),
            lambda found: (found.own.get("source"), key_of(found.own.get("asked") or found.url)) in meant,
        )
