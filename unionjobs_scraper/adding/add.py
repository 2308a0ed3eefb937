"""The steps of `scrapy addsource`: recognize, try, write down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse

from unionjobs_scraper.adding import bespoke, entry
from unionjobs_scraper.adding.entry import country_of, module_name, name_of, tags_of, twin
from unionjobs_scraper.adding.fixture import REMINDER, Case, save
from unionjobs_scraper.adding.recognize import (
    Recognized,
    Unreadable,
    by_content,
    by_markers,
    posting_links,
    recognize,
    shared_pattern,
)
from unionjobs_scraper.adding.sources_page import write_page
from unionjobs_scraper.adding.trial import Trial, trial
from unionjobs_scraper.adding.trial_report import report
from unionjobs_scraper.adding.visit import visit
from unionjobs_scraper.boards import REGISTER, Board, own_register, register
from unionjobs_scraper.crawl.spider import GONE
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms import platforms


class NotAdded(OperatorError):
    """The address cannot become a source; the message says what to do instead."""


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
    page: TextResponse | None = None
    posting: TextResponse | None = None
    links: tuple[str, ...] = ()


async def find(process: AsyncCrawlerProcess, address: str, wishes: Wishes) -> Found:
    """Recognizes an address, looking at its page where the address does not say enough. Raises `NotAdded`."""
    if wishes.platform:
        return Found(address=address, recognized=_wished(address, wishes))
    known = None if wishes.bespoke else _by_address(address)
    if known:
        return Found(address=address, recognized=known)
    page = await _page(process, address)
    known = None if wishes.bespoke else _by_address(page.url) or by_markers(page)
    if known:
        return Found(address=page.url, recognized=known, page=page)
    seen = [wishes.posting] if wishes.posting else []
    links = seen or posting_links(page)
    posting = await _posting(process, links)
    known = None if wishes.bespoke else by_content(page, posting, shared_pattern(seen))
    return Found(address=page.url, recognized=known, page=page, posting=posting, links=tuple(links))


def _wished(address: str, wishes: Wishes) -> Recognized:
    if wishes.platform not in platforms():
        raise NotAdded(f"--platform {wishes.platform}: known are {', '.join(sorted(platforms()))}")
    known = recognize(address)
    if isinstance(known, Recognized) and known.platform == wishes.platform and not wishes.tenant:
        return known
    return Recognized(platform=wishes.platform, tenant=wishes.tenant, start=address, found="by --platform")


def _by_address(address: str) -> Recognized | None:
    known = recognize(address)
    if isinstance(known, Unreadable):
        raise NotAdded(f"{address}: {known.reason}")
    return known if isinstance(known, Recognized) else None


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


async def _posting(process: AsyncCrawlerProcess, links: list[str]) -> TextResponse | None:
    """The first page behind the links: what the postings are like."""
    if not links:
        return None
    response = (await visit(process, [Request(links[0])]))[0].response
    return response if isinstance(response, TextResponse) and response.status not in GONE else None


def board_of(found: Found, wishes: Wishes, known: Mapping[str, Board]) -> Board:
    """The register's entry for what was found. Raises `NotAdded` for a source that is there already."""
    platform = found.recognized or Recognized(platform="", start=found.address)
    host = (urlsplit(platform.start or found.address).hostname or "").removeprefix("www.")
    country = wishes.country or country_of(found.address)
    own_site = _own_site(platform.platform)
    board = Board(
        name=_name(platform, found.address, wishes),
        title=wishes.title or (_site_name(found.page) if own_site else "") or platform.key or host,
        country=country,
        tags=tags_of(wishes.kind, country),
        platform=platform.platform,
        tenant=platform.tenant,
        start=platform.start,
        hosts=(host,) if own_site else (),
        off=platform.off,
        confirmations=_confirmations(platform.platform),
    )
    return _new(replace(board, employer=wishes.employer or _employer(board, wishes)), wishes, known)


def _own_site(platform: str) -> bool:
    """Whether the board is on a host of the employer's own; also without a platform."""
    return not platform or platforms()[platform].any_host


def _confirmations(platform: str) -> int:
    """Complete runs that must miss a posting: one where the list is authoritative, three where rows are guessed."""
    known = platforms().get(platform)
    return 1 if known and known.authoritative else 3 if known and not known.keeps_rows else 2


def _name(platform: Recognized, address: str, wishes: Wishes) -> str:
    name = wishes.name or name_of(platform.key, address, platform.platform)
    if not platform.key and platform.tenant and not wishes.name and not _own_site(platform.platform):
        name = f"{platform.platform}-{platform.tenant[:8].strip('-').lower()}"
    return name if platform.platform else module_name(name)


