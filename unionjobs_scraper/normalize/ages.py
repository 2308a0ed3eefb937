"""Ages in words: "posted 12 days ago" says another thing at each reading, and no day that stays."""

from __future__ import annotations

import re

_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[smhdwy])"
_ELSEWHERE = r"(?:secondes?|minutes?|heures?|jours?|semaines?|mois|an(?:née)?s?|horas?|días?|semanas?|mes(?:es)?|años?)"
_COUNT = r"(?:\d{1,4}\+?|an?|one|un[ea]?|a\s+few|several)"
_AGE = re.compile(
    rf"""(?<!\w)(?:{_COUNT}\s*{_UNIT}\s+ago|(?:il\s+y\s+a|hace)\s+(?:plus\s+d[e']\s*|más\s+de\s+)?{_COUNT}\s+{_ELSEWHERE}
    |vor\s+\d{{1,4}}\s+(?:stunden?|tag(?:en)?|wochen?|monat(?:en)?)
    |today|yesterday|just\s+(?:now|posted)|aujourd['’]hui|hier|hoy|ayer|heute|gestern)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\d[./-]\d")
LONGEST = 60
"""Characters of an age; more is a sentence."""


def is_age(text: str) -> bool:
    """Whether the words for a day only say how long ago it is."""
    return len(text) <= LONGEST and bool(_AGE.search(text)) and not _DAY.search(text)
