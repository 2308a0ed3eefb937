"""The unions of `unions.toml`: their names and acronyms, as words to look for and to spell alike."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

LONGEST: Final = 300  # characters; a name, not a page
_WORD: Final = re.compile(r"[^\W_]+")
DOTTED: Final = re.compile(r"\b[A-Za-z](?:\.[A-Za-z])+\b\.?")  # "S.E.I.U.", "B.C."
_GLUED: Final = re.compile(r"^(?:([A-Z]{3,})(\d+\w*)|(\d+)([A-Z]{3,}))$")  # "SEIU6", "1199SEIU"


class Sign(NamedTuple):
    """What a name or acronym points to; the lowest rank wins."""

    rank: int
    union: str
    local: str
    parent: str
    unless_after: frozenset[str] | None = None  # a set marks an ending that needs some word before it
    ambiguous: bool = False
    craft: bool = False  # a trade's name, which a word such as Local or Fund must follow
    first: bool = False  # counts only as the first words
    federation: bool = False  # a center that other unions belong to


class Signs(NamedTuple):
    """Every name and acronym, and what goes with them."""

    names: dict[str, Sign]
    acronyms: dict[str, Sign]
    at_home: dict[tuple[str, str], Sign]  # shared acronyms, by the country where they mean one body
    bodies: frozenset[str]
    firms: frozenset[str]
    of_a_union: frozenset[str]
    not_unions: frozenset[str]
    lengths: dict[str, tuple[int, ...]]  # of the names that begin with a word, in words


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """Returns unions.toml."""
    return tomllib.loads(files(__package__).joinpath("unions.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def signs() -> Signs:
    """The table as what to look for."""
    known = table()
    names: dict[str, Sign] = {}
    acronyms: dict[str, Sign] = {}
    at_home: dict[tuple[str, str], Sign] = {}
    for rank, union in enumerate(known["union"]):
        for name, sign in _union_names(union, rank):
            names.setdefault(name, sign)
        own = () if union.get("shared") else (union["abbreviation"],)
        for acronym in (*own, *union.get("acronyms", ())):
            acronyms.setdefault(acronym, _sign(union, rank))
        if union.get("shared") and (home := union.get("country")):
            at_home[union["abbreviation"], home] = _sign(union, rank)
    not_unions = frozenset(key(name) for name in known["not_unions"])
    lengths: dict[str, set[int]] = {}
    for name in (*names, *not_unions):
        lengths.setdefault(name.split(" ", 1)[0], set()).add(name.count(" ") + 1)
    bodies, firms, of_a_union = (frozenset(known[name]) for name in ("bodies", "firms", "of_a_union"))
    by_word = {word: tuple(sizes) for word, sizes in lengths.items()}
    return Signs(names, acronyms, at_home, bodies, firms, of_a_union, not_unions, by_word)


def _union_names(union: dict[str, Any], rank: int) -> Iterator[tuple[str, Sign]]:
    for name, local in union.get("affiliates", {}).items():
        yield key(name), _sign(union, rank, local)
    for name in union.get("names", ()):
        yield key(name), _sign(union, rank)
    for name in union.get("first", ()):
        yield key(name), _sign(union, rank)._replace(first=True)
    for craft in union.get("crafts", ()):
        yield key(craft), _sign(union, rank)._replace(craft=True)
    unless = frozenset(union.get("generic_not_after", ()))
    for ending in union.get("generic", ()):
        yield key(ending), _sign(union, rank + 1000)._replace(unless_after=unless)


def _sign(union: dict[str, Any], rank: int, local: str = "") -> Sign:
    return Sign(
        rank,
        union["abbreviation"],
        local,
        union.get("federation", ""),
        ambiguous=union.get("ambiguous", False),
        federation=union["abbreviation"] in _federations(),
    )


@lru_cache(maxsize=1)
def _federations() -> frozenset[str]:
    return frozenset(union["federation"] for union in table()["union"] if "federation" in union)


def key(name: str) -> str:
    """The words of `name` as `Signs` has them."""
    return " ".join(folded(word) for word in _words(name))


def split(text: str) -> list[str]:
    """The words of `text`; an acronym and a number written together become two."""
    words: list[str] = []
    for word in _words(text):
        glued = _GLUED.match(word)
        parts = [part for part in glued.groups() if part] if glued else []
        known = any(part in signs().acronyms for part in parts)
        words += parts if known else [word]
    return words


def _words(text: str) -> list[str]:
    """The words of `text`; letters with dots between them are one."""
    plain = DOTTED.sub(undotted, text) if "." in text else text
    return _WORD.findall(plain.replace("'", "").replace("’", "").replace("&", " and "))


def undotted(letters: re.Match[str]) -> str:
    """Returns what `DOTTED` has found as one word: "SEIU"."""
    return letters[0].replace(".", "")


def folded(word: str) -> str:
    """`word` in lower case, without accents."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()


def spans(lower: list[str]) -> Iterator[tuple[int, int]]:
    """Yields the start and length of each run of words that is as long as a name with its first word."""
    lengths = signs().lengths
    for start, word in enumerate(lower):
        for size in lengths.get(word, ()):
            if start + size <= len(lower):
                yield start, size


def spelled_alike(employer: str) -> tuple[str, ...]:
    """The words of `employer`, a national union's own names given by its abbreviation: `("seiu", "local", "5")`.

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
        # letters with dots that mean nothing known are the words' initials: "B.C. Quarry Workers", "BCQW"
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
    """Returns whether words as `spelled_alike` gives them are a national union's or federation's whole name."""
    return len(spelled) == 1 and spelled[0] in _abbreviations()


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(folded(abbreviation) for abbreviation in _own_names().values())
