"""Faults of ads, found in their columns; each with what to do. Pure: no clock, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping

from unionjobs_scraper.publish.advice.pay_laws import binding
from unionjobs_scraper.publish.advice.words import broken, says_nothing, states_pay
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
SHORTEST = 60
"""Letters and digits of a text that says something of a job."""
OLDEST = timedelta(days=5 * 365)
"""How long before an ad was first seen it can have been posted; an older date is a system's."""
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
    if states_pay(row):
        return
    law = binding(regions_of(row["locations"], row["region"], row["country"]), today)
    if law:
        size = f" of employers with {law.employees} or more employees" if law.employees > 1 else ""
        said = f"no pay is stated, and {law.region} wants it{size} since {law.since}"
        yield _fault(row, "pay", said, f"state the range ({law.law}: {law.source}, read on {law.checked})")


def _characters(row: Row, today: date) -> Iterator[Fault]:
    for name in ("title", "employer", "department", "locations", "salary_text", "description"):
        for what, around in broken(str(row[name] or "")[:200_000]):
            yield _fault(row, "characters", f"{name} has {what}: “{around}”", "type the words again as plain text")


def _fields(row: Row, today: date) -> Iterator[Fault]:
    for name, field in REQUIRED.items():
        value = row[name]
        missing = not value if name == "date_posted" else says_nothing(str(value or ""))
        if name == "locations":
            missing = missing and not row["country"] and row["workplace"] != "remote"
        if name == "description":
            missing = sum(map(str.isalnum, str(value or "")[:2000])) < SHORTEST
        if missing:
            said = f"no {field} can be read from it"
            yield _fault(row, "field", said, f"state it, and give it to search engines as {field} (JSON-LD below)")


WORD = re.compile(r"\w+")
SAME = ("title", "employer", "locations", "description")
"""Columns by which two ads of a board are one."""
CHECKS: tuple[Callable[[Row, date], Iterator[Fault]], ...] = (_deadline, _pay, _characters, _fields)


def days_up(row: Row, today: date) -> int:
    """Days since it was posted, by its own date where it has a plausible one, else since it was first seen."""
    first: date = row["first_seen"].date()
    posted: date | None = row["date_posted"]
    plausible = posted if posted and posted > first - OLDEST else first
    return max(0, (today - min(first, plausible)).days)


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
        words = tuple(" ".join(WORD.findall(str(row[name]).casefold())) for name in SAME)
        keys = [(row["source"], row["job_id"]), *([(row["source"], *words)] if all(words) else [])]
        before = next((first_of[key] for key in keys if key in first_of), "")
        for key in keys:
            first_of.setdefault(key, before or row["posting_id"])
        if before:
            yield _fault(row, "duplicate", f"it advertises the same job as {before}", "keep one of the two")


def _fault(row: Row, kind: str, said: str, cure: str) -> Fault:
    return Fault(posting_id=row["posting_id"], kind=kind, said=said, cure=cure)
