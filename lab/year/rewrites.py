"""Faults of the year that change what a page says, on any board: rows in another form, sessions, words, letters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Final

from scrapy.http import HtmlResponse, TextResponse

from lab.faults.damage import damages
from lab.faults.words import HIDDEN, NARROWER
from lab.year.pages import html
from unionjobs_scraper.boards import register
from unionjobs_scraper.crawl.page_reading import ListPage, read_list
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.errors import PageError

if TYPE_CHECKING:
    from lab.year.boards import Source

Rewrite = Callable[[bytes], bytes]
STRUCK: Final = 3
"""Rows of a list that are damaged at once."""
APPLY: Final = b"<p>To apply"
NONE_FOR_STUDENTS: Final = html("<main><h1>Jobs</h1><p>There are no job openings for students at this time.</p></main>")
WRONG_KEY: Final = json.dumps({"meta": {}, "jobRequisitions": []})


def other_form(source: Source) -> Rewrite:
    """Some rows lose what identifies them."""

    def rewrite(body: bytes) -> bytes:
        page = _read(source, body)
        rows = page.rows if page else []
        for damage in damages(body, rows, rows[:STRUCK]):
            read = _read(source, damage.body)
            if read and len(read.rows) < len(rows):
                return damage.body
        return body

    return rewrite


def _read(source: Source, body: bytes) -> ListPage | None:
    board = register()[source.name]
    extractor = extractor_of(board)
    is_json = body.lstrip()[:1] in (b"{", b"[")
    kind, content = (TextResponse, "application/json") if is_json else (HtmlResponse, "text/html")
    url = next(iter(extractor.first_requests(board))).url
    try:
        return read_list(extractor, board, kind(url, body=body, headers={"Content-Type": f"{content}; charset=utf-8"}))
    except PageError:
        return None


def sessions(source: Source) -> Rewrite:
    """Every link carries a session and tracking, other ones in each answer."""

    def other(found: re.Match[bytes]) -> bytes:
        noise = b"utm_source=mail&amp;PHPSESSID=%032x" % Random(found[1]).getrandbits(128)  # noqa: S311
        return b'href="' + found[1] + (b"&amp;" if b"?" in found[1] else b"?") + noise + b'"'

    return lambda body: re.sub(rb'href="(/?[\w-][^"#]*)"', other, body)


def hidden_words(source: Source) -> Rewrite:
    """Each posting holds closing words that nobody sees."""
    return lambda body: body.replace(APPLY, HIDDEN.replace('"', "'").encode() + APPLY)


def narrower_words(source: Source) -> Rewrite:
    """Each posting says that something else is closed."""
    words = iter(range(10**9))

    def said(_: re.Match[bytes]) -> bytes:
        return f"<p>{NARROWER[next(words) % len(NARROWER)]}</p>".encode() + APPLY

    return lambda body: re.sub(APPLY, said, body)


def another_charset(source: Source) -> Rewrite:
    """Bytes of another charset than is said."""
    return lambda body: body.decode().encode("windows-1252", "xmlcharrefreplace")


def too_long(source: Source) -> Rewrite:
    """Every title is far too long to be one, on the list and on the pages: nothing is fit to store."""
    title = re.compile(rb"(Organizer|Representative|Researcher|Attorney|Coordinator)", re.IGNORECASE)
    return lambda body: title.sub(rb"\1" + b" and Member" * 60, body)


def nothing(source: Source) -> str:
    """An empty answer that says nothing: JSON under a wrong key, or words about some jobs only."""
    return WRONG_KEY if source.is_json else NONE_FOR_STUDENTS
