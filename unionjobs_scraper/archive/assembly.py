"""A list of several pages, put together from captures: a census is whole when every page that it links is near it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from unionjobs_scraper.archive.observation import left_read, row_read
from unionjobs_scraper.archive.sources import Source, key_of
from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.lifecycle.settling import CONFIRMATION_GAP
from unionjobs_scraper.storage.observations import Stored


@dataclass(slots=True)
class Page:
    """One captured page of a list."""

    stored: Stored
    reading: dict[str, Any]

    @classmethod
    def of(cls, stored: Stored) -> Page:
        """Unpacks what was read."""
        return cls(stored, json.loads(stored.reading))

    @property
    def rows(self) -> list[Listed]:
        """Its rows."""
        return [row_read(words) for words in self.reading.get("rows", ())]

    @property
    def left_out(self) -> list[LeftOut]:
        """What it has beside its rows."""
        return [left_read(told) for told in self.reading.get("left", ())]


@dataclass(slots=True)
class Assembly:
    """The pages of one census so far."""

    pages: list[Page] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    """Keys of the pages that are still to come."""
    had: set[str] = field(default_factory=set)

    @classmethod
    def begun(cls, source: Source, page: Page) -> Assembly:
        """A census that begins with a first page of the list."""
        assembly = cls(wanted=set(source.lists))
        assembly.add(page)
        return assembly

    def add(self, page: Page) -> None:
        """Takes in a page, and what it links to."""
        self.pages.append(page)
        self.had.add(page.stored.key)
        self.wanted |= {key_of(url) for url in self._links(page)}
        self.wanted -= self.had

    @staticmethod
    def _links(page: Page) -> Iterable[str]:
        found: Iterable[str] = page.reading.get("links", ())
        return found

    @property
    def began(self) -> datetime:
        """When its first page was captured."""
        return self.pages[0].stored.at

    @property
    def ended(self) -> datetime:
        """When its last page was."""
        return self.pages[-1].stored.at

    def takes(self, stored: Stored) -> bool:
        """Whether a capture is one of the pages that are still to come, and near enough."""
        return stored.key in self.wanted and not self.is_over(stored.at)

    def is_over(self, at: datetime) -> bool:
        """Whether a time is too late for further pages."""
        return at - self.began >= CONFIRMATION_GAP
