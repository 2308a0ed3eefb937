"""Any site whose posting pages carry schema.org JobPosting. `start`: a list page or a sitemap.

Tenant: a regular expression that the addresses of postings match, and no others of the site. A group
named `id` in it is the posting's id; without one, the id is the path of the address.

List       links of `start` (and of its next pages) whose address matches; or `loc` of a sitemap, of a
           sitemap index those children whose address speaks of jobs, or all when none does.
Posting    JSON-LD or microdata. Of several JobPostings on a page, the row's own is taken. Read: title (name),
           description and what sites split off from it, datePosted, validThrough, employmentType, baseSalary,
           hiringOrganization and its department, employmentUnit, jobLocation, jobLocationType,
           applicantLocationRequirements, applicationContact. Not read: identifier (often the employer's name),
           industry, occupationalCategory, workHours, jobBenefits (in the text too), directApply, totalJobOpenings,
           estimatedSalary (the site's guess). A description that is cut off ("…") is read from the page.
Closed     closing words win: markup left on a closed page is no proof of open. Markup that is gone from a
           page that answers is a hint, and no proof: the page is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from scrapy import Request
from scrapy.http import TextResponse
from scrapy.utils.sitemap import Sitemap

from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.platform import Platform
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.json_ld import Node
from unionjobs_scraper.reading.link_lists import marked_next_pages
from unionjobs_scraper.reading.links import absolute, lasting
from unionjobs_scraper.reading.main_content import main_blocks
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text
from unionjobs_scraper.reading.schema_org import job_postings, read, title_of
from unionjobs_scraper.reading.visible import base_of

ABOUT_JOBS = re.compile(r"job|career|vacanc|posting|position|opening|employment|opportunit", re.IGNORECASE)
CUT = ("…", "...")
"""How a description ends that is only the beginning of the page's text."""
CUT_MARKS = "….  "
OPENING = 60
"""Characters of a teaser that the page's text has to begin with."""
FEW = 4
"""Blocks that these characters may be in: a heading, and a paragraph or two."""
PARAMETER = re.compile(r"(\w+)=")
"""A parameter in a pattern of addresses."""
ACTION = re.compile(r"^(?:apply|read|learn|view|see|more|details?)\b.{0,24}$", re.IGNORECASE)
"""The words of a button: no title."""


def posting_id(address: str, pattern: str) -> str:
    """The id in an address that the pattern matches, else empty."""
    found = re.search(pattern, address)
    if not found:
        return ""
    parts = urlsplit(address)
    return found.groupdict().get("id") or "?".join(filter(None, (parts.path.strip("/"), parts.query)))


