"""A capture read as a crawl reads it: extractor, validation, normalization. The only call of the extractors here."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

from scrapy.exceptions import DropItem

from lab.accuracy.conformance.captures import Capture
from unionjobs_scraper.crawl.page_reading import of_board, posting_of_row, read_list, read_postings
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed, changed
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.pipelines.validate import Validate
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.platforms.platform import Platform


@dataclass(slots=True)
class Reading:
    """What the program makes of a capture."""

    items: list[JobPosting] = field(default_factory=list)
    """Postings that would be stored, normalized; a row of a list is one with what the row says."""
    whole: bool = True
    """False where the items are rows of a list, whose postings' own pages say the rest."""
    declared_empty: str = ""
    problem: str = ""
    """Why the page was not read."""
    refused: list[str] = field(default_factory=list)
    """Postings that validation refused, and why."""


class _Stats:
    def inc_value(self, key: str, count: int = 1) -> None:
        """Counted nowhere."""


def known(platform: str) -> bool:
    """Tell whether the program has an extractor for *platform*."""
    return platform in platforms()


def readings(captures: Iterable[Capture]) -> Iterator[tuple[Capture, Reading]]:
    """Read each capture; the page of a posting with its row, where the same board's list was captured too."""
    every = list(captures)
    rows: dict[tuple[str, str], list[Listed]] = {}
    for each in every:
        if each.kind == "list" and known(each.platform):
            rows.setdefault(each.key, []).extend(_rows(each))
    for each in every:
        yield each, read(each, rows.get(each.key, ()))


def read(capture: Capture, rows: Iterable[Listed] = ()) -> Reading:
    """Read one capture; *rows* are those of its board's list."""
    if not known(capture.platform):
        return Reading(problem="the program has no extractor for this platform")
    platform = platforms()[capture.platform]
    found = Reading(whole=platform.reads_whole(capture.board) or capture.kind not in ("list", "empty"))
    quiet = logging.getLogger("unionjobs_scraper")
    before, quiet.disabled = quiet.disabled, True
    logging.disable(logging.ERROR)
    try:
        for item, row in _raw(capture, platform, rows, found):
            _store(capture, platform, item, row, found)
    except PageError as error:
        found.problem = f"{type(error).__name__}: {error.message}"
    finally:
        logging.disable(logging.NOTSET)
        quiet.disabled = before
    return found


def _raw(
    capture: Capture, platform: Platform, rows: Iterable[Listed], found: Reading
) -> Iterator[tuple[JobPosting, Listed | None]]:
    if capture.kind in ("list", "empty"):
        page = read_list(platform, capture.board, capture.response)
        found.declared_empty = page.declared_empty
        for row in page.rows:
            held = page.items.get(row.source_id)
            yield from ((item, row) for item in ([held] if held else posting_of_row(row, capture.board)))
        return
    row_of_page = _row_for(capture, rows)
    postings = read_postings(platform, capture.board, capture.response, row_of_page)
    yield from ((item, row_of_page) for item in postings)


def _rows(capture: Capture) -> list[Listed]:
    platform = platforms()[capture.platform]
    if platform.reads_whole(capture.board):
        return []
    try:
        return read_list(platform, capture.board, capture.response).rows
    except PageError:
        return []


def _row_for(capture: Capture, rows: Iterable[Listed]) -> Listed | None:
    number, address = capture.truth.get("id"), capture.response.url.rstrip("/")
    return next((row for row in rows if row.source_id == number or row.url.rstrip("/") == address), None)


def _store(capture: Capture, platform: Platform, item: JobPosting, row: Listed | None, found: Reading) -> None:
    own = of_board(item, capture.board, row)
    if capture.kind == "closed" and own.closing_mark and not own.title:
        found.items.append(own)  # a missing posting's own page: its mark is all that a run takes from it
        return
    stated = own.employer
    spider = SimpleNamespace(name=capture.board.name, allowed_domains=list(platform.hosts(capture.board)))
    crawler = SimpleNamespace(spider=spider, stats=_Stats())
    try:
        kept = Validate(crawler).process_item(changed(own, employer=stated or capture.employer))  # type: ignore[arg-type]
    except DropItem as why:
        found.refused.append(str(why))
        return
    found.items.append(normalized(kept, capture.board.country))
