"""Two boards' spellings of one employer's name, made alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from unionjobs_scraper.normalize.unions import DOTTED, LONGEST, folded, key, spans, split, table, undotted


def spelled_alike(employer: str) -> tuple[str, ...]:
    """Return the words of *employer*, a national union's own names given by its abbreviation: `("seiu", "local", "5")`.

    Two boards' spellings of one employer come out alike; affiliates' names stay as they are.
    """
    employer = employer[:LONGEST]
    words = split(employer)
    lower = [folded(word) for word in words]
    dotted = {undotted(found) for found in DOTTED.finditer(employer)}
    shortest_first = sorted(spans(lower), key=lambda span: span[1])
    names = {start: size for start, size in shortest_first if " ".join(lower[start : start + size]) in _own_names()}
    spelled: list[str] = []
    at = 0
    while at < len(words):
        size = names.get(at, 1)
        known = _own_names().get(" ".join(lower[at : at + size])) or _own_names().get(words[at])
        # letters with dots that stand for nothing known are the words' initials: "B.C. Quarry Workers", "BCQW"
        spelled += list(folded(words[at])) if words[at] in dotted and not known else [folded(known or words[at])]
        at += size
    return tuple(spelled)


@lru_cache(maxsize=1)
def _own_names() -> dict[str, str]:
    """The national unions' names and acronyms, with their abbreviations."""
    own: dict[str, str] = {}
    for union in table()["union"]:
        for name in union.get("names", ()):
            own.setdefault(key(name), union["abbreviation"])
        for acronym in (union["abbreviation"], *union.get("acronyms", ())):
            own.setdefault(acronym, union["abbreviation"])
    return own


def is_union(spelled: Sequence[str]) -> bool:
    """Return whether words as `spelled_alike` gives them are a national union's or federation's whole name."""
    return len(spelled) == 1 and spelled[0] in _abbreviations()


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(folded(abbreviation) for abbreviation in _own_names().values())
