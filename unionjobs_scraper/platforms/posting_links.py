"""The links of an HTML list that lead to postings, and what stands beside their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.items import LeftOut
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.neighbors import left_out

Key = Callable[[str], str]
"""The posting that an address names; empty for other addresses."""


def posting_links(page: TextResponse, key: Key) -> list[Selector]:
    """The first link to each posting, in the page's order."""
    found: dict[str, Selector] = {}
    for link, name in _named(page, key):
        found.setdefault(name, link)
    return list(found.values())


def beside(page: TextResponse, key: Key) -> Iterator[LeftOut]:
    """The rows beside those of the links that hold no posting's link."""
    yield from left_out({link.root: name for link, name in _named(page, key)})


def _named(page: TextResponse, key: Key) -> Iterator[tuple[Selector, str]]:
    for link in page.xpath("//a[@href]"):
        name = key(page.urljoin(link.attrib["href"]))
        if name:
            yield link, name


def words(found: Selector | Any) -> str:
    """The text of an element, or of several, as one line."""
    selectors = found if isinstance(found, list) else [found]
    return clean_line(" ".join(text for each in selectors for text in each.xpath(".//text()").getall()))
