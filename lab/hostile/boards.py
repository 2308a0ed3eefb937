"""The boards: five that are well, and each manner in which one can be hostile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lab.hostile.bombs import DOCUMENTS, document
from lab.replica import Fault
from lab.replica.answers import Answer, answer

POSTINGS: Final = 12
TEXT: Final = (
    "<p>The organizer meets members at work, plans campaigns with them, keeps records and reports to the"
    " director. Salary: $61,000 to $72,000 per year. To apply, send a resume and a cover letter.</p>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """One board, which answers under `NAME.union.example`."""

    page: Callable[[str, str], Answer | None]
    """The answer to the path with its query, on the host."""
    reason: str = ""
    """What the reason of its run must say; empty where the run may end either way."""
    platform: str = "careers_page"
    tenant: str = ""
    start: str = "/jobs"
    faults: tuple[Fault, ...] = field(default_factory=tuple)
    settings: Mapping[str, str] = field(default_factory=dict)


def page(body: str, title: str = "Jobs") -> Answer:
    """An HTML page."""
    return answer(f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>")


def listing(numbers: range, more: str = "", beside: str = "") -> Answer:
    """A page of a list."""
    rows = "".join(f'<li><a href="/jobs/organizer-{n}">Organizer {n}, Dayton, OH</a>{beside}</li>' for n in numbers)
    return page(f"<p>Current openings</p><ul>{rows}</ul>{more}")


def posting(path: str, text: str = TEXT) -> Answer | None:
    """A posting's page."""
    number = path.rpartition("-")[2]
    return page(text, f"Organizer {number}, Dayton, OH") if path.startswith("/jobs/organizer-") else None


def good(path: str, _host: str) -> Answer | None:
    """A board that is well."""
    return listing(range(POSTINGS)) if path == "/jobs" else posting(path)


def _endless(path: str, _host: str) -> Answer | None:
    if not path.startswith("/jobs") or path.startswith("/jobs/"):
        return posting(path)
    at = int(path.partition("page=")[2] or 0)
    return listing(range(20 * at, 20 * at + 20), f'<a rel="next" href="/jobs?page={at + 1}">Next</a>')


def prepared(board: Hostile) -> None:
    """Makes what takes long to make: while a replica does, it answers nobody."""
    if board.page is _documents:
        for name in DOCUMENTS:
            document(name)


def _two_documents(path: str, host: str) -> Answer | None:
    return _documents(path, host, ("empty-paragraphs.docx", "short-paragraphs.docx"))


def _documents(path: str, _host: str, names: Iterable[str] = tuple(DOCUMENTS)) -> Answer | None:
    if path == "/jobs":
        links = "".join(f'<li><a href="/{name}">Organizer {name}</a></li>' for name in names)
        return page(f"<ul>{links}</ul>")
    return document(path.strip("/"))


def _long_lines(path: str, _host: str) -> Answer | None:
    if path == "/jobs":
        line = "An organizer is wanted in Dayton, OH for $50,000 a year or so, " * 16_000
        return listing(range(POSTINGS), f"<p>{line}</p>")
    every_fourth = path.endswith(("0", "4", "8"))
    return posting(path, f"{TEXT}<p>{'1 ' * 500_000}</p><p>{'a' * 1_000_000}</p>" if every_fourth else TEXT)


def _redirects(path: str, _host: str) -> Answer:
    return answer("", 302, {"Location": f"/jobs{len(path)}{path[5:]}x"})


def _well(path: str, host: str) -> Answer | None:
    return good(path, host)


def _charsets(path: str, host: str) -> Answer | None:
    found = good(path, host)
    names = ("utf-8", "utf-16", "shift_jis", "utf-7", "x-user-defined", "koi8-r", "idna", "rot13", "cp037", "\x00")
    name = names[len(path) % len(names)] if path != "/jobs" else "utf-16"
    return found and found.with_headers({"Content-Type": f"text/html; charset={name}"})


def _deep_json(path: str, _host: str) -> Answer | None:
    deep = "[" * 200_000 + "]" * 200_000
    if path == "/jobs":
        return listing(range(POSTINGS), f'<script type="application/ld+json">{deep}</script>')
    return posting(path, f'{TEXT}<script type="application/ld+json">{{"@type":"JobPosting","x":{deep}}}</script>')


def _deep_list(path: str, _host: str) -> Answer | None:
    body = '{"jobs":' + "[" * 3_000_000 if path.startswith("/v1/") else "no"
    return answer(body, headers={"Content-Type": "application/json"})


