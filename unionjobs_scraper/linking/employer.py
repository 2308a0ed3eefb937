"""Whose jobs two postings are: one employer spelled in two ways, or two bodies of one union."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

from unionjobs_scraper.normalize.unions import is_union, spelled_alike

SMALL = frozenset("the of and for a an at in on".split())
LEGAL = frozenset("inc llc ltd co corp incorporated headquarters hq office offices staff".split())
"""Words of no acronym."""
COSMETIC = (
    SMALL
    | LEGAL
    | frozenset(
        "union unions international intl national"
        " america local locals lodge council district branch chapter region division no number".split()
    )
)
"""Words that one board writes and another leaves out."""
_PARTS = re.compile(
    r"""\s*[()/|;:–—]\s* | \s+-\s+
    | -(?=[A-Z]{2,}\b)                          # Illinois Education Association-NEA
    | ,\s*(?=(?:AFT|NEA|AFLCIO|CLC|SEIU|AFSCME|CWA|IBT|UAW|UFCW)\b)  # Education Minnesota, AFT, NEA
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\d")
LONGEST = 300
"""Characters of a name that are read: more is a page, not a name."""


class EmployerAgreement(StrEnum):
    """How the employers of two postings compare."""

    SAME = "same"
    UNSTATED = "unstated"
    RELATED = "related"
    """One name holds the other: a national union and its local, or a short form."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer's name, spelled one way."""

    key: str
    """Equal for spellings of one name, short and long; empty where none is stated."""
    number: str
    """The local's or council's number."""
    words: frozenset[str]
    """The words of its name that tell it from others."""
    ordered: tuple[str, ...]
    """The same, unchanged."""
    initials: str
    """The first letters of its name, or its acronym."""
    names: frozenset[str]
    """What to look for: the key, and the initials without words that one board leaves out."""

    @property
    def acronyms(self) -> frozenset[str]:
        """What a title may repeat of it: `SEIU 1021 seeks Organizer`."""
        return frozenset(word for word in self.words if word in (self.number, self.initials) or is_union((word,)))

    @classmethod
    def read(cls, name: str, union: str, local: str) -> Self:
        """From the columns `employer`, `union` and `local`."""
        return cls(*_read(name[:LONGEST], union, local))


@lru_cache(maxsize=512)
def _read(name: str, union: str, local: str) -> tuple[str, str, frozenset[str], tuple[str, ...], str, frozenset[str]]:
    told = tuple(_main_part(name))
    full = tuple(word for word in told if word not in LEGAL) or told
    main = tuple(word for word in full if word not in COSMETIC) or full
    words = frozenset(main)
    number = local.lstrip("0").casefold() if _NUMBERED.search(local) else ""
    initials = full[0] if len(full) == 1 else _initials(full)
    if union and number:
        key = f"{union} {number}".casefold()
        return key, number, words, main, initials, frozenset({key})
    if len(main) < 3:
        key = " ".join(main)
        return key, number, words, main, initials, frozenset({key})
    return initials, number, words, main, initials, frozenset({initials, _initials(main)})


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _main_part(name: str) -> Sequence[str]:
    """The words of the name itself, without what is beside it: an acronym, the union it belongs to."""
    parts = [words for part in _PARTS.split(name.replace("AFL-CIO", "AFLCIO")) if (words := _told(part))]
    if not parts:
        return name.casefold().split()  # in letters that nothing here spells
    spelled_out = [part for part in parts if _stands_for(parts, part)]
    if spelled_out:
        return spelled_out[0]
    if is_union(parts[0]):
        single = [part[0] for part in parts[1:] if len(part) == 1 and not is_union(part)]
        return (parts[0][0], *single)  # "SEIU (Oregon)", "UE (United Electrical Workers)"
    return max((part for part in parts if not is_union(part)), key=len)


def _stands_for(parts: Sequence[Sequence[str]], long: Sequence[str]) -> bool:
    """Whether another part is the acronym of this one."""
    return len(long) > 1 and any(part == (_initials(long),) for part in parts)


def _told(part: str) -> tuple[str, ...]:
    return tuple(word for word in spelled_alike(part) if word and word not in SMALL)


def agreement(a: Employer, b: Employer) -> EmployerAgreement:
    """How two postings' employers compare."""
    if not (a.key and b.key):
        return EmployerAgreement.UNSTATED
    if a.number and b.number and a.number != b.number:
        return EmployerAgreement.DIFFERENT
    numbered = bool(a.number or b.number)
    if a.words == b.words or (numbered and a.key == b.key) or _short_for(a, b) or _short_for(b, a):
        return EmployerAgreement.SAME
    fewer, more = sorted((a.words, b.words), key=len)
    return EmployerAgreement.RELATED if fewer <= more else EmployerAgreement.DIFFERENT


def _short_for(short: Employer, long: Employer) -> bool:
    """Whether one name is the other's acronym: `IEA`, or `SEIU HCII` beside its union's name."""
    if len(short.ordered) == 1:
        return len(long.ordered) > 2 and short.ordered[0] == long.initials
    if len(short.ordered) != 2 or len(long.ordered) < 3 or short.ordered[0] != long.ordered[0]:
        return False
    acronym, rest = short.ordered[1], long.initials[1:]
    letters = iter(acronym)
    return len(acronym) - len(rest) in (0, 1) and all(letter in letters for letter in rest)
