"""Faults of ads, found in their columns; each with what to do. Pure: no clock, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from unionjobs_scraper.publish.advice.pay_laws import binding
from unionjobs_scraper.publish.feeds.places import regions_of

Row = RowMapping | Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with an ad."""

    posting_id: str
    kind: str
    """deadline, pay, duplicate, characters, field, link or long."""
    said: str
    cure: str


LONG, LONG_TIMES = 90, 3.0
"""Days, and times the median of its kind of work, from which on an ad is told as long up."""
SHORTEST = 80
"""Characters of a text that says something of a job."""
_BROKEN = (
    ("a sign that could not be read", re.compile("\ufffd")),
    ("letters of another encoding", re.compile("â€|Ã[\u0080-\u00bf©¨¤¶¼]|Â[ ·»«]")),
    ("an entity of HTML", re.compile(r"&(?:amp|lt|gt|quot|nbsp|rsquo|lsquo|rdquo|ldquo|ndash|mdash|#\d{2,5});")),
    ("a tag of HTML", re.compile(r"</?(?:p|br|div|span|li|ul|strong|em|b|i|font)\b[^<>]{0,80}>", re.IGNORECASE)),
    ("a question mark in a word", re.compile(r"(?<![\w/=&?.-])[A-Za-z]{2,15}\?(?:s|t|re|ve|ll|d|m)\b")),
)
REQUIRED = {
    "title": "title",
    "description": "description",
    "date_posted": "datePosted",
    "employer": "hiringOrganization",
    "locations": "jobLocation",
}
"""Columns without which search engines do not show a JobPosting, and schema.org's names."""


def faults(rows: Sequence[Row], today: date, medians: Mapping[str, float]) -> list[Fault]:
    """Every fault of the open postings of a board or union, by posting.

    Args:
        rows: the columns of each posting.
        today: the day that they are held against.
        medians: days that jobs stay open, by kind of work; one that is not known is left out.
    """
    found = [fault for row in rows for check in CHECKS for fault in check(row, today)]
    found += [fault for row in rows for fault in _long(row, today, medians)]
    found += _duplicates(rows)
    return sorted(found, key=lambda fault: (fault.posting_id, fault.kind, fault.said))


def _deadline(row: Row, today: date) -> Iterator[Fault]:
    if row["valid_through"] and row["valid_through"] < today:
        said = f"its deadline, {row['valid_through']}, has passed, and it is still listed"
        yield _fault(row, "deadline", said, "take it down, or state the new deadline")


def _pay(row: Row, today: date) -> Iterator[Fault]:
    if row["salary_min"] is not None or row["salary_max"] is not None or row["salary_text"]:
        return
    law = binding(regions_of(row["locations"], row["region"], row["country"]), today)
    if law:
        size = f" of employers with {law.employees} or more employees" if law.employees > 1 else ""
        said = f"no pay is stated, and {law.region} wants it{size} since {law.since}"
        yield _fault(row, "pay", said, f"state the range ({law.law}: {law.source})")


def _characters(row: Row, today: date) -> Iterator[Fault]:
    for name in ("title", "employer", "department", "locations", "salary_text", "description"):
        text = str(row[name] or "")[:200_000]
        for what, pattern in _BROKEN:
            if match := pattern.search(text):
                around = " ".join(text[max(0, match.start() - 20) : match.end() + 20].split())
                yield _fault(row, "characters", f"{name} has {what}: “{around}”", "type the words again as plain text")
                break


def _fields(row: Row, today: date) -> Iterator[Fault]:
    for name, field in REQUIRED.items():
        value = row[name]
        missing = not value
        if name == "locations":
            missing = not value and not row["country"] and row["workplace"] != "remote"
        if name == "description":
            missing = len(str(value or "").strip()) < SHORTEST
        if missing:
            said = f"no {field} can be read from it"
            yield _fault(row, "field", said, f"state it, and give it to search engines as {field} (JSON-LD below)")


SAME = ("title", "employer", "locations", "description")
"""Columns by which two ads of a board are one."""
CHECKS: tuple[Callable[[Row, date], Iterator[Fault]], ...] = (_deadline, _pay, _characters, _fields)


def days_up(row: Row, today: date) -> int:
    """Days since it was posted, by its own date where it has a plausible one, else since it was first seen."""
    first: date = row["first_seen"].date()
    posted: date | None = row["date_posted"]
    return max(0, (today - min(first, posted or first)).days)


def _long(row: Row, today: date, medians: Mapping[str, float]) -> Iterator[Fault]:
    usual = medians.get(row["job_family"])
    up = days_up(row, today)
    if usual and up >= LONG and up > LONG_TIMES * usual:
        said = f"it has been up for {up} days; half of the jobs in {row['job_family']} are filled within {usual:.0f}"
        yield _fault(row, "long", said, "take it down when it is filled, or post it anew")


def _duplicates(rows: Sequence[Row]) -> Iterator[Fault]:
    """Two open ads of one board for one job, or with the same words; the later one is told."""
    first_of: dict[tuple[str, ...], str] = {}
    for row in sorted(rows, key=lambda row: (row["first_seen"], row["posting_id"])):
        words = tuple(" ".join(str(row[name]).casefold().split()) for name in SAME)
        keys = [(row["source"], row["job_id"]), *([(row["source"], *words)] if all(words) else [])]
        before = next((first_of[key] for key in keys if key in first_of), "")
        for key in keys:
            first_of.setdefault(key, before or row["posting_id"])
        if before:
            yield _fault(row, "duplicate", f"it advertises the same job as {before}", "keep one of the two")


def _fault(row: Row, kind: str, said: str, cure: str) -> Fault:
    return Fault(posting_id=row["posting_id"], kind=kind, said=said, cure=cure)
