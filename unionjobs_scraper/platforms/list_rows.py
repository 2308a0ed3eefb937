"""Rows of an HTML list: the elements that hold a posting's link, and those beside them that hold none.

A row is known by where its link leads and by what stands beside it, not by names of classes: a row that lost its link
or its class is still a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.items import LeftOut
from unionjobs_scraper.normalize.text import clean_line

ROWS = frozenset({"li", "tr", "article"})
"""Elements that are a row wherever they are."""
LISTS = frozenset({"ul", "ol", "table", "tbody", "main", "section", "body", "html"})
"""Elements that are no row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its element, and its posting's link; None where it has lost it."""

    element: Selector
    link: Selector | None

    @property
    def left_out(self) -> LeftOut:
        """The row as one that was not read."""
        return LeftOut(reason="no-title" if self.link else "no-address", words=words(self.element))


def rows(page: TextResponse, key: Callable[[str], str], furniture: str = "self::*[false()]") -> list[Row]:
    """The rows of a list, in the page's order; none where no link leads to a posting.

    `key` is the posting that an address names, empty for other addresses; `furniture` an XPath test of an element
    beside the rows that is none: a heading, a line between.
    """
    links = {link.root: (link, key(page.urljoin(link.attrib["href"]))) for link in page.xpath("//a[@href]")}
    links = {root: found for root, found in links.items() if found[1]}
    held: dict[Any, set[str]] = defaultdict(set)
    for root, (_, name) in links.items():
        for each in (root, *root.iterancestors()):
            held[each].add(name)
    tops: dict[Any, Selector] = {}
    for root, (link, _) in links.items():
        tops.setdefault(_top(root, held), link)
    beside = list(_beside(tops, held))
    order = {element: at for at, element in enumerate(page.selector.root.iter())}
    found = [
        Row(Selector(root=each, type="html"), tops.get(each))
        for each in sorted({*tops, *beside}, key=order.__getitem__)
    ]
    return [
        row
        for row in found
        if row.link or (words(row.element) and row.element.xpath(f"boolean({furniture})").get() != "1")
    ]


def _top(element: Any, held: dict[Any, set[str]]) -> Any:
    """The row that a link is in: the largest element that holds no other posting's link."""
    while element.tag not in ROWS:
        parent = element.getparent()
        if parent is None or parent.tag in LISTS or len(held[parent]) > 1:
            break
        element = parent
    return element


def _beside(tops: dict[Any, Selector], held: dict[Any, set[str]]) -> Iterator[Any]:
    """The elements beside the rows that are like them and hold no posting's link."""
    for parent, tag in {(top.getparent(), top.tag) for top in tops if top.getparent() is not None}:
        yield from (each for each in parent.iterchildren(tag) if not held.get(each))


def words(found: Selector | Any) -> str:
    """The text of an element, as one line."""
    selectors = found if isinstance(found, list) else [found]
    return clean_line(" ".join(text for each in selectors for text in each.xpath(".//text()").getall()))
