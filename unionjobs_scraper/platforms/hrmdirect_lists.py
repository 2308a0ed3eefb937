"""The postings of an HRMDirect board, from its feed or its careers page: a row for each, with all its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scrapy.http import TextResponse

from unionjobs_scraper.items import LeftOut
from unionjobs_scraper.platforms.entries import accounted
from unionjobs_scraper.platforms.hrmdirect_feed import JobRow, is_feed, of_feed
from unionjobs_scraper.platforms.hrmdirect_table import of_page


def rows(response: TextResponse) -> Iterator[JobRow | LeftOut]:
    """The rows of either list, one for each posting. Raises `LayoutChanged` or `TruncatedPage`."""
    found = accounted(_parts(response), lambda each: each, response, "the list")
    merged: dict[str, JobRow] = {}
    for each in found:
        if isinstance(each, LeftOut):
            yield each
        elif each.source_id in merged:
            merged[each.source_id] = _with_place(merged[each.source_id], each.location_text)
        else:
            merged[each.source_id] = each
    yield from merged.values()


def _parts(response: TextResponse) -> list[JobRow | LeftOut]:
    return [*(of_feed(response) if is_feed(response) else of_page(response))]


def _with_place(row: JobRow, place: str) -> JobRow:
    places = [*filter(None, row.location_text.split("; ")), *filter(None, place.split("; "))]
    return replace(row, location_text="; ".join(dict.fromkeys(places)))
