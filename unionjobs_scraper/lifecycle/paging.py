"""A list of several pages is not read at one moment: whether it moved meanwhile, and whether it ever ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

BARREN = 3
"""Pages in a row that lead on and have no new row, after which a list is taken to repeat itself."""
MOST_PAGES = 400
"""Pages of a list that are read at most: 8,000 postings at 20 a page, and 13 minutes of a site's time."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How a complete run found a list cut into pages."""

    count: int
    rows: int
    """Of the fullest one."""

    def __str__(self) -> str:
        return f"{self.count}x{self.rows}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The inverse of `str`; None for anything else."""
        count, sign, rows = text.partition("x")
        return cls(int(count), int(rows)) if sign and count.isdecimal() and rows.isdecimal() else None


@dataclass(slots=True)
class Paging:
    """What the pages of one list have shown of their order."""

    most_rows: int = 10_000
    """Rows after which no more are read."""
    pages: int = 0
    rows: int = 0
    """New ones, of all pages."""
    sizes: list[int] = field(default_factory=list)
    """New rows of each page."""
    shown: list[str] = field(default_factory=list)
    """What each page showed: a digest of its ids in their order."""
    barren: int = 0
    """Pages in a row, up to the last, that led on and had no new row."""
    total: int | None = None
    """The last number of postings that the board stated."""
    first_pages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids on each first page of the list, in their order, by address."""
    moved: str = ""
    """How the list moved while it was read; empty where nothing shows that it did."""
    endless: str = ""
    """Why no further page was asked for; empty where the list ended by itself."""
    too_much: bool = False
    """Whether it is longer than is read: then its postings' pages are not asked for either."""

    def turn(
        self, *, new_rows: int, leads_on: bool, total: int | None, ids: Sequence[str] = (), followed: bool = False
    ) -> bool:
        """Counts a page in; returns whether the pages that it links are to be read.

        `ids`: of its rows, in their order; `followed`: an earlier page of the list led to it.
        """
        self.pages += 1
        self.rows += new_rows
        self._note(new_rows, ids, followed=followed)
        if total and self.total and total < self.total:
            self.moved = self.moved or f"the board stated {self.total} postings, and {total} a page later"
        self.total = total or self.total
        self.barren = self.barren + 1 if leads_on and not new_rows else 0
        if self.barren >= BARREN:
            self.endless = f"{self.barren} pages in a row had no posting that an earlier page had not"
        elif self.rows > self.most_rows:
            self.endless = f"{self.rows} postings are listed, and {self.most_rows} are read at most (most_postings)"
        elif leads_on and self.pages >= MOST_PAGES:
            self.endless = f"{self.pages} pages were read, and the list goes on"
        self.too_much = bool(self.endless) and self.barren < BARREN
        return not self.endless

    def _note(self, new_rows: int, ids: Sequence[str], *, followed: bool) -> None:
        self.sizes.append(new_rows)
        digest = sha256("\x1f".join(ids).encode()).hexdigest()[:16]
        if followed and len(ids) > 1 and digest in self.shown:
            self.moved = self.moved or f"its page {self.pages} shows what an earlier one showed"
        self.shown.append(digest)

    @property
    def found(self) -> Pages:
        """How the list is cut into pages."""
        return Pages(self.pages, max(self.sizes, default=0))

    def lost(self, before: Pages | None) -> str:
        """That pages are missing at its end; empty where the list may end here.

        A list that has shrunk to fewer pages ends with one that is not full, in all but a few cases.
        """
        if before is None or not self.sizes or self.pages >= before.count or self.sizes[-1] < max(before.rows, 2):
            return ""
        return f"{self.pages} page(s) were read, the last one full, where the list had {before.count}"

    def read_again(self, address: str, ids: Sequence[str]) -> None:
        """Compares a first page with what it showed at the beginning."""
        left = left_meanwhile(self.first_pages.get(address, ()), ids)
        if left:
            self.moved = self.moved or f"{len(left)} posting(s) left its first page while it was read ({left[0]})"


def left_meanwhile(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """The ids that left a page; those that newer ones at its head pushed over its edge have not left the list."""
    known, still = set(before), set(now)
    pushed = next((place for place, each in enumerate(now) if each in known), 0)
    return [each for each in before[: len(before) - pushed] if each not in still]