def _deep_html(path: str, _host: str) -> Answer | None:
    deep = "<div>" * 100_000 + "Organizer" + "</div>" * 100_000
    return listing(range(POSTINGS), deep) if path == "/jobs" else posting(path, TEXT + deep)


def _headers(path: str, host: str) -> Answer | None:
    found = good(path, host)
    return found and found.with_headers({f"X-Long-{n}": "a" * 8000 for n in range(200)})


def _many_links(path: str, _host: str) -> Answer | None:
    return listing(range(100_000)) if path == "/jobs" else posting(path)


def _one_title(path: str, _host: str) -> Answer | None:
    rows = "".join(f"<li><h3>Organizer</h3><p>Dayton, OH. Apply by mail, number {n}.</p></li>" for n in range(10_000))
    return page(f"<ul>{rows}</ul>") if path == "/jobs" else None


def _cells(path: str, _host: str) -> Answer | None:
    row = f"<tr>{'<td>Organizer</td>' * 1000}</tr>"
    return page(f"<table>{row * 300}</table>") if path == "/jobs" else None


def _large(path: str, host: str) -> Answer | None:
    if path == "/jobs":
        return listing(range(POSTINGS), "<p>Organizer wanted, Dayton, OH.</p>" * 500_000)
    return good(path, host)


def _large_postings(path: str, _host: str) -> Answer | None:
    if path == "/jobs":
        return listing(range(POSTINGS))
    return posting(path, TEXT + "<p>Salary: $50,000 to $60,000, closes June 1, 2026. Dayton, OH.</p>" * 100_000)


def _entities(path: str, host: str) -> Answer | None:
    """The billion laughs."""
    names = "abcdefghij"
    rules = "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for b, a in pairwise(names))
    jobs = "<workzag-jobs><position><name>&j;</name></position></workzag-jobs>"
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "laugh">{rules}]>{jobs}'
    return answer(body, headers={"Content-Type": "application/xml"})


def _json_ld(path: str, _host: str) -> Answer | None:
    found = json.dumps({"@type": "JobPosting", "title": "Organizer", "description": TEXT * 20})
    many = f'<script type="application/ld+json">{found}</script>' * 2000
    return listing(range(POSTINGS)) if path == "/jobs" else posting(path, TEXT + many)


def _tags(path: str, _host: str) -> Answer | None:
    soup = "<b><i><p><font>" * 60_000
    return listing(range(POSTINGS), soup) if path == "/jobs" else posting(path, TEXT + soup)


HOSTILE: Final[Mapping[str, Hostile]] = {
    "endless": Hostile(page=_endless, reason="endless"),
    "documents": Hostile(page=_documents, platform="documents"),
    "two_documents": Hostile(page=_two_documents, platform="documents"),
    "slow": Hostile(page=_well, reason="no answer in time", faults=(Fault(kind="slow", path="/jobs", seconds=0.3),)),
    "long_lines": Hostile(page=_long_lines),
    "redirects": Hostile(page=_redirects, reason="list-unread"),
    "charsets": Hostile(page=_charsets),
    "gzip": Hostile(page=_well, reason="larger than any page", faults=(Fault(kind="gzip_bomb", path="/jobs"),)),
    "gzip_posting": Hostile(page=_well, reason="unread", faults=(Fault(kind="gzip_bomb", path="/jobs/*"),)),
    "huge": Hostile(page=_well, reason="larger than any page", faults=(Fault(kind="huge", path="/jobs"),)),
    "deep_json": Hostile(page=_deep_json),
    "deep_list": Hostile(page=_deep_list, reason="list-unread", platform="greenhouse", tenant="deep", start=""),
    "deep_html": Hostile(page=_deep_html),
    "headers": Hostile(page=_headers),
    "many_links": Hostile(page=_many_links),
    "one_title": Hostile(page=_one_title, tenant="sections"),
    "cells": Hostile(page=_cells, tenant="sections", reason="tags"),
    "large": Hostile(page=_large, reason="tags"),
    "large_postings": Hostile(page=_large_postings, reason="unread"),
    "entities": Hostile(page=_entities, reason="list-unread", platform="personio", tenant="laugh", start=""),
    "json_ld": Hostile(page=_json_ld),
    "tags": Hostile(page=_tags, reason="tags"),
}
"""Each manner by its name."""
FIVE: Final = ("endless", "documents", "slow", "long_lines", "redirects")
