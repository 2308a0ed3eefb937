"""The pattern of city-scrapers: a parse function for each field, and items compared with the feed of the run before."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from itemadapter import ItemAdapter
from parsel import SelectorList
from scrapy import Field, Item, Request, Spider
from scrapy.crawler import Crawler

BEFORE = Path("before.jsonl")
"""The feed of the run before, which whoever runs the spider puts there."""


class Job(Item):
    """A posting."""

    id = Field()
    url = Field()
    title = Field()
    employer = Field()
    place = Field()
    pay = Field()
    description = Field()
    status = Field()


class Diff:
    """Says of each item whether it is new or changed, and of what is missing that it is gone."""

    def __init__(self, spider: Spider) -> None:
        self._spider = spider
        lines = BEFORE.read_text(encoding="utf-8").splitlines() if BEFORE.exists() else []
        self._before = {each["id"]: each for each in map(json.loads, lines)}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        assert crawler.spider
        return cls(crawler.spider)

    def process_item(self, item: Job) -> Job:
        """Compares with what was there."""
        before = self._before.pop(item["id"], None)
        same = before and all(before.get(name) == value for name, value in ItemAdapter(item).items())
        item["status"] = "new" if before is None else "same" if same else "changed"
        return item

    def close_spider(self) -> None:
        """What is left was not seen."""
        self._spider.crawler.stats.set_value("diff/gone", len(self._before))


class Diffing(Spider):
    """Run by `scrapy runspider`."""

    name = "diffing"
    custom_settings: ClassVar[dict[str, Any]] = {"ITEM_PIPELINES": {Diff: 300}}  # type: ignore[misc]

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the list."""
        yield Request("https://www.unionjobs.com/staffing_list.php")

    def parse(self, response: Any) -> Iterator[Any]:
        """Follows every posting."""
        for href in response.css("li a[href*='listing.php']::attr(href)").getall():
            yield response.follow(href, callback=self.parse_job)

    def parse_job(self, response: Any) -> Iterator[Job]:
        """One posting."""
        header, body = response.css("h4::text"), response.css("body > p, body > ul")
        yield Job(
            id=self._parse_id(response),
            url=response.url,
            title=self._parse_title(header),
            employer=self._parse_employer(header),
            place=self._parse_place(header),
            pay=self._parse_pay(body),
            description=self._parse_description(body),
        )

    def _parse_id(self, response: Any) -> str:
        return str(response.url.rpartition("=")[2])

    def _parse_title(self, header: SelectorList[Any]) -> str:
        return header.getall()[1].partition(" – ")[0].strip()

    def _parse_employer(self, header: SelectorList[Any]) -> str:
        return (header.get() or "").strip()

    def _parse_place(self, header: SelectorList[Any]) -> str:
        return " ".join(header.re(r"based in (.*)"))

    def _parse_pay(self, body: SelectorList[Any]) -> str:
        return " ".join(body.css("::text").re(r"\$[\d,]+ - \$[\d,]+ per \w+"))

    def _parse_description(self, body: SelectorList[Any]) -> str:
        return "\n".join(" ".join(each.split()) for each in body.css("::text").getall() if each.strip())
