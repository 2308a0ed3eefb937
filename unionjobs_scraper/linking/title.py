"""What two titles say of the role: one role in other words, or sister roles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

from unionjobs_scraper.linking.title_words import DEPARTMENTS, EMPTY, RANKS, SPELLED

_FIGURES = re.compile(
    r"""[$£€]\s*[\d,.]+\s*k?(?:\s*(?:-|–|to)\s*[$£€]?\s*[\d,.]+\s*k?)?   # $60,000 - $70,000
    |\#\s*[\w-]*\d[\w-]*                                                # #2026-114
    |\b[a-z]{0,4}-?\d[\d-]{2,}\w*\b                                      # 2026, R-1234""",
    re.VERBOSE,
)
_HOURS = re.compile(r"\b[12]?\d(?:\.\d+)?\s?(?:hours|hrs)\b(?:\s+(?:a|per)\s+week)?")  # of a part-time job
_SOMEBODY_SEEKS = re.compile(r"^.*\b(?:seeks|is\s+seeking|is\s+hiring|hires|wants)\b(?:\s+an?\b)?")
_WORD = re.compile(r"\w+")
_PARTED = re.compile(r"\s+[-–—|/]+\s+|[,;:|()\[\]]|\s*[–—]\s*")


class TitleAgreement(StrEnum):
    """How the titles of two postings compare."""

    SAME = "same"
    NESTED = "nested"
    """One names a department or a detail beside the same role."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title as what it says of the role."""

    key: str
    """Equal for the same words in another order, spelling or with a place added."""
    core: frozenset[str]
    """The words of the role itself, before a comma, dash or bracket."""
    asides: frozenset[str]
    """The other words that say something."""
    ranks: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return self.core | self.asides

    @classmethod
    def read(cls, title: str, place_words: Collection[str] = ()) -> Self:
        """From a title and the words of the posting's places, which a title may repeat."""
        return cls(*_read(title[:300], frozenset(place_words)))


@lru_cache(maxsize=512)  # a title is read several times at once; thousands, with their roles, were 9 MB
def _read(title: str, places: frozenset[str]) -> tuple[str, frozenset[str], frozenset[str], frozenset[str]]:
    pieces = _PARTED.split(_plain(title))
    parts = [said for piece in pieces if (said := _telling(piece, places))]
    if not parts:
        parts = [list(_said(_plain(title))) or [""]]
    core, asides = parts[0], [word for part in parts[1:] for word in part if word not in DEPARTMENTS]
    ranks = set(core) & RANKS
    for part in parts[1:]:
        if not DEPARTMENTS & set(part):
            ranks |= set(part) & RANKS
    words = frozenset(core) | frozenset(asides)
    return " ".join(sorted(words)), frozenset(core), frozenset(asides) - frozenset(core), frozenset(ranks)


@lru_cache(maxsize=512)
def _plain(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.replace("'s", "").replace("’s", "").replace("&", " and ").replace("part-time", "parttime")
    plain = _SOMEBODY_SEEKS.sub("", plain) or plain
    return _FIGURES.sub(" ", _HOURS.sub(" parttime ", plain.replace("part time", "parttime")))


@lru_cache(maxsize=512)
def _said(part: str) -> tuple[str, ...]:
    return tuple(_spelled(word) for word in _WORD.findall(part))


def _telling(part: str, places: frozenset[str]) -> list[str]:
    """The words of a part that say something of the role."""
    return [word for word in _said(part) if word not in EMPTY and (word not in places or word in RANKS)]


def _spelled(word: str) -> str:
    word = SPELLED.get(word, word)
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "ions")):
        return word[:-1]
    return word


def agreement(a: TitleWords, b: TitleWords) -> TitleAgreement:
    """How two postings' titles compare."""
    if a.key == b.key:
        return TitleAgreement.SAME if a.key else TitleAgreement.DIFFERENT
    if a.ranks != b.ranks:
        return TitleAgreement.DIFFERENT
    fewer, more = sorted((a, b), key=lambda each: len(each.words))
    if fewer.words < more.words and more.words - fewer.words <= more.asides:
        return TitleAgreement.NESTED
    return TitleAgreement.NESTED if a.core == b.core and a.asides & b.asides else TitleAgreement.DIFFERENT


def departments_differ(a: TitleWords, a_department: str, b: TitleWords, b_department: str) -> bool:
    """Whether two ads name two departments, in their headers or beside their titles."""
    first, second = _department(a, a_department, b), _department(b, b_department, a)
    return bool(first and second) and not first & second


def _department(own: TitleWords, named: str, other: TitleWords) -> frozenset[str]:
    if not (named or own.asides):
        return frozenset()
    said = frozenset(_said(_plain(named))) | (own.asides - other.words)
    return said - DEPARTMENTS - EMPTY - RANKS
