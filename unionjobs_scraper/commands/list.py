"""`scrapy list`: the sources that are crawled; with -v, how each is read and how sure its address is."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import list as scrapy_list

from unionjobs_scraper.boards import SPIDERS, Board, crawled, has_module, register


class Command(scrapy_list.Command):
    """Scrapy's own command, and a table on request."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds -v."""
        super().add_options(parser)
        parser.add_argument(
            "-v", "--verbose", action="store_true", help="how each is read, its list and how sure its address is"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Prints names, one a line, or the table."""
        if not opts.verbose:
            self._names()
            return
        _print([register()[name] for name in sorted(crawled())])

    def _names(self) -> None:
        """Prints the register's names, and loads no source's module for it, unless an operator has spiders beside."""
        assert self.settings
        if self.settings.getlist("SPIDER_MODULES") != [SPIDERS]:
            super().run([], argparse.Namespace())
            return
        print(*sorted(name for name in crawled() if has_module(register()[name])), sep="\n")


def _print(boards: list[Board]) -> None:
    from rich.console import Console  # here: Scrapy loads every command at each start
    from rich.table import Table

    from unionjobs_scraper.adding.sources_page import list_address, reader

    table = Table(box=None, pad_edge=False)
    for heading in ("source", "country", "read by", "sure"):
        table.add_column(heading, no_wrap=True)
    table.add_column("list", overflow="fold")
    table.add_column("evidence", overflow="fold")
    for board in boards:
        where = list_address(board)
        table.add_row(board.name, board.country, reader(board), board.address_is, where, board.evidence)
    # a log or a pipe has no width of its own
    Console(width=None if sys.stdout.isatty() else 200, markup=False, highlight=False).print(table)
