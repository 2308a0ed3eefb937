"""The number under which a union files its yearly reports with OLMS, the Office of Labor-Management Standards.

`filing_numbers.tsv` is the lookup of labordata/labor-union-parser (MIT, see NOTICE), made of all reports (LM-2, LM-3,
LM-4): one line a union as the filings abbreviate it, with `designation=number,number` for each of its bodies; 0 is
for those without a number. It knows no letters and does not tell a council from a local of the same number, so
that several numbers may stand for one designation. Then none is chosen: the candidates are told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from unionjobs_scraper.normalize.codes.employer_level import employer_level
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
_DIGITS: Final = re.compile(r"\d{1,5}")
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
    return _numbered(union, local)


def _national(union: str) -> Filing:
    number = unions()[union].olms if union in unions() else ""
    return Filing(number=number) if number else Filing(why="the number of the national union is not verified")


def _numbered(union: str, local: str) -> Filing:
    digits = _DIGITS.search(local)
    if digits is None:
        return Filing(why="its designation has no digits")
    found = _lookup().get(_FILED_AS.get(union, union), {}).get(int(digits[0]), ())
    if not found:
        return Filing(why="no body of this union filed under this number")
    if digits[0] != local:
        return Filing(candidates=found[:_MOST], why="the filings know no letters in a designation")
    if len(found) == 1:
        return Filing(number=found[0])
    return Filing(candidates=found[:_MOST], why=f"{len(found)} bodies of this union filed under this number")


@lru_cache(maxsize=1)
def _lookup() -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    lines = files(__package__).joinpath("filing_numbers.tsv").read_text(encoding="utf-8").splitlines()
    known: dict[str, dict[int, tuple[str, ...]]] = {}
    for line in lines:
        abbreviation, _, pairs = line.partition("\t")
        of_union = known[abbreviation] = {}
        for pair in pairs.split(" "):
            designation, _, numbers = pair.partition("=")
            of_union[int(designation)] = tuple(numbers.split(","))
    return known
