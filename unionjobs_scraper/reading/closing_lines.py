"""The lines and sentences of a page's text in which closing words can be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from unionjobs_scraper.reading.closing_words import Language, languages

FAR = 960
"""Letters of a neighboring sentence that are looked at."""
SHORT = 400
"""A text of so many letters may be in a language without showing any of its usual words."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s[|•·]\s")
_FOLDED = bytes(
    code + 32 if 0xC0 <= code <= 0xDE and code != 0xD7
    else code if code == 10 or not (code == 63 or chr(code).isspace())
    else 32
    for code in range(256)
).lower()  # fmt: skip
"""For `bytes.translate`; what is not Latin-1 comes as a question mark, which becomes a space."""
ODD_LETTERS = "\u0130\u0131\u017f\u212a"
"""Letters that a pattern without case takes for i, s and k."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, and the signs in it with their languages; no signs: it may be in any language."""

    begin: int
    end: int
    signs: tuple[tuple[int, Language], ...] = ()

    def languages(self, begin: int, end: int) -> tuple[Language, ...]:
        """Those with a sign in a part of the line."""
        found = (language for at, language in self.signs if begin <= at < end)
        return tuple(dict.fromkeys(found)) if self.signs else languages()


def telling_lines(text: str, *, every: bool) -> Iterator[Line]:
    """The lines that have a sign of some language, in order; `every`: all of them, whatever they have."""
    return _all_lines(text) if every or _is_odd(text) else _signed_lines(text)


def sentences(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The begin and end of each sentence in a part of a text."""
    for gap in _SENTENCE_END.finditer(text, begin, end):
        yield begin, gap.start()
        begin = gap.end()
    yield begin, end


def sentence_before(text: str, end: int) -> str:
    """The last sentence of a text up to a place in it."""
    line = text[max(0, end - FAR) : end].rstrip().rpartition("\n")[2]
    return _SENTENCE_END.split(line)[-1]


def sentence_after(text: str, begin: int) -> str:
    """The first sentence of a text from a place in it on."""
    line = text[begin : begin + FAR].lstrip().partition("\n")[0]
    return _SENTENCE_END.split(line)[0]


def _all_lines(text: str) -> Iterator[Line]:
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        yield Line(begin, end)
        begin = end + 1


def _signed_lines(text: str) -> Iterator[Line]:
    """The lines that have a sign of some language, in order."""
    said = _folded(text)
    signs = sorted(_signs(said), key=itemgetter(0))
    done = 0
    while done < len(signs):
        begin = said.rfind(b"\n", 0, signs[done][0]) + 1
        end = said.find(b"\n", signs[done][0])
        end = len(text) if end < 0 else end
        first, done = done, bisect_left(signs, end, key=itemgetter(0))
        yield Line(begin, end, tuple(signs[first:done]))


def _signs(said: bytes) -> Iterator[tuple[int, Language]]:
    """Each place of a sign, with the sign's language."""
    foreign = not said.isascii()
    words = frozenset(said.split())
    for language in languages():
        if language.usual and len(said) > SHORT and not (foreign and language.is_usual(said, words)):
            continue
        for sign in language.index.possible(words):
            at = said.find(sign)
            while at >= 0:
                yield at, language
                at = said.find(sign, at + 1)


def _folded(text: str) -> bytes:
    """A byte for each letter, lower case; all white space within a line and what is not Latin-1 become a space."""
    return text.encode("latin-1", "replace").translate(_FOLDED)


def _is_odd(text: str) -> bool:
    return not text.isascii() and any(map(text.__contains__, ODD_LETTERS))
