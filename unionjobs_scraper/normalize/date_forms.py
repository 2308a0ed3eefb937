"""The forms in which postings print a calendar date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from unionjobs_scraper.normalize.matching import Openings

_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv enero ene januar jänner", "february feb février fevrier févr febrero februar",
            "march mar mars marzo märz", "april apr avril avr abril abr", "may mai mayo", "june jun juin junio juni",
            "july jul juillet juil julio juli", "august aug août aout agosto",
            "september sept sep septembre septiembre", "october oct octobre octubre oktober okt",
            "november nov novembre noviembre", "december dec décembre decembre déc diciembre dic dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""The names of months in English, French, Spanish and German."""
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})(?![a-zé])\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th|er)(?![a-z]))?(?![\d%]|[:.]\d|,(?!(?:19|20)\d\d(?!\d))\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]\d\d|(?<=-)\d\d)(?!\d)"
_FLAGS = re.VERBOSE | re.IGNORECASE | re.ASCII

_MONTH_DAY = rf"(?<![a-z]){_MONTH}\s*{_DAY}"
_DAY_MONTH = rf"(?<![\d.,/$])(?<!\d:){_DAY}(?:\s+(?:of|de))?[\s-]*{_MONTH}"
_DAY_MONTH_DOTTED = rf"(?<![\d.,/$])(?<!\d:){_DAY}(?:\.|\s+(?:of|de))?[\s-]*{_MONTH}"
_MONTH_STARTS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"(?<!\d)(?P<year>19\d\d|2\d{3}|9999)[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)", _FLAGS)
_COMPACT = re.compile(r"\W*(?P<year>20\d\d)(?P<month>0\d|1[0-2])(?P<day>[0-3]\d)(?!\d)", _FLAGS)
_WITH_MONTH = (
    Openings(re.compile(rf"{_MONTH_DAY}\s*,?\s*{_YEAR}", _FLAGS), _MONTH_STARTS),  # May 12, 2026; June 27 2025
    Openings(
        re.compile(rf"{_DAY_MONTH_DOTTED}[\s,-]*(?:del?\s+)?{_YEAR}", _FLAGS)
    ),  # 12 May 2026; 06-Feb-26; 12 de mayo de 2026; 12. Mai 2026
)
_YEARLESS = (Openings(re.compile(_MONTH_DAY, _FLAGS), _MONTH_STARTS), Openings(re.compile(_DAY_MONTH, _FLAGS)))
# With points only a full year counts: "5.12.19" is as often a document code.
_NUMERIC = re.compile(
    r"""(?<![\d/.-])(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark)
    (?P<year>(?:19|20)\d\d|(?<!\.)\d\d)(?![\d/])""",
    _FLAGS,
)
_DIGIT = re.compile("[0-9]")
_PLAIN = re.compile(
    r"\W*+(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)[^0-9]*\Z", re.ASCII
)
"""The commonest form with no other number beside it, read in a third of the time of all."""
_HAS_MARK = re.compile("[0-9][/.-][0-9]")
_HAS_MONTH = re.compile(
    "[JFMASONDEjfmasonde](?:an|är|ez|kt|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|ai|év|ev|vr|ui|oû|ou|éc|ne|br|ic"
    "|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC|AI|ÉV|EV|VR|UI|OÛ|OU|ÉC|NE|BR|IC)"
)
_GRACE = timedelta(days=30)

_FOREIGN = re.compile(r"(?=.*\b\d{1,2}\b)(?=.*[^\W\d_]{3})(?=.*\b(?:19|20)\d\d\b)", re.ASCII | re.DOTALL)
_LONGEST_FOREIGN = 40
_LANGUAGES = ["fr", "es"]  # besides English, what North American unions write in


def dates_in(text: str, *, day_first: bool, after: date | None) -> list[tuple[int, date]]:
    """The place and value of every date in `text`, in order; impossible ones are left out.

    One without a year becomes the first such day not before `after` less 30 days; it is left out
    when `after` is None.
    """
    if (plain := _PLAIN.match(text)) and (month := _MONTH_NUMBERS.get(plain["month"].lower())):
        value = _calendar(int(plain["year"]), str(month), plain["day"])
        return [(plain.start("month"), value)] if value else []
    found: list[tuple[int, int, date | None]] = list(_dated(text, day_first))
    if not found and (compact := _COMPACT.match(text)):  # 20260512, where a date is due
        found.append(
            (compact.start("year"), compact.end(), _calendar(int(compact["year"]), *compact.group("month", "day")))
        )
    if after:
        taken = [(start, end) for start, end, _ in found]
        for start, end, value in _yearless(text, after):
            if all(end <= first or last <= start for first, last in taken):
                found.append((start, end, value))
    return [(start, value) for start, _, value in sorted(found, key=lambda item: item[:2]) if value]


@lru_cache(maxsize=1024)
def foreign_date(text: str) -> date | None:
    """Returns a French or Spanish date that makes up a short `text`, with its day, month and year."""
    if len(text) > _LONGEST_FOREIGN or not _FOREIGN.match(text):
        return None
    import dateparser  # type: ignore[import-untyped]  # slow to import, and few pages need it

    settings = {
        "PARSERS": ["absolute-time"],  # nothing relative to a clock
        "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 (a calendar date has no time zone)
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
    }
    try:
        parsed = dateparser.parse(text, languages=_LANGUAGES, settings=settings)
    except (ValueError, OverflowError, TypeError, KeyError):
        return None
    return parsed.date() if parsed else None


def _dated(text: str, day_first: bool) -> Iterator[tuple[int, int, date | None]]:
    if not _DIGIT.search(text):
        return
    marked = _HAS_MARK.search(text) is not None
    patterns: list[re.Pattern[str] | Openings] = [_ISO] if marked else []
    if _HAS_MONTH.search(text):
        patterns += _WITH_MONTH
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), _calendar(_year(match["year"]), match["month"], match["day"])
    for match in _NUMERIC.finditer(text) if marked else ():
        year, first, second = _year(match["year"]), match["first"], match["second"]
        month, day = (second, first) if day_first else (first, second)
        value = _calendar(year, month, day) or (_calendar(year, day, month) if int(month) > 12 else None)
        yield match.start(), match.end(), value


def _yearless(text: str, after: date) -> Iterator[tuple[int, int, date | None]]:
    for pattern in _YEARLESS if _HAS_MONTH.search(text) else ():
        for match in pattern.finditer(text):
            if match["month"] != "may":  # the verb
                yield match.start(), match.end(), _next(match["month"], match["day"], after)


def _next(month: str, day: str, after: date) -> date | None:
    earliest = after - _GRACE if after - date.min > _GRACE else date.min
    for year in range(earliest.year, min(earliest.year + 9, date.max.year + 1)):  # 29 February can be 8 years off
        value = _calendar(year, month, day)
        if value and value >= earliest:
            return value
    return None


def _year(printed: str) -> int:
    year = int(printed.lstrip("'’"))
    return year if year > 99 else year + (1900 if year > 90 else 2000)


def _calendar(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, _MONTH_NUMBERS.get(month.lower()) or int(month), int(day))
    except ValueError:
        return None
