"""Text from sites, and numbers and times, as the page shows them."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from urllib.parse import urlsplit

LONGEST = 160
"""Characters of a title that are shown."""
LONGEST_ADDRESS = 2000
_JOINERS = "\u200c\u200d"
"""Invisible characters that scripts and emoji need; any other is taken out."""
_MARKS = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def shown(text: str, longest: int = LONGEST) -> str:
    """Text from a site on one line: no controls, no direction overrides, no pile of accents, cut where it is long."""
    kept = "".join(_kept(character) for character in text[: longest * 8])
    line = _MARKS.sub(r"\1", " ".join(kept.split()))
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _kept(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    if kind in {"Cf", "Cs", "Co", "Cn"}:
        return character if character in _JOINERS else ""
    return character


def web_address(url: str) -> str:
    """The address when it can be a link: http or https, with a host; else nothing."""
    if len(url) > LONGEST_ADDRESS or re.search(r"[\x00-\x20\x7f\\]", url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""


def number(value: float) -> str:
    """A count with its thousands set apart."""
    return f"{value:,.0f}"


def counted(count: int, one: str, several: str = "") -> str:
    """`1 job`, `1,204 jobs`."""
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def day(at: datetime) -> str:
    """`May 7, 2026`."""
    return f"{at:%B} {at.day}, {at.year}"


def moment(at: datetime) -> str:
    """`May 7, 2026, 06:00 UTC`."""
    return f"{day(at)}, {at:%H:%M} UTC"


def money(amount: float, currency: str) -> str:
    """`$68,400`, `C$68,400`, `68,400 EUR`."""
    sign = {"USD": "$", "CAD": "C$"}.get(currency)
    return f"{sign}{amount:,.0f}" if sign else f"{amount:,.0f} {currency}"


def share(part: float) -> str:
    """`37%`."""
    return f"{100 * part:.0f}%"


def days(value: float | None) -> str:
    """`34 days`; what has no end here is said so."""
    if value is None:
        return "not reached"
    return "1 day" if round(value) == 1 else f"{value:.0f} days"
