"""What is known of an applicant system or site builder: how it is read, recognized and reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote_plus, urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor

GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
STEP = r"[^/?#\s]+"
"""One step of a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of a system, and the board that it means; the templates are filled with the pattern's groups."""

    pattern: re.Pattern[str]
    tenant: str = ""
    start: str = ""
    key: str = ""
    """What the source's name can be made of; empty where the tenant is no name."""
    lower: bool = False
    """The system's keys are written in small letters."""

    @classmethod
    def of(cls, pattern: str, *, tenant: str = "", start: str = "", key: str = "", lower: bool = False) -> Self:
        """The address as a regular expression without its scheme."""
        address = re.compile(rf"^https?://{pattern}", re.IGNORECASE)
        return cls(pattern=address, tenant=tenant, start=start, key=key, lower=lower)

    def board(self, address: str) -> tuple[str, str, str] | None:
        """Tenant, start and key of the board that the address means; None for another system's."""
        match = self.pattern.match(address)
        if not match:
            return None
        said = {name: value or "" for name, value in match.groupdict().items()}
        if self.lower:
            said["t"] = said["t"].lower()
        if not self.start:  # the platform makes the address, and quotes what it has to
            said = {name: unquote_plus(value) for name, value in said.items()}
        tenant, start, key = (template.format_map(said) for template in (self.tenant, self.start, self.key))
        return tenant.strip("/"), start, key


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """What shows that a page is made with a system; the templates are filled with the page's `host`."""

    found: str
    """Where it was recognized, for a person."""
    shown: Callable[[TextResponse], bool]
    tenant: str = ""
    start: str = ""
    key: str = ""
    off: str = ""
    """Why such a board must not be crawled, although it could be read."""


@dataclass(frozen=True, kw_only=True)
class Platform(Extractor):
    """A system that many sources share: a tenant of it is a table of the register."""

    name: str
    """The module's name, as boards.toml has it."""
    list_url: str = ""
    """Address of a board's list, with `{tenant}`; empty where only `start` in the register names it."""
    public_hosts: tuple[str, ...] = ()
    """Hosts of interfaces and of postings' public pages beside that of the list."""
    domains: tuple[str, ...] = ()
    """Domains of the system: an address on one of them is a way to apply."""
    openings: tuple[str, ...] = ()
    """Regular expressions for addresses, without the scheme, that name an opening: the tenant, where the id is not
    unique without it, and the id."""
    system: str = ""
    """The name of the system in stored keys of openings, where it is not the module's."""
    addresses: tuple[Address, ...] = ()
    """Addresses by which a board is recognized; the first that matches counts."""
    page_marks: tuple[PageMark, ...] = ()
    """What a page shows that is made with the system on a host of the employer's."""
    authoritative: bool = False
    """The list is the system's own: one complete run without a posting is enough to close it."""
    names_employers: bool = False
    """Postings name their employers: the board is not one employer's."""
    any_host: bool = False
    """The platform says nothing about the host: it is a way of reading, no system."""

    def list_address(self, board: Board) -> str:
        """The address of the board's list: the register's, else the one that follows from its tenant."""
        return board.start or self.list_url.format(tenant=board.tenant)

    def hosts(self, board: Board) -> tuple[str, ...]:
        """The hosts that no request leaves: the register's, else that of the list and the system's own."""
        own = urlsplit(self.list_address(board)).hostname
        return board.hosts or tuple(dict.fromkeys((*([own] if own else []), *self.public_hosts)))
