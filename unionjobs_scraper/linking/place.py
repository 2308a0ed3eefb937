"""Where two postings are: the same place, one within the other, or apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

_WORD = re.compile(r"\w+")


class PlaceAgreement(StrEnum):
    """How the places of two postings compare."""

    SAME = "same"
    OVERLAP = "overlap"
    """Some places are shared."""
    WITHIN = "within"
    """One names only the state or country of the other."""
    UNSTATED = "unstated"
    """One or both name none."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a posting: (locality, region, country), the locality or region empty where not named."""

    named: frozenset[tuple[str, str, str]]
    words: frozenset[str]
    """The words of their names, which a title may repeat."""

    @classmethod
    def read(cls, locations: str) -> Self:
        """From the `locations` column."""
        return cls(*_read(locations))


@lru_cache(maxsize=512)
def _read(locations: str) -> tuple[frozenset[tuple[str, str, str]], frozenset[str]]:
    named = set()
    for place in filter(None, locations.casefold().split("; ")):
        parts = [part.strip() for part in place.split(",")]
        country = parts.pop() if parts else ""
        region = parts.pop() if parts else ""
        named.add((", ".join(parts), region, country))
    return frozenset(named), frozenset(_WORD.findall(locations.casefold()))


def agreement(a: Places, b: Places) -> PlaceAgreement:
    """How two postings' places compare."""
    if not (a.named and b.named):
        return PlaceAgreement.UNSTATED
    if a.named == b.named:
        return PlaceAgreement.SAME
    if a.named & b.named:
        return PlaceAgreement.OVERLAP
    if any(_within(one, other) or _within(other, one) for one in a.named for other in b.named):
        return PlaceAgreement.WITHIN
    return PlaceAgreement.DIFFERENT


def _within(inner: tuple[str, str, str], outer: tuple[str, str, str]) -> bool:
    """Whether `outer` is only the region or the country of `inner`."""
    if outer[0]:
        return False
    return inner[2] == outer[2] and outer[1] in ("", inner[1])
