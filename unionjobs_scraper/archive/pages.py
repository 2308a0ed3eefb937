"""Postings of archived pages, as a crawl would have read them: with the words of the row that leads to the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from unionjobs_scraper.archive.observation import item_read, row_read
from unionjobs_scraper.archive.sources import Source, key_of
from unionjobs_scraper.crawl.page_reading import posting_of_row
from unionjobs_scraper.items import JobPosting, Listed, changed, stated_hash
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.pipelines.normalize import normalized, with_words
from unionjobs_scraper.pipelines.validate import NO_EMPLOYER, cleaned, problem_of

BORROWED = ("employer", "location_text", "region_text", "date_posted_text")
"""What a row says of a posting, and its page often does not."""


fingerprint: Callable[[Listed], str] = lru_cache(maxsize=4096)(attrgetter("fingerprint"))
"""Changes when a row does: many pages come with the same row."""


@dataclass(slots=True)
class Rows:
    """The rows of a source's lists, by the site's id and by their addresses."""

    source: Source
    newest: dict[str, Listed] = field(default_factory=dict)
    """The last row read so far, or, before the first list that has it, the first one of all."""
    by_key: dict[str, str] = field(default_factory=dict)

    def foresee(self, readings: Iterable[Mapping[str, Any]]) -> None:
        """Takes in every list of the source beforehand: a page may be captured before the first list that has it."""
        for reading in readings:
            for words in reading.get("rows", ()):
                if words[0] not in self.newest:
                    row = self.newest[words[0]] = row_read(words)
                    self._address(row.source_id, row.url)

    def read(self, row: Listed) -> None:
        """Takes in a row in its turn."""
        self.newest[row.source_id] = row

    def _address(self, source_id: str, url: str) -> None:
        for each in {url, self.source.extractor.read_from(url, self.source.board)}:
            self.by_key.setdefault(key_of(each), source_id)

    def met(self, item: JobPosting) -> None:
        """Knows a posting's address from its own page."""
        if item.url and item.source_id not in self.newest:
            self._address(item.source_id, item.url)


def posting(told: Mapping[str, Any], row: Listed | None, source: Source) -> JobPosting:
    """A posting's page together with its row; `told` is what `observe` made of the page alone."""
    if row is None:
        return item_read(told)
    item, stated = item_read(told), item_read(told, as_stated=True)
    # on a board of many employers the list's heading names them, in one spelling
    first, second = (row, stated) if not source.board.employer else (stated, row)
    said = {name: clean_line(getattr(first, name) or getattr(second, name)) for name in BORROWED}
    if not source.board.employer and row.title and item.title.casefold() not in row.title.casefold():
        said["title"] = clean_line(row.title)  # without an employer's line a page is read a line too high
    said = {name: value for name, value in said.items() if getattr(stated, name) != value}
    if not said:
        return changed(item, row_hash=fingerprint(row))
    content = stated_hash(changed(stated, **said))
    return changed(with_words(item, said, source.board.country), row_hash=fingerprint(row), content_hash=content)


def finished(item: JobPosting, source: Source) -> JobPosting:
    """The item as the pipelines of a crawl make it."""
    return normalized(cleaned(item)[0], source.board.country)


def of_row(row: Listed, source: Source) -> JobPosting | None:
    """What a row alone says of its posting; None where a row may be no posting, or says too little."""
    if not source.extractor.keeps_rows:
        return None
    return next((finished(item, source) for item in posting_of_row(row, source.board)), None)


def is_fit(item: JobPosting, source: Source) -> bool:
    """Whether an item may be stored. A crawl refuses one without an employer; the lists of old had none."""
    return problem_of(item, source.extractor.hosts(source.board)) in ("", NO_EMPLOYER)


@dataclass(frozen=True, slots=True)
class Known:
    """What the fold has stored of a posting, so that an unchanged page need not be compared again."""

    content: str
    row_hash: str
    read_at: datetime | None
