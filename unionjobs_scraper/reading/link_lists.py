"""A site's own list of its postings: links whose addresses have one shape, and the link to its next page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement
from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.article import ASIDE
from unionjobs_scraper.reading.links import absolute, lasting
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.record_heads import is_button
from unionjobs_scraper.reading.visible import base_of

NEXT_WORDS = re.compile(r"^\W*(?:next(?:\s+page)?|older(?:\s+posts)?)\W*$", re.IGNORECASE)
NEXT_LINKS = (
    "a[rel~=next], link[rel~=next], li.pager__item--next a, li.pager-next a, a.next.page-numbers, a.nextpostslink"
)
"""HTML's own link type, Drupal's pager and WordPress's."""
LONGEST = 200
CLIMB = 4
"""Ancestors of a link in which its heading is looked for."""


def rows(
    response: TextResponse, address: re.Pattern[str], wanted: Callable[[Listed], bool] = lambda row: True
) -> Iterator[Listed]:
    """A row for each address that matches, with the best title among its links.

    `address` is matched against absolute addresses without fragment and must have a group `id`; a group
    `url`, where there is one, is the canonical address. Links in menus and footers are not looked at.
    """
    for row, _ in _rows(response, address):
        if wanted(row):
            yield row


def _rows(
    response: TextResponse, address: re.Pattern[str], cleaned: Callable[[str], str] = str
) -> list[tuple[Listed, list[HtmlElement]]]:
    """The rows, each with its links; `cleaned` takes out of an address what names no page."""
    page = Selector(text=response.text or "<html></html>")
    page.css(ASIDE).drop()
    base = base_of(response)
    found: dict[str, tuple[Listed, list[HtmlElement]]] = {}
    for link in page.css("a[href]"):
        url = cleaned(urldefrag(_absolute(base, link.attrib["href"])).url)
        match = address.search(url)
        if not match:
            continue
        row = Listed(
            source_id=match["id"],
            url=_secure(match.groupdict().get("url") or url, response.url),
            title=_title(link, match["id"], address, base),
        )
        best, links = found.get(row.source_id, (row, []))
        found[row.source_id] = (row if len(row.title) > len(best.title) else best, [*links, link.root])
    return list(found.values())


def listed(
    response: TextResponse,
    address: re.Pattern[str],
    shape: str,
    wanted: Callable[[Listed], bool] = lambda row: True,
) -> Iterator[Listed | LeftOut]:
    """As `rows`, and what stands among them unread; an address is matched without what names a visit.

    A page without rows has to say in words that nothing is open. Raises `LayoutChanged`, naming the `shape`.
    """
    found = [(row, links) for row, links in _rows(response, address, lasting) if wanted(row)]
    if not found and not none_open(response):
        raise LayoutChanged(response.url, f"no link such as {shape} on the list, and no words that it is empty")
    yield from (row for row, _ in found)
    yield from left_out({link: row.source_id for row, links in found for link in links}, unlinked=True)


def next_pages(response: TextResponse) -> Iterator[Request]:
    """The next page of the list, where the page links to it: as site builders do, by its words, or by its number."""
    marked = list(marked_next_pages(response))
    base = base_of(response)
    for link in [] if marked else response.css("a[href]"):
        said, href = clean_line(" ".join(link.css("::text").getall())), link.attrib["href"]
        url = urldefrag(_absolute(base, href)).url
        elsewhere = not url or url == response.url or urlsplit(url).hostname != urlsplit(response.url).hostname
        if not elsewhere and (NEXT_WORDS.match(said) or _is_page_after(response.url, url)):
            marked.append(Request(url))
    yield from marked[:1]


def numbered_next_pages(response: TextResponse) -> Iterator[Request]:
    """The next page as `marked_next_pages`, else by its number: the list's own address with the page after this one."""
    marked, base = list(marked_next_pages(response)), base_of(response)
    urls = (
        [urldefrag(_absolute(base, href)).url for href in response.css("a::attr(href)").getall()] if not marked else []
    )
    yield from marked or [Request(url) for url in urls if url and _is_page_after(response.url, url)][:1]


def marked_next_pages(response: TextResponse) -> Iterator[Request]:
    """A request for the next page of the same site, where the page links to one."""
    for link in response.css(NEXT_LINKS):
        url = urldefrag(absolute(link.attrib.get("href", ""), base_of(response))).url
        if url and url != response.url and urlsplit(url).hostname == urlsplit(response.url).hostname:
            yield Request(url)
            return


def _is_page_after(base: str, href: str) -> bool:
    url = _absolute(base, href)
    here, there = urlsplit(base), urlsplit(url)
    if there.hostname != here.hostname:
        return False
    if there.path.rstrip("/") != here.path.rstrip("/"):
        return False
    return _page(there.query) == (_page(here.query) or 1) + 1


def _page(query: str) -> int:
    named = parse_qs(query)
    said = next((named[name][0] for name in ("page", "paged", "pg") if named.get(name)), "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def _absolute(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip())
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _title(link: Selector, own: str, address: re.Pattern[str], base: str) -> str:
    heading = clean_line(" ".join(link.css("h1, h2, h3, h4, h5, h6")[:1].css("::text").getall()))
    said = heading or clean_line(" ".join(link.css("::text").getall()))
    if not is_button(said):
        return said
    for near in link.xpath(f"ancestor::*[position() <= {CLIMB}]")[::-1]:
        others = {
            m["id"] for href in near.css("a::attr(href)").getall() if (m := address.search(_absolute(base, href)))
        }
        if others - {own}:
            break
        headings = near.css("h1, h2, h3, h4, h5, h6, strong, b")
        words = (clean_line(" ".join(each.css("::text").getall())) for each in headings)
        for title in words:
            if not is_button(title):
                return title
        line = clean_line(" ".join(near.xpath("./text()").getall()))
        if JOB_NOUN.search(line) and len(line) < LONGEST:
            return line
    return _heading_above(link, own, address, base)


def _heading_above(link: Selector, own: str, address: re.Pattern[str], base: str) -> str:
    """The nearest heading before a link, unless another posting's link is between them."""
    above = "preceding::*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6][1]"
    heading = link.xpath(above)
    for other in reversed(link.xpath("preceding::a[@href]")):
        match = address.search(_absolute(base, other.attrib["href"]))
        if match and match["id"] != own:
            taken = other.xpath(above)
            heading = heading if not taken or not heading or taken[0].root is not heading[0].root else heading[:0]
            break
    said = clean_line(" ".join(heading.css("::text").getall()))
    return said if JOB_NOUN.search(said) else ""


def _secure(url: str, list_url: str) -> str:
    """An address on the list's own host with the list's own scheme: old links say http."""
    here, there = urlsplit(list_url), urlsplit(url)
    own = here.hostname == there.hostname and here.scheme == "https"
    return there._replace(scheme="https").geturl() if own else url
