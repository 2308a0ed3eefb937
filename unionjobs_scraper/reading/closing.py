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
    *"clos fill expire remov withdr cancel ended archiv taken inactive unavail over passed".split(),
    *"deactiv delet conclud unpubl".split(),
    *("no longer", "not found"),
)
"""Parts of words, lower case, one of which every closing sentence has: the patterns need not be tried without."""


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
    """The sentences that have one of the `ROOTS`, in order."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some letters have two in lower case: the places would not agree
        return _SENTENCE_END.split(text)
    sentences = []
    done = 0
    for at in sorted(_places(lowered)):
        if at < done:
            continue
        begin = max(0, 0, *(before + len(end) for end in ENDS if (before := lowered.rfind(end, 0, at)) >= 0))
        following = _SENTENCE_END.search(text, at)
        done = following.start() if following else len(text)
        sentences.append(text[begin:done])
    return sentences


ENDS = ("\n", ". ", "! ", "? ", " | ", " • ", " · ", ".\t", "!\t", "?\t")
"""What ends the sentence before."""


def _places(lowered: str) -> Iterator[int]:
    for root in ROOTS:
        at = lowered.find(root)
        while at >= 0:
            yield at
            at = lowered.find(root, at + 1)


@cache
def _compiled(own_marks: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _any((*marks().closed, *own_marks)), _any(marks().open)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
