"""Links employers to their filing numbers at the Office of Labor-Management Standards (extra `olms`).

    python -m unionjobs_scraper.publish.olms < postings.csv > olms.csv

reads an export and writes one line for each employer that can be linked; the numbers open a local's yearly
reports (LM-2, LM-3) at the Department of Labor. They come from the package `labor-union-parser`, whose
model reads a name as a union and a number, and whose table has the filing numbers.

Its confidence alone is not enough: of the labelled employers in `accuracy/cases` that it is surest of (0.999
and above), it names the right union for 61 of 76. So a link is kept only when, besides, this program's own
reading (`normalize.employers`) names the same union and the same local, and the table has one number for
them: of the 161 labelled employers that leaves 20, none with a wrong union or local by its labels (version
0.1.0; 20 of 20 is at least 0.84 with 95 % confidence). Whether the table has the right number was not checked.

Never linked: a local with letters in its number (121RN, 32BJ), of which the package reads only the digits;
councils, districts and lodges, which the table does not tell from locals of the same number; and a local's
funds and plans, which file for themselves.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, TextIO

from unionjobs_scraper.errors import OperatorError, SettingError
from unionjobs_scraper.normalize.employers import affiliation

CONFIDENCE = 0.999
"""Least confidence, 0 to 1, of a link that is kept."""

# Unions that the filings abbreviate otherwise than `unions.toml`.
_FILED_AS = {
    "UA": "PPF",
    "UBC": "CJA",
    "IUPAT": "PAT",
    "Roofers": "RWAW",
    "Iron Workers": "BSOIW",
    "OPCMIA": "OPCM",
    "IBB": "BBF",
    "UNITE HERE": "UNITHE",
    "NewsGuild-CWA": "CWA",
}

_NO_LOCAL = re.compile(
    r"\b(?:council|district|lodge|joint|conference|region|state|chapter|funds?|plan|trust|training|foundation)\b",
    re.IGNORECASE,
)


def filing_numbers(employers: Iterable[str]) -> dict[str, int]:
    """Return the OLMS filing number of each of the *employers* that can be linked to one.

    Raises `SettingError` when the extra is not installed.
    """
    names = [name for name in dict.fromkeys(employers) if affiliation(name).local and not _NO_LOCAL.search(name)]
    parser = _parser()  # before the names are looked at: whether the extra is there does not depend on them
    if not names:
        return {}
    readings: Sequence[dict[str, Any]] = parser.Extractor(device="cpu").extract_batch(names)
    links = ((name, _number(name, reading, parser)) for name, reading in zip(names, readings, strict=True))
    return {name: number for name, number in links if number is not None}


def _number(name: str, reading: dict[str, Any], parser: Any) -> int | None:
    own = affiliation(name)
    same = (reading["affiliation"], reading["designation"]) == (_FILED_AS.get(own.union, own.union), own.local)
    if not same or reading["confidence"] < CONFIDENCE:
        return None
    numbers: list[int] = parser.lookup_fnum(reading["affiliation"], reading["designation"])
    return numbers[0] if len(numbers) == 1 else None


def _parser() -> Any:
    try:
        import_module("numpy")  # which the package uses and does not ask for
        return import_module("labor_union_parser")
    except ModuleNotFoundError as missing:
        raise SettingError(
            f"OLMS filing numbers need the package {missing.name}: pip install 'unionjobs-scraper[olms]'"
        ) from None


def main(export: TextIO, output: TextIO) -> int:
    """Read an *export* with a column `employer`, write `employer,olms_filing_number`; 2 when that cannot be done."""
    try:
        rows = csv.DictReader(export)
        if "employer" not in (rows.fieldnames or ()):
            raise SettingError("standard input has no column `employer`: scrapy export -o postings.csv writes one")
        found = filing_numbers(row["employer"] or "" for row in rows)
    except OperatorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(("employer", "olms_filing_number"))
    writer.writerows(found.items())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin, sys.stdout))
