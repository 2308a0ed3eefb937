"""The commonest printed amounts, read by patterns of their own that take a fifth of the time of the whole grammar."""

from __future__ import annotations

import re
from typing import NamedTuple

from unionjobs_scraper.normalize.pay_currency import is_led

WIDEST_RANGE = 6.0
"""Maximum over minimum, at most; the widest real one seen is 2.7."""
MILLIONS = re.compile(r"[^\S\n]*(?:m|mm|b|bn|million|billion)\b|[^\S\n]*%", re.IGNORECASE)
"""What follows a number that is no pay."""
_PLAIN = re.compile(
    r"\$(?!40[13])(\d{1,3}(?:,\d{3})*(?:\.\d\d)?|\d{4,6})"
    r"(?: (?:(?:an?|per) )?((?:hour|year|month|week)(?:ly)?|annually)(?=[ ;]))?"
    r"(?:([;)]|\.(?=\s|$))|(?= ([a-z]{2,})[ ,.;\n]))"
)
_PLAIN_RANGE = re.compile(
    r"\$(\d{1,3}(?:,\d{3})+(?:\.\d\d)?)\s?(?:[-–—]|to)\s?\$(\d{1,3}(?:,\d{3})+(?:\.\d\d)?)"
    r"(?:(?: (?:(?:an?|per) )?((?:hour|year|month|week)(?:ly)?|annually)(?=[ ,;\n]))"
    r"|[;)]|\.(?=\s|$)|(?= ([a-z]{2,})[ ,.;\n]))"
)
_NO_AMOUNT = re.compile(r" (?!the\b|low|mid|high|upper)[a-z]")
_GOES_ON = frozenset(
    "to up rising increasing ranging going through thru au bis tot in for at et und mm bn million billion".split()
)
_MAY_BELONG = _GOES_ON | frozenset(
    """
    thousand lei euro euros base paid gross brut bruts brutto bruto per an each every par de la por al pro
    year yr annum hour hr month mo week wk fortnight yearly yrly annumly hourly hrly monthly
    moly weekly wkly fortnightly annual annually annualized annuel annuels annuelle annuelles annuellement anual
    anuales daily day pay pa two heure horaire hora hebdomadaire hebdomadaires mois mensuel mensuels mensuelle
    mensuelles mensuellement mes hours hrs days weeks months years heures horas mensual mensuales monatlich
    monat maand semaine semanal quincenal quincenales quincena quinzaine aux toutes cada deux
    jour jahr jaar stunde uur rocznie biweekly semimonthly
    """.split()
)


class Figure(NamedTuple):
    """An amount or a range of amounts, with its place in the text."""

    low: float
    high: float | None
    unit: str
    """The unit of time printed beside it, as printed; empty when there is none."""
    start: int
    end: int
    currency: str = ""
    """As `printed_currency` returns it."""
    vague: bool = False
    """True for "mid $70,000's": the amount is only where a range begins."""


def plain_figure(text: str, place: int) -> Figure | None:
    """The amount at `place` where it is one of dollars that an unrelated word follows; None where it may be more."""
    match = _PLAIN.match(text, place)
    if not match or is_led(text[max(0, place - 10) : place]):
        return None
    amount, unit, ended, word = match.groups()
    if word == "and":
        if not _NO_AMOUNT.match(text, match.end(4)):
            return None
    elif ended is None and word in (_GOES_ON if unit else _MAY_BELONG):
        return None
    low = float(amount.replace(",", ""))
    return Figure(low, None, unit or "", place + 1, match.end(2) if unit else match.end(1), "$") if low else None


def plain_range(text: str, place: int) -> Figure | None:
    """As `plain_figure`, of two such amounts with a dash or "to" between them."""
    match = _PLAIN_RANGE.match(text, place)
    if not match or is_led(text[max(0, place - 10) : place]):
        return None
    first, second, unit, word = match.groups()
    low, high = float(first.replace(",", "")), float(second.replace(",", ""))
    end = match.end(3) if unit else match.end(2)
    if word in _MAY_BELONG or not low <= high <= low * WIDEST_RANGE or not low or MILLIONS.match(text, end):
        return None
    return Figure(low, high, unit or "", place + 1, end, "$")
