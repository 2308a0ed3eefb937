"""What a page is built of: the sign that a site was redesigned, whatever it says today."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scrapy.http import TextResponse

from unionjobs_scraper.reading.stream import stream

NUMBERED = re.compile(r"\d+")
"""`post-1234` and `post-1235` are built alike."""


def parts(page: TextResponse) -> frozenset[str]:
    """The kinds of element that a page has: tags with their classes, or the keys of JSON. How many is no matter."""
    if page.text.lstrip()[:1] in ("{", "["):
        try:
            return frozenset(_keys(page.json()))
        except ValueError:
            pass
    found = stream(page, _Kinds())
    return frozenset(f"{tag}.{NUMBERED.sub('#', ' '.join(sorted(names.split())))}" for tag, names in found)


class _Kinds:
    """Takes the place of a tree, which has ten times the size of a page: of each element it keeps the kind."""

    def __init__(self) -> None:
        self._found: set[tuple[str, str]] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._found.add((tag, attributes.get("class") or ""))

    def close(self) -> set[tuple[str, str]]:
        return self._found


def _keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{path}/{name}"
            yield from _keys(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, path)


def fingerprint(found: Collection[str]) -> str:
    """16 hex digits that change when the kinds of element do; empty for none."""
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:16] if found else ""
