"""`scrapy health`: which sources are well, for a person and for a monitor."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled, register
from unionjobs_scraper.errors import NothingCrawled
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.history import crawled_sources
from unionjobs_scraper.storage.values import cell_text
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.streams import patient
from unionjobs_scraper.terminal.tables import console
from unionjobs_scraper.watch.health import Health, health

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text


class Command(DatabaseCommand):
    """Reads the database; changes nothing."""

    usage = "[options] [SOURCE ...]"
    summary = "Show which sources are well: last complete run, verdicts, counts"
    manual = (
        "Show, for every source that was ever crawled (or the named ones), the age of its last complete run, the"
        " verdicts of its newest runs (█ complete, ▄ partial, ▁ failed, ? under way or killed; the newest last),"
        " its count against the usual one, and refusals by the site or its robots.txt in the last 14 days. A"
        " column that used to be filled in what was read, and no longer is, makes a source unwell: its site has"
        " changed. With names, how full each column is comes below. The column address says how sure the address of"
        " its list was before it was crawled. Exit status 1 when a source of the register is unwell."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object per source and line")

    takes = "*"

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Nothing crawled is not well: a monitor hears of it as of any other trouble."""
        try:
            return super().carry_out(args, opts)
        except NothingCrawled as error:
            print(error)
            return 1

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> int:
        """Prints the table; 1 when a source of the register is unwell."""
        now = self.now
        exceptions = {name: board.any_certificate for name, board in register().items() if board.any_certificate}
        with database.read() as connection:
            known = crawled_sources(connection)
            unknown = [name for name in args if name not in known and name not in register()]
            if unknown:
                raise UsageError(f"unknown source {unknown[0]!r}: scrapy list names them", print_help=False)
            found = [health(connection, name, now, crawled()) for name in args or known]
        with patient():
            if opts.json:
                for each in found:
                    told = asdict(each) | {
                        "any_certificate": exceptions.get(each.source, ""),
                        "address_is": sure(each.source),
                    }
                    print(json.dumps({name: _plain(value) for name, value in told.items()}, ensure_ascii=False))
            else:
                _print(found, now, columns=bool(args))
                for name in (each.source for each in found if each.source in exceptions):
                    print(f"{name}: its certificate is not verified: {exceptions[name]}")
        return int(any(not each.well and not each.retired for each in found))


def _print(found: Sequence[Health], now: datetime, *, columns: bool) -> None:
    out = console()
    out.print(_table(found, now))
    if columns:
        out.print(*(_coverage(each) for each in found if each.columns), sep="\n")


def _plain(value: Any) -> Any:
    """A value as JSON can have it."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return cell_text(value) if isinstance(value, datetime) else value


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
    table.add_column("address", no_wrap=True)
    table.add_column("why not", overflow="fold")
    for each in found:
        table.add_row(
            each.source,
            "yes" if each.well else "retired" if each.retired else "NO",
            _age(each.last_complete, now),
            _sparkline(each.verdicts),
            cell_text(each.listed),
            cell_text(each.usual),
            cell_text(each.open),
            cell_text(each.unknown),
            cell_text(len(each.refusals)),
            sure(each.source),
            each.reason,
        )
    return table


def sure(source: str) -> str:
    """How sure the address of a source's list is; empty for one that is no longer in the register."""
    board = register().get(source)
    return board.address_is if board else ""


def _age(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "never"
    hours = (now - at).total_seconds() / 3600
    return f"{hours:.0f} h ago" if hours < 72 else f"{hours / 24:.0f} d ago"
