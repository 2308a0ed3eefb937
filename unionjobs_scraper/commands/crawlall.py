"""`scrapy crawlall`: every source in one process, many sites at once and each one politely."""

from __future__ import annotations

import argparse
import asyncio
import gc
import re
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import TAGS, register
from unionjobs_scraper.boards import crawled as sources
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.crawl.beside import Turns, at_a_turn
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.crawl.spiderloader import SourceLoader
from unionjobs_scraper.errors import OperatorError, UnionJobsError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import last_complete, last_complete_times
from unionjobs_scraper.terminal.command import foreseen, refused
from unionjobs_scraper.terminal.crawlall_outlook import outlook
from unionjobs_scraper.terminal.crawlall_table import Crawled, print_roundup
from unionjobs_scraper.terminal.streams import careful
from unionjobs_scraper.watch.alerts import heartbeat, own_trouble

if TYPE_CHECKING:
    from unionjobs_scraper.terminal.crawlall_display import Display


class Command(ScrapyCommand):
    """Takes a census of each source; one that fails never hurts another."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {
        "PROGRESS": False,
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 1,  # bytes of a source's pages in hand, from which it asks for no other
        "CONCURRENT_REQUESTS": 2,  # of a source: one under way, and the next
    }

    def syntax(self) -> str:
        return "[options] [SOURCE ...]"

    def short_desc(self) -> str:
        return "Take one census of every source, all sites at once, each one politely"

    def long_desc(self) -> str:
        return (
            "Take one census of every source of the register, or of the named ones, in one process: many sites at"
            " once, one request at a"
            " time on each. Ends with a table. Ctrl-C ends the runs under way and begins no other; a second one does"
            " not wait for them. Exit status: 0 when every run is complete; 2 when something here must be set right, "
            " as a store that fails; 75 when the database or a source is in use; 1 when a site's run is not complete."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--tag", choices=sorted(TAGS), help="only sources with this tag")
        parser.add_argument(
            "--since-last",
            metavar="AGE",
            type=_age,
            help="leave out sources whose last complete run is younger: 90m, 20h, 3d. A missed cron job catches up so",
        )

    @foreseen
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        unknown = sorted(set(args) - set(sources()))
        if unknown:
            raise UsageError(f"unknown source {unknown[0]!r}: scrapy list names them", print_help=False)
        assert self.settings
        assert self.crawler_process
        try:
            names = self._due(args or sources(), opts)
        except OperatorError as error:
            own_trouble.tell(self.settings, error)
            heartbeat.ended(self.settings, well=False, summary=str(error))
            self.exitcode = refused(error)
            return
        if not names:
            print("nothing is due: every source asked for has had a complete run")
        heartbeat.started(self.settings)
        crawled = self._crawl(names)
        self.exitcode = _exit_status(crawled)
        for own in _own(crawled)[:1]:  # what fails for one source fails for all
            own_trouble.tell(self.settings, own)
        summary = f"{sum(each.complete for each in crawled)} of {len(crawled)} runs complete"
        try:
            with careful():
                print_roundup(crawled, summary)
        except OperatorError as error:
            self.exitcode = refused(error)
        # among many sites one is always down: that is told by the alerts, and is no failure of the job itself
        well = any(each.complete for each in crawled) or not crawled
        heartbeat.ended(self.settings, well=well, summary=summary)

    def _crawl(self, names: Sequence[str]) -> list[Crawled]:
        """Crawls the sources, those on one host one after the other."""
        from unionjobs_scraper.terminal.crawlall_display import (
            display,  # here: Scrapy loads every command at each start
        )

        assert self.crawler_process
        self._crawled: list[Crawled] = []
        self._under_way: dict[str, tuple[Crawler, asyncio.Task[None]]] = {}
        self._display: Display = display(len(names))
        self._stopped = False
        try:
            hosts = self._by_host(names)
            if len(hosts) > 1:
                Turns.taken()
            if hosts:
                sys.stderr.write(f"{outlook(hosts, self._took)}\n")
            self._waiting = deque(hosts.values())
            self._next_host()
            if len(self._crawled) < len(names):
                gc.freeze()  # what the program has loaded is no garbage
                self._beginning = asyncio.get_event_loop().create_task(self._other_hosts())
                self.crawler_process.start()
        finally:
            self._display.close()
        heard = {each.source for each in self._crawled}
        return [*self._crawled, *(self._unheard(name) for name in names if name not in heard)]

    def _unheard(self, name: str) -> Crawled:
        """A source whose end Scrapy did not wait for, or whose turn never came, when it was stopped."""
        begun = self._under_way.get(name)
        return _crawled(name, *begun) if begun else Crawled(name, None, STOPPED)

    def _due(self, sources: Sequence[str], opts: argparse.Namespace) -> list[str]:
        """The sources to crawl; opens the database once, so that its troubles are told once."""
        assert self.settings
        now = Clock.from_setting(self.settings["RUN_AT"]).now()
        database = Database.from_settings(self.settings)
        with closing(database), database.read() as connection:
            self._took = last_complete_times(connection)
            return [
                name
                for name in sources
                if (not opts.tag or opts.tag in register()[name].tags)
                and not (opts.since_last and _younger(last_complete(connection, name), now, opts.since_last))
            ]

    def _by_host(self, names: Sequence[str]) -> dict[str, deque[str]]:
        """Sources by the host that they are on: six tenants of one applicant system wait for each other."""
        queues: dict[str, deque[str]] = {}
        for name in names:
            try:
                host = self._host(name)
            except Exception as error:
                self._note(Crawled(name, None, error))
            else:
                queues.setdefault(host, deque()).append(name)
        return queues

    def _host(self, name: str) -> str:
        assert self.crawler_process
        loader = self.crawler_process.spider_loader
        if name not in loader.list():
            broken = loader.broken.values() if isinstance(loader, SourceLoader) else ()
            raise UnionJobsError("; ".join(broken) or "the register names it, and no spider has its name")
        spider = loader.load(name)
        assert issubclass(spider, BoardSpider)
        return (*spider.extractor.hosts(spider.board), name)[0]

    async def _other_hosts(self) -> None:
        """Starts the other hosts, each at a turn of the event loop of its own: a hundred take seconds."""
        while self._waiting:
            await at_a_turn(self._next_host)
        gc.freeze()  # what lives now lasts: a round of the collector through dozens of crawlers takes long

    def _next_host(self) -> None:
        """Starts a host that waits, so that something is under way."""
        while self._waiting and not self._next(self._waiting.popleft()):
            pass

    def _next(self, queue: deque[str]) -> bool:
        """Starts the next source of a host, if one can be started; its end starts the one after it."""
        assert self.crawler_process
        while queue and not self._stopped:
            name = queue.popleft()
            try:
                crawler = self.crawler_process.create_crawler(name)
                task = self.crawler_process.crawl(crawler)
            except Exception as error:
                self._note(Crawled(name, None, error))
                continue
            assert isinstance(task, asyncio.Task)
            self._under_way[name] = crawler, task
            self._display.began(name, crawler)
            task.add_done_callback(partial(self._done, name, crawler, queue))
            return True
        return False

    def _done(self, name: str, crawler: Crawler, queue: deque[str], task: asyncio.Task[None]) -> None:
        with suppress(RuntimeError):  # a crawler that could not begin has no stats
            if not self._stopped and crawler.stats.get_value("finish_reason") == "shutdown":
                self._stopped = True
                assert isinstance(self.crawler_process, AsyncCrawlerProcess)
                self._stopping = asyncio.ensure_future(self.crawler_process.stop())  # those that began meanwhile
        self._note(_crawled(name, crawler, task))
        del self._under_way[name]  # a crawler that has ended keeps a megabyte
        self._next(queue)
        self._next_host()  # Scrapy ends when nothing is under way

    def _note(self, crawled: Crawled) -> None:
        self._crawled.append(crawled)
        self._display.ended(crawled)


def _exit_status(crawled: Sequence[Crawled]) -> int:
    """What is wrong here weighs more than what is wrong with a site: a store that fails, then one that is in use."""
    if all(each.complete for each in crawled):
        return 0
    return min((error.exit_status for error in _own(crawled)), default=1)


def _own(crawled: Sequence[Crawled]) -> list[OperatorError]:
    """What failed on this side, the gravest first."""
    errors = [each.error for each in crawled if isinstance(each.error, OperatorError)]
    return sorted(errors, key=lambda error: error.exit_status)


STOPPED = UnionJobsError("stopped before its end")


def _crawled(name: str, crawler: Crawler, task: asyncio.Task[None]) -> Crawled:
    error = task.exception() if task.done() and not task.cancelled() else None
    run = None
    if not error:
        with suppress(RuntimeError):  # it was stopped before it began
            run = crawler.get_extension(Run)
    outcome, failure = (run.outcome, run.failure) if run else (None, None)
    return Crawled(name, outcome, error or failure or (None if outcome else STOPPED))


UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def _age(text: str) -> timedelta:
    """Raises `argparse.ArgumentTypeError`."""
    found = re.fullmatch(r"(\d{1,5}(?:\.\d{1,3})?) ?([mhd])", text.strip())
    age = timedelta(**{UNITS[found[2]]: float(found[1])}) if found else timedelta()
    if not age:
        raise argparse.ArgumentTypeError(f"{text!r} is no age: write minutes as 90m, hours as 20h or days as 3d")
    return age


def _younger(last: datetime | None, now: datetime, age: timedelta) -> bool:
    """Whether the run is that young; one of the future is a mistake, and no reason to wait for it."""
    return last is not None and timedelta() <= now - last < age
