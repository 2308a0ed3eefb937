"""Deadlines that a system made up: a `validThrough` at a round distance from `datePosted` that no text names.

Seen in recorded pages: JazzHR (90 days), iCIMS (a year), ApplicantPro (about five years), others the year 2035.
Google asks sites for a `validThrough`, so systems send one whether or not the employer set a day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from unionjobs_scraper.normalize.date_forms import dates_in
from unionjobs_scraper.normalize.dates import parse_date

ROUND: Final = 30
"""Days that the distances of systems are multiples of: 30, 60, 90, 120, 180."""
OTHERS: Final = frozenset({45})
YEAR: Final = 366
"""Days; no employer takes applications for longer without a word of it."""
SLACK: Final = timedelta(days=1)
"""The end of a day is the next one in UTC."""


def made_up(through: str, posted: str, text: str) -> str:
    """Return how a deadline was made up, "datePosted + 90 days"; "" for one that may be the employer's own.

    `through` and `posted` are the words of the system's two fields, `text` is the posting's text. Never raises.
    """
    last, first = parse_date(through), parse_date(posted)
    if not last or not first or last <= first or not _is_round(first, last) or _named(last, first, text):
        return ""
    return f"datePosted + {(last - first).days} days"


def _is_round(first: date, last: date) -> bool:
    days = (last - first).days
    if days > YEAR or days in OTHERS or days % ROUND == 0:
        return True
    months = (last.year - first.year) * 12 + last.month - first.month
    return months > 0 and any(_later(first, each) == last for each in (months, months + 1))


def _later(day: date, months: int) -> date:
    """Return the day of that number as many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def _named(last: date, first: date, text: str) -> bool:
    """Tell whether the text names the day, in either order of day and month, with a year or without."""
    near = {last - SLACK, last, last + SLACK}
    return any(
        day in near for day_first in (False, True) for _, day in dates_in(text, day_first=day_first, after=first)
    )
