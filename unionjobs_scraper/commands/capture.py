"""`scrapy capture SOURCE [URL]`: a page saved as a test fixture."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from unionjobs_scraper.adding.fixture import REMINDER, Case, FixtureError, kept, same_page, save
from unionjobs_scraper.boards import is_own, register
from unionjobs_scraper.commands.addsource import ROOT, carried_out, web_address
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.terminal.command import foreseen


class Command(ScrapyCommand):
    """Writes below tests/fixtures; touches no database."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"PROGRESS": False}

    def syntax(self) -> str:
        return "[options] SOURCE [URL]"

    def short_desc(self) -> str:
        return "Save a source's page as a test fixture"

    def long_desc(self) -> str:
        return (
            "Save a page as tests/fixtures/PLATFORM-OR-SOURCE/CASE with case.toml and page.*, fetched as the source's"
            " spider would: robots.txt, delay, user agent, headers, proxy; a posting's public address is turned into"
            " the one that it is read from. Without URL, the first page of the list. With --from, a page that scrapy"
            " survey has kept is taken. Exit status: 0 saved, 2 not."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="The fixture")
        group.add_argument("--case", default="", metavar="NAME", help="its name (default: KIND_SOURCE)")
        group.add_argument(
            "--from", dest="taken", type=Path, metavar="FIXTURE", help="no visit: a page that scrapy survey has kept"
        )
        group.add_argument("--kind", choices=["list", "posting"], help="what the page is (default: by its address)")
        fixtures = ROOT / "tests" / "fixtures"
        group.add_argument("--fixtures", type=Path, default=fixtures, metavar="DIR", help="where to (tests/fixtures)")

    @foreseen
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        if len(args) not in (1, 2):
            raise UsageError("a source is needed, and may be a page: scrapy capture SOURCE [URL]", print_help=False)
        address = web_address(args[1:], "scrapy capture SOURCE URL") if args[1:] else ""
        if opts.taken:
            _take(self._spider(args[0]), opts)
            return
        request, kind = asked_for(self._spider(args[0]), address)
        capture = _capture(self.crawler_process, self._spider(args[0]), request, opts, opts.kind or kind)
        print(f"{carried_out(self.crawler_process, capture)}\n\n{REMINDER}")

    def _spider(self, source: str) -> BoardSpider:
        assert self.crawler_process
        known = register()
        if source in known and known[source].off:
            raise UsageError(f"{source} is not crawled: {known[source].off}", print_help=False)
        if source not in self.crawler_process.spider_loader.list():
            raise UsageError(f"unknown source {source!r}: scrapy list names them all", print_help=False)
        spider = self.crawler_process.spider_loader.load(source)()
        assert isinstance(spider, BoardSpider)
        return spider


def _take(spider: BoardSpider, opts: argparse.Namespace) -> None:
    """Saves a kept page as a fixture. Raises `SettingError`."""
    case = kept(opts.taken, spider.board)
    print(f"{save(replace(case, name=opts.case, kind=opts.kind or case.kind), opts.fixtures)}\n\n{REMINDER}")


def asked_for(spider: BoardSpider, address: str) -> tuple[Request, str]:
    """The request that the spider would make for an address, and the kind of the page. Raises `UsageError`."""
    first = next(iter(spider.extractor.first_requests(spider.board)))
    if not address:
        return first, "list"
    hosts, host = spider.extractor.hosts(spider.board), urlsplit(address).hostname or ""
    request = Request(spider.extractor.read_from(address, spider.board))
    if same_page(request, first) or address.rstrip("/") in map(_bare, (first.url, spider.board.start)):
        return first, "list"
    read_host = urlsplit(request.url).hostname or ""
    if not (is_own(host, hosts) or is_own(read_host, hosts)):
        raise UsageError(f"{host} is not a host of {spider.board.name} ({', '.join(hosts)})", print_help=False)
    return request, "posting"


def _bare(address: str) -> str:
    return address.rstrip("/")


async def _capture(
    process: AsyncCrawlerProcess, spider: BoardSpider, request: Request, opts: argparse.Namespace, kind: str
) -> Path:
    from unionjobs_scraper.adding.visit import visit  # here: Scrapy loads every command at each start

    for name, value in spider.extractor.headers.items():
        request.headers.setdefault(name, value)
    hosts = spider.extractor.hosts(spider.board)
    visited = (await visit(process, [request], hosts))[0]
    if visited.response is None:
        raise FixtureError(f"{request.url} could not be read: {visited.problem}")
    case = Case(board=spider.board, kind=kind, response=visited.response, name=opts.case)
    return save(case, opts.fixtures)
