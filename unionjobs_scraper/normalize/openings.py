"""A pattern with many alternatives, tried only where a word begins like one of them: ten times as fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unionjobs_scraper.normalize.scan import any_of, lettered

_DIGIT = re.compile("[0-9]")


class Openings:
    """A pattern whose matches begin with a digit, or, at the beginning of a word, with one of the *starts*."""

    __slots__ = ("_opening", "pattern")

    def __init__(self, pattern: re.Pattern[str], starts: Iterable[str] = ()) -> None:
        self.pattern = pattern
        letters = any_of({lettered(start).decode() + "*" for start in starts})
        self._opening = re.compile(f" {letters}".encode()) if starts else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in *text* from *start* to *end*, apart from each other and in order."""
        end = len(text) if end is None else end
        passed = start
        for place in self._places(text, start, end):
            if place >= passed and (match := self.pattern.match(text, place, end)):
                passed = max(match.end(), place + 1)
                yield match

    def _places(self, text: str, start: int, end: int) -> list[int]:
        if self._opening is None:
            return [digit.start() for digit in _DIGIT.finditer(text, start, end)]
        return [start + word.start() for word in self._opening.finditer(b" " + lettered(text[start:end]))]

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*."""
        return next(self.finditer(text), None)

    def last(self, text: str) -> re.Match[str] | None:
        """Return the last match in *text*."""
        match = None
        for match in self.finditer(text):  # noqa: B007
            pass
        return match


def openings(starts: str, pattern: str) -> Openings:
    """Compile *pattern*, verbose and without case; *starts* are its first letters, between spaces."""
    return Openings(re.compile(pattern, re.VERBOSE | re.IGNORECASE), starts.split())
