"""What a run's verdict is, and everything that it weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from unionjobs_scraper.boards import Limits
from unionjobs_scraper.lifecycle.census import Census

BETWEEN = "; "
"""Parts two reasons of a stored text; it is in the words of none."""
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Verdict(StrEnum):
    """What a run is worth."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"


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
    took: timedelta = timedelta()


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
    unstored: int = 0
    """Postings that were read and accepted, and are not on record."""
    store_failure: str = ""
    """What the database said when it failed during the run; empty where it did not."""
    alive: int = 0
    """Of the `vanished`, those whose own page showed them as open in this run."""
    newest: datetime | None = None
    """The latest start of any earlier run of the source, UTC."""
    vanished: int = 0
    """Stored open postings that this census does not list, and the last complete one did."""
    stored_open: int = 0
    """Open postings that were stored before this run."""
    limits: Limits = field(default_factory=Limits)
    history: tuple[PastRun, ...] = ()
    """Earlier runs, newest first."""
    pages_lost: str = ""
    """That the list ends with a full page before its usual end, while postings that it lacks may be alive."""
    furniture: bool = False
    """Whether every row that was not read is furniture of the site (`furniture.held_open`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a run is not complete."""

    code: str
    words: str
    fatal: bool = False
    """True: nothing of the board was read."""

    def __str__(self) -> str:
        return f"{self.code}: {self.words.replace(BETWEEN, ', ')}"

    @classmethod
    def parse_all(cls, text: str) -> tuple[Self, ...]:
        """The reasons of a stored text (`code: words; code: words`), the inverse of `str` of a `Judgement`.

        `fatal` is not stored: it is False in what this gives. A part without a code belongs to the words before it.
        """
        found: list[tuple[str, str]] = []
        for part in filter(None, text.split(BETWEEN)):
            code, colon, words = part.partition(": ")
            if colon and CODE.fullmatch(code):
                found.append((code, words))
            elif found:
                found[-1] = (found[-1][0], f"{found[-1][1]}{BETWEEN}{part}")
        return tuple(cls(code=code, words=words) for code, words in found)

    @classmethod
    def codes(cls, text: str) -> frozenset[str]:
        """The codes in a stored text."""
        return frozenset(reason.code for reason in cls.parse_all(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with every reason that applied."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()

    def __str__(self) -> str:
        return BETWEEN.join(map(str, self.reasons))
