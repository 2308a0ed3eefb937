"""The pattern of scrapy-deltafetch: pages that gave an item once are not asked for again; a dbm file remembers them."""

from __future__ import annotations

import dbm
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response


class Skip:
    """A spider middleware."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.request_fingerprinter is not None
        self._fingerprint = crawler.request_fingerprinter.fingerprint
        self._seen = dbm.open("seen", "c")  # noqa: SIM115  # open as long as the spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Skip:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Lets through what was not seen, and notes the pages of items."""
        async for each in result:
            if isinstance(each, Request):
                if each.callback is not None and self._fingerprint(each) in self._seen:
                    continue
            else:
                assert response.request
                self._seen[self._fingerprint(response.request)] = str(time.time())
            yield each


class Skipping(Spider):
    """Run by `scrapy runspider`."""

    name = "skipping"
    custom_settings: ClassVar[dict[str, Any]] = {"SPIDER_MIDDLEWARES": {Skip: 100}}  # type: ignore[misc]

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the list."""
        yield Request("https://www.unionjobs.com/staffing_list.php")

    def parse(self, response: Any) -> Iterator[Any]:
        """Follows every posting."""
        for href in response.css("li a[href*='listing.php']::attr(href)").getall():
            yield response.follow(href, callback=self.parse_job)

    def parse_job(self, response: Any) -> dict[str, str | None]:
        """One posting."""
        header = response.css("h4::text").getall()
        text = response.css("body > p ::text, body > ul ::text").getall()
        return {
            "url": response.url,
            "employer": header[0],
            "title": header[1].partition(" – ")[0],
            "place": header[1].partition("based in ")[2],
            "pay": response.css("p::text").re_first(r"\$[\d,]+ - \$[\d,]+ per \w+"),
            "description": "\n".join(each.strip() for each in text if each.strip()),
        }
