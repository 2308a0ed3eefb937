"""What a careers page tells search engines beside its HTML: JobPosting nodes, and lists of addresses.

A field of a node is surer than words read by rule of thumb, so it takes their place. Which postings there are is told
by the page that people see; a node adds one only where it names an address of the site or brings its own text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import is_own
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.careers_identity import bare
from unionjobs_scraper.reading.headlines import headline, is_job
from unionjobs_scraper.reading.json_ld import Node, nodes
from unionjobs_scraper.reading.schema_org import job_postings, read, title_of
from unionjobs_scraper.reading.visible import base_of

FIELDS = ("location_text", "salary_text", "date_posted_text", "valid_through_text", "employment_text", "department")
SHORTEST_TEXT = 80
MOST = 500
"""Items of a list that are read."""


def stated(response: TextResponse, employer: str, country: str) -> dict[str, JobPosting]:
    """The postings that nodes of the page describe, by `bare` title; of two with one title neither."""
    found = [_read(node, response, employer, country) for node in _nodes(response)]
    counts = Counter(bare(each.title) for each in found)
    return {name: each for each in found if counts[name := bare(each.title)] == 1}


def _read(node: Node, response: TextResponse, employer: str, country: str) -> JobPosting:
    item = read(node, source_id="", url=response.url)
    told = headline(item.title, employer, country)
    return replace(item, title=told.title or item.title, location_text=item.location_text or told.place)


def with_facts(item: JobPosting, of_page: Mapping[str, JobPosting], *, alone: bool = False) -> JobPosting:
    """A posting with the fields that the node of its title states; its words stay where the node is silent.

    `alone`: the page is the posting's own, so that its one node is the posting's under a longer title too.
    """
    node = of_page.get(bare(item.title))
    if node is None and alone and len(of_page) == 1:
        name, only = next(iter(of_page.items()))
        node = only if bare(item.title) in name or name in bare(item.title) else None
    if node is None:
        return item
    given = {name: value for name in FIELDS if (value := getattr(node, name))}
    return replace(item, **given, deadline_made_up=node.deadline_made_up or item.deadline_made_up)


def row_with_facts(row: Listed, of_page: Mapping[str, JobPosting]) -> Listed:
    """A row with the place that the node of its title states: the posting's own page may have no node."""
    node = of_page.get(bare(row.title))
    return replace(row, location_text=node.location_text) if node and node.location_text else row


def rows_told(response: TextResponse, employer: str, country: str) -> Iterator[Listed]:
    """Rows for nodes and lists that name an address of the site, each once; the id is left to the caller."""
    page = urldefrag(response.url).url
    seen = {page}
    for title, address, place in (*_of_nodes(response), *_of_lists(response)):
        url = urldefrag(urljoin(base_of(response), address)).url
        told = headline(title, employer, country)
        if told.title and url not in seen and _is_own(url, page):
            seen.add(url)
            yield Listed(source_id="", url=url, title=told.title, location_text=place or told.place)


def whole(of_page: Mapping[str, JobPosting], kept: Iterable[str]) -> Iterator[JobPosting]:
    """The postings of nodes with a text, whose titles were not kept already."""
    taken = {bare(title) for title in kept}
    for name, node in of_page.items():
        if name not in taken and len(node.description) >= SHORTEST_TEXT:
            yield node


def _nodes(response: TextResponse) -> Sequence[Node]:
    try:
        return job_postings(response.selector)[:MOST]
    except PageError:
        return ()


def _of_nodes(response: TextResponse) -> Iterator[tuple[str, str, str]]:
    for node in _nodes(response):
        address = node.get("url")
        if isinstance(address, str) and address:
            yield title_of(node), address, read(node, source_id="", url=response.url).location_text


def _of_lists(response: TextResponse) -> Iterator[tuple[str, str, str]]:
    """The items of an ItemList of which most name jobs."""
    for node in nodes(response.selector, "ItemList"):
        items = [each for each in _items(node) if each[0] and each[1]]
        if items and sum(is_job(title) for title, _, _ in items) * 2 >= len(items):
            yield from items


def _items(node: Node) -> Iterator[tuple[str, str, str]]:
    listed = node.get("itemListElement")
    for each in (listed if isinstance(listed, list) else [listed])[:MOST]:
        inner = each.get("item") if isinstance(each, dict) else None
        said = {**(inner if isinstance(inner, dict) else {"url": inner}), **(each if isinstance(each, dict) else {})}
        title, address = said.get("name") or said.get("title"), said.get("url") or said.get("@id")
        yield title if isinstance(title, str) else "", address if isinstance(address, str) else "", ""


def _is_own(url: str, page: str) -> bool:
    host = urlsplit(url).hostname or ""
    return urlsplit(url).scheme in ("http", "https") and is_own(host, (urlsplit(page).hostname or "",))
