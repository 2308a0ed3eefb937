"""The bodies of a union that file reports, by designation, and which of them an employer's words mean.

`filing_numbers.tsv` has one line a union, as the filings abbreviate it, with `designation=number,number` for each
designation; 0 is for bodies without one. After a number stand the forms under which it filed that designation:
`511506:C+LU/37`, a council, and a local with letters after its number. A number alone is a local union, LU; `-` is a
form that the filings leave open. The codes are those of OLMS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

LOCAL: Final = frozenset(("LU", "LOCAL", "LBR", "LDIV", "BR", "DIV", "CH", "DALU"))
"""What may be called a local: local unions, local branches and divisions, chapters, unions without a national one."""
AUXILIARY: Final = frozenset(
    ("SLB", "SLG", "GCA", "LEC", "MEC", "CAP", "GMB", "SBA", "R", "UNIT", "LCH", "SCOM", "CONBD", "NHQ")
)
"""Boards, committees, regions, units and local chapters: no name of a union with a number alone means one of them."""
_OPEN: Final = "-"
_LOCAL_WORDS: Final = frozenset(("local", "locals", "union", "lodge", "branch", "section locale", "loc", "lu"))
_COUNCIL_WORDS: Final = frozenset(("council", "board", "conference", "dc"))
_OF_WORD: Final = {
    "district": frozenset(("D", "DC", "SD", "DJC")),
    **dict.fromkeys(("region", "area"), frozenset(("R", "RC", "RB", "ROC", "AREA"))),
}
"""Words that only few kinds are called by: a council of the filings, C, is no district."""


class Body(NamedTuple):
    """A body that files: its number, and each form and the letters under which it filed one designation."""

    number: str
    forms: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def bodies(abbreviation: str, designation: int) -> tuple[Body, ...]:
    """The bodies of one designation of a union, as the filings abbreviate it; of 33,000 only they are read."""
    line = filings().get(abbreviation, "")
    begin = line.find(f" {designation}=") + 1
    if not begin:
        return ()
    filed, _, _ = line[line.index("=", begin) + 1 :].partition(" ")
    return tuple(map(_body, filed.split(",")))


@lru_cache(maxsize=1)
def filings() -> Mapping[str, str]:
    """The designations of each union with their bodies, ` 775=511506,511507`."""
    lines = files(__package__).joinpath("filing_numbers.tsv").read_text(encoding="utf-8").splitlines()
    known = (line.partition("\t") for line in lines)
    return {abbreviation: f" {pairs}" for abbreviation, _, pairs in known}


def _body(filed: str) -> Body:
    number, _, forms = filed.partition(":")
    split = (form.partition("/") for form in (forms or "LU").split("+"))
    return Body(number, tuple((kind, letters) for kind, _, letters in split))


def meant(filed: Sequence[Body], letters: str, word: str) -> tuple[Body, ...]:
    """Of the bodies of one number those that the `letters` after it and the `word` before it allow.

    `word`: as `word_beside` gives it. A body's word is taken at its word: a council is none of the locals of its
    number, though one of them may be the only body that files. A number alone is no board, committee or unit.
    """
    allowed = _lettered(filed, letters) if letters else tuple(body for body in filed if "" in _letters(body))
    return tuple(body for body in allowed if _fits(_kinds(body, letters), word))


def _fits(kinds: AbstractSet[str], word: str) -> bool:
    """Whether a body of these kinds may be called by the word; one of no known kind may be called anything."""
    higher = bool(kinds - LOCAL - AUXILIARY)
    if word in _LOCAL_WORDS:
        return not higher and (not kinds or bool(kinds & LOCAL))
    if word in _COUNCIL_WORDS:
        return not kinds or higher
    if own := _OF_WORD.get(word):
        return not kinds or bool(kinds & own)
    return word == "chapter" or not kinds or bool(kinds - AUXILIARY)  # a chapter is of many kinds


def _lettered(filed: Sequence[Body], letters: str) -> tuple[Body, ...]:
    """The bodies with these letters, none where another may have taken them over.

    The forms are of all years. A body that has the letters, and never filed without, may be gone, and one that never
    filed with letters be what bears its name today.
    """
    found = tuple(body for body in filed if letters in _letters(body))
    plain = any(_letters(body) == {""} for body in filed)
    return tuple(body for body in found if not plain or "" in _letters(body))


def _letters(body: Body) -> set[str]:
    return {letters for _, letters in body.forms}


def _kinds(body: Body, letters: str) -> AbstractSet[str]:
    """The kinds of body as which one filed with these letters; none where the filings leave it open."""
    return {kind for kind, after in body.forms if after == letters} - {_OPEN}
