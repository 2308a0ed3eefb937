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
    r"|benefits? (?:office|administration)|training (?:center|centre|program|institute|academy)"
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
    return key(name) in {key(each) for each in own}
