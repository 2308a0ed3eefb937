"""`scrapy crawl SOURCE`: one census of one source, its summary, and an exit status to trust."""

from __future__ import annotations

import argparse
import asyncio
import gc
from difflib import get_close_matches

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import register
from unionjobs_scraper.crawl.conclusion import Outcome
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.terminal.command import foreseen, refused
from unionjobs_scraper.terminal.crawl_summary import summary
from unionjobs_scraper.terminal.streams import careful
from unionjobs_scraper.watch.alerts import own_trouble


class Command(ScrapyCrawl):
    """Scrapy's command, ended by the verdict."""

    def syntax(self) -> str:
        return "[options] SOURCE"

    def short_desc(self) -> str:
        return "Take one census of one source (names: scrapy list)"

    def long_desc(self) -> str:
        return (
            "Take one census of one source: read its list, read the pages of new and changed postings, check the"
            " pages of missing ones, and store what is true. Ends with a summary. Exit status: 0 the run is"
            " complete; 1 it is partial or failed (nothing is closed then); 2 something must be set right first;"
            " 75 the source or the database is in use, try again later."
        )

    @foreseen
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process
        if len(args) != 1:
            raise UsageError("one source is needed: scrapy crawl SOURCE (names: scrapy list)", print_help=False)
        off = register()[args[0]].off if args[0] in register() else ""
        if off:
            raise UsageError(f"{args[0]} is not crawled: {off}", print_help=False)
        try:
            self.crawler_process.spider_loader.load(args[0])
        except KeyError:
            near = get_close_matches(args[0], self.crawler_process.spider_loader.list(), 1)
            hint = f"did you mean {near[0]!r}?" if near else "scrapy list names them all"
            raise UsageError(f"unknown source {args[0]!r}: {hint}", print_help=False) from None
        crawler = self.crawler_process.create_crawler(args[0])
        task = self.crawler_process.crawl(crawler, **opts.spargs)
        gc.freeze()  # what the program has loaded is no garbage
        self.crawler_process.start()
        self.exitcode = self._conclude(crawler, task)

    def _conclude(self, crawler: Crawler, task: object) -> int:
        """Prints how the run ended, tells what failed on this side, and returns the exit status."""
        error = task.exception() if isinstance(task, asyncio.Task) and task.done() else None
        if not isinstance(error, OperatorError):
            if error:
                raise error
            run = crawler.get_extension(Run)
            assert run
            error = run.failure
            if run.outcome:
                status = _told(run.outcome)
                if not error:
                    return status
        if error:
            assert self.settings
            own_trouble.tell(self.settings, error)
            return refused(error)
        return 1


def _told(outcome: Outcome) -> int:
    """Prints the summary and returns the exit status of the run."""
    with careful():  # a reader that has left changes no status
        print(summary(outcome))
    return 0 if outcome.judgement.verdict is Verdict.COMPLETE else 1
