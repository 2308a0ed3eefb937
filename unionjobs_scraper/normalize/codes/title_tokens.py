"""A job title as the words that tell its occupation: one spelling, no grade, no terms of employment."""

from __future__ import annotations

import re
from typing import Final

_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]{0,200}[)\]]")
_ASSISTANT_TO: Final = re.compile(r"\bassistant to (?:the )?")
"""Whose assistant is an aide: an Assistant General Secretary is none."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FOLDED: Final = {
    "organiser": "organizer",
    "organisers": "organizer",
    "organising": "organizing",
    "labour": "labor",
    "rep": "representative",
    "reps": "representative",
    "dir": "director",
    "sr": "senior",
    "jr": "junior",
    "asst": "assistant",
    "assoc": "associate",
    "admin": "administrative",
    "comms": "communications",
    "communication": "communications",
    "mgr": "manager",
    "coord": "coordinator",
    "exec": "executive",
    "programme": "program",
    "counsellor": "counselor",
    "adviser": "advisor",
    "vp": "vice president",
    "hr": "human resources",
    "it": "information technology",
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
}
"""Spellings and abbreviations, by their usual form."""
_IDLE: Final = frozenset(
    "i ii iii iv v vi a an the of for and or to in at with on temporary temp permanent full part time fulltime parttime"
    " bilingual spanish remote hybrid fixed term interim acting new level grade position positions job vacancy".split()
)
"""Words that say nothing of the occupation."""
_IN_IE: Final = frozenset("movies cookies caddies neckties crossties bookies series species".split())
"""Plurals, or words like one, that lose their s alone."""


def tokens(title: str) -> list[str]:
    """The words of a title, in order, folded; at most 40."""
    text = _ASSISTANT_TO.sub("aide ", _BRACKETS.sub(" ", title[:300].lower()))
    found: list[str] = []
    for word in _WORD.findall(text):
        word = word.replace("’", "'").removesuffix("'s")
        found += _FOLDED.get(word, word).split()
    kept = [_singular(word) for word in found if word not in _IDLE]
    return (kept or found)[:40]


def plain(title: str) -> str:
    """A title as its `tokens` with a blank between."""
    return " ".join(tokens(title))


def _singular(word: str) -> str:
    """`specialists` and `specialist` are one word; `business`, `news` and `communications` stay."""
    if (
        len(word) > 4
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ics", "ications", "news", "sales"))
    ):
        return f"{word[:-3]}y" if word.endswith("ies") and word not in _IN_IE else word[:-1]
    return word
