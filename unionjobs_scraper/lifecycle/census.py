"""What one run saw: the rows of the board's list, the pages that failed, the missing postings' own pages.

A `Census` is filled while the run goes on; at its end `lifecycle.judging` weighs it. It knows no Scrapy and no
database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from unionjobs_scraper.items import GroupRead, LeftOut, Listed
from unionjobs_scraper.lifecycle.paging import Paging


class Answer(StrEnum):
    """What a missing posting's own page said."""

    GONE = "gone"
    """404 or 410."""
    MARKED = "marked"
    """The page says in words that the posting is closed."""
    ANSWERS = "answers"
    """The page is still there and shows the posting."""
    UNCLEAR = "unclear"
    """Anything else: an error, a redirect, a page of unknown shape. Proof of nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The answer of one posting's own page, with its evidence."""

    answer: Answer
    url: str
    """Address that was asked for."""
    status: int | None = None
    """HTTP status, where there was one."""
    words: str = ""
    """The closing words, or why the answer is unclear."""
    at: datetime
    """When it answered, UTC."""


@dataclass(slots=True, kw_only=True)
class Census:
    """Everything that one run of one source has seen so far."""

    seen: dict[str, datetime] = field(default_factory=dict)
    """Every listed id with the time (UTC) at which its list page arrived."""
    pages: int = 0
    """List pages read."""
    read_at: datetime | None = None
    """When the last list page arrived, UTC."""
    declared_empty: str = ""
    """The board's own words for "none"."""
    stated_total: int | None = None
    """The number of postings that the board itself states, where it does."""
    listing_failures: list[str] = field(default_factory=list)
    """Why list pages could not be read."""
    blocked: list[str] = field(default_factory=list)
    """Challenges, logins and refusals met, on any page."""
    cached_pages: int = 0
    """List pages answered from a cache without the site's own word that they are current."""
    confirmed_pages: int = 0
    """List pages kept from an earlier run, of which the site said in this one that they are unchanged (304)."""
    parts: set[str] = field(default_factory=set)
    """What the list pages are built of (`shape.parts`)."""
    posting_pages: int = 0
    """Postings' own pages that were read as postings."""
    posting_failures: list[str] = field(default_factory=list)
    """Why postings' own pages could not be read."""
    broken_links: int = 0
    """Listed postings whose own page answered 404 or 410."""
    marked: dict[str, Check] = field(default_factory=dict)
    """Listed postings whose own page says that they are closed."""
    checks: dict[str, Check] = field(default_factory=dict)
    """Missing postings' own pages."""
    still_linked: list[str] = field(default_factory=list)
    """Missing postings to which a list page leads all the same, from where no row was read."""
    repeated: int = 0
    """Rows that repeat an id that an earlier row had."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows and links of list pages that were not taken for postings, by reason."""
    unread_rows: list[LeftOut] = field(default_factory=list)
    """Those of them that the extractor does not know as site furniture."""
    groups: list[GroupRead] = field(default_factory=list)
    """The groups of records of list pages that were read by structure."""

    paging: Paging = field(default_factory=Paging)
    """Whether a list of several pages moved while it was read, and whether it ended."""

    def leave_out(self, rows: Iterable[LeftOut]) -> None:
        """Counts in what a list page has beside its postings."""
        for row in rows:
            self.left_out[row.reason] += 1
            if not row.known:
                self.unread_rows.append(row)

    def page(self, rows: list[Listed], at: datetime) -> list[Listed]:
        """Counts a list page in and returns its rows that no earlier row repeats."""
        self.pages += 1
        self.read_at = at
        by_id: dict[str, Listed] = {}
        for row in rows:
            if row.source_id not in self.seen:
                by_id.setdefault(row.source_id, row)
        fresh = list(by_id.values())
        self.repeated += len(rows) - len(fresh)
        self.seen.update((row.source_id, at) for row in fresh)
        return fresh
