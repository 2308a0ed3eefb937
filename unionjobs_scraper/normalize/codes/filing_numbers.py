"""The number under which a union files its yearly reports with OLMS, the Office of Labor-Management Standards.

The lookup is that of labordata/labor-union-parser (MIT, see NOTICE), made of all reports (LM-2, LM-3, LM-4), with the
kind of each body and the letters after its number. Where several bodies of one kind filed under one designation, none
is chosen: the candidates are told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from unionjobs_scraper.normalize.codes.employer_level import employer_level, word_beside
from unionjobs_scraper.normalize.codes.filed_bodies import bodies, meant
from unionjobs_scraper.normalize.codes.union_table import unions
from unionjobs_scraper.normalize.employers import affiliation

_FILED_AS: Final = {
    "UA": "PPF",
    "UBC": "CJA",
    "IUPAT": "PAT",
    "Roofers": "RWAW",
    "Iron Workers": "BSOIW",
    "OPCMIA": "OPCM",
    "IBB": "BBF",
    "UNITE HERE": "UNITHE",
    "NewsGuild-CWA": "CWA",
    "AFA-CWA": "AFA",
    "Workers United": "WU",
    "BCTGM": "BCTGMI",
    "UMWA": "UMW",
    "UWUA": "UWU",
    "HFIAW": "HFIA",
    "IFPTE": "PTE",
    "TCU": "TCU/IAM",
    "SIU": "SIUNA",
    "NABTU": "BCTD",
    "AFL-CIO": "AFLCIO",
    "SAG-AFTRA": "SAG",
}
"""Unions that the filings abbreviate otherwise than `unions.toml`."""
_DESIGNATION: Final = re.compile(r"(\d{1,5})(.*)")
_MOST: Final = 12
"""Candidates that are told; more help nobody."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing number, or those among which the words do not decide."""

    number: str = ""
    candidates: tuple[str, ...] = ()
    why: str = ""
    """Why there is none: the reason in words."""


@lru_cache(maxsize=4096)
def filing(employer: str, union: str = "", local: str = "", level: str = "") -> Filing:
    """Returns the filing number of an `employer`; what is not handed in is read from its name. Never raises.

    Args:
        employer: its name as shown.
        union: abbreviation as in `unions.toml`.
        local: the designation, as 775 or 32BJ.
        level: as `employer_level`.
    """
    if not union or not local:
        read = affiliation(employer)
        union, local = union or read.union, local or read.local
    level = level or employer_level(employer, union, local)
    if not union:
        return Filing(why="no union is known by this name")
    if union not in unions() or unions()[union].country != "US":
        return Filing(why="OLMS is an office of the United States, and the union is not known to be of there")
    if level == "fund":
        return Filing(why="a fund files for itself, under no designation")
    if level == "national":
        return _national(union)
    if level == "federation" or not local:
        return Filing(why="its name has no number to look for")
    return _numbered(employer, union, local)


def _national(union: str) -> Filing:
    number = unions()[union].olms if union in unions() else ""
    return Filing(number=number) if number else Filing(why="the number of the national union is not verified")


def _numbered(employer: str, union: str, local: str) -> Filing:
    designation = _DESIGNATION.match(local)
    if designation is None:
        return Filing(why="its designation has no digits")
    filed = bodies(_FILED_AS.get(union, union), int(designation[1]))
    if not filed:
        return Filing(why="no body of this union filed under this number")
    found = meant(filed, re.sub(r"\W", "", designation[2]).upper(), word_beside(employer, local))
    if len(found) == 1:
        return Filing(number=found[0].number)
    told = tuple(body.number for body in found or filed)[:_MOST]
    if found:
        return Filing(candidates=told, why=f"{len(found)} bodies of this union filed under this number")
    if designation[2]:
        return Filing(candidates=told, why="the filings do not tell whose the letters after its number are")
    return Filing(candidates=told, why="only bodies of another kind filed under this number")
