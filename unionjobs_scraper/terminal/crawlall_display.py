"""How far a `crawlall` is: a display that redraws itself for a person, a line per source for a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from unionjobs_scraper.crawl.outlook import outlook
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.terminal.crawlall_table import COLORS, Crawled
from unionjobs_scraper.terminal.progress import Picture, is_watched

EVERY = 0.5
"""Seconds between two drawings."""
SHOWN = 8
"""Sources under way that have a line of their own, the slowest first."""


class Display(Protocol):
    """Who is told what goes on."""

    def began(self, source: str, crawler: Crawler) -> None:
        """A source's run is about to begin."""

    def ended(self, crawled: Crawled) -> None:
        """A source's run has ended."""

    def close(self) -> None:
        """All have."""


def display(total: int) -> Display:
    """The display that fits stderr."""
    return Watched(total, Console(stderr=True)) if is_watched() else Unwatched(total)


class Unwatched:
    """A line for each source that is done."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def began(self, source: str, crawler: Crawler) -> None:
        """Says nothing: a log tells what happened."""

    def ended(self, crawled: Crawled) -> None:
        """Writes the line."""
        self._done += 1
        sys.stderr.write(
            f"{self._done} of {self._total} sources done, the newest: {crawled.source} {crawled.verdict}\n"
        )
        sys.stderr.flush()

    def close(self) -> None:
        """Nothing is left to say."""


class Watched:
    """A bar, the sums, and the slowest sources; wiped at the end, the table follows."""

    def __init__(self, total: int, console: Console) -> None:
        self._total = total
        self._under_way: dict[str, Crawler] = {}
        self._done: list[Crawled] = []
        self._console = console
        self._picture = Picture(self.picture, console)
        self._timer = create_looping_call(self._picture.draw)

    def began(self, source: str, crawler: Crawler) -> None:
        """Shows the source from now on."""
        self._under_way[source] = crawler
        crawler.signals.connect(self._open, signal=signals.spider_opened)

    def _open(self, spider: Spider) -> None:
        if not self._picture.shown:
            self._picture.show()
            self._timer.start(EVERY, now=True)

    def ended(self, crawled: Crawled) -> None:
        """Counts the source in."""
        self._under_way.pop(crawled.source, None)
        self._done.append(crawled)
        if self._picture.shown:
            self._picture.draw()

    def close(self) -> None:
        """Wipes the display."""
        if self._timer.running:
            self._timer.stop()
        if self._picture.shown:
            self._picture.wipe()

    def picture(self) -> RenderableType:
        """What is drawn now."""
        under_way = sorted(self._sources(), key=lambda each: -each[2])
        room = max(1, min(SHOWN, self._console.height - 5))
        lines = Table.grid(padding=(0, 2))
        for name, words, _ in under_way[:room]:
            lines.add_row(Text(f"  {name}"), Text(words, no_wrap=True, overflow="ellipsis"))
        more = len(under_way) - room
        left = max((seconds for _, _, seconds in under_way), default=0.0)
        bar = Table.grid(padding=(0, 2))
        bar.add_row(ProgressBar(total=self._total, completed=len(self._done), width=30), self._sums(left))
        return Group(bar, lines, *([Text(f"  and {more} more", "dim")] if more > 0 else []))

    def _sums(self, left: float) -> Text:
        """`12 of 68 sources, 1 not complete · 214 pages read, 18 new, 2 closed · about 4 min left`."""
        outcomes = [each.outcome for each in self._done if each.outcome]
        runs = [run for run, _ in self._runs()]
        read = sum(one.counts.pages_read for one in outcomes) + sum(run.census.posting_pages for run in runs)
        new = sum(one.counts.new for one in outcomes) + sum(run.new for run in runs)
        unwell = sum(not each.complete for each in self._done)
        said = Text(f"{len(self._done)} of {self._total} sources", no_wrap=True, overflow="ellipsis")
        if unwell:
            said.append(f", {unwell} not complete", COLORS["failed"])
        closed = sum(one.counts.closed.total() for one in outcomes)
        said.append(f" · {read} pages read, {new} new, {closed} closed")
        return said.append(f" · {_about(left)} left") if left >= 1 else said

    def _runs(self) -> Iterator[tuple[Run, Crawler]]:
        for crawler in self._under_way.values():
            with suppress(RuntimeError):  # it has not begun
                run = crawler.get_extension(Run)
                if run:
                    yield run, crawler

    def _sources(self) -> Iterator[tuple[str, str, float]]:
        """Name, state and seconds left of each source under way."""
        for run, crawler in self._runs():
            waiting, left = outlook(crawler)
            census = run.census
            words = "waiting for the list"
            if census.pages:
                read = census.posting_pages
                words = f"{len(census.seen)} listed, {read} of {read + waiting} pages read"
            yield run.board.name, words + (f", {_about(left)}" if left >= 1 else ""), left


def _about(seconds: float) -> str:
    return f"about {seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
