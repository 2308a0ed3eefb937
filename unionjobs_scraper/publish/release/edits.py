"""A redacted text as the places that it lost: what can be remembered of it without remembering what it said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Edit = tuple[int, int, str]
"""Where a piece of a text begins and ends, and the mark in its place."""
_MARK = re.compile(r"\[(?:e-mail|name|telephone)\]|%5B(?:e-mail|name|telephone)%5D|(?<=:)redacted$")


def edits(before: str, after: str) -> list[Edit] | None:
    """What turns a text into its redacted one; None where that cannot be told."""
    found: list[Edit] = []
    at = passed = 0
    for mark in _MARK.finditer(after):
        start = _next(before, after[passed : mark.start()], at, first=not found)
        if start is None:
            return None
        if found:
            found[-1] = (found[-1][0], start, found[-1][2])
        at = start + mark.start() - passed
        found.append((at, at, mark[0]))
        passed = mark.end()
    if found:
        rest = len(before) - (len(after) - passed)
        found[-1] = (found[-1][0], rest, found[-1][2])
    ordered = all(first <= last for first, last, _ in found)
    return found if ordered and edited(before, found) == after else None


def _next(text: str, piece: str, at: int, *, first: bool) -> int | None:
    """Where a piece of a text is next: the first one at its very beginning, others behind what was cut out."""
    if first:
        return 0 if text.startswith(piece) else None
    place = text.find(piece, at + 1) if piece else at + 1
    return place if place >= 0 else None


def edited(text: str, changes: Iterable[Edit]) -> str:
    """The text with the marks in their places."""
    pieces: list[str] = []
    at = 0
    for start, end, mark in changes:
        pieces += (text[at:start], mark)
        at = end
    return "".join((*pieces, text[at:]))


def cut_out(text: str, changes: Sequence[Edit], mark: str) -> list[str]:
    """The pieces that a mark has replaced."""
    return [text[start:end] for start, end, put in changes if put == mark]
