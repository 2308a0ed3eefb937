"""The words by which a page says that its posting is closed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
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
    lowered = text.lower()
    roots = [root for root in ROOTS if root in lowered]
    if not (own or roots):
        return ""
    closed, still_open = _compiled(own)
    for sentence in _SENTENCE_END.split(text):
        if len(sentence) > 4 * LONGEST or not (own or _has(sentence.lower(), roots)):
            continue
        said = " ".join(sentence.split())
        if len(said) <= LONGEST and closed.search(said) and not still_open.search(said):
            return said
    return ""


def _has(sentence: str, roots: Sequence[str]) -> bool:
    for root in roots:  # noqa: SIM110 -- `any` would cost more than the search
        if root in sentence:
            return True
    return False


@cache
def _compiled(own_marks: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _any((*marks().closed, *own_marks)), _any(marks().open)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
