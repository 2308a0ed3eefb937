"""The yardstick: a Scrapy spider that fetches the same pages and yields their text, and does nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse


class Bare(Spider):
    """Run by `scrapy runspider`, with Scrapy's own settings."""

    name = "bare"

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the list."""
        yield Request("https://www.unionjobs.com/staffing_list.php")

    def parse(self, response: Response) -> Iterator[Any]:
        """Follows every posting."""
        for href in response.css("li a[href*='listing.php']::attr(href)").getall():
            yield response.follow(href, callback=self.posting)

    def posting(self, response: Response) -> dict[str, str]:
        """The page as it came."""
        assert isinstance(response, TextResponse)
        return {"url": response.url, "text": response.text}
