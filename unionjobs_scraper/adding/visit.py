"""Pages fetched through the engine, as a source's spider would fetch them: robots.txt, delay, agent, proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from unionjobs_scraper.crawl.failures import why
from unionjobs_scraper.crawl.spider import GONE


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
