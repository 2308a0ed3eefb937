"""Pages fetched through the engine, as a source's spider would fetch them: robots.txt, delay, agent, proxy."""

from __future__ import annotations

import io
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from rich.table import Table
from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.failures import why
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.crawl.spider import GONE, BoardSpider
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.items import JobPosting


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What came of a request: the page, or why there is none."""

    address: str
    response: Response | None = None
    problem: str = ""


class VisitSpider(Spider):
    """Fetches the addresses it is given and keeps what they answer; no source's run, nothing is stored."""

    name = "visit"
    custom_settings: ClassVar[dict[str, Any]] = {"ITEM_PIPELINES": {}}  # type: ignore[misc]

    def __init__(self, asked: Iterable[Request] = (), hosts: Sequence[str] = ()) -> None:
        super().__init__()
        self._asked = list(asked)
        self.allowed_domains = list(hosts)  # none: any host, so that a redirector can be followed
        self.visited: list[Visited] = []

    async def start(self) -> AsyncIterator[Request]:
        """The requests; a page that is no more is a page as well."""
        for number, request in enumerate(self._asked):
            meta = {**request.meta, "handle_httpstatus_list": list(GONE)}
            kept = {"number": number}
            yield request.replace(callback=self.keep, errback=self.note, meta=meta, cb_kwargs=kept)

    def keep(self, response: Response, number: int) -> None:
        """Keeps a page."""
        self.visited.append(Visited(address=self._asked[number].url, response=response))

    def note(self, failure: Failure) -> None:
        """Keeps the reason for which there is no page."""
        address, words, _ = why(failure)
        self.visited.append(Visited(address=address, problem=words))


async def visit(process: AsyncCrawlerProcess, asked: Sequence[Request], hosts: Sequence[str] = ()) -> list[Visited]:
    """Fetches the pages, one after another on each host."""
    crawler = Crawler(VisitSpider, process.settings)
    await process.crawl(crawler, asked=asked, hosts=hosts)
    spider = crawler.spider
    assert isinstance(spider, VisitSpider)
    missing = {request.url for request in asked} - {each.address for each in spider.visited}
    dropped = [Visited(address=address, problem="the request left the source's hosts") for address in sorted(missing)]
    return spider.visited + dropped


PAGES = 3
"""Posting pages that a trial reads."""
LISTS = 3
"""List pages that a trial reads at most, and no more once it has seen a row: some lists begin with an empty step."""
COUNTED = (
    ("unionjobs/validate/refused/", "{} posting(s) refused: {}"),
    ("unionjobs/listed/left_out/", "{} link(s) or row(s) taken for no posting: {}"),
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


class Short(BoardSpider):
    """A spider that reads a list's beginning and a few postings."""

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


def short(board: Board) -> type[Short]:
    """The spider class of a trial of a platform's board."""
    return type("Trial", (Short,), {"name": board.name, "board": board, "extractor": extractor_of(board)})


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


WIDTH = 118


def report(found: Trial) -> str:
    """The counts, the first postings as they would be stored, and what went wrong."""
    return "\n".join([*_counts(found), *_postings(found.items[:PAGES]), *_troubles(found)])


def _counts(found: Trial) -> Iterator[str]:
    if found.listed:
        stated = f" of {found.stated_total} that the board says it has" if found.stated_total is not None else ""
        yield f"  list        {found.listed} postings{stated}"
    elif found.declared_empty:
        yield f"  list        no postings: the board says {found.declared_empty!r}"
    yield f"  read        {len(found.items)} of their own pages, nothing stored"


def _postings(items: list[JobPosting]) -> Iterator[str]:
    for item in items:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in _facts(item):
            table.add_row(f"    {name}", value or "–")
        text = io.StringIO()
        Console(file=text, width=WIDTH, color_system=None).print(table)
        yield "\n" + "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _facts(item: JobPosting) -> Iterator[tuple[str, str]]:
    yield "title", item.title
    yield "employer", item.employer
    yield "department", item.department
    yield "places", item.locations
    yield "posted", str(item.date_posted or "")
    yield "deadline", str(item.valid_through or "")
    yield "type", item.employment_type
    yield "pay", _pay(item)
    yield "apply", item.apply_url
    yield "text", f"{len(item.description)} characters"
    yield "closed", item.closing_mark
    yield "address", item.url


def _pay(item: JobPosting) -> str:
    ends = [f"{end:,.2f}" for end in (item.salary_min, item.salary_max) if end is not None]
    return " ".join([" to ".join(dict.fromkeys(ends)), item.salary_currency, item.salary_period]) if ends else ""


def _troubles(found: Trial) -> Iterator[str]:
    for words in found.problems:
        yield f"  problem     {words}"
    for words in found.notes:
        yield f"  note        {words}"
