"""From an address to the board that it means: by the address, by what the page shows, links to or holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse

from unionjobs_scraper.adding import embedded
from unionjobs_scraper.adding.recognize import (
    Recognized,
    Unreadable,
    by_content,
    by_markers,
    posting_links,
    recognize,
    shared_pattern,
)
from unionjobs_scraper.adding.site_names import site_name
from unionjobs_scraper.adding.unread import why_unread
from unionjobs_scraper.adding.visit import visit
from unionjobs_scraper.crawl.spider import GONE
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.reading.careers_links import to_own_vacancies
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.visible import base_of


class NotAdded(OperatorError):
    """The address cannot become a source; the message says what to do instead."""


class NotRead(NotAdded):
    """The page was looked at, and nothing on it was read as a list of postings."""

    exit_status = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the person at the terminal says of the source; empty: found out, or guessed and shown."""

    name: str = ""
    title: str = ""
    employer: str = ""
    country: str = ""
    kind: str = "union"
    platform: str = ""
    tenant: str = ""
    posting: str = ""
    bespoke: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of an address: the platform, or nothing and then the pages to begin a file with."""

    address: str
    recognized: Recognized | None = None
    others: tuple[Recognized, ...] = ()
    """Further ways to read its page, the likeliest first, for when that one reads nothing."""
    page: TextResponse | None = None
    posting: TextResponse | None = None
    links: tuple[str, ...] = ()


async def find(process: AsyncCrawlerProcess, address: str, wishes: Wishes, *, again: bool = True) -> Found:
    """Recognizes an address, looking at its page where the address does not say enough. Raises `NotAdded`.

    `again`: a page without postings may lead on, once, by the site's own link to its vacancies.
    """
    if wishes.platform:
        return Found(address=address, recognized=_wished(address, wishes))
    known = None if wishes.bespoke else _by_address(address)
    if known:
        return Found(address=address, recognized=known)
    page = await _page(process, address)
    seen = [wishes.posting] if wishes.posting else []
    if wishes.bespoke:
        links = seen or posting_links(page)
        return Found(address=page.url, page=page, posting=await _posting(process, links), links=tuple(links))
    known = _by_address(page.url) or _board_of_posting(page)
    known = known or by_markers(page) or _only(embedded.shown(page), page, "shows")
    onward = _onward(page) if again and not seen else ""
    if not known and onward and not urlsplit(page.url).path.strip("/"):
        return await _found_behind(process, page, onward, wishes)  # a first page is no list, whatever is news on it
    links = [] if known else seen or posting_links(page)
    posting = await _posting(process, links)
    known = known or _linked(page, links)
    read = [known] if known else list(by_content(page, posting, shared_pattern(seen)))
    if not read and onward:
        return await _found_behind(process, page, onward, wishes)
    if not read:
        raise NotRead(f"{page.url}: {_leads_nowhere(page) or why_unread(page)}. Nothing was added")
    first, *others = read
    return Found(
        address=page.url, recognized=first, others=tuple(others), page=page, posting=posting, links=tuple(links)
    )


async def _found_behind(process: AsyncCrawlerProcess, page: TextResponse, onward: str, wishes: Wishes) -> Found:
    print(f"{page.url}\n  has no list; its own link to vacancies leads to {onward}")
    found = await find(process, onward, wishes, again=False)
    if found.page is None and found.recognized:  # a board that its address named: the union's name is on this page
        return replace(found, page=page, recognized=replace(found.recognized, on_page=True))
    return found


def _onward(page: TextResponse) -> str:
    """The address of the site's own link to its vacancies, when that is another page."""
    union = f"{site_name(page)} {urlsplit(page.url).hostname}"
    found = (link.address for link in to_own_vacancies(page, union))
    return next((address for address in found if address.rstrip("/") != page.url.rstrip("/")), "")


def _wished(address: str, wishes: Wishes) -> Recognized:
    if wishes.platform not in platforms():
        raise NotAdded(f"--platform {wishes.platform}: known are {', '.join(sorted(platforms()))}")
    known = recognize(address)
    if isinstance(known, Recognized) and known.platform == wishes.platform and not wishes.tenant:
        return known
    return Recognized(platform=wishes.platform, tenant=wishes.tenant, start=address, found="by --platform")


def _by_address(address: str) -> Recognized | None:
    known = recognize(address)
    if isinstance(known, Unreadable) and not known.page_may_say:
        raise NotAdded(f"{address}: {known.reason}")
    return known if isinstance(known, Recognized) else None


def _board_of_posting(page: TextResponse) -> Recognized | None:
    """The board that a posting's page links to, where its address names none. Raises `NotAdded` without a link."""
    unread = recognize(page.url)
    if not isinstance(unread, Unreadable):
        return None
    known = _linked(page, ())
    if not known:
        raise NotAdded(f"{page.url}: {unread.reason}")
    return known


def _only(boards: Sequence[Recognized], page: TextResponse, verb: str) -> Recognized | None:
    """The board, where there is one. Raises `NotRead` where there are several."""
    if len(boards) > 1:
        named = ", ".join(f"{each.platform} {each.tenant or each.start}" for each in boards[:5])
        raise NotRead(f"{page.url}: the page {verb} {len(boards)} boards: {named}. Give the address of one")
    return boards[0] if boards else None


def _linked(page: TextResponse, own: Sequence[str]) -> Recognized | None:
    """The board that a page links to in place of postings of its own. Raises `NotRead` where there are several."""
    boards = embedded.linked(page)
    if not boards or len(own) >= sum(count for _, count in boards):
        return None
    return _only([board for board, _ in boards], page, "links to")


def _leads_nowhere(page: TextResponse) -> str:
    """Why a page's links to an applicant system do not name a board."""
    for href in page.css("iframe::attr(src), a::attr(href)").getall():
        address = absolute(href, base_of(page))
        known = recognize(address)
        system = (
            isinstance(known, Unreadable) and "lists nothing" not in known.reason and "document" not in known.reason
        )
        if isinstance(known, Unreadable) and system:
            return f"it leads to {address}: {known.reason}"
    return ""


async def _page(process: AsyncCrawlerProcess, address: str) -> TextResponse:
    visited = (await visit(process, [Request(address)]))[0]
    response = visited.response
    if response is None:
        raise NotAdded(f"{address} could not be read: {visited.problem}")
    if response.status in GONE:
        raise NotAdded(f"{address} answers HTTP {response.status}: there is no such page")
    if not isinstance(response, TextResponse):
        raise NotAdded(f"{address} is a file, no page: give the page that links to it")
    return response


async def _posting(process: AsyncCrawlerProcess, links: Sequence[str]) -> TextResponse | None:
    """The first page behind the links: what the postings are like."""
    if not links:
        return None
    response = (await visit(process, [Request(links[0])]))[0].response
    return response if isinstance(response, TextResponse) and response.status not in GONE else None
