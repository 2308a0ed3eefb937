"""What the words of an ad betray: broken characters, words in place of a fact, pay that is stated after all. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import chain
from typing import Any

from ftfy import fix_encoding
from sqlalchemy import RowMapping

AROUND = 20
"""Characters that are shown before and after what is broken."""
_SIGNS = (
    ("a sign that could not be read", re.compile("\ufffd")),
    ("a control character", re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")),
    ("letters of another encoding", re.compile("\u00e2\u20ac|ï»¿|Ã[\u0080-\u00bf©¨¤¶¼]|Â[\u00a0·»«\u2018-\u201d]")),
    ("a code in place of a sign", re.compile(r"\\u[0-9a-fA-F]{4}")),
    (
        "a tag of HTML",
        re.compile(
            r"</?(?:p|br|div|span|li|ul|ol|strong|em|b|i|u|a|h[1-6]|font|table|tr|td|img)\b[^<>]{0,200}>", re.IGNORECASE
        ),
    ),
    ("a mark of a forum", re.compile(r"\[/?(?:b|i|u|url|list|size|color)\]", re.IGNORECASE)),
    ("a question mark in a word", re.compile(r"(?<![\w/=&?.-])[A-Za-z]{2,15}\?(?:s|t|re|ve|ll|d|m)\b")),
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8});")
_PLACEHOLDERS = {"na", "none", "null", "undefined", "untitled", "tbd", "tba", "unknown", "notitle", "test", "title"}
_VAGUE = re.compile(
    r"\b(?:competitive|commensurate|d\.?o\.?e|depend(?:s|ing|ent)?|negotiable|t\.?b\.?[da]|to be determined|based on|"
    r"attractive|generous|excellent)\b",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\d|\b(?:grade|step|scale|schedule|contract|agreement|band|cba|level|tier)\b|[$£€]", re.IGNORECASE)
_PAY = re.compile(
    r"\b(?:salar(?:y|ies)|pay|paid|wages?|compensation|hourly|annually|stipend|rate|starting)\b", re.IGNORECASE
)
_AMOUNT = re.compile(r"[$£€]\s?\d{2,3}(?:[,.]?\d{3}|[kK]\b|\.\d\d|(?=\s?(?:/|per|an?\b|-|–|to\b)))")
_NEAR = 120
"""Characters from a word for pay within which an amount is pay."""


def broken(text: str) -> Iterator[tuple[str, str]]:
    """What is broken in a text, and the words around it: the first thing that is found."""
    found = ((what, match) for what, pattern in _SIGNS if (match := pattern.search(text)))
    entities = (("an entity of HTML", each) for each in _ENTITY.finditer(text) if unescape(each[0]) != each[0])
    what, match = next(chain(found, entities), ("", None))
    if match:
        yield what, " ".join(text[max(0, match.start() - AROUND) : match.end() + AROUND].split())
    elif not text.isascii():
        yield from _of_another_encoding(text)


def _of_another_encoding(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if not line.isascii() and (mended := fix_encoding(line)) != line:
            start = next((place for place, pair in enumerate(zip(line, mended, strict=False)) if len(set(pair)) > 1), 0)
            yield "letters of another encoding", " ".join(line[max(0, start - AROUND) : start + AROUND].split())
            return


def says_nothing(text: str) -> bool:
    """Whether a cell holds no word, or one that systems put where there is none."""
    letters = "".join(filter(str.isalnum, text.casefold()))
    return not letters or letters in _PLACEHOLDERS


def states_pay(row: RowMapping | Mapping[str, Any]) -> bool:
    """Whether an ad states pay: as figures, as a grade of a scale, or in its text beside a word for pay."""
    if row["salary_min"] is not None or row["salary_max"] is not None:
        return True
    said = str(row["salary_text"] or "").strip()
    if said and (_SCALE.search(said) or not _VAGUE.search(said)):
        return True
    text = str(row["description"] or "")[:200_000]
    return any(_AMOUNT.search(text, max(0, each.start() - _NEAR), each.end() + _NEAR) for each in _PAY.finditer(text))
