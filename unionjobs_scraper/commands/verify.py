"""`scrapy verify`: whether a release, and the chain of differences behind it, is what it was."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.exceptions import UsageError

from unionjobs_scraper.terminal.command import OperatorCommand


class Command(OperatorCommand):
    """Reads files; needs no database."""

    usage = "[options] DIR"
    summary = "Check a release against its checksums and its chain of differences"
    manual = (
        "Check that every file of the release in DIR is as its checksums say. With --chain, also follow the chain of"
        " differences, each of which has the hash of the one before, rebuild the tables from it, and compare them byte"
        " for byte: from the first link on, or from the release that --before names. With --mirror, DIR is a chain: the"
        " links that the mirror lacks are copied, each checked, from where it stopped. Exit status 1, and the place,"
        " where something is not what it was."
    )
    takes = "one folder is needed: scrapy verify DIR"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="The chain")
        group.add_argument("--chain", metavar="CHAIN", default="", help="the folder of the chain of differences")
        group.add_argument("--before", metavar="DIR", default="", help="an earlier release of the chain to begin from")
        group.add_argument("--mirror", metavar="TO", default="", help="the folder of a mirror of the chain in DIR")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses what cannot be meant. Raises `UsageError`."""
        if opts.before and not opts.chain:
            raise UsageError("--before needs --chain", print_help=False)
        if opts.mirror and opts.chain:
            raise UsageError("with --mirror, DIR is the chain: leave --chain out", print_help=False)

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Checks, and tells in a line what holds. Raises `OperatorError`."""
        from unionjobs_scraper.publish.release.chain import catch_up  # here: Scrapy loads every command at each start
        from unionjobs_scraper.publish.release.verifying import check_chain, check_sums

        folder = Path(args[0])
        if opts.mirror:
            end, copied = catch_up(folder, Path(opts.mirror))
            sys.stderr.write(f"{opts.mirror}: {copied:,} links copied, at link {end.number:06} {end.hash}\n")
            return None
        count = check_sums(folder)
        sys.stderr.write(f"{folder}: {count:,} files are as their checksums say\n")
        if opts.chain:
            end = check_chain(folder, Path(opts.chain), Path(opts.before) if opts.before else None)
            sys.stderr.write(f"{folder}: the chain makes every table of it, link {end.number:06} {end.hash}\n")
        return None
