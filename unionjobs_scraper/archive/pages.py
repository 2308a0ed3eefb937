"""Postings of archived pages, as a crawl would have read them: with the words of the row that leads to the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

from unionjobs_scraper.archive.observation import item_read, row_read, row_told
from unionjobs_scraper.archive.sources import Source, key_of
from unionjobs_scraper.crawl.page_reading import posting_of_row
from unionjobs_scraper.items import JobPosting, Listed, changed, stated_hash
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.pipelines.normalize import normalized, with_words
from unionjobs_scraper.pipelines.validate import NO_EMPLOYER, cleaned, problem_of
from unionjobs_scraper.storage.scratch import Scratch

_ROW, _ADDRESS, _KNOWN = "row ", "address ", "known "
"""What the keys of a fold's scratch begin with."""
BORROWED = ("employer", "location_text", "region_text", "date_posted_text")
"""What a row says of a posting, and its page often does not."""


fingerprint: Callable[[Listed], str] = lru_cache(maxsize=2048)(attrgetter("fingerprint"))
"""Changes when a row does: many pages come with the same row."""


@dataclass(slots=True)
class Rows:
    """The rows of a source's lists, by the site's id and by their addresses.

    Those of postings that are not open are on the disk: an archive of decades has many times as many.
    """

    source: Source
    kept: Scratch
    _open: dict[str, Listed] = field(default_factory=dict)

    def foresee(self, readings: Iterable[Mapping[str, Any]]) -> None:
        """Takes in every list of the source beforehand: a page may be captured before the first list that has it."""
        before: set[str] = set()
        for reading in readings:
            there: set[str] = set()
            for words in reading.get("rows", ()):
                site_id, url = words[:2]
                if site_id not in before and site_id not in there and self.kept.get(_ROW + site_id) is None:
                    self._keep(site_id, words)
                    self._address(site_id, url)
                there.add(site_id)
            before = there  # most are on the next list too

    def get(self, site_id: str) -> Listed | None:
        """The last row read so far, or, before the first list that has it, the first one of all."""
        if row := self._open.get(site_id):
            return row
        words = self.kept.get(_ROW + site_id)
        return row_read(json.loads(words)) if words else None

    def at(self, key: str) -> str | None:
        """The posting of an address; see `sources.key_of`."""
        return self.kept.get(_ADDRESS + key)

    def read(self, row: Listed) -> None:
        """Takes in a row in its turn."""
        self._open[row.source_id] = row

    def put_away(self, site_id: str) -> None:
        """Keeps a row on the disk: its posting has been closed."""
        if row := self._open.pop(site_id, None):
            self._keep(site_id, row_told(row))

    def _keep(self, site_id: str, words: Sequence[str]) -> None:
        self.kept.put(_ROW + site_id, json.dumps(words))

    def _address(self, source_id: str, url: str) -> None:
        for each in {url, self.source.extractor.read_from(url, self.source.board)}:
            self.kept.add(_ADDRESS + key_of(each), source_id)

    def met(self, item: JobPosting) -> None:
        """Knows a posting's address from its own page."""
        if item.url and not self.get(item.source_id):
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


@dataclass(slots=True)
class Known:
    """What the fold has stored of each posting, so that an unchanged page need not be compared again.

    What it has stored of those that are not open is on the disk.
    """

    kept: Scratch
    _open: dict[str, str] = field(default_factory=dict)

    def __contains__(self, site_id: str) -> bool:
        return site_id in self._open or self.kept.get(_KNOWN + site_id) is not None

    def has(self, site_id: str, content: str, row_hash: str) -> bool:
        """Whether its page has been read with this content, and its row with this hash."""
        return self._get(site_id) == _said(content, row_hash, is_read=True)

    def content(self, site_id: str) -> str:
        """The hash of its content; empty where that is not known."""
        return self._get(site_id).partition(" ")[0]

    def note(self, site_id: str, content: str = "", row_hash: str = "", *, is_read: bool) -> None:
        """Notes what has been stored; `is_read`: from its own page, or from a list that holds the postings itself."""
        self._open[site_id] = _said(content, row_hash, is_read=is_read)

    def put_away(self, site_id: str) -> None:
        """Keeps it on the disk: the posting has been closed."""
        if said := self._open.pop(site_id, None):
            self.kept.put(_KNOWN + site_id, said)

    def _get(self, site_id: str) -> str:
        return self._open.get(site_id) or self.kept.get(_KNOWN + site_id) or ""


def _said(content: str, row_hash: str, *, is_read: bool) -> str:
    """As one text, which takes a quarter of the memory of its parts."""
    return f"{content} {row_hash} {'read' if is_read else ''}"
