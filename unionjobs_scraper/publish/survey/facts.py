"""What a survey found out about one source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Result(StrEnum):
    """What the survey says of a source; the worst first."""

    FAILED = "failed"
    """Its list was not read, or none of the postings that were asked for."""
    PARTLY = "partly"
    """Its list was read, and not all of what was asked for, or a row of it was not understood."""
    EMPTY = "empty"
    """The board says in its own words that it has none."""
    WORKS = "works"
    """Its list and every posting that was asked for were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """One source, met."""

    source: str
    title: str
    result: Result
    address: str
    """The list that was asked for."""
    sure: str
    """How sure its address was before: seen, derived or assumed."""
    reached: str
    """The HTTP status of the list; else why there was no answer."""
    robots: str
    """What robots.txt says: allowed, none, refused, unreadable; empty where it gave no answer."""
    listed: int | None
    """Postings on the pages of the list that were read; None where none was read."""
    left_out: Mapping[str, int]
    """Links and rows that were taken for no posting, by reason."""
    asked: int
    """Postings that were asked for."""
    read: int
    """Postings that were read."""
    filled: Mapping[str, float]
    """Share of the postings that were read in which a column is filled."""
    reasons: Sequence[str]
    """What went wrong, the list's first; for an empty board its words."""
    found_at: str = ""
    """Where the postings were listed, when that is not the address that was asked for."""
    file: str = ""
    """The file to open, where something went wrong."""
    fixtures: Sequence[str] = ()
    """Fixtures of the pages that were not read, below the survey's folder."""
    links: Sequence[tuple[str, str]] = field(default=(), repr=False)
    """Words and address of links that may lead to its list, or to further lists."""

    @property
    def good(self) -> bool:
        """Whether nothing is left to be done."""
        return self.result in (Result.WORKS, Result.EMPTY)
