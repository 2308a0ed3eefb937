"""The coded columns of the exported tables: functions of the words of a row, so that they are never stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from unionjobs_scraper.normalize.codes.employer_level import employer_level
from unionjobs_scraper.normalize.codes.filing_numbers import Filing, filing
from unionjobs_scraper.normalize.codes.occupations import occupation
from unionjobs_scraper.normalize.codes.place_codes import geonames_id, state_fips

Codes = tuple[Any, ...]
OF_POSTINGS: Final = ("employer_level", "f_num", "soc", "isco", "noc")
OF_PLACES: Final = ("geonames_id", "state_fips")
OF_EMPLOYERS: Final = ("employer_level", "f_num", "f_num_candidates", "f_num_why")
OF_OCCUPATIONS: Final = ("soc", "onet", "isco", "noc", "confidence", "words", "way")


def of_postings(columns: Sequence[str]) -> Callable[[Sequence[Any]], Codes]:
    """Returns what codes a row of postings with these *columns*: `OF_POSTINGS` and `OF_PLACES`."""
    employer, union, local, title, department = map(
        columns.index, ("employer", "union_abbr", "local", "title", "department")
    )
    locality, region, country = map(columns.index, ("locality", "region", "country"))

    def codes(row: Sequence[Any]) -> Codes:
        return (
            *_level_and_number(row[employer], row[union], row[local]),
            *_classes(row[title], row[department]),
            geonames_id(row[locality], row[region], row[country]),
            state_fips(row[region], row[country]),
        )

    return codes


def of_employers(columns: Sequence[str]) -> Callable[[Sequence[Any]], Codes]:
    """Returns what codes a row of employers: `OF_EMPLOYERS`."""
    names = tuple(map(columns.index, ("employer", "union_abbr", "local")))

    def codes(row: Sequence[Any]) -> Codes:
        level, filed = _of_employer(*(row[place] for place in names))
        return (level, filed.number, "; ".join(filed.candidates), filed.why)

    return codes


def of_occupations(columns: Sequence[str]) -> Callable[[Sequence[Any]], Codes]:
    """Returns what codes a row of occupations: `OF_OCCUPATIONS`."""
    title, department = columns.index("title"), columns.index("department")

    def codes(row: Sequence[Any]) -> Codes:
        job = occupation(row[title], row[department])
        return (job.soc, job.onet, job.isco, job.noc, job.confidence or None, job.words, job.way)

    return codes


@lru_cache(maxsize=1 << 14)
def _level_and_number(employer: str, union: str, local: str) -> tuple[str, str]:
    level, filed = _of_employer(employer, union, local)
    return level, filed.number


@lru_cache(maxsize=1 << 16)
def _classes(title: str, department: str) -> tuple[str, str, str]:
    job = occupation(title, department)
    return job.soc, job.isco, job.noc


def _of_employer(employer: str, union: str, local: str) -> tuple[str, Filing]:
    level = employer_level(employer, union, local)
    return level, filing(employer, union, local, level)
