"""A census of a source's beginning that stores nothing: its list, and up to three of its postings."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from unionjobs_scraper.adding.short_spider import Met, Short, short
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.items import JobPosting

ALERTS = "unionjobs_scraper.watch.alerts.extension.Alerts"
"""The extension that tells people of a source that turns unwell: a trial is no run."""
COUNTED = (
    ("unionjobs/validate/refused/", "{} posting(s) refused: {}"),
    ("unionjobs/listed/left_out/", "{} link(s) or row(s) taken for no posting: {}"),
)
"""Counters that a trial repeats, and how."""


@dataclass(slots=True, kw_only=True)
class Trial:
    """What the list and the first postings of a source say."""

    listed: int = 0
    asked: int = 0
    """Postings whose own pages were asked for; all, where the list holds the postings themselves."""
    stated_total: int | None = None
    declared_empty: str = ""
    items: list[JobPosting] = field(default_factory=list)
    """Postings read, normalized."""
    problems: list[str] = field(default_factory=list)
    """Why the list could not be read: with one of these, the source cannot be added."""
    notes: list[str] = field(default_factory=list)
    """What went wrong with single postings."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Links and rows that were taken for no posting, by reason."""
    unknown_rows: int = 0
    """Those of them that the extractor does not know as the page's furniture."""
    unread: list[Met] = field(default_factory=list)
    """Pages that were not read."""
    pages: list[Response] = field(default_factory=list)
    """List pages that arrived."""
    status: int | None = None
    """HTTP status of the first list page; None where none arrived."""
    robots: str = ""
    """What robots.txt says: allowed, none, refused or unreadable; empty where it gave no answer at all."""

    @property
    def read(self) -> list[JobPosting]:
        """The postings of which more was read than the row of a list."""
        return [item for item in self.items if item.row_hash]

    @property
    def good(self) -> bool:
        """Whether the list was read, and of its postings at least one."""
        return not self.problems and bool(self.read or (self.declared_empty and not self.listed))


async def trial(process: AsyncCrawlerProcess, board: Board) -> Trial:
    """Takes the census. Raises `OperatorError`, and whatever the engine cannot recover from."""
    found = Trial()
    with tempfile.TemporaryDirectory(prefix="addsource-") as folder:
        settings = process.settings.copy()
        settings.set("DATABASE_URL", f"sqlite:///{Path(folder)}/trial.db", priority="cmdline")
        for name in ("PROGRESS", "HTTPCACHE_ENABLED"):  # a page that is kept would answer for the first census
            settings.set(name, False, priority="cmdline")
        settings.set("EXTENSIONS", settings.getdict("EXTENSIONS") | {ALERTS: None}, priority="cmdline")
        crawler = Crawler(short(board), settings)
        crawler.signals.connect(_keep(found), signal=signals.item_scraped, weak=False)
        crawler.signals.connect(_refused(crawler), signal=signals.item_dropped, weak=False)
        await process.crawl(crawler)
        run = crawler.get_extension(Run)
        assert run
        _note(found, run, crawler)
    return found


def _refused(crawler: Crawler) -> object:
    def refused(item: JobPosting, exception: Exception) -> None:
        if isinstance(crawler.spider, Short):
            crawler.spider.dropped(item, exception)

    return refused


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
    found.left_out, found.unknown_rows = dict(census.left_out), len(census.unread_rows)
    spider = crawler.spider
    if isinstance(spider, Short):
        found.unread, found.pages, found.status = spider.unread, spider.pages, next(iter(spider.statuses), None)
        found.asked = found.listed if spider.extractor.reads_whole(spider.board) else spider.asked
        if found.problems and found.pages and not found.unread:
            found.unread.append(Met(kind="list", response=found.pages[-1], words=found.problems[0]))
    found.robots = _robots(found, crawler.stats)
    for prefix, words in COUNTED:
        counts = {key.removeprefix(prefix): count for key, count in crawler.stats.get_stats().items() if prefix in key}
        found.notes += [words.format(count, reason.replace("-", " ")) for reason, count in sorted(counts.items())]


def _robots(found: Trial, stats: StatsCollector) -> str:
    """What robots.txt of the list's host says."""
    if stats.get_value("robotstxt/forbidden"):
        unreadable = any("robots.txt could not be read" in words for words in found.problems)
        return "unreadable" if unreadable else "refused"
    if stats.get_value("robotstxt/response_status_count/200"):
        return "allowed"
    return "none" if stats.get_value("robotstxt/response_count") else ""
