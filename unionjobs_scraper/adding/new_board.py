"""The register's entry for what was found: its name, its title, its limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from unionjobs_scraper.adding.entry import module_name, name_of, tags_of, twin
from unionjobs_scraper.adding.find import Found, NotAdded, Wishes
from unionjobs_scraper.adding.recognize import Recognized
from unionjobs_scraper.adding.site_names import country_of, site_name
from unionjobs_scraper.adding.trial import Trial
from unionjobs_scraper.boards import Board, is_own
from unionjobs_scraper.platforms import platforms

NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""A source's name: it becomes the names of files and of commands' arguments."""


def board_of(found: Found, wishes: Wishes, known: Mapping[str, Board]) -> Board:
    """The register's entry for what was found. Raises `NotAdded` for a source that is there already."""
    platform = found.recognized or Recognized(platform="", start=found.address)
    host = (urlsplit(platform.start or found.address).hostname or "").removeprefix("www.")
    country = wishes.country or country_of(found.address, found.page)
    own_site = _own_site(platform.platform)
    board = Board(
        name=_name(platform, found, wishes),
        title=wishes.title or _own_name(platform, found) or platform.key or host,
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


def _own_name(platform: Recognized, found: Found) -> str:
    """What the employer's own site calls itself; empty where only the applicant system's page was seen."""
    known = platforms().get(platform.platform)
    if found.page is None or (known and is_own(urlsplit(found.page.url).hostname, known.domains)):
        return ""
    return site_name(found.page)


def _confirmations(platform: str) -> int:
    """Complete runs that must miss a posting: one where the list is authoritative, three where rows are guessed."""
    known = platforms().get(platform)
    return 1 if known and known.authoritative else 3 if known and not known.keeps_rows else 2


def _name(platform: Recognized, found: Found, wishes: Wishes) -> str:
    if wishes.name:
        if not NAME.fullmatch(wishes.name):
            raise NotAdded(f"--name {wishes.name!r}: write small letters, digits and hyphens between them")
        return wishes.name
    name = name_of(platform.key, found.address, platform.platform)
    if not platform.key and platform.tenant and not _own_site(platform.platform) and not platform.on_page:
        name = f"{platform.platform}-{platform.tenant[:8].strip('-').lower()}"
    return name if platform.platform else module_name(name)


def _employer(board: Board, wishes: Wishes) -> str:
    platform = platforms().get(board.platform)
    many = (platform and platform.names_employers) or wishes.kind in ("board", "clearinghouse")
    return "" if many else board.title


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


def named(board: Board, tried: Trial, found: Found, wishes: Wishes) -> Board:
    """The board with the employer's name as its postings have it, where nothing else has named it."""
    names = {item.employer for item in tried.items}
    said = wishes.title or wishes.employer or (found.recognized and found.recognized.on_page)
    if len(names) != 1 or said or names == {board.employer}:
        return board
    name = names.pop()
    return replace(board, title=name, employer=name if board.employer else "")
