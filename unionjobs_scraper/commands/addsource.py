"""`scrapy addsource URL`: a new source, from its address to a table of the register."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from unionjobs_scraper.crawl.authorities import check_authorities
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.terminal.command import foreseen
from unionjobs_scraper.terminal.streams import patient

Result = TypeVar("Result")
ROOT = Path(__file__).parents[2]
CHECKOUT = ROOT if (ROOT / "scrapy.cfg").is_file() else None
"""None where the program is installed: a new source then goes into the operator's own register."""


class Command(ScrapyCommand):
    """Changes boards.toml, and writes files for a site that no platform reads; touches no database."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"PROGRESS": False}

    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Add a source: recognize its platform, try it, write its table into boards.toml"

    def long_desc(self) -> str:
        return (
            "Add the board at URL to the register. Its platform is recognized by the address, else by what is on"
            " the page. Its list and up to three postings are read, politely and without storing anything, and shown;"
            " then its table is put into boards.toml: the program's in a checkout, else your own ($UNIONJOBS_HOME or"
            " ~/.config/unionjobs_scraper). A page that shows a board inside of itself, or links to one or to"
            " the union's vacancies, leads there. What was not read is never added. With --bespoke, a file for the site"
            " is written into spiders/ and its list and one posting are captured as fixtures; the source is off until"
            " the file reads them. Exit status: 0 added; 1 the list, or each posting that was asked for, was not read,"
            " and nothing was added; 2 the address cannot become a source."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="The source")
        group.add_argument("--dry-run", action="store_true", help="only print the table: nothing is tried or written")
        group.add_argument("--name", default="", help="its name (default: from URL)")
        group.add_argument("--title", default="", help="who publishes it (default: what the site says)")
        group.add_argument("--employer", default="", help="the employer of all its postings (default: the title)")
        group.add_argument("--country", default="", metavar="CC", help="ISO 3166-1 alpha-2 (default: by the host)")
        kinds = ["union", "federation", "board", "clearinghouse"]
        group.add_argument("--kind", choices=kinds, default="union", help="its first tag (default: %(default)s)")
        group.add_argument("--platform", default="", help="do not recognize it: a module of platforms/")
        group.add_argument("--tenant", default="", help="with --platform: its key there")
        group.add_argument("--bespoke", action="store_true", help="write a file of its own, whatever is recognized")
        group.add_argument(
            "--posting", default="", metavar="URL", help="one of its postings, where the page alone does not tell them"
        )
        group.add_argument("--root", type=Path, default=CHECKOUT, metavar="DIR", help=argparse.SUPPRESS)

    @foreseen
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from unionjobs_scraper.adding.add import Adding  # here: Scrapy loads every command at each start
        from unionjobs_scraper.adding.find import Wishes

        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        address = web_address(args, "scrapy addsource URL")
        if opts.posting:
            web_address([opts.posting], "--posting URL")
        wishes = Wishes(**{name: getattr(opts, name) for name in Wishes.__dataclass_fields__})
        adding = Adding(self.crawler_process, wishes, opts.root, opts.dry_run)
        with patient():
            self.exitcode = carried_out(self.crawler_process, adding.add(address))


def web_address(args: list[str], usage: str) -> str:
    """The one address of the command line. Raises `UsageError`."""
    if len(args) != 1:
        raise UsageError(f"one address is needed: {usage}", print_help=False)
    parts = urlsplit(args[0])
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        raise UsageError(f"{args[0]!r} is no web address: {usage}, with https:// in front", print_help=False)
    return args[0]


def carried_out(process: AsyncCrawlerProcess, steps: Coroutine[Any, Any, Result]) -> Result:
    """Runs steps that crawl, one after another or side by side, in one process; raises what they raise."""
    try:
        check_authorities()
    except OperatorError:
        steps.close()
        raise
    task = asyncio.get_event_loop().create_task(steps)
    task.add_done_callback(_stop)
    process.start(stop_after_crawl=False)  # between two crawls nothing is under way, and the steps are not done
    if not task.done():
        raise KeyboardInterrupt
    return task.result()


def _stop(done: asyncio.Task[Any]) -> None:
    from twisted.internet import reactor  # here: importing it would install one
    from twisted.internet.error import ReactorNotRunning

    with suppress(ReactorNotRunning):  # it was stopped
        cast(Any, reactor).stop()  # Twisted makes it when it is installed: no type has it
