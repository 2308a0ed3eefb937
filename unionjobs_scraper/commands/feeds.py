"""`scrapy feeds DIR`: what happened to jobs as feeds, their deadlines as calendars; a digest of a saved question."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from unionjobs_scraper import extras
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.folders import own_folder
from unionjobs_scraper.publish.feeds.entries import web_address
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import newest_run
from unionjobs_scraper.terminal.command import DatabaseCommand

if TYPE_CHECKING:
    from unionjobs_scraper.publish.feeds.queries import Query

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SAVED = "queries.toml"
FOLDER = "one folder is needed: scrapy feeds DIR"


class Command(DatabaseCommand):
    """Reads the database; writes a folder, or sends a message."""

    usage = "[options] DIR | --digest QUERY"
    summary = "Write feeds of what happened to jobs and calendars of deadlines, or send what is new"
    manual = (
        "Write feeds (Atom and JSON Feed) of jobs that opened, changed, closed and reopened into DIR: all, kinds/,"
        " remote, unions/ (UNION/opened too), families/ and regions/ (states and provinces, REGION/FAMILY too), the"
        " newest entries of each; deadlines.ics and a calendar for each union and region; and index.html, which lists"
        " them. The first census of a board is one entry. An entry that comes late is dated when it is told, so that"
        " readers see it: keep DIR. Feeds of an earlier run that have no entry any more are removed; other files in"
        f' DIR are left alone. Saved questions (name = "words" in {SAVED} beside settings.toml) become'
        " queries/NAME. Contacts are taken out as in a release. --digest sends the new jobs of a question through"
        " the channels of the alerts; nothing is sent when nothing is new."
    )
    takes = "*"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="What the feeds hold")
        group.add_argument("--limit", type=int, default=200, metavar="N", help="entries a feed (default: %(default)s)")
        group.add_argument(
            "--url", default="", metavar="ADDRESS", help="where DIR will be published: feeds then link to themselves"
        )
        group.add_argument(
            "--query",
            action="append",
            default=[],
            metavar="WORDS",
            help='one more feed: "union=SEIU family=organizing state=US-OH kind=opened nurse"',
        )
        group = parser.add_argument_group(title="A digest in place of a folder")
        group.add_argument("--digest", default="", metavar="QUERY", help="words, or the name of a saved question")
        group.add_argument(
            "--since", default="monday", metavar="DAY", help="a weekday or 2026-05-01, UTC (default: %(default)s)"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses what cannot be meant. Raises `UsageError` and `SettingError`."""
        from unionjobs_scraper.publish.feeds.queries import parsed, saved

        if len(args) != (0 if opts.digest else 1):
            raise UsageError("--digest takes no folder" if opts.digest else FOLDER, print_help=False)
        if opts.limit < 1:
            raise UsageError(f"--limit {opts.limit}: one entry at least", print_help=False)
        extras.check("a feed", {"phonenumbers": "release", "icalendar": "feeds", "pycountry": "feeds"})
        self._base = web_address(opts.url).rstrip("/")
        if opts.url and not self._base:
            raise UsageError(f"--url {opts.url}: write it as https://example.org/feeds", print_help=False)
        self._since = since(opts.since, self.now)
        self._saved = saved(own_folder() / SAVED)
        self._queries = [*self._saved.values(), *map(parsed, opts.query)]
        if opts.digest:
            self._digest: Query = self._saved.get(opts.digest) or parsed(opts.digest)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> int:
        """Writes the folder, or sends the digest. Raises `OperatorError`."""
        from unionjobs_scraper.publish.feeds.writing import write  # here: Scrapy loads every command at each start

        if opts.digest:
            return self._send(database)
        folder = Path(args[0])
        written = write(
            database,
            folder,
            now=self.now,
            sources=crawled(),
            limit=opts.limit,
            base=self._base,
            queries=self._queries,
        )
        count = next(sheet.count for sheet in written.calendars if sheet.name == "deadlines")
        gone = f", {len(written.removed)} stale removed" if written.removed else ""
        sys.stderr.write(f"{folder}: {len(written.feeds)} feeds, {count} deadlines{gone}\n")
        return 0

    def _send(self, database: Database) -> int:
        """Sends what is new; the exit status is 1 when a channel did not take it."""
        from unionjobs_scraper.publish.feeds.digest import digest
        from unionjobs_scraper.watch.alerts.deliver import KEYS, deliver, names, with_environment

        assert self.settings
        settings = with_environment(self.settings)
        if not names(settings):
            raise SettingError(f"a digest needs a channel: set one of {', '.join(KEYS.values())}")
        with database.read() as connection:
            newest = newest_run(connection)
            assert newest
            message = digest(connection, self._digest, self._since, newest)
        if message is None:
            print(f"nothing new since {self._since:%Y-%m-%d}: {self._digest.words}")
            return 0
        ended = deliver(settings, message)
        print(message.subject)
        for name, words in ended.items():
            print(f"{name}: {f'NOT delivered: {words}' if words else 'handed over'}")
        return int(any(ended.values()))


def since(said: str, now: datetime) -> datetime:
    """The begin (UTC) of a day, or of the last weekday of that name, today included. Raises `UsageError`."""
    if said.casefold() in DAYS:
        back = (now.weekday() - DAYS.index(said.casefold())) % 7
        return datetime.combine(now.date() - timedelta(days=back), time(), UTC)
    try:
        return datetime.combine(datetime.strptime(said, "%Y-%m-%d").date(), time(), UTC)  # noqa: DTZ007 — a day
    except ValueError:
        raise UsageError(f"--since {said}: write a weekday or 2026-05-01", print_help=False) from None
