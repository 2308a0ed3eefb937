"""What a run's verdict is, and everything that it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from unionjobs_scraper.lifecycle.census import Census


class Verdict(StrEnum):
    """What a run is worth."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a source's register entry says of plausible runs."""

    floor: int = 1
    """A list with fewer postings than this is not believed, unless it says that it is empty."""
    max_drop: float = 0.3
    """Largest believable fall of the count below the median of past runs, as a share."""
    confirmations: int = 2
    """Complete runs that must miss a posting before absence alone closes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """A finished run of the same source."""

    at: datetime
    """When it started, UTC."""
    verdict: Verdict
    listed: int
    """Postings on the board's list."""
    codes: frozenset[str] = frozenset()
    """Codes of the reasons that spoiled it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that the verdict weighs."""

    at: datetime
    """When the run started, UTC."""
    census: Census
    finish_reason: str
    """Scrapy's word: "finished", "shutdown", "closespider_timeout", …"""
    refused: int = 0
    """Items that the pipelines refused."""
    vanished: int = 0
    """Stored open postings that this census does not list, and the last complete one did."""
    stored_open: int = 0
    """Stored open postings."""
    limits: Limits = Limits()
    history: tuple[PastRun, ...] = ()
    """Earlier runs, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a run is not complete."""

    code: str
    words: str
    fatal: bool = False
    """True: nothing of the board was read."""

    def __str__(self) -> str:
        return f"{self.code}: {self.words.replace('; ', ', ')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with every reason that applied."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()

    def __str__(self) -> str:
        return "; ".join(map(str, self.reasons))
