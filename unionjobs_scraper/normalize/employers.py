"""The national union behind an employer's name, and its local, council or district number."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

_LONGEST: Final = 300  # characters; a name, not a page
_WORD: Final = re.compile(r"[^\W_]+")
_DOTTED: Final = re.compile(r"\b[A-Za-z](?:\.[A-Za-z])+\b\.?")  # "S.E.I.U.", "B.C."
_GLUED: Final = re.compile(r"^(?:([A-Z]{3,})(\d+\w*)|(\d+)([A-Z]{3,}))$")  # "SEIU6", "1199SEIU"
_NUMBER: Final = re.compile(r"^\d{1,5}[A-Z]{0,4}$")  # "775", "32BJ", "1199NW"
_YEAR: Final = re.compile(r"^(?:19|20)\d\d$")
_DESIGNATION: Final = r"((?:[A-Z]{1,2}-?)?\d{1,5}(?:-?[A-Z]{1,4})?)\b"
_NUMBERED: Final = re.compile(r"\s*(?:No\.?|Number|#)?\s*#?\s*" + _DESIGNATION)
_BODIES: Final = (  # a local's number says more than its council's
    re.compile(r"\bLocals?(?:\s+Union)?\b", re.IGNORECASE),
    re.compile(r"\b(?:Council|Lodge|District|Branch|Chapter)\b", re.IGNORECASE),
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


class _Sign(NamedTuple):
    """What a name or acronym points to; the lowest rank wins."""

    rank: int
    union: str
    local: str
    parent: str
    unless_after: frozenset[str] | None = None  # a set marks an ending that needs some word before it
    ambiguous: bool = False
    craft: bool = False  # a trade's name, which a word such as Local or Fund must follow


class _Signs(NamedTuple):
    names: dict[str, _Sign]
    acronyms: dict[str, _Sign]
    at_home: dict[tuple[str, str], _Sign]  # shared acronyms, by the country where they mean one body
    bodies: frozenset[str]
    not_unions: frozenset[str]
    lengths: dict[str, tuple[int, ...]]  # of the names that begin with a word, in words


@lru_cache(maxsize=512)
def affiliation(employer: str, *, country: str = "") -> Affiliation:
    """Return the union that *employer* belongs to, all "" for one that is no union. Never raises.

    *country* (ISO 3166-1 alpha-2), where the employer's board is at home, settles an acronym that
    several bodies share. Names and affiliations are those of `unions.toml`, beside this module.
    """
    employer = employer[:_LONGEST]
    words = _split(employer)
    lower = [_folded(word) for word in words]
    found: list[tuple[_Sign, int]] = []
    for start, size in _spans(lower):
        name = " ".join(lower[start : start + size])
        if name in _signs().not_unions:
            return Affiliation()
        sign = _signs().names.get(name)
        if sign and _counts(sign, lower, start, start + size):
            found.append((sign, start + size))
    found += _acronyms(words, lower, _headed(employer), country)
    local = _local(employer)
    if not found:
        return Affiliation(local=local)
    sign = min((sign for sign, _ in found), key=lambda sign: sign.rank)
    return Affiliation(sign.union, local or _beside(words, found) or _named_local(found, sign), sign.parent)


def spelled_alike(employer: str) -> tuple[str, ...]:
    """Return the words of *employer*, a national union's own names given by its abbreviation: `("seiu", "local", "5")`.

    Two boards' spellings of one employer come out alike; affiliates' names stay as they are.
    """
    employer = employer[:_LONGEST]
    words = _split(employer)
    lower = [_folded(word) for word in words]
    dotted = {_undotted(found) for found in _DOTTED.finditer(employer)}
    spans = sorted(_spans(lower), key=lambda span: span[1])
    names = {start: size for start, size in spans if " ".join(lower[start : start + size]) in _own_names()}
    spelled: list[str] = []
    at = 0
    while at < len(words):
        size = names.get(at, 1)
        known = _own_names().get(" ".join(lower[at : at + size])) or _own_names().get(words[at])
        # letters with dots that stand for nothing known are the words' initials: "B.C. Quarry Workers", "BCQW"
        spelled += list(_folded(words[at])) if words[at] in dotted and not known else [_folded(known or words[at])]
        at += size
    return tuple(spelled)


@lru_cache(maxsize=1)
def _own_names() -> dict[str, str]:
    """The national unions' names and acronyms, with their abbreviations."""
    own: dict[str, str] = {}
    for union in _table()["union"]:
        for name in union.get("names", ()):
            own.setdefault(_key(name), union["abbreviation"])
        for acronym in (union["abbreviation"], *union.get("acronyms", ())):
            own.setdefault(acronym, union["abbreviation"])
    return own


def is_union(spelled: Sequence[str]) -> bool:
    """Return whether words as `spelled_alike` gives them are a national union's or federation's whole name."""
    return len(spelled) == 1 and spelled[0] in _abbreviations()


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(_folded(abbreviation) for abbreviation in _own_names().values())


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("unions.toml").read_text(encoding="utf-8"))


def _counts(sign: _Sign, lower: list[str], start: int, end: int) -> bool:
    """Tell whether a name that stands in the employer's means the union there."""
    if sign.craft:  # "Carpenters Training Fund", but not "Carpenters of Dayton, Inc."
        return not _signs().bodies.isdisjoint((*lower[end:], *lower[max(start - 2, 0) : start]))
    return sign.unless_after is None or (start > 0 and lower[start - 1] not in sign.unless_after)


