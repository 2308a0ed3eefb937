"""`scrapy survey [SOURCE …]`: first contact with the register's sources."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import SURE, TAGS, Board, crawled, register
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.addsource import carried_out
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.terminal.command import foreseen
from unionjobs_scraper.terminal.streams import patient
from unionjobs_scraper.terminal.tables import console

if TYPE_CHECKING:
    from unionjobs_scraper.publish.survey.facts import Surveyed


class Command(ScrapyCommand):
    """Writes one folder; touches no database."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"PROGRESS": False, "LOG_LEVEL": "CRITICAL"}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] [SOURCE ...]"

    def short_desc(self) -> str:
        """One line."""
        return "Visit sources, store nothing: what works, and fixtures of what does not"

    def long_desc(self) -> str:
        """The text of --help."""
        return (
            "Visit the list and up to three postings of the named sources, or of every one, as a crawl would:"
            " robots.txt, delay, user agent, proxy, the same extractors. Nothing is stored in the database. The folder"
            " gets survey.html and survey.csv (reached, robots.txt, listed, left out, understood, columns filled, how"
            " sure the address was before), links.csv (links of a clearinghouse's first page, and links about jobs of"
            " pages that were not understood), and below fixtures/ the pages that were not read, for scrapy capture"
            " SOURCE --from FIXTURE. Run it on the first day and once a month. Exit status: 0 every source works or"
            " says itself that it has no posting; 1 one does not; 2 nothing could be surveyed or written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds the command's options."""
        super().add_options(parser)
        group = parser.add_argument_group(title="The survey")
        group.add_argument("-o", "--output", type=Path, metavar="DIR", help="where to (default: survey-DATE)")
        group.add_argument("--tag", choices=sorted(TAGS), help="only sources with this tag")
        group.add_argument("--address-is", choices=SURE, help="only sources whose list's address is that sure")

    @foreseen
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Surveys, writes the folder, prints the table."""
        boards = chosen(args, opts.tag, opts.address_is)
        found = self._surveyed(boards, opts.output)
        with patient():
            _print(found)
        self.exitcode = int(len(found) < len(boards) or not all(each.good for each in found))

    def _surveyed(self, boards: Sequence[Board], output: Path | None) -> list[Surveyed]:
        from unionjobs_scraper.adding.survey import Survey  # here: Scrapy loads every command at each start
        from unionjobs_scraper.publish.files import replacing_folder
        from unionjobs_scraper.publish.survey.tables import write
        from unionjobs_scraper.terminal.progress import bar

        assert self.settings
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        now = Clock.from_setting(self.settings["RUN_AT"]).now()
        folder = output or Path(f"survey-{now:%Y-%m-%d}")
        with replacing_folder(folder, owned) as part, bar() as tell:
            done: list[Surveyed] = []

            def told(each: Surveyed) -> None:
                done.append(each)
                tell(each.source, len(done), len(boards))
                if not sys.stderr.isatty():
                    sys.stderr.write(f"{len(done)}/{len(boards)} {each.source}: {each.result}\n")

            try:
                found = carried_out(self.crawler_process, Survey(self.crawler_process, part, told).of(boards))
            except KeyboardInterrupt:
                sys.stderr.write(f"stopped: {len(done)} of {len(boards)} sources were visited\n")
                found = done
            write(part, found, now)
        sys.stderr.write(f"written: {folder}\n")
        return found


def chosen(names: Sequence[str], tag: str | None, sure: str | None) -> list[Board]:
    """The sources to survey. Raises `UsageError`."""
    for name in names:
        if name not in register():
            raise UsageError(f"unknown source {name!r}: scrapy list names them", print_help=False)
        if register()[name].off:
            raise UsageError(f"{name} is not crawled: {register()[name].off}", print_help=False)
    boards = [register()[name] for name in dict.fromkeys(names or sorted(crawled()))]
    boards = [each for each in boards if (not tag or tag in each.tags) and (not sure or each.address_is == sure)]
    if not boards:
        raise UsageError("no source is left by these options", print_help=False)
    return boards


def owned(folder: Path) -> None:
    """Raises `SettingError` where a folder holds what no survey wrote."""
    from unionjobs_scraper.publish.survey.tables import FILES

    kept = {*FILES, "fixtures"}
    strange = sorted(path.name for path in folder.iterdir() if path.name not in kept) if folder.is_dir() else []
    if strange or (folder.exists() and not folder.is_dir()):
        raise SettingError(f"{folder} holds {', '.join(strange[:3]) or 'no folder'}: choose another folder with -o")


def _print(found: Sequence[Surveyed]) -> None:
    from unionjobs_scraper.publish.survey.tables import counts, printed

    out = console()
    out.print(printed(found))
    out.print(f"\n{len(found)} sources: {counts(found)}", highlight=False, markup=False)
