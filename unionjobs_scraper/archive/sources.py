"""Whose page an archived address is: a source's hosts, schemes and ports count as one, tracking is no part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

from unionjobs_scraper.boards import Board, crawled, register
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.reading.links import lasting


def key_of(url: str) -> str:
    """What of an address names a page of a source: path and query, in one spelling."""
    try:
        parts = urlsplit(lasting(url))
        path = parts.path.rstrip("/") or "/"
        key = canonicalize_url(f"https://source{path}" + (f"?{parts.query}" if parts.query else ""))
    except ValueError:  # "http://[broken"
        return ""
    return str(key).removeprefix("https://source")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A board with its extractor, and the addresses of its list."""

    board: Board
    extractor: Extractor
    lists: dict[str, str]
    """The addresses of its first list pages, by their keys; only those that a plain request asks for."""
    names: tuple[str, ...]
    """Words of an address without which it is another source's on the same host."""

    @property
    def is_any_page(self) -> bool:
        """Whether any page of the host might read like a posting, so that only the list says which are."""
        return bool(getattr(self.extractor, "any_host", False)) or self.board.platform == "documents"

    def has(self, url: str) -> bool:
        """Whether an address on its host is one of its own."""
        said = url.casefold()
        return all(name in said for name in self.names)

    def own_address(self, url: str) -> str:
        """An address as its extractor knows it: without port, dot and fragment, over https."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return f"https://{(parts.hostname or '').rstrip('.')}{parts.path or '/'}{query}"


class Sources:
    """The sources that captures are looked up for."""

    def __init__(self, names: Collection[str] = ()) -> None:
        """Raises what a source's module raises. Without names: every source that is crawled."""
        self._by_host: dict[str, list[Source]] = defaultdict(list)
        self.by_name = {name: source_of(name) for name in names or crawled()}
        for source in self.by_name.values():
            for host in source.extractor.hosts(source.board):
                self._by_host[host.rstrip(".").casefold()].append(source)

    def of(self, url: str) -> Iterator[Source]:
        """The sources that an address may be a page of."""
        try:
            host = (urlsplit(url).hostname or "").rstrip(".").casefold()
        except ValueError:
            return
        while host:
            for source in self._by_host.get(host, ()):
                if source.has(url):
                    yield source
            host = host.partition(".")[2]


@cache
def source_of(name: str) -> Source:
    """A source of the register."""
    board = register()[name]
    extractor = extractor_of(board)
    firsts = [request for request in extractor.first_requests(board) if request.method == "GET"]
    names: tuple[str, ...] = ()
    if board.platform and any(host in _shared_hosts() for host in extractor.hosts(board)):
        names = tuple(part.casefold() for part in board.tenant.split("/")[:2] if len(part) > 2)
    return Source(board=board, extractor=extractor, lists={key_of(each.url): each.url for each in firsts}, names=names)


@cache
def _shared_hosts() -> frozenset[str]:
    """Hosts on which several sources of the register are."""
    counts: dict[str, int] = defaultdict(int)
    for name in crawled():
        board = register()[name]
        for host in extractor_of(board).hosts(board):
            counts[host] += 1
    return frozenset(host for host, count in counts.items() if count > 1)