def _lasting(address: str, pattern: str) -> str:
    """The address without what names a visit, but with the parameters that the pattern asks for."""
    return lasting(address.partition("#")[0], frozenset(PARAMETER.findall(pattern)))


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a list page or a sitemap, and what stands beside them. Raises `LayoutChanged`."""
    pattern = board.tenant
    rows: dict[str, Listed] = {}
    known: dict[HtmlElement, str] = {}
    for address, title, link in _addresses(response):
        url = _lasting(address, pattern)
        number = posting_id(url, pattern)
        if number and _same_site(url, response.url):
            known |= {} if link is None else {link: number}
            title = title if not ACTION.match(title) else ""
            if number not in rows or (title and not rows[number].title):
                rows[number] = Listed(source_id=number, url=url, title=title)
    # one sitemap of several may have none; a run that finds none in all of them is not believed
    if not rows and not _sitemap(response) and not declared_empty(response, board):
        raise LayoutChanged(response.url, f"no address that matches {pattern!r}, and no words that there is none")
    yield from rows.values()
    yield from _nameless(response) if _sitemap(response) else left_out(known)


def _addresses(response: TextResponse) -> Iterator[tuple[str, str, HtmlElement | None]]:
    """Every address of the page, with the words and the element of its link."""
    sitemap = _sitemap(response)
    if sitemap:
        yield from ((entry["loc"], "", None) for entry in sitemap if sitemap.type == "urlset" and entry.get("loc"))
        return
    for link in response.css("a[href]"):
        words = clean_line(" ".join(link.css("::text").getall()))
        yield absolute(link.attrib["href"], base_of(response)), words, link.root


def _nameless(response: TextResponse) -> Iterator[LeftOut]:
    """The entries of a sitemap that have lost their address."""
    entries = (_sitemap(response) or ()) if "<url" in response.text else ()
    yield from (LeftOut(reason="no-loc", words=str(each.get("lastmod", ""))) for each in entries if not each.get("loc"))


def _sitemap(response: TextResponse) -> Sitemap | None:
    if not re.search(r"<(?:\w+:)?(?:urlset|sitemapindex)\b", response.text[:4000]):
        return None
    sitemap = Sitemap(response.body)
    return sitemap if sitemap.type in ("urlset", "sitemapindex") else None


def _children(response: TextResponse) -> Iterator[str]:
    sitemap = _sitemap(response)
    if sitemap and sitemap.type == "sitemapindex":
        found = [entry["loc"] for entry in sitemap if entry.get("loc")]
        yield from [each for each in found if ABOUT_JOBS.search(each)] or found


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page of a list, or the sitemaps of an index."""
    if _sitemap(response):
        yield from map(Request, _children(response))
    else:
        yield from marked_next_pages(response)


def declared_empty(response: TextResponse, board: Board) -> str:
    """A page's words for "none"; a sitemap has none."""
    return "" if _sitemap(response) else none_open(response)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting that the markup of a page describes. Raises `LayoutChanged` when there is none."""
    pattern = board.tenant
    asked = _lasting(response.url, pattern)
    url, own = row.url if row else asked, posting_id(asked, pattern)
    if row and own and own != row.source_id:
        raise LayoutChanged(response.url, f"the page of {row.source_id} was expected")
    number = row.source_id if row else own
    node = _own(job_postings(response.selector), row, url, pattern)
    if not number or not node:
        raise LayoutChanged(response.url, "no JobPosting in JSON-LD or microdata that is this page's own")
    item = read(node, source_id=number, url=url)
    cut = item.description.endswith(CUT)
    parts = main_blocks(response) if cut or not item.apply_url else []
    yield replace(
        item,
        description=(whole_text(item.description, parts) if cut else "") or item.description,
        apply_url=item.apply_url or apply_url(parts),
    )


def whole_text(beginning: str, parts: Sequence[Block]) -> str:
    """The text of a page that begins as a teaser does, up to the page's way to apply; empty where none does."""
    opening = " ".join(beginning.rstrip(CUT_MARKS).split())[:OPENING]
    words = [" ".join(block.text.split()) for block in parts]
    for at in range(len(parts)):
        if opening and " ".join(words[at : at + FEW]).startswith(opening):
            after = parts[at:]
            end = next(
                (number for number, block in enumerate(after) if number and ACTION.match(block.line)), len(after)
            )
            return clean_text(as_text(after[:end]))
    return ""


def _own(found: Sequence[Node], row: Listed | None, url: str, pattern: str) -> Node | None:
    """The page's own posting among those that it carries: the only one, the row's title, or its address."""
    if len(found) < 2:
        return next(iter(found), None)
    titles = {row.title.casefold()} if row and row.title else set()
    named = [node for node in found if title_of(node).casefold() in titles or _address(node, pattern) == url]
    return named[0] if len(named) == 1 else None


def _address(node: Node, pattern: str) -> str:
    said = node.get("url") or node.get("@id")
    return _lasting(said, pattern) if isinstance(said, str) else ""


def _same_site(url: str, other: str) -> bool:
    hosts = [(urlsplit(each).hostname or "").rstrip(".").removeprefix("www.") for each in (url, other)]
    return hosts[0] == hosts[1]


PLATFORM = Platform(
    name="job_posting",
    names_employers=True,
    any_host=True,
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
)
