"""Calendar dates as postings write them: read, never guessed."""

import re
import warnings
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th)\b)?(?!\d|[:.]\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]\d\d)(?!\d)"

# In the order of trust: a printed year is worth more than a date that must borrow one.
_WRITTEN = tuple(
    re.compile(pattern, re.VERBOSE | re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",  # 2026-05-12
        rf"\b{_MONTH}\s*{_DAY}\s*,?\s*(?:of\s)?{_YEAR}",  # May 12, 2026
        rf"(?<!\d){_DAY}(?:\s+of)?[\s-]*{_MONTH}[\s,-]*{_YEAR}",  # 12 May 2026, 06-Feb-2026
    )
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])",
    re.ASCII,
)
_YEARLESS = tuple(
    re.compile(pattern, re.VERBOSE | re.IGNORECASE | re.ASCII)
    for pattern in (rf"\b{_MONTH}\s*{_DAY}", rf"(?<!\d){_DAY}(?:\s+of)?\s+{_MONTH}")
)
_GRACE = timedelta(days=30)
_CENTURY = 2000  # two-digit years: no posting is older than the web

_FOREIGN = re.compile(r"[^\W\d_]{3,}")
_LONGEST_FOREIGN = 40
_LANGUAGES = ["fr", "es"]  # the other languages that North American unions write in

_RELATIVE_DAYS = {"today": 0, "just posted": 0, "just now": 0, "yesterday": 1}
_AGO = re.compile(
    r"(?<![\w+])(?P<count>\d{1,3}|an?|one)\s*(?P<unit>minute|min|hour|hr|h|day|d|week|wk|w)s?\s+ago\b", re.IGNORECASE | re.ASCII
)
_UNIT_HOURS = {"m": 0, "h": 1, "d": 24, "w": 168}


def parse_date(text: str, *, day_first: bool = False, after: date | None = None) -> date | None:
    """Return the first date written in *text*; None when there is none, or none that exists.

    Numbers are month/day unless *day_first*, or unless only day/month is possible. A date without
    a year is the first such day not earlier than 30 days before *after*, and None without *after*.
    A month without a day is no date. Never raises.
    """
    return _complete(text, day_first) or (_yearless(text, after) if after else None) or _foreign(text)
