"""Visits addresses for applying as a crawl does: robots.txt, one request at a time to a site, two seconds apart."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Request, Response
from sqlalchemy import RowMapping
from twisted.python.failure import Failure

from unionjobs_scraper.publish.advice.faults import Fault
from unionjobs_scraper.publish.feeds.entries import web_address

GONE = frozenset({404, 410})


class LinkSpider(scrapy.Spider):
    """Asks for each address once; what does not answer says nothing."""

    name = "links"

    def __init__(self, addresses: Mapping[str, str], gone: dict[str, int], **others: Any) -> None:
        super().__init__(**others)
        self.addresses, self.gone = addresses, gone

    async def start(self) -> AsyncIterator[Request]:
        """A request for each address."""
        for posting_id, address in self.addresses.items():
            yield Request(address, cb_kwargs={"posting_id": posting_id}, errback=self.silent, dont_filter=True)

    def parse(self, response: Response, posting_id: str = "") -> None:
        """Notes an answer that says that there is no such page."""
        if response.status in GONE:
            self.gone[posting_id] = response.status

    def silent(self, failure: Failure) -> None:
        """No answer is no evidence."""


def visited(addresses: Mapping[str, str], *, user_agent: str, delay: float) -> dict[str, int]:
    """Visits the addresses; by posting, the statuses that say that there is no such page.

    It starts Scrapy's engine, which a process can do once.
    """
    gone: dict[str, int] = {}
    process = CrawlerProcess(
        {
            "USER_AGENT": user_agent,
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_TIMEOUT": 30,
            "DOWNLOAD_MAXSIZE": 5_000_000,
            "HTTPERROR_ALLOW_ALL": True,
            "RETRY_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_ENABLED": False,
        }
    )
    process.crawl(LinkSpider, addresses=addresses, gone=gone)
    process.start()
    return gone


def to_visit(rows: Iterable[RowMapping | Mapping[str, Any]]) -> dict[str, str]:
    """The addresses for applying, by posting; those of this machine and its neighbors are left out."""
    found = {row["posting_id"]: web_address(row["apply_url"] or "") for row in rows}
    return {posting_id: address for posting_id, address in found.items() if address and _is_public(address)}


def _is_public(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.rstrip(".") and not host.rstrip(".").endswith((".localhost", ".local", ".internal"))


def dead(addresses: Mapping[str, str], gone: Mapping[str, int]) -> Iterator[Fault]:
    """The faults of what was visited."""
    for posting_id, status in gone.items():
        said = f"its address for applying answers {status}: {addresses[posting_id]}"
        yield Fault(posting_id=posting_id, kind="link", said=said, cure="give the address that works")
