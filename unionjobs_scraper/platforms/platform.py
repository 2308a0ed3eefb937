"""What is known of an applicant system or site builder: how it is read, recognized and reached."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor


@dataclass(frozen=True, kw_only=True)
class Platform(Extractor):
    """A system that many sources share: a tenant of it is a table of the register."""

    name: str
    """The module's name, as boards.toml has it."""
    list_url: str = ""
    """Address of a board's list, with `{tenant}`; empty where only `start` in the register names it."""
    public_hosts: tuple[str, ...] = ()
    """Hosts of interfaces and of postings' public pages beside that of the list."""

    def list_address(self, board: Board) -> str:
        """The address of the board's list: the register's, else the one that follows from its tenant."""
        return board.start or self.list_url.format(tenant=board.tenant)

    def hosts(self, board: Board) -> tuple[str, ...]:
        """The hosts that no request leaves: the register's, else that of the list and the system's own."""
        own = urlsplit(self.list_address(board)).hostname
        return board.hosts or tuple(dict.fromkeys((*([own] if own else []), *self.public_hosts)))
