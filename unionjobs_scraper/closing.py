"""The words by which a page says that its posting is closed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

MARKS = Path(__file__).with_name("closing.toml")
LONGEST = 240
"""A longer sentence is prose about something else."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+|\s[|•·]\s")
_CHEAP = re.compile(r"clos|fill|expire|no longer|remov|withdr|cancel|ended|archiv|taken down", re.IGNORECASE)


def closing_mark(text: str, own_marks: Iterable[str] = ()) -> str:
    """The sentence of `text` that says that the posting is closed; empty when none does.

    `own_marks`: a source's further patterns, from its register entry.
    """
    if not _CHEAP.search(text) and not own_marks:
        return ""
    closed, still_open = _patterns(tuple(own_marks))
    for sentence in _SENTENCE_END.split(text):
        said = " ".join(sentence.split())
        if len(said) <= LONGEST and closed.search(said) and not still_open.search(said):
            return said
    return ""


@cache
def _patterns(own_marks: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    marks = tomllib.loads(MARKS.read_text(encoding="utf-8"))
    return _any([*marks["closed"], *own_marks]), _any(marks["open"])


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
