"""The words by which a page says that its posting is closed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MARKS = Path(__file__).with_name("closing.toml")
LONGEST = 240
"""A longer sentence is prose about something else."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+|\s[|•·]\s")
ROOTS = (
    *b"clos fill expire remov withdr cancel archiv taken inactive unavail deactiv delet conclud unpubl".split(),
    *(b"no longer", b"not found", b" ended", b" over", b" passed"),
)
"""Parts of words, as `_folded` has them, one of which every closing sentence has: none without needs a closer look."""
_FOLDED = bytes(code if code == 10 or not (code == 63 or chr(code).isspace()) else 32 for code in range(256)).lower()
"""For `bytes.translate`; what is not Latin-1 comes as a question mark."""
ODD_LETTERS = "\u0130\u0131\u017f\u212a"
"""Letters that a pattern without case takes for i, s and k."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Patterns of sentences that close a posting, and of those that only look like it."""

    closed: tuple[str, ...]
    open: tuple[str, ...]


@cache
def marks() -> Marks:
    """closing.toml, with its words put in."""
    file = tomllib.loads(MARKS.read_text(encoding="utf-8"))

    def expanded(pattern: str) -> str:
        for name, words in file["words"].items():
            pattern = pattern.replace(f"{{{name}}}", words)
        return pattern

    return Marks(*(tuple(map(expanded, file["marks"][kind])) for kind in ("closed", "open")))


def closing_mark(text: str, own_marks: Iterable[str] = ()) -> str:
    """The sentence of `text` that says that the posting is closed; empty when none does.

    `own_marks`: a source's further patterns, from its register entry.
    """
    own = tuple(own_marks)
    sentences = _SENTENCE_END.split(text) if own else _telling(text)
    if not sentences:
        return ""
    closed, still_open = _compiled(own)
    for sentence in sentences:
        if len(sentence) > 4 * LONGEST:
            continue
        said = " ".join(sentence.split())
        if len(said) <= LONGEST and closed.search(said) and not still_open.search(said):
            return said
    return ""


def _telling(text: str) -> list[str]:
    """The sentences that have one of the `ROOTS`, in order; of a text with odd letters, all sentences."""
    if any(letter in text for letter in ODD_LETTERS):
        return _SENTENCE_END.split(text)
    said = _folded(text)
    sentences: list[str] = []
    done = 0
    for at in sorted(_places(said)):
        if at >= done:
            begin = said.rfind(b"\n", 0, at) + 1
            done = said.find(b"\n", at) + 1 or len(text)
            sentences += filter(_has_root, _SENTENCE_END.split(text[begin:done]))
    return sentences


def _has_root(sentence: str) -> bool:
    return any(map(_folded(sentence).__contains__, ROOTS))


def _folded(text: str) -> bytes:
    """A byte for each letter, lower case; all white space within a line and what is not Latin-1 become a space."""
    return text.encode("latin-1", "replace").translate(_FOLDED)


def _places(said: bytes) -> Iterator[int]:
    for root in ROOTS:
        at = said.find(root)
        while at >= 0:
            yield at
            at = said.find(root, at + 1)


@cache
def _compiled(own_marks: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _any((*marks().closed, *own_marks)), _any(marks().open)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
