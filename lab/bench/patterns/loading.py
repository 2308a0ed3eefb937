"""The pattern of plucker: an item loader with a processor for each field, required fields, and a feed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from itemloaders.processors import Compose, Identity, Join, MapCompose, TakeFirst
from scrapy import Field, Item, Request, Spider
from scrapy.exceptions import DropItem
from scrapy.loader import ItemLoader

PAY = re.compile(r"\$([\d,]+) - \$([\d,]+) per (\w+)")


class Job(Item):
    """A posting."""

    url = Field(required=True)
    title = Field(required=True)
    employer = Field(required=True)
    place = Field()
    pay = Field()
    description = Field(required=True)


def first_part(line: str) -> str:
    """What stands before the dash."""
    return line.partition(" – ")[0]


def based_in(line: str) -> str | None:
    """The place that a line names."""
    found = re.search(r"based in (.*)", line)
    return found[1] if found else None


def pay(line: str) -> list[str] | None:
    """Least, most and period."""
    found = PAY.search(line)
    return list(found.groups()) if found else None


class JobLoader(ItemLoader):
    """The fields and their processors."""

    default_item_class = Job
    default_input_processor = MapCompose(str.strip)
    default_output_processor = TakeFirst()
    title_in = MapCompose(str.strip, first_part)
    place_in = MapCompose(based_in)
    pay_in = MapCompose(pay)
    pay_out = Identity()
    description_out = Compose(lambda lines: [each for each in lines if each], Join("\n"))


class Required:
    """Drops what lacks a field that it must have."""

    def process_item(self, item: Job) -> Job:
        """Raises `DropItem`."""
        for name, field in item.fields.items():
            if field.get("required") and not item.get(name):
                raise DropItem(f"without {name}")
        return item


class Loading(Spider):
    """Run by `scrapy runspider`."""

    name = "loading"
    custom_settings: ClassVar[dict[str, Any]] = {"ITEM_PIPELINES": {Required: 100}}  # type: ignore[misc]

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the list."""
        yield Request("https://www.unionjobs.com/staffing_list.php")

    def parse(self, response: Any) -> Iterator[Any]:
        """Follows every posting."""
        for link in response.css("li a[href*='listing.php']"):
            yield response.follow(link, callback=self.parse_job)

    def parse_job(self, response: Any) -> Job:
        """One posting."""
        loader = JobLoader(response=response)
        loader.add_value("url", response.url)
        loader.add_xpath("title", "//h4[2]//text()")
        loader.add_xpath("employer", "//h4[1]//text()")
        loader.add_xpath("place", "//h4//text()")
        loader.add_xpath("pay", "//p//text()")
        loader.add_xpath("description", "//body/p//text() | //body/ul//text()")
        item: Job = loader.load_item()
        return item
