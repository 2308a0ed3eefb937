"""When a posting says that it was posted and until when one may apply: read, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from unionjobs_scraper.normalize import date_labels as labels
from unionjobs_scraper.normalize.date_forms import dates_in, foreign_date
from unionjobs_scraper.normalize.matching import Found, Hinted


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the words it was read from; the words may name none ("until filled")."""

    date: date | None
    text: str


UNDATED = Dated(None, "")

_VALUE_LENGTH = 220
_LOOK_BACK = 160
_LONGEST_REST = 120
_PERIODS = ("period", "window", "dates", "d'affichage", "d’affichage")
_STAMP = re.compile(
    r"\s*(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?"
    r"\s?(?:Z|UTC|GMT|\+00:?00)\s*$",
    re.ASCII,
)
# Hours from UTC of where most of a country's unions have their office, in winter (IANA time zones of their capitals).
_UTC_OFFSETS = {"US": -5, "CA": -5, "GB": 0, "IE": 0, "AU": 11, "NZ": 13}
_EARLIEST_MIDNIGHT, _LATEST_MIDNIGHT = 4, 10  # when a day begins from Halifax to Honolulu, in UTC
_LABEL_TO_DATE = 30  # a weekday may come between, another sentence may not
_SENTENCE_END = re.compile(
    r"[.!?](?=\s+[A-Z“(])(?<![A-Z].)(?<![ap]\.m.)(?<![AP]\.M.)"
    r"(?!(?<=\d\.)\s(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))",  # "bis zum 15. Juni 2026"
    re.DOTALL,
)
_LINE_END = re.compile(r"\n\s*(?=[A-Z•●*–-])")
_MONTH = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?\b"
_YEARLESS_HINT = re.compile(rf"{_MONTH}\.?\s*{_NUMBER}|\b{_NUMBER}(?:\s+of)?\s+{_MONTH}", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_FIRST_YEAR, _LAST_YEAR = 1990, 2045
_LONGEST_OPEN = timedelta(days=3 * 366)
_AGO = re.compile(
    r"(?<![\w+])(?:\d{1,3}|an?|one)\s*(?:min|hour|hr|h\b|day|d\b|week|wk|w\b)[a-z]*\s+ago\b",
    re.IGNORECASE | re.ASCII,
)


def parse_date(text: str, *, day_first: bool = False, after: date | None = None, country: str = "") -> date | None:
    """The first date written in `text`; None when there is none, or none that exists.

    Numbers are month/day unless `day_first`, or unless only day/month is possible. A date without
    a year is the first such day not earlier than 30 days before `after`, and None without `after`.
    A month without a day is no date. A stamp in UTC is the day that it is in `country` (ISO 3166-1
    alpha-2), where that is known. Never raises.
    """
    if not text:
        return None
    if country in _UTC_OFFSETS and (stamp := _STAMP.match(text)):
        return _local_day(stamp, _UTC_OFFSETS[country])
    found = dates_in(text, day_first=day_first, after=after)
    return found[0][1] if found else foreign_date(text.strip())


def _local_day(stamp: re.Match[str], offset: int) -> date | None:
    """The board's day of a UTC `stamp`; a midnight of UTC is a bare date, a local one is the edge of a day."""
    try:
        day = date(int(stamp["year"]), int(stamp["month"]), int(stamp["day"]))
        hour, minute = int(stamp["hour"]), int(stamp["minute"])
        if (hour, minute) in ((0, 0), (23, 59)):
            return day
        if offset < 0 and minute in (0, 59) and hour <= _LATEST_MIDNIGHT:
            return day - timedelta(days=1) if minute == 59 or hour < _EARLIEST_MIDNIGHT else day
        return (datetime(day.year, day.month, day.day, hour, minute) + timedelta(hours=offset)).date()  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None


def read_deadline(words: str, *, posted: date | None = None, day_first: bool = False, country: str = "") -> date | None:
    """The last day to apply that the `words` behind a deadline's label mean, possible or not; None when none.

    The arguments are those of `parse_date`, with `posted` in the place of `after`. Never raises.
    """
    if not words or _STAMP.match(words):
        return parse_date(words, day_first=day_first, country=country)
    found = _deadline(f"Deadline: {words}", posted, day_first, lambda day: True)
    return found.date if found.text else parse_date(words, day_first=day_first, after=posted)


def find_deadline(text: str, *, posted: date | None = None, day_first: bool = False) -> Dated:
    """The last day to apply that `text` states, with its words.

    "Until filled", a first review, a preference, an insiders' day, an impossible day (see `is_possible`) and one
    that lacks its year (unless `posted` gives it) yield the words without a date. Never raises.
    """
    return _deadline(text, posted, day_first, lambda day: is_possible(day, posted))


def _deadline(text: str, posted: date | None, day_first: bool, is_believed: Callable[[date], bool]) -> Dated:
    undated = UNDATED
    text = _plain(text)
    for label in labels.deadline_labels(text):
        if _is_other_deadline(text, label):
            continue
        value = _value(text, label.end)
        found = _deadline_in(text, label, value, day_first=day_first, posted=posted)
        words = " ".join((label.words + value).split())
        if found and is_believed(found):
            return Dated(found, words)
        stated = labels.UNTIL_FILLED.search(words) or _YEARLESS_HINT.search(value)
        if not undated.text and (stated or dates_in(value, day_first=day_first, after=None)):
            undated = Dated(None, words)
    return undated


def is_possible(deadline: date, posted: date | None = None) -> bool:
    """Whether a posting can be open until `deadline`: not before it was `posted`, nor for years on end."""
    if not _FIRST_YEAR <= deadline.year <= _LAST_YEAR:
        return False
    return posted is None or posted <= deadline <= _later(posted, _LONGEST_OPEN)


def find_posted(text: str, *, day_first: bool = False) -> Dated:
    """The day on which `text` says that it was posted, with its words.

    Revised, printed, effective and start dates are none; a month without a day, or "3 days ago",
    yields the words without a date. Never raises.
    """
    undated = UNDATED
    text = _plain(text)
    for label in labels.posted_labels(text):
        if label.words.lower().startswith("published") and _follows(labels.OTHER_PUBLISHED, text, label.start):
            continue
        value = _value(text, label.end)
        found = dates_in(value, day_first=day_first, after=None)
        near = value[:_LABEL_TO_DATE]
        words = " ".join((label.words.lstrip() + value).split())
        if found and found[0][0] <= _LABEL_TO_DATE:
            return Dated(found[0][1], words)
        if not undated.text and (re.search(r"\b(?:19|20)\d\d\b", near) or _AGO.search(near)):
            undated = Dated(None, words)
    return undated


def _later(day: date, span: timedelta) -> date:
    return day + span if date.max - day > span else date.max


def _plain(text: str) -> str:
    """`text` without the underscores that Markdown puts around words."""
    return _EMPHASIS.sub(" ", text) if "_" in text else text


def _follows(pattern: Hinted, text: str, place: int) -> bool:
    """Whether `pattern` matches in what comes before `place` in its sentence."""
    before = text[max(0, place - _LOOK_BACK) : place]
    return pattern.may_be_in(before) and bool(pattern.search(_SENTENCE_END.split(before)[-1].rpartition("\n")[2]))


def _is_other_deadline(text: str, label: Found) -> bool:
    said = " ".join(label.words.lower().split())
    if said not in labels.OF_OTHERS:
        return _follows(labels.INSIDERS, text, label.start)
    before = text[max(0, label.start - 40) : label.start]
    if text[label.end : label.end + 1] == ":" and labels.FILING.search(before):
        return False
    return bool(
        labels.OTHER_DEADLINE.search(before)
        or labels.FOR_OTHERS.match(text, label.end)
        or _follows(labels.INSIDERS, text, label.start)
    )


def _value(text: str, start: int) -> str:
    """Returns what follows a label: its line and sentence, or the next line under a lone label."""
    window = text[start : start + _VALUE_LENGTH]
    rest = labels.LABEL_REST.match(window) if ":" in window[:_LONGEST_REST] else None
    lead = rest.end() if rest else 0
    lead += len(window[lead:]) - len(window[lead:].lstrip(" \t\n:–—-"))
    bare = window.rstrip()
    end = max(lead, len(bare) - bare.endswith((".", "!", "?")))
    if ":" in window and (stop := labels.NEXT_LABEL.search(window, lead)):
        end = min(end, stop.start())
    if stop := _SENTENCE_END.search(window, lead):
        end = min(end, stop.start())
    if line_end := _LINE_END.search(window, lead):
        end = min(end, max(lead, len(window[: line_end.start()].rstrip())))
    return window[:end]


def _deadline_in(text: str, label: Found, value: str, *, day_first: bool, posted: date | None) -> date | None:
    found = dates_in(value, day_first=day_first, after=posted)
    said = label.words.lower()
    is_plain = "deadline" in said
    if said.endswith("after") and not labels.TOO_LATE.search(value):
        return None
    if said.startswith(("have ", "has ", "avez ", "ont ")) and not labels.TO_APPLY.search(value):
        return None
    if not is_plain and _follows(labels.PREFERENCE, text, label.start):
        return None
    preferred = labels.PREFERRED if is_plain else labels.PREFERENCE
    previous = 0
    for number, (place, _) in enumerate(found):
        before, since = (label.words + value[:place]).rstrip(), value[previous:place]
        previous = place
        if any(pattern.search(since) for pattern in (labels.INSIDERS, labels.OTHER_LABEL, preferred)):
            continue
        if not is_plain and labels.FIRST_CONSIDERATION.match(value, place):
            continue
        if labels.INSIDERS_AFTER.match(value, place):
            continue
        waits = labels.waits(before)
        if waits and not labels.FIRM.search(before):
            continue
        return _end_of_span(value, found[number:], said)
    return None


def _end_of_span(value: str, found: Sequence[tuple[int, date]], label: str) -> date | None:
    """The last day of "from A to B" and of "A, extended to B"; of a period that has no end, None."""
    place, day = found[0]
    if len(found) > 1:
        second, last = found[1]
        between = value[place:second]
        if last >= day and (labels.RANGE_TO.search(between) or labels.EXTENDED.search(between)):
            return last
    lead = value[:place]
    if (
        label.endswith(_PERIODS)
        and not label.startswith("date de")
        and not (labels.RANGE_TO.search(lead) and any(map(str.isdigit, lead)))
    ):
        return None
    return day
