"""What a page is built of: the sign that a site was redesigned, whatever it says today."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from typing import Any

from scrapy.http import TextResponse

NUMBERED = re.compile(r"\d+")
"""`post-1234` and `post-1235` are built alike."""


def parts(page: TextResponse) -> frozenset[str]:
    """The kinds of element that a page has: tags with their classes, or the keys of JSON. How many is no matter."""
    if page.text.lstrip()[:1] in ("{", "["):
        try:
            return frozenset(_keys(page.json()))
        except ValueError:
            pass
    found = {(node.tag, node.get("class") or "") for node in page.selector.root.iter() if isinstance(node.tag, str)}
    return frozenset(f"{tag}.{NUMBERED.sub('#', ' '.join(sorted(names.split())))}" for tag, names in found)


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
