"""`scrapy crawlall`: every source in one process, many sites at once and each one politely."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import TAGS, register
from unionjobs_scraper.boards import crawled as sources
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.crawl import refused
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.lifecycle import Verdict
from unionjobs_scraper.run import Outcome, Run, open_database
from unionjobs_scraper.spiders.base import BoardSpider
from unionjobs_scraper.storage.lives import last_complete


@dataclass(frozen=True, slots=True)
class Crawled:
    """How one source's run ended: with an outcome, or with what kept it from having one."""

    source: str
    outcome: Outcome | None
    error: BaseException | None

    @property
    def complete(self) -> bool:
        """Whether the run is complete."""
        return bool(self.outcome and not self.error and self.outcome.judgement.verdict is Verdict.COMPLETE)


class Command(ScrapyCommand):
    """Takes a census of each source; one that fails never hurts another."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"PROGRESS": False}

    def syntax(self) -> str:
        return "[options] [SOURCE ...]"

    def short_desc(self) -> str:
        return "Take one census of every source, all sites at once, each one politely"

    def long_desc(self) -> str:
        return (
            "Take one census of every source of the register, or of the named ones, in one process: many sites at"
            " once, one request at a"
            " time on each. Ends with a table. Exit status: 0 when every run is complete, 1 when one is not, 2 when"
            " something must be set right first."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--tag", choices=sorted(TAGS), help="only sources with this tag")
        parser.add_argument(
            "--since-last",
            metavar="AGE",
            help="leave out sources whose last complete run is younger: 20h, 3d. A missed cron job catches up so",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        unknown = sorted(set(args) - set(sources()))
        if unknown:
            raise UsageError(f"unknown source {unknown[0]!r}: scrapy list names them", print_help=False)
        assert self.settings
        assert self.crawler_process
        try:
            names = self._due(args or sources(), opts)
        except OperatorError as error:
            self.exitcode = refused(error)
            return
        crawled: list[Crawled] = []
        for queue in self._by_host(names):
            self._next(queue, crawled, len(names))
        if names:
            self.crawler_process.start()
        _print_table(crawled)
        self.exitcode = int(not all(each.complete for each in crawled))

    def _due(self, sources: Sequence[str], opts: argparse.Namespace) -> list[str]:
        """The sources to crawl; opens the database once, so that its troubles are told once."""
        assert self.settings
        now = Clock.from_setting(self.settings["RUN_AT"]).now()
        age = _age(opts.since_last)
        database = open_database(self.settings)
        with database.read() as connection:
            names = [
                name
                for name in sources
                if (not opts.tag or opts.tag in register()[name].tags)
                and not (age and _younger(last_complete(connection, name), now, age))
            ]
        database.close()
        return names

    def _by_host(self, names: Sequence[str]) -> list[deque[str]]:
        """Sources by the host that they are on: six tenants of one applicant system wait for each other."""
        assert self.crawler_process
        queues: dict[str, deque[str]] = {}
        for name in names:
            spider = self.crawler_process.spider_loader.load(name)
            assert issubclass(spider, BoardSpider)
            host = (*spider.board.hosts, *spider.hosts(spider.board), name)[0]
            queues.setdefault(host, deque()).append(name)
        return list(queues.values())

    def _next(self, queue: deque[str], crawled: list[Crawled], total: int) -> None:
        """Starts the next source of a host; its end starts the one after it."""
        assert self.crawler_process
        name = queue.popleft()
        crawler = self.crawler_process.create_crawler(name)
        task = self.crawler_process.crawl(crawler)
        assert isinstance(task, asyncio.Task)

        def done(task: asyncio.Task[None]) -> None:
            crawled.append(_crawled(name, crawler, task))
            _print_progress(crawled, total)
            if queue:
                self._next(queue, crawled, total)

        task.add_done_callback(done)


def _crawled(name: str, crawler: Crawler, task: asyncio.Task[None]) -> Crawled:
    error = None if task.cancelled() else task.exception()
    run = None if error or task.cancelled() else crawler.get_extension(Run)
    return Crawled(name, run.outcome if run else None, error or (run.failure if run else None))


def _age(text: str | None) -> timedelta | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([hd])", text.strip())
    if not found:
        raise UsageError(f"--since-last {text}: write hours as 20h or days as 3d", print_help=False)
    return timedelta(hours=float(found[1]) * (24 if found[2] == "d" else 1))


def _younger(last: datetime | None, now: datetime, age: timedelta) -> bool:
    return last is not None and now - last < age


def _print_progress(crawled: Sequence[Crawled], total: int) -> None:
    newest = crawled[-1]
    said = newest.outcome.judgement.verdict.value if newest.outcome else "not run"
    line = f"{len(crawled)} of {total} sources done, the newest: {newest.source} {said}"
    if sys.stderr.isatty():
        end = "\r\x1b[2K" if len(crawled) == total else ""
        sys.stderr.write(f"\r\x1b[2K{line}{end}")
    else:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _print_table(crawled: Sequence[Crawled]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("source", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for heading in ("listed", "new", "changed", "closed", "missing", "reopened", "refused", "requests"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("why not", overflow="fold")
    for each in sorted(crawled, key=lambda each: each.source):
        table.add_row(each.source, *_cells(each))
    # a log or a pipe has no width of its own: the reasons must not be folded to death
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    complete = sum(each.complete for each in crawled)
    print(f"{complete} of {len(crawled)} runs complete")


def _cells(each: Crawled) -> list[str]:
    if each.outcome is None:
        return ["not run", *[""] * 8, str(each.error or "no outcome")]
    counts = each.outcome.counts
    closed = counts.closed_marked + counts.closed_gone + counts.closed_delisted
    numbers = (
        counts.listed,
        counts.new,
        counts.changed,
        closed,
        counts.missing,
        counts.reopened,
        counts.refused,
        counts.requests,
    )
    why = str(each.error) if each.error else str(each.outcome.judgement)
    return [each.outcome.judgement.verdict.value, *map(str, numbers), why]
