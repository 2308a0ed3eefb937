"""What kind of body an employer is: local, council, district, national, federation or fund."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from unionjobs_scraper.normalize.codes.union_table import unions
from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.normalize.unions import LONGEST, key

LEVELS: Final = ("local", "council", "district", "national", "federation", "fund")
_FUND: Final = re.compile(
    r"\b(?:funds?|trusts?|plans?|JATC|JAC|apprentice(?:ship)?|pension|annuity|welfare"
    r"|benefits? (?:office|administration|group)|training (?:center|centre|program|institute|academy)"
    r"|credit union|foundation)\b",
    re.IGNORECASE,
)
_FEDERATION: Final = re.compile(
    r"\b(?:labou?r (?:council|federation|congress|assembly|body)|federation of labou?r|central labou?r|trades? council"
    r"|building (?:and construction )?trades|labou?r and trades|trades? union congress|unions NSW|trades hall)\b",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(r"\b(?:locals?(?: union)?|lodge|branch|chapter|section locale)\b", re.IGNORECASE)
_COUNCIL: Final = re.compile(
    r"\b(?:(?:district |joint |regional |state )?council|joint board|conference|joint executive board)\b", re.IGNORECASE
)
_DISTRICT: Final = re.compile(r"\b(?:district|region|area)\b(?! office)", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"\b(section locale|locals?|loc|lu|union|lodge|branch|chapter|council|board|conference|district|region|area|dc)"
    r"\b[\s.,:#]{0,4}(?:(?:union|no|nos|number|num)\b[\s.,:#]{0,4}){0,2}0{0,4}$",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(
    r"(?: (?:international|union|afl|cio|clc|of america|of north america|of the united states))+$"
)
_LEVEL_OF_WORD: Final = {
    **dict.fromkeys(("section locale", "local", "locals", "loc", "lu", "union", "lodge", "branch", "chapter"), "local"),
    **dict.fromkeys(("council", "board", "conference", "dc"), "council"),
    **dict.fromkeys(("district", "region", "area"), "district"),
}


@lru_cache(maxsize=4096)
def employer_level(employer: str, union: str = "", local: str = "") -> str:
    """Returns one of `LEVELS`, "" where the name does not say; `union` and `local`: as `affiliation` reads them."""
    name = employer[:LONGEST]
    if not name.strip():
        return ""
    if not union:
        read = affiliation(name)
        union, local = read.union, local or read.local
    if _FUND.search(name):
        return "fund" if union or _LOCAL.search(name) or _COUNCIL.search(name) else ""
    if _FEDERATION.search(name):
        return "federation"
    return _of_body(name, union, local)


def _of_body(name: str, union: str, local: str) -> str:
    if not union:
        return "local" if local and _LOCAL.search(name) else ""
    if local and (word := word_beside(name, local)):
        level = _LEVEL_OF_WORD[word]
        return "council" if level == "district" and name.rstrip(" .").lower().endswith(" council") else level
    for body, level in ((_LOCAL, "local"), (_COUNCIL, "council"), (_DISTRICT, "district")):
        if body.search(name):
            return level
    if union in unions() and unions()[union].federation:
        return "federation"
    if local:
        return "local" if local in re.sub(r"\W", "", name) else ""
    return "national" if _is_whole_name(name, union) else ""


def _is_whole_name(name: str, union: str) -> bool:
    """Whether a name is the union's own: its first name, abbreviation or acronym, and not one of an affiliate."""
    known = unions().get(union)
    own = (known.abbreviation, known.name, *(each for each in known.names if each.isupper())) if known else (union,)
    return _without_kind(name) in {_without_kind(each) for each in own}


def _without_kind(name: str) -> str:
    """The words of a name, without those at its end that say what it is and where: "International Union, AFL-CIO"."""
    return _ENDING.sub("", key(name))


def word_beside(employer: str, designation: str) -> str:
    """Returns the body's word right before a designation: "local" for 9 in "Council 31 Local 9", "" for none.

    `designation`: as 31 or 32BJ; where it stands several times in the name, the first with such a word counts. A
    district lodge is a district, dc a district council. A number that a hyphen joins to a word ("Industrial
    Council-1615") is not named by it.
    """
    for found in re.finditer(rf"{re.escape(designation)}(?!\d)", employer, re.IGNORECASE):
        before = employer[max(0, found.start() - 40) : found.start()]
        if beside := _BESIDE.search(before):
            word = beside[1].lower()
            district = word == "lodge" and before[: beside.start()].lower().endswith("district ")
            return "district" if district else word
    return ""
