"""`scrapy health`: which sources are well, for a person and for a monitor."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled, register
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.crawl import refused
from unionjobs_scraper.crawl.run import open_database
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.storage.postings import words
from unionjobs_scraper.storage.queries.history import crawled_sources
from unionjobs_scraper.watch.health import Health, health

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text


class Command(ScrapyCommand):
    """Reads the database; changes nothing."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [SOURCE ...]"

    def short_desc(self) -> str:
        return "Show which sources are well: last complete run, verdicts, counts"

    def long_desc(self) -> str:
        return (
            "Show, for every source that was ever crawled (or the named ones), the age of its last complete run, the"
            " verdicts of its newest runs (█ complete, ▄ partial, ▁ failed, ? under way or killed; the newest last),"
            " its count against the usual one, and refusals by the site or its robots.txt in the last 14 days. A"
            " column that used to be filled in what was read, and no longer is, makes a source unwell: its site has"
            " changed. With names, how full each column is comes below. Exit status 1 when a source of the register"
            " is unwell."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object per source and line")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        try:
            now = Clock.from_setting(self.settings["RUN_AT"]).now()
            database = open_database(self.settings)
            with database.read() as connection:
                known = crawled_sources(connection)
                unknown = [name for name in args if name not in known and name not in register()]
                if unknown:
                    raise UsageError(f"unknown source {unknown[0]!r}: scrapy list names them", print_help=False)
                found = [health(connection, name, now, crawled()) for name in args or known]
            database.close()
        except OperatorError as error:
            self.exitcode = refused(error)
            return
        if opts.json:
            for each in found:
                print(json.dumps({name: _plain(value) for name, value in asdict(each).items()}, ensure_ascii=False))
        elif found:
            _print(found, now, columns=bool(args))
        else:
            print("nothing has been crawled into this database yet: scrapy crawl SOURCE (names: scrapy list)")
        self.exitcode = int(any(not each.well and not each.retired for each in found))


def _print(found: Sequence[Health], now: datetime, *, columns: bool) -> None:
    from rich.console import Console  # here: Scrapy loads every command at each start

    # a log or a pipe has no width of its own: the reasons must not be folded to death
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(_table(found, now))
    if columns:
        console.print(*(_coverage(each) for each in found if each.columns), sep="\n")


def _plain(value: Any) -> Any:
    """A value as JSON can have it."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return words(value) if isinstance(value, datetime) else value


COLORS = {"█": "green", "▄": "yellow", "▁": "red"}


def _sparkline(verdicts: str) -> Text:
    """The verdicts; colors say nothing that the signs do not."""
    from rich.text import Text

    return Text.assemble(*((sign, COLORS.get(sign, "")) for sign in verdicts))


def _coverage(each: Health) -> Table:
    """How full each column of a source is."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, title=f"{each.source}: how full its columns are", title_justify="left")
    for heading in ("column", "before", "lately", "of", ""):
        table.add_column(heading, justify="left" if heading in ("column", "") else "right", no_wrap=True)
    for column in each.columns:
        before = "" if column.before is None else f"{column.before:.0%}"
        lately = f"{column.filled / column.read:.0%}" if column.read else ""
        table.add_row(column.name, before, lately, f"{column.read} read", "LOST" if column.lost else "")
    return table


def _table(found: Sequence[Health], now: datetime) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading, justify in (
        ("source", "left"),
        ("well", "left"),
        ("last complete", "right"),
        ("runs", "left"),
        ("listed", "right"),
        ("usual", "right"),
        ("open", "right"),
        ("unknown", "right"),
        ("refused", "right"),
    ):
        table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("why not", overflow="fold")
    for each in found:
        table.add_row(
            each.source,
            "yes" if each.well else "retired" if each.retired else "NO",
            _age(each.last_complete, now),
            _sparkline(each.verdicts),
            words(each.listed),
            words(each.usual),
            words(each.open),
            words(each.unknown),
            words(len(each.refusals)),
            each.reason,
        )
    return table


def _age(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "never"
    hours = (now - at).total_seconds() / 3600
    return f"{hours:.0f} h ago" if hours < 72 else f"{hours / 24:.0f} d ago"
