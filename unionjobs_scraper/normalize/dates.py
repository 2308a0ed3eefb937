"""When a posting says that it was posted and until when one may apply: read, never guessed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from unionjobs_scraper.normalize import date_labels as labels
from unionjobs_scraper.normalize.date_forms import dates_in, foreign_date


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the words it was read from; the words may name none ("until filled")."""

    date: date | None
    text: str


UNDATED = Dated(None, "")

_VALUE_LENGTH = 220
_LABEL_TO_DATE = 30  # a weekday may stand between, another sentence may not
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z“(])(?<![A-Z].)(?<![ap]\.m.)(?<![AP]\.M.)", re.DOTALL)
_LINE_END = re.compile(r"\n\s*(?=[A-Z•●*–-])")
_YEARLESS_HINT = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*\d{1,2}\b", re.IGNORECASE
)
_AGO = re.compile(
    r"(?<![\w+])(?P<count>\d{1,3}|an?|one)\s*(?P<unit>min|hour|hr|h\b|day|d\b|week|wk|w\b)[a-z]*\s+ago\b",
    re.IGNORECASE | re.ASCII,
)
_UNIT_HOURS = {"m": 0, "h": 1, "d": 24, "w": 168}
_SAID_DAYS = (
    (re.compile(r"\b(?:today|just\s+(?:now|posted))\b", re.IGNORECASE), 0),
    (re.compile(r"\byesterday\b", re.IGNORECASE), 1),
)


def parse_date(text: str, *, day_first: bool = False, after: date | None = None) -> date | None:
    """Return the first date written in *text*; None when there is none, or none that exists.

    Numbers are month/day unless *day_first*, or unless only day/month is possible. A date without
    a year is the first such day not earlier than 30 days before *after*, and None without *after*.
    A month without a day is no date. Never raises.
    """
    if not text:
        return None
    found = dates_in(text, day_first=day_first, after=after)
    return found[0][1] if found else foreign_date(text.strip())


def find_deadline(text: str, *, posted: date | None = None, day_first: bool = False) -> Dated:
    """Return the last day to apply that *text* states, with its words.

    "Until filled", a first review and a day that lacks its year (unless *posted* gives it) yield the
    words without a date. Never raises.
    """
    undated = UNDATED
    for label in labels.deadline_labels(text):
        if _is_other_deadline(text, label):
            continue
        value = _value(text, label.end())
        found = _deadline_in(value, label[0], day_first, posted)
        words = " ".join((label[0] + value).split())
        if found:
            return Dated(found, words)
        if not undated.text and (labels.UNTIL_FILLED.search(words) or _YEARLESS_HINT.search(value)):
            undated = Dated(None, words)
    return undated


def find_posted(text: str, *, day_first: bool = False) -> Dated:
    """Return the day on which *text* says that it was posted, with its words.

    Revised, printed, effective and start dates are none; a month without a day, or "3 days ago",
    yields the words without a date. Never raises.
    """
    undated = UNDATED
    for label in labels.posted_labels(text):
        value = _value(text, label.end())
        found = dates_in(value, day_first=day_first, after=None)
        near = value[:_LABEL_TO_DATE]
        words = " ".join((label[0].lstrip() + value).split())
        if found and found[0][0] <= _LABEL_TO_DATE:
            return Dated(found[0][1], words)
        if not undated.text and (re.search(r"\b(?:19|20)\d\d\b", near) or _AGO.search(near)):
            undated = Dated(None, words)
    return undated


def resolve_relative(text: str, now: datetime) -> date | None:
    """Return the day that "3 days ago", "yesterday" or "2 weeks ago" means, seen at *now*.

    None for open-ended ("30+ days ago") or month-long spans, which name no day. Never raises.
    """
    for pattern, days in _SAID_DAYS:
        if pattern.search(text):
            return _earlier(now, timedelta(days=days))
    ago = _AGO.search(text)
    if not ago:
        return None
    count = int(ago["count"]) if ago["count"].isdigit() else 1
    return _earlier(now, timedelta(hours=count * _UNIT_HOURS[ago["unit"][0].lower()]))


def _earlier(now: datetime, span: timedelta) -> date | None:
    try:
        return (now - span).date()
    except OverflowError:
        return None


def _is_other_deadline(text: str, label: re.Match[str]) -> bool:
    if label[0].lower() != "deadline":
        return False
    before = text[max(0, label.start() - 40) : label.start()]
    return bool(labels.OTHER_DEADLINE.search(before) or labels.FOR_OTHERS.match(text, label.end()))


def _value(text: str, start: int) -> str:
    """Return what follows a label: its line and sentence, or the next line under a lone label."""
    window = text[start : start + _VALUE_LENGTH]
    lead = len(window) - len(window.lstrip(" \t\n:–—-"))
    bare = window.rstrip()
    end = max(lead, len(bare) - bare.endswith((".", "!", "?")))
    if ":" in window and (stop := labels.NEXT_LABEL.search(window, lead)):
        end = min(end, stop.start())
    if stop := _SENTENCE_END.search(window, lead):
        end = min(end, stop.start())
    if line_end := _LINE_END.search(window, lead):
        end = min(end, max(lead, len(window[: line_end.start()].rstrip())))
    return window[:end]


def _deadline_in(value: str, label: str, day_first: bool, posted: date | None) -> date | None:
    found = dates_in(value, day_first=day_first, after=posted)
    if label.lower().endswith("period"):  # from one day to another
        return found[-1][1] if len(found) > 1 else None
    for place, day in found:
        before = (label + value[:place]).rstrip()
        if "deadline" not in label.lower() and labels.FIRST_CONSIDERATION.search(value, place):
            continue
        waits = labels.UNTIL_FILLED.search(before) or labels.FIRST_REVIEW.search(before)
        if not waits or labels.FIRM.search(before):
            return day
    return None
