"""A survey: a trial of each source, what it found out, and fixtures of the pages that were not read."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse

from unionjobs_scraper.adding.fixture import Case, save
from unionjobs_scraper.adding.short_spider import Met
from unionjobs_scraper.adding.sources_page import list_address, reader
from unionjobs_scraper.adding.trial import Trial, trial
from unionjobs_scraper.adding.visit import visit
from unionjobs_scraper.boards import REGISTER, Board, is_own
from unionjobs_scraper.crawl.page_reading import text_of
from unionjobs_scraper.crawl.spider import GONE
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.errors import PageError, UnionJobsError
from unionjobs_scraper.lifecycle.lost_columns import WATCHED
from unionjobs_scraper.publish.survey.facts import Result, Surveyed
from unionjobs_scraper.reading.careers_links import Link, about_jobs, links

AT_ONCE = 8
"""Hosts that are visited at the same time; of one host, one source after the other."""
FIXTURES = "fixtures"
"""The folder of the pages that were not read, below the survey's."""
MOST_FIXTURES = 3
"""Of one source."""


class Survey:
    """A survey under way."""

    def __init__(self, process: AsyncCrawlerProcess, folder: Path, told: Callable[[Surveyed], None]) -> None:
        """`folder`: where fixtures go; `told` hears of each source when it is done."""
        self._process = process
        self._folder = folder
        self._told = told
        self._room = asyncio.Semaphore(AT_ONCE)

    async def of(self, boards: Iterable[Board]) -> list[Surveyed]:
        """Visits the sources. Raises `OperatorError` where a fixture cannot be written."""
        hosts: dict[str, list[Board]] = defaultdict(list)
        for board in boards:
            hosts[next(iter(extractor_of(board).hosts(board)), board.name)].append(board)
        found = await asyncio.gather(*map(self._host, hosts.values()))
        return [each for group in found for each in group]

    async def _host(self, boards: Sequence[Board]) -> list[Surveyed]:
        async with self._room:
            return [await self._source(board) for board in boards]

    async def _source(self, board: Board) -> Surveyed:
        try:
            tried = await trial(self._process, board)
        except UnionJobsError as error:
            tried = Trial(problems=[str(error)])
        found = surveyed(board, tried, await self._further_lists(board, tried), tuple(self._fixtures(board, tried)))
        self._told(found)
        return found

    async def _further_lists(self, board: Board, tried: Trial) -> list[Link]:
        """A clearinghouse may have lists that the register does not know: the links of its first page."""
        if "clearinghouse" not in board.tags or tried.robots in ("refused", "unreadable") or not tried.pages:
            return []
        first = urljoin(tried.pages[0].url, "/")
        answer = (await visit(self._process, [Request(first)], board.hosts))[0].response
        if not isinstance(answer, TextResponse):
            return []
        return [link for link in links(answer) if is_own(urlsplit(link.address).hostname, board.hosts)]

    def _fixtures(self, board: Board, tried: Trial) -> Iterator[str]:
        for number, met in enumerate(_telling(tried.unread)[:MOST_FIXTURES]):
            name = f"{met.kind}_{board.name}" + (f"_{number + 1}" if number else "")
            row = {key: str(value) for key, value in asdict(met.row).items()} if met.row else None
            case = Case(
                board=board,
                kind=met.kind,
                response=met.response,
                name="".join(sign if sign.isalnum() else "_" for sign in name)[:60],
                row=row,
                why=met.words,
            )
            yield str(save(case, self._folder / FIXTURES).relative_to(self._folder))


def _telling(unread: Sequence[Met]) -> list[Met]:
    """The pages that were not read, one for each reason; a page that is no more teaches an extractor nothing."""
    shown = [met for met in unread if met.response.body and not (met.kind == "posting" and met.response.status in GONE)]
    by_reason = {(met.kind, met.words): met for met in reversed(shown)}
    return [*reversed(by_reason.values())]


def surveyed(board: Board, tried: Trial, further: Sequence[Link] = (), fixtures: tuple[str, ...] = ()) -> Surveyed:
    """What a trial found out."""
    result = result_of(tried)
    reasons = [*tried.problems, *_of_postings(tried)]
    if result is Result.EMPTY:
        reasons.append(f"the board says {tried.declared_empty!r}")
    wrong = result in (Result.FAILED, Result.PARTLY)
    return Surveyed(
        source=board.name,
        title=board.title,
        result=result,
        address=list_address(board),
        sure=board.address_is,
        reached=_reached(tried),
        robots=tried.robots,
        listed=tried.listed if tried.pages else None,
        left_out=tried.left_out,
        asked=tried.asked,
        read=len(tried.read),
        filled=filled(tried),
        reasons=tuple(dict.fromkeys(reasons)),
        found_at=_found_at(board, tried),
        file=file_to_open(board, tried) if wrong else "",
        fixtures=fixtures,
        links=tuple((link.words, link.address) for link in (further or _ways(tried) if wrong else further)),
    )


def _reached(tried: Trial) -> str:
    if tried.status:
        return f"HTTP {tried.status}"
    if tried.robots in ("refused", "unreadable"):
        return "not asked for"
    return next(iter(tried.problems), "no answer").partition(" (http")[0]


def result_of(tried: Trial) -> Result:
    """What a trial says of its source."""
    if not tried.good:
        return Result.FAILED
    if tried.declared_empty and not tried.listed:
        return Result.EMPTY
    whole = len(tried.read) >= tried.asked and not tried.unknown_rows
    return Result.WORKS if whole else Result.PARTLY


def _of_postings(tried: Trial) -> Iterator[str]:
    yield from tried.notes
    if tried.unknown_rows:
        yield f"{tried.unknown_rows} row(s) of the list were not understood"
    yield from (f"{met.words} ({met.response.url})" for met in tried.unread if met.kind == "posting" and met.row)
    if tried.asked and not tried.read:
        yield f"0 of {tried.asked} postings were read"


def filled(tried: Trial) -> dict[str, float]:
    """Share of the postings that were read in which each watched column is filled."""
    count = len(tried.read)
    return {
        name: sum(getattr(item, name) not in ("", None) for item in tried.read) / count if count else 0.0
        for name in WATCHED
    }


def _found_at(board: Board, tried: Trial) -> str:
    """The address of the page behind a first page's link, where the postings were listed."""
    if board.platform != "home_page" or len(tried.pages) < 2 or not (tried.listed or tried.declared_empty):
        return ""
    return tried.pages[1].url


def file_to_open(board: Board, tried: Trial) -> str:
    """Where what went wrong can be mended: the register where no page came, else what reads the page."""
    if tried.status is None or tried.status >= 400 or tried.robots in ("refused", "unreadable"):
        return f"{REGISTER.parent.name}/{REGISTER.name}"
    file = reader(board)
    return f"{REGISTER.parent.name}/" + (file if "/" in file else f"platforms/{file}.py")


def _ways(tried: Trial) -> list[Link]:
    """Links about jobs on the list pages that were not understood."""
    found: dict[str, Link] = {}
    for met in tried.unread:
        try:
            page = text_of(met.response) if met.kind == "list" else None
        except PageError:
            page = None
        for link in about_jobs(page) if page else ():
            found.setdefault(link.address, link)
    return list(found.values())
