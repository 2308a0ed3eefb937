"""Finds e-mail addresses in text: plain, spaced, percent-encoded, and written so that no robot reads them."""

from __future__ import annotations

import re

MAIL = "[e-mail]"
"""What stands in a release instead of an e-mail address."""

_LOCAL = r"(?<![\w.+%'’&-])[\w.+'’&-]++"
_OPEN, _SHUT = r"\s*[\[({<]\s*", r"\s*[\])}>]\s*"
_SIGN = rf"(?:\s?[@＠]\s?|{_OPEN}(?:at|@){_SHUT}|_at_)"
_DOT = rf"(?:\.|{_OPEN}(?:dot|\.){_SHUT}|\s+dot\s+|_dot_)"
_SPOKEN_DOT = rf"(?:{_OPEN}(?:dot|\.){_SHUT}|\s+dot\s+)"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"

_ENCODED = re.compile(rf"(?<![\w.+%-])[\w.+-]++%40(?:{_LABEL}\.)+[^\W\d_]{{2,24}}", re.IGNORECASE)
_WRITTEN = re.compile(rf"{_LOCAL}{_SIGN}[\w-]+(?:{_DOT}[\w-]+)+", re.IGNORECASE)
_UNDERSCORED = re.compile(r"(?<![\w.+-])[\w.+-]+?_at_[^\W_]+(?:(?:\.|_dot_)[^\W_]+)+", re.IGNORECASE)
_SPOKEN = re.compile(rf"{_LOCAL}\s+at\s+[\w-]+(?:{_SPOKEN_DOT}[\w-]+)+", re.IGNORECASE)
_CAPITAL_AT = re.compile(r"(?<![\w.+-])(?=[\w.+-]*[a-z])[\w.+-]++\s+AT\s+(?:[\w-]+\.)+[a-z]{2,24}\b")


def without_mail(text: str) -> tuple[str, int]:
    """The text with every e-mail address replaced by `MAIL`, and how many there were."""
    found = 0
    folded = text.lower()
    for pattern, signs in (
        (_ENCODED, ("%40",)),
        (_UNDERSCORED, ("_at_",)),
        (_WRITTEN, ("@", "＠", "[", "(", "{", "<")),
        (_SPOKEN, ("dot", ".]", ".)")),
        (_CAPITAL_AT, (" at ",)),
    ):
        if any(sign in folded for sign in signs):  # most texts have none of most signs
            text, count = pattern.subn(MAIL, text)
            found += count
    return text, found
