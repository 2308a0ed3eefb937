"""`scrapy list`: the sources that are crawled; with -v, how each is read and how sure its address is."""

from __future__ import annotations

import argparse

from scrapy.commands import list as scrapy_list

from unionjobs_scraper.boards import SPIDERS, Board, crawled, has_module, register
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.terminal.streams import careful


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
        try:
            with careful():
                if opts.verbose:
                    _print([register()[name] for name in sorted(crawled())])
                else:
                    self._names()
        except OperatorError as error:
            from unionjobs_scraper.terminal.command import refused  # here: names alone are printed at once

            self.exitcode = refused(error)

    def _names(self) -> None:
        """Prints the register's names, and loads no source's module for it, unless an operator has spiders beside."""
        assert self.settings
        if self.settings.getlist("SPIDER_MODULES") != [SPIDERS]:
            super().run([], argparse.Namespace())
            return
        print(*sorted(name for name in crawled() if has_module(register()[name])), sep="\n")


def _print(boards: list[Board]) -> None:
    from rich.table import Table  # here: names alone are printed at once

    from unionjobs_scraper.adding.sources_page import list_address, reader
    from unionjobs_scraper.terminal.tables import console

    table = Table(box=None, pad_edge=False)
    for heading in ("source", "country", "read by", "sure"):
        table.add_column(heading, no_wrap=True)
    table.add_column("list", overflow="fold")
    table.add_column("evidence", overflow="fold")
    for board in boards:
        where = list_address(board)
        table.add_row(board.name, board.country, reader(board), board.address_is, where, board.evidence)
    console(markup=False, highlight=False).print(table)
