"""Pay and hours that a line of facts gives without a label: `Inverness | £38,600 | Full-time`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AMOUNT = r"(?:(?:USD|CAD|AUD|NZD|GBP|EUR)\s?)?[$£€]\s?\d[\d,.]*\s?k?|\d[\d,.]*\s?k?\s?€"
_UNIT = r"(?:year|annum|month|week|day|hour|hr|yr|h)"
_PERIOD = rf"(?:per|an?|each|/)\s?{_UNIT}|annually|hourly|yearly|monthly|weekly|p\.?\s?a\.?"
ALONE = re.compile(
    rf"""^\W*(?:up\s+to\s+|from\s+|starting\s+at\s+)?(?:{_AMOUNT})(?:\s?(?:-|–|—|to|and)\s?(?:{_AMOUNT}|\d[\d,.]*\s?k?))?
    (?:\s?(?:USD|CAD|AUD|NZD|GBP|EUR))?\s?(?:{_PERIOD})?(?:\s?(?:DOE|\+|plus\s+benefits|pro\s+rata))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
GAP = re.compile(r"\s*[|·•;]\s*|\s+[–—-]\s+(?![$£€]?\d)|,\s+(?!\d)|(?<=[.!])\s+")
"""What stands between the facts of a line, and between short sentences."""
HOURS = re.compile(
    r"""\W*(?:(?:permanent|temporary|regular|fixed[\s-]term|unbefristet|befristet)\W+(?:and\s+)?)?(?:(?:full|part)[\s-]?time|contract(?:or)?|temporary
    |intern(?:ship)?|temps\s+(?:plein|complet|partiel)|tiempo\s+(?:completo|parcial)|jornada\s+(?:completa|parcial)|vollzeit|teilzeit)
    (?:\W+(?:permanent|temporary|position|exempt|non-?exempt|unbefristet|befristet))*\W*""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_HOURS = 40
LONGEST = 200
FIRST_LINES = 8
LEAST = 1000
"""An amount without its period is a year's pay from here on; a smaller one may be a fee."""
FIGURE = re.compile(r"\d[\d,.]*")


def hours_alone(lines: Iterable[str]) -> str:
    """The first part of the first lines that names hours or a kind of employment and nothing else; else empty."""
    for line, _ in zip(lines, range(FIRST_LINES), strict=False):
        for part in GAP.split(line) if len(line) <= LONGEST else ():
            if len(part) <= LONGEST_HOURS and HOURS.fullmatch(part):
                return part.strip()
    return ""


def pay_alone(lines: Iterable[str]) -> str:
    """The first part of the first lines that is an amount and nothing else, with "Pay:" before it; else empty."""
    for line, _ in zip(lines, range(FIRST_LINES), strict=False):
        if len(line) > LONGEST or not any(sign in line for sign in "$£€"):
            continue
        for part in GAP.split(line):
            if ALONE.match(part) and (re.search(_PERIOD, part, re.IGNORECASE) or _is_a_salary(part)):
                return f"Pay: {part.strip()}"
    return ""


def _is_a_salary(part: str) -> bool:
    figures = [each.rstrip(".,") for each in FIGURE.findall(part)]
    return bool(re.search(r"\dk\b", part, re.IGNORECASE)) or any(
        float(each.replace(",", "") or 0) >= LEAST
        for each in figures
        if each.replace(",", "").replace(".", "", 1).isdigit()
    )
