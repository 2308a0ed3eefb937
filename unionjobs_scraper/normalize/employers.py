"""The national union behind an employer's name, and its local, council or district number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from unionjobs_scraper.normalize.unions import LONGEST, Sign, folded, signs, spans, split

_NUMBER: Final = re.compile(r"^\d{1,5}[A-Z]{0,4}$")  # "775", "32BJ", "1199NW"
_YEAR: Final = re.compile(r"^(?:19|20)\d\d$")
_OF_TWO_NUMBERS: Final = re.compile(r"\bLocal\s+(\d{1,2}-\d{1,4})\b(?!-)")  # UWUA 1-2, USW 4-200
_DESIGNATION: Final = r"((?:[A-Z]{1,2}-?)?\d{1,5}(?:-?[A-Z]{1,4})?)\b"
_NUMBERED: Final = re.compile(r"\s*(?:(?i:No\.?|Number)|#)?\s*#?\s*" + _DESIGNATION)
_UNDER: Final = re.compile(
    r"[\s-]+(?!(?:19|20)\d\d\b)(\d{1,5}[A-Z]{0,2})\b"
)  # "Council 65 1647-8": the council's local
_BODIES: Final = (  # a local's number says more than its council's
    re.compile(r"\bLocals?(?:\s+Union)?\b", re.IGNORECASE),
    re.compile(r"\b(?:Council|Lodge|District|Branch|Chapter|Area(?=\s\d{1,4}-\d))\b", re.IGNORECASE),
)
_WITHOUT_UNION: Final = (  # a branch of what is no union is an office's
    _BODIES[0],
    re.compile(r"\b(?:Council|Lodge|District|Chapter)\b", re.IGNORECASE),
)
_BESIDE: Final = frozenset({"local", "locals", "lodge", "council", "district", "branch", "union"})
_REGION_REACH: Final = 4  # words: "UE Northeast Region"
_BRACKET: Final = re.compile(r"^\W*([A-Z]{2,6})\W*\(([^()]+)\)?")  # a board's heading: "ACRONYM (Long name)"
_INITIAL: Final = re.compile(r"\b[A-Z]")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The union an employer belongs to: its abbreviation, the local's designation, the federation."""

    union: str = ""
    local: str = ""
    parent: str = ""


@lru_cache(maxsize=512)
def affiliation(employer: str, *, country: str = "") -> Affiliation:
    """The union that `employer` belongs to, all "" for one that is no union. Never raises.

    `country` (ISO 3166-1 alpha-2), where the employer's board is at home, settles an acronym that
    several bodies share. Names and affiliations are those of `unions.toml`, beside this module.
    """
    employer = employer[:LONGEST]
    words = split(employer)
    lower = [folded(word) for word in words]
    found: list[tuple[Sign, int]] = []
    for start, size in spans(lower):
        name = " ".join(lower[start : start + size])
        if name in signs().not_unions:
            return Affiliation()
        sign = signs().names.get(name)
        if sign and _counts(sign, words, lower, start, start + size):
            found.append((sign, start + size))
    found += _acronyms(words, lower, _headed(employer), country)
    if not found or _is_firm(lower):
        return Affiliation(local=_local(employer, _WITHOUT_UNION))
    sign, end = min(found, key=lambda item: (item[0].federation, item[0].rank))  # a union before its federation
    if (
        sign.federation
        and lower[end - 2 : end] == ["afl", "cio"]
        and not signs().of_a_union.isdisjoint(lower[: end - 2])
    ):
        return Affiliation(
            local=_local(employer, _WITHOUT_UNION)
        )  # an unknown union's name with its federation's behind
    local = _local(employer, _BODIES) or _beside(words, found) or _named_local(found, sign) or _last(words)
    return Affiliation(sign.union, local, sign.parent)


def _is_firm(lower: list[str]) -> bool:
    """Whether the name ends as a company's and holds no word of a union's bodies."""
    return lower[-1] in signs().firms and signs().bodies.isdisjoint(lower)


def _last(words: list[str]) -> str:
    """The number at the end: "United Electrical Workers of America 275"."""
    last = words[-1]
    return (last.lstrip("0") or last) if _NUMBER.match(last) and not _YEAR.match(last) else ""


def _counts(sign: Sign, words: list[str], lower: list[str], start: int, end: int) -> bool:
    """Whether a name within the employer's means the union there."""
    if sign.first:
        return start == 0
    if sign.craft:  # "Carpenters Training Fund", but not "Carpenters of Dayton, Inc."
        return bool(_last(words)) or not signs().bodies.isdisjoint((*lower[end:], *lower[max(start - 2, 0) : start]))
    return sign.unless_after is None or (start > 0 and lower[start - 1] not in sign.unless_after)


def _acronyms(words: list[str], lower: list[str], heading: str, country: str) -> Iterator[tuple[Sign, int]]:
    """Yields the acronyms among `words` with where each ends."""
    for index, word in enumerate(words):
        sign = signs().acronyms.get(word) or signs().at_home.get((word, country))
        if sign is None and len(word) > 3:
            sign = signs().acronyms.get(word.upper())
            sign = None if sign and sign.ambiguous else sign
        if sign and (
            not sign.ambiguous or len(words) == 1 or (word == heading and index == 0) or _is_numbered(lower, index)
        ):
            yield sign, index + 1


def _headed(employer: str) -> str:
    """The acronym of "ACRONYM (Something)", unless the bracket spells out some other body's name."""
    found = _BRACKET.match(employer)
    if not found:
        return ""
    acronym, inside = found.groups()
    return "" if "".join(_INITIAL.findall(inside)) == acronym else acronym


def _is_numbered(lower: list[str], index: int) -> bool:
    after = lower[index + 1 : index + 1 + _REGION_REACH]
    around = lower[max(index - 1, 0) : index] + after[:1]
    return any(word in _BESIDE or word.isdecimal() for word in around) or "region" in after


def _local(employer: str, bodies: tuple[re.Pattern[str], ...]) -> str:
    """The designation after Local, or else after Council, Lodge, District and their like."""
    if two := _OF_TWO_NUMBERS.search(employer):
        return two[1]
    for body in bodies:
        for found in body.finditer(employer):
            if number := _NUMBERED.match(employer, found.end()):
                under = _UNDER.match(employer, number.end()) if body is not _BODIES[0] else None
                return (under or number)[1].lstrip("0") or number[1]
    return ""


def _beside(words: list[str], found: list[tuple[Sign, int]]) -> str:
    """The number beside the union's name: "SEIU 775", "SEIU Healthcare 1199NW", "32BJ SEIU"."""
    for _, end in sorted(found, key=lambda item: item[1]):
        for word in (*words[end : end + 1], *words[max(end - 2, 0) : end - 1], *words[end + 1 : end + 2]):
            if _NUMBER.match(word) and (word in words[end : end + 1] or not _YEAR.match(word)):
                return word.lstrip("0") or word
    return ""


def _named_local(found: list[tuple[Sign, int]], winner: Sign) -> str:
    return next((sign.local for sign, _ in found if sign.local and sign.union == winner.union), "")
