"""What one capture says: a pure function of it, without engine, database or clock.

A page at the address of a source's list is read as a list; any other as a posting's page, and, where it is none, as a
further page of the list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from encodings.aliases import aliases
from functools import partial
from typing import Any

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from unionjobs_scraper.archive.capture import Capture, Repeat, RunEnd
from unionjobs_scraper.archive.observation import (
    Kind,
    Observation,
    item_told,
    left_told,
    packed,
    row_read,
    row_told,
)
from unionjobs_scraper.archive.sources import Source, Sources, key_of
from unionjobs_scraper.crawl.page_reading import ListPage, of_board, read_list, read_postings, text_of, words_of
from unionjobs_scraper.crawl.page_signature import parts
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.pipelines.validate import cleaned
from unionjobs_scraper.reading.blocking import wall
from unionjobs_scraper.reading.closing import closing_mark

aliases.setdefault("x_mac_roman", "mac_roman")
"""As browsers of the nineties named it; Python knows it by another name."""
GONE = (404, 410)
LONGEST_WORDS = 300
ELSEWHERE = range(300, 400)


def observe(found: Capture | Repeat | RunEnd, sources: Sources) -> Iterator[Observation]:
    """What the sources among `sources` see in one capture; nothing where it is a page of none."""
    if isinstance(found, RunEnd):
        if found.own.get("source") in sources.by_name:
            yield _run_end(found)
        return
    own = found.own.get("source")
    asked = found.own.get("asked") or found.url
    candidates = [sources.by_name[own]] if own in sources.by_name else [] if own else sources.of(asked)
    for source in candidates:
        key = key_of(asked)
        yield from _repeat(found, source, key) if isinstance(found, Repeat) else _page(found, source, key)


def _run_end(found: RunEnd) -> Observation:
    reading = packed(found.own)
    is_end = found.own.get("role") != Kind.SAVED
    return Observation(
        source=found.own["source"],
        at=found.at,
        kind=Kind.RUN if is_end else Kind.SAVED,
        digest="" if is_end else _digest(reading.encode("utf-8", "surrogatepass")),
        key="",
        url="",
        status=0,
        archive=found.archive,
        offset=found.offset,
        run=int(found.own.get("run", 0)),
        reading=reading,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _seen(found: Capture | Repeat, source: Source, key: str) -> partial[Observation]:
    """An observation of a capture, but for what is seen."""
    return partial(
        Observation,
        source=source.board.name,
        at=found.at,
        key=key,
        url=source.own_address(found.own.get("asked") or found.url),
        archive=found.archive,
        offset=found.offset,
        payload_digest=found.payload_digest,
        run=int(found.own.get("run", 0)),
        role=str(found.own.get("role", "")),
        of_list=key in source.lists,
    )


def _repeat(found: Repeat, source: Source, key: str) -> Iterator[Observation]:
    as_at = f"{found.as_at:%Y-%m-%dT%H:%M:%SZ}" if found.as_at else ""
    # our own archive notes where the page that was sent first stands, and what this run asked for
    reading = packed({"own": dict(found.own)} if found.own else {})
    yield _seen(found, source, key)(
        kind=Kind.REPEAT,
        status=0,
        words=f"{as_at} {key_of(found.as_url) if found.as_url else key}".strip(),
        reading=reading,
    )


def _page(found: Capture, source: Source, key: str) -> Iterator[Observation]:
    seen = _seen(found, source, key)
    seen = partial(seen, status=found.status, digest=_digest(found.body))
    of_list = found.own["role"] in ("list", "again") if found.own else key in source.lists
    seen = partial(seen, of_list=of_list)
    if found.status in ELSEWHERE and not found.own:
        return  # it says where to look, and nothing of what is there
    if found.status in GONE and not of_list:
        yield seen(kind=Kind.GONE)
        return
    response = _response(found, source, key)
    if found.status >= 400 and found.status not in source.extractor.checked_statuses:
        if of_list or found.own:
            yield seen(kind=Kind.UNREAD, words=_cut(wall(response) or f"HTTP {found.status}"))
        return
    if of_list:
        yield _list(seen, source, response)
    elif not source.extractor.reads_whole(source.board):
        yield from _posting(seen, source, response, found)
    elif not found.own:
        yield from _further_list(seen, source, response)


def _response(found: Capture, source: Source, key: str) -> Response:
    headers = Headers()
    for name, value in found.headers:
        headers.appendlist(name, value)
    url = source.lists.get(key) or source.own_address(found.url)
    kind = responsetypes.from_args(headers=headers, url=url, body=found.body)
    return kind(url=url, status=found.status, headers=headers, body=found.body)


def _list(seen: partial[Observation], source: Source, response: Response) -> Observation:
    try:
        return seen(kind=Kind.LIST, reading=_list_told(read_list(source.extractor, source.board, response), response))
    except PageError as error:
        return seen(kind=Kind.UNREAD, words=_cut(wall(response) or error.message), reading=_blocked(response, error))


def _further_list(seen: partial[Observation], source: Source, response: Response) -> Iterator[Observation]:
    """A page of the list at an address that only another page of it names; no other page has rows."""
    try:
        page = read_list(source.extractor, source.board, response)
    except PageError:
        return
    if page.rows:
        yield seen(kind=Kind.LIST, reading=_list_told(page, response))


def _posting(seen: partial[Observation], source: Source, response: Response, found: Capture) -> Iterator[Observation]:
    row = row_read(found.own["row"]) if found.own.get("row") else None
    try:
        items = list(read_postings(source.extractor, source.board, response, row))
    except PageError as error:
        mark = _mark(source, response)
        if mark or found.own:
            reading = _blocked(response, error) if not mark else packed({"mark": mark})
            kind = Kind.POSTING if mark and not row else Kind.UNREAD
            yield seen(kind=kind, words=_cut(wall(response) or error.message), reading=reading)
            return
        further = list(_further_list(seen, source, response)) if not source.is_any_page else []
        yield from further or [seen(kind=Kind.UNREAD, words=_cut(wall(response) or error.message))]
        return
    told = [_finished(item, source, row) for item in items]
    yield seen(kind=Kind.POSTING, reading=packed({"items": told} | ({"row": row_told(row)} if row else {})))


def _mark(source: Source, response: Response) -> str:
    """The closing words of a page that shows no posting any more."""
    try:
        page = text_of(source.extractor.as_page(response))
    except PageError:
        return ""
    return closing_mark(words_of(page), source.board.closed_marks)


def _finished(item: JobPosting, source: Source, row: Listed | None) -> dict[str, Any]:
    """The posting as the pipelines of a crawl make it."""
    clean, _ = cleaned(of_board(item, source.board, row))
    return item_told(normalized(clean, source.board.country), clean)


def _list_told(page: ListPage, response: Response) -> str:
    told: dict[str, Any] = {
        "rows": [row_told(row) for row in page.rows],
        "items": [item_told(item) for item in page.items.values()],
        "left": [left_told(row) for row in page.left_out],
        "links": [request.url for request in page.links],
        "empty": page.declared_empty,
        "total": page.stated_total,
        "parts": sorted(parts(text_of(response))),
    }
    return packed({name: value for name, value in told.items() if value not in ([], "", None)})


def _blocked(response: Response, error: PageError) -> str:
    from unionjobs_scraper.errors import BlockedPage

    blocked = bool(wall(response)) or isinstance(error, BlockedPage)
    return packed({"blocked": blocked, "error": str(error), "message": error.message})


def _cut(words: str) -> str:
    return " ".join(words.split())[:LONGEST_WORDS]
