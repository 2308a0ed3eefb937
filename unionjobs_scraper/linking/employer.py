"""Whose jobs two postings are: one employer spelled in two ways, or two bodies of one union."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

from unionjobs_scraper.normalize.employers import spelled_alike

COSMETIC = frozenset(
    "the of and for a an at in inc llc ltd co corp incorporated union unions international intl national office"
    " offices headquarters hq staff local locals lodge council district branch chapter no number".split()
)
"""Words that one board writes and another leaves out."""


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
    """Equal for spellings of one name; empty where none is stated."""
    words: frozenset[str]

    @classmethod
    def read(cls, name: str, union: str, local: str) -> Self:
        """From the columns `employer`, `union` and `local`."""
        return cls(*_read(name, union, local))


@lru_cache(maxsize=4096)
def _read(name: str, union: str, local: str) -> tuple[str, frozenset[str]]:
    bare = name.partition("(")[0].strip() or name
    words = frozenset(spelled_alike(bare)) - COSMETIC or frozenset(spelled_alike(name))
    if union and any(letter.isdigit() for letter in local):
        return f"{union} {local.lstrip('0')}".casefold(), words
    return " ".join(sorted(words)), words


def agreement(a: Employer, b: Employer) -> EmployerAgreement:
    """How two postings' employers compare."""
    if not (a.key and b.key):
        return EmployerAgreement.UNSTATED
    if a.key == b.key:
        return EmployerAgreement.SAME
    fewer, more = sorted((a.words, b.words), key=len)
    if fewer and fewer <= more:
        initials = "".join(sorted(word[0] for word in fewer))
        acronyms = all("".join(sorted(extra)) == initials for extra in more - fewer)
        return EmployerAgreement.SAME if acronyms else EmployerAgreement.RELATED
    return EmployerAgreement.DIFFERENT