def _employer(board: Board, wishes: Wishes) -> str:
    platform = platforms().get(board.platform)
    many = (platform and platform.names_employers) or wishes.kind in ("board", "clearinghouse")
    return "" if many else board.title


def _site_name(page: TextResponse | None) -> str:
    """What a site calls itself."""
    if page is None:
        return ""
    said = page.css("meta[property='og:site_name']::attr(content)").get("")
    return clean_line(said or page.css("title::text").get("").split(" | ")[-1])


def refuse_twin(board: Board, known: Mapping[str, Board]) -> None:
    """Raises `NotAdded` for a source that the register has."""
    same = twin(replace(board, name=""), known)
    if same:
        off = f"; it is off: {known[same].off}" if known[same].off else f": scrapy crawl {same}"
        raise NotAdded(f"this source is in the register already, as {same!r}{off}")


def _new(board: Board, wishes: Wishes, known: Mapping[str, Board]) -> Board:
    refuse_twin(board, known)
    if board.name not in known:
        return board
    other = f"{board.name}-{board.platform}".replace("_", "-")
    if wishes.name or other in known or not board.platform:
        raise NotAdded(f"the register has another source called {board.name!r}: choose a name with --name")
    return replace(board, name=other)


class Adding:
    """One source on its way into the register."""

    def __init__(self, process: AsyncCrawlerProcess, wishes: Wishes, root: Path | None, dry: bool) -> None:
        """`root` is a checkout of the program, None: the operator's own register; `dry`: only prints the table."""
        self._process = process
        self._wishes = wishes
        self._root = root
        self._register = root / REGISTER.parent.name / REGISTER.name if root else own_register()
        self._dry = dry
        self._known = register(self._register if root else None)

    async def add(self, address: str) -> int:
        """Adds the source and returns the exit status. Raises `OperatorError`."""
        asked = Board(name="", title="", country="", tags=(), start=address)
        refuse_twin(asked, self._known)  # before anything is fetched
        found = await find(self._process, address, self._wishes)
        board = board_of(found, self._wishes, self._known)
        alone = "as asked" if self._wishes.bespoke else "because no platform reads it"
        how = found.recognized.found if found.recognized else f"a file of its own, {alone}"
        print(f"{address}\n  {board.platform or 'spiders/' + board.name + '.py'}, {how}")
        if self._dry:
            print(f"\n{entry.table(board, self._seen(address))}")
            return 0
        if not board.platform:
            self._begin(found, board)
        elif not board.off:
            tried = await trial(self._process, board)
            board = named(board, tried, self._wishes)
            print(report(tried))
            if not tried.good:
                print("\nnothing was added: the list was not read")
                return 1
        self._write(board, self._seen(address))
        return 0

    def _seen(self, address: str) -> str:
        return f"added with scrapy addsource {address}"

    def _begin(self, found: Found, board: Board) -> None:
        """Writes the file and the fixtures of a site of its own."""
        assert found.page
        if self._root is None:
            raise NotAdded("no platform reads it: a site with a file of its own needs a checkout of the program")
        pages = [("list", found.page), ("posting", found.posting)]
        cases = [Case(board=board, kind=kind, response=page, name=kind) for kind, page in pages if page is not None]
        print(f"  {bespoke.write(board, list(found.links), self._register.parent / 'spiders')}: fill in its TODOs")
        for case in cases:
            print(f"  {save(case, self._root / 'tests' / 'fixtures')}: captured")
        if found.posting is None:
            print(f"  no link looks like a posting: scrapy capture {board.name} URL captures one")
        print(f"\n{REMINDER}")

    def _write(self, board: Board, seen: str) -> None:
        text = entry.table(board, seen)
        self._register.parent.mkdir(parents=True, exist_ok=True)
        before = self._register.read_text(encoding="utf-8") if self._register.exists() else ""
        self._register.write_text(entry.placed(before, text, board, self._known.values()), encoding="utf-8")
        print(f"\n{text}\nis in {self._register} now: correct the title, the country and the tags there.")
        if self._register == REGISTER:
            register.cache_clear()
            write_page()


def named(board: Board, tried: Trial, wishes: Wishes) -> Board:
    """The board with the employer's name as its postings have it, where no other was asked for."""
    names = {item.employer for item in tried.items}
    if len(names) != 1 or wishes.title or wishes.employer or names == {board.employer}:
        return board
    name = names.pop()
    return replace(board, title=name, employer=name if board.employer else "")
