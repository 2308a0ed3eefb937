"""A census of a new source that stores nothing: the real spider and engine on a database that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scrapy import Request, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.platforms.base import PlatformSpider

PAGES = 3
"""Posting pages that a trial reads."""
LISTS = 3
"""List pages that a trial reads at most, and no more once it has seen a row: some lists begin with an empty step."""
COUNTED = (
    ("unionjobs/validate/refused/", "{} posting(s) refused: {}"),
    ("unionjobs/careers_page/left_out/", "{} link(s) or section(s) taken for no posting: {}"),
)
"""Counters that a trial repeats, and how."""


@dataclass(slots=True, kw_only=True)
class Trial:
    """What the list and the first postings of a source say."""

    listed: int = 0
    stated_total: int | None = None
    declared_empty: str = ""
    items: list[JobPosting] = field(default_factory=list)
    """Postings read, normalized."""
    problems: list[str] = field(default_factory=list)
    """Why the list could not be read: with one of these, the source cannot be added."""
    notes: list[str] = field(default_factory=list)
    """What went wrong with single postings."""

    @property
    def good(self) -> bool:
        """Whether the list was read."""
        return not self.problems and bool(self.listed or self.declared_empty)


class Short(PlatformSpider):
    """A spider that reads a list's beginning and a few postings. Mixed in before the platform's class."""

    asked: int = 0
    lists: int = 0

    def parse_list(self, response: Response) -> Iterator[Request | JobPosting]:
        """As in a census, but for most of what it would ask for."""
        self.lists += 1
        for each in super().parse_list(response):
            if not isinstance(each, Request) or (self.lists < LISTS and not self.run.census.seen):
                yield each
        while self.waiting and self.asked + len(self.waiting) > PAGES:
            self.waiting.pop()

    def ask_for_more(self) -> None:
        """As in a census: all that was left waiting is asked for at once."""
        self.asked += len(self.waiting)
        super().ask_for_more()

    def check_requests(self) -> Iterator[Request]:
        """Nothing is missing: nothing is known."""
        return iter(())


def short(board: Board) -> type[PlatformSpider]:
    """The spider class of a trial of a platform's board."""
    base = platforms()[board.platform]
    return type("Trial", (Short, base), {"name": board.name, "board": board})


async def trial(process: AsyncCrawlerProcess, board: Board) -> Trial:
    """Takes the census. Raises `OperatorError`, and whatever the engine cannot recover from."""
    found = Trial()
    with tempfile.TemporaryDirectory(prefix="addsource-") as folder:
        settings = process.settings.copy()
        settings.set("DATABASE_URL", f"sqlite:///{Path(folder)}/trial.db", priority="cmdline")
        settings.set("PROGRESS", False, priority="cmdline")
        crawler = Crawler(short(board), settings)
        crawler.signals.connect(_keep(found), signal=signals.item_scraped, weak=False)
        await process.crawl(crawler)
        run = crawler.get_extension(Run)
        assert run
        _note(found, run, crawler)
    return found


def _keep(found: Trial) -> object:
    def keep(item: JobPosting) -> None:
        found.items.append(item)

    return keep


def _note(found: Trial, run: Run, crawler: Crawler) -> None:
    census = run.census
    found.listed = len(census.seen)
    found.stated_total = census.stated_total
    found.declared_empty = census.declared_empty
    found.problems += [*census.listing_failures, *census.blocked]
    if run.failure:
        found.problems.append(str(run.failure))
    if not (found.problems or found.listed or found.declared_empty):
        found.problems.append("the list has no posting and no words that there is none")
    found.notes += census.posting_failures
    for prefix, words in COUNTED:
        counts = {key.removeprefix(prefix): count for key, count in crawler.stats.get_stats().items() if prefix in key}
        found.notes += [words.format(count, reason.replace("-", " ")) for reason, count in sorted(counts.items())]