def _acronyms(words: list[str], lower: list[str], heading: str, country: str) -> Iterator[tuple[_Sign, int]]:
    """Yield the acronyms among *words* with where each ends."""
    for index, word in enumerate(words):
        sign = _signs().acronyms.get(word) or _signs().at_home.get((word, country))
        if sign is None and len(word) > 3:
            sign = _signs().acronyms.get(word.upper())
            sign = None if sign and sign.ambiguous else sign
        if sign and (
            not sign.ambiguous or len(words) == 1 or (word == heading and index == 0) or _is_numbered(lower, index)
        ):
            yield sign, index + 1


def _headed(employer: str) -> str:
    """Return the acronym of "ACRONYM (Something)", unless the bracket spells out some other body's name."""
    found = _BRACKET.match(employer)
    if not found:
        return ""
    acronym, inside = found.groups()
    return "" if "".join(_INITIAL.findall(inside)) == acronym else acronym


def _is_numbered(lower: list[str], index: int) -> bool:
    after = lower[index + 1 : index + 1 + _REGION_REACH]
    around = lower[max(index - 1, 0) : index] + after[:1]
    return any(word in _BESIDE or word.isdecimal() for word in around) or "region" in after


def _local(employer: str) -> str:
    """Return the designation after Local, or else after Council, Lodge, District and their like."""
    for body in _BODIES:
        for found in body.finditer(employer):
            if number := _NUMBERED.match(employer, found.end()):
                return number[1]
    return ""


def _beside(words: list[str], found: list[tuple[_Sign, int]]) -> str:
    """Return the number beside the union's name: "SEIU 775", "SEIU Healthcare 1199NW", "32BJ SEIU"."""
    for _, end in sorted(found, key=lambda item: item[1]):
        for word in (*words[end : end + 1], *words[max(end - 2, 0) : end - 1], *words[end + 1 : end + 2]):
            if _NUMBER.match(word) and (word in words[end : end + 1] or not _YEAR.match(word)):
                return word
    return ""


def _named_local(found: list[tuple[_Sign, int]], winner: _Sign) -> str:
    return next((sign.local for sign, _ in found if sign.local and sign.union == winner.union), "")


def _split(text: str) -> list[str]:
    """Return the words of *text*; an acronym and a number written together become two."""
    words: list[str] = []
    for word in _words(text):
        glued = _GLUED.match(word)
        parts = [part for part in glued.groups() if part] if glued else []
        known = any(part in _signs().acronyms for part in parts)
        words += parts if known else [word]
    return words


def _words(text: str) -> list[str]:
    """Return the words of *text*; letters with dots between them are one."""
    plain = _DOTTED.sub(_undotted, text) if "." in text else text
    return _WORD.findall(plain.replace("'", "").replace("’", "").replace("&", " and "))


def _undotted(letters: re.Match[str]) -> str:
    return letters[0].replace(".", "")


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()


def _spans(lower: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the start and length of each run of words that is as long as a name with its first word."""
    lengths = _signs().lengths
    for start, word in enumerate(lower):
        for size in lengths.get(word, ()):
            if start + size <= len(lower):
                yield start, size


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    table = _table()
    names: dict[str, _Sign] = {}
    acronyms: dict[str, _Sign] = {}
    at_home: dict[tuple[str, str], _Sign] = {}
    for rank, union in enumerate(table["union"]):
        for name, sign in _union_names(union, rank):
            names.setdefault(name, sign)
        own = () if union.get("shared") else (union["abbreviation"],)
        for acronym in (*own, *union.get("acronyms", ())):
            acronyms.setdefault(acronym, _sign(union, rank))
        if union.get("shared") and (home := union.get("country")):
            at_home[union["abbreviation"], home] = _sign(union, rank)
    not_unions = frozenset(_key(name) for name in table["not_unions"])
    lengths: dict[str, set[int]] = {}
    for name in (*names, *not_unions):
        lengths.setdefault(name.split(" ", 1)[0], set()).add(name.count(" ") + 1)
    bodies = frozenset(table["bodies"])
    by_word = {word: tuple(sizes) for word, sizes in lengths.items()}
    return _Signs(names, acronyms, at_home, bodies, not_unions, by_word)


def _union_names(union: dict[str, Any], rank: int) -> Iterator[tuple[str, _Sign]]:
    for name, local in union.get("affiliates", {}).items():
        yield _key(name), _sign(union, rank, local)
    for name in union.get("names", ()):
        yield _key(name), _sign(union, rank)
    for craft in union.get("crafts", ()):
        yield _key(craft), _sign(union, rank)._replace(craft=True)
    unless = frozenset(union.get("generic_not_after", ()))
    for ending in union.get("generic", ()):
        yield _key(ending), _sign(union, rank + 1000)._replace(unless_after=unless)


def _sign(union: dict[str, Any], rank: int, local: str = "") -> _Sign:
    return _Sign(
        rank,
        union["abbreviation"],
        local,
        union.get("federation", ""),
        ambiguous=union.get("ambiguous", False),
    )


def _key(name: str) -> str:
    return " ".join(_folded(word) for word in _words(name))
