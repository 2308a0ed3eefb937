"""What one capture says of one source, as it goes from a file of an archive to the fold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from sys import intern
from typing import Any

from unionjobs_scraper.items import FIELDS, STATED, JobPosting, LeftOut, Listed

LISTED = tuple(field.name for field in fields(Listed))
DATES = ("date_posted", "valid_through")
DEFAULTS = {name: getattr(JobPosting(), name) for name in FIELDS}


class Kind(StrEnum):
    """What a capture is, to its source."""

    LIST = "list"
    """A page of its list, read."""
    POSTING = "posting"
    """A posting's own page that shows it, or says that it is closed."""
    GONE = "gone"
    """A posting's own page that answered 404 or 410."""
    UNREAD = "unread"
    """A page that was not understood; `words` says why."""
    REPEAT = "repeat"
    """As at another time: `words` holds when."""
    RUN = "run"
    """The end of one of our own runs."""
    SAVED = "saved"
    """What one of our own runs had stored so far."""
    CRAWL = "crawl"
    """One of our own runs without an archive, as the record has it (`storage/crawled.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One capture as its source's extractor sees it."""

    source: str
    at: datetime
    """When the page was captured, UTC."""
    kind: Kind
    key: str
    """What of the address names the page (`sources.key_of`)."""
    url: str
    status: int
    archive: str
    offset: int
    of_list: bool = False
    """Whether the address is that of the source's list."""
    digest: str = ""
    """16 hex digits of the page's bytes."""
    payload_digest: str = ""
    words: str = ""
    run: int = 0
    """The run that asked, in our own archive; 0 in those of others."""
    role: str = ""
    """What the run asked for."""
    reading: str = "{}"
    """What was read, as JSON."""


COLUMNS = tuple(field.name for field in fields(Observation))


def packed(content: Mapping[str, Any]) -> str:
    """A reading as JSON, alike for alike readings."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def row_told(row: Listed) -> list[str]:
    """A row as a list of words, empty ones at its end left out."""
    words = [getattr(row, name) for name in LISTED]
    while words and not words[-1]:
        words.pop()
    return words


def row_read(words: list[str]) -> Listed:
    """The inverse of `row_told`."""
    return _row(tuple(words))


@lru_cache(maxsize=2048)
def _row(words: tuple[str, ...]) -> Listed:
    """Most rows of a list are on the next one too, and many have the employer and place of another."""
    return Listed(**dict(zip(LISTED, (*words[:2], *map(intern, words[2:])), strict=False)))


STATED_AS = "stated"
"""In a posting that is told: the words of the page where the pipelines put others in their place."""


def item_told(item: JobPosting, cleaned: JobPosting | None = None) -> dict[str, Any]:
    """A posting's fields that are filled; `cleaned`: the same before values were read from its words."""
    found = {name: value for name in FIELDS if (value := getattr(item, name)) != DEFAULTS[name]}
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
    before = cleaned or item
    stated = {name: getattr(before, name) for name in STATED if getattr(before, name) != getattr(item, name)}
    return told | ({STATED_AS: stated} if stated else {})


def item_read(told: Mapping[str, Any], *, as_stated: bool = False) -> JobPosting:
    """The inverse of `item_told`; `as_stated`: with the words of the page."""
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in DATES else value for name, value in told.items()
    }
    stated = values.pop(STATED_AS, {})
    return JobPosting(**values | (stated if as_stated else {}))


def left_told(row: LeftOut) -> list[Any]:
    """What a list page has beside its postings."""
    return [row.reason, row.words, int(row.known)]


def left_read(told: list[Any]) -> LeftOut:
    """The inverse of `left_told`."""
    return LeftOut(reason=told[0], words=told[1], known=bool(told[2]))
