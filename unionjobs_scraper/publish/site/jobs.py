"""A job as the site shows it, made of the short columns of its postings, contacts taken out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from unionjobs_scraper.publish.feeds.entries import line, web_address
from unionjobs_scraper.publish.feeds.places import file_name, regions_of
from unionjobs_scraper.publish.site.state import Kept
from unionjobs_scraper.storage.queries.site import SHORT

PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
FAMILY_NAMES = {"other": "other work"}
WORKPLACES = {"onsite": "on site"}
"""What people call a workplace, where it is not the column's word."""
TOGETHER = (
    ("employer", "union_abbr", "local"),
    ("title", "department", "job_family"),
    ("locations", "region", "country"),
    ("workplace",),
    ("employment_type",),
    ("salary_text", "salary_min", "salary_max", "salary_currency", "salary_period"),
    ("date_posted",),
    ("valid_through",),
    ("apply_url",),
)
"""Columns that are taken from one posting together: the first that has any of them."""


@dataclass(frozen=True, slots=True)
class Job:
    """What lists and pages say of a job. Times are ISO 8601 text, UTC; empty is not known."""

    job_id: str
    path: str
    facts: Mapping[str, Any]
    """The columns of `TOGETHER`."""
    status: str
    opened: str
    """When it was first seen open."""
    opened_after: str
    """When a census did not list it yet; empty: it was there at the first census."""
    closed: str
    """By when it had closed; empty while it is open."""
    reopened: bool
    sources: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its title, or its id where it has none."""
        return line(self.facts["title"]) or self.job_id

    @property
    def employer(self) -> str:
        """Its employer as shown."""
        return line(self.facts["employer"])

    @property
    def union(self) -> str:
        """The abbreviation of the national union."""
        return line(self.facts["union_abbr"], 40)

    @property
    def family(self) -> str:
        """Its kind of work."""
        return str(self.facts["job_family"])

    @property
    def places(self) -> str:
        """Its places, shortened for a line."""
        places = [each.removesuffix(", US") for each in line(self.facts["locations"], 300).split("; ") if each]
        return "; ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")

    @property
    def regions(self) -> list[str]:
        """Its states and provinces (ISO 3166-2)."""
        return sorted(regions_of(self.facts["locations"], self.facts["region"], self.facts["country"]))

    @property
    def workplace(self) -> str:
        """Onsite, hybrid or remote."""
        return str(self.facts["workplace"])

    @property
    def pay(self) -> str:
        """Its pay in the words of the site, else in numbers."""
        facts = self.facts
        if said := line(facts["salary_text"] or "", 90):
            return said
        ends = [f"{facts[name]:,.0f}" for name in ("salary_min", "salary_max") if facts[name] is not None]
        if not ends:
            return ""
        period = f" a {facts['salary_period'].lower()}" if facts["salary_period"] else ""
        return f"{facts['salary_currency']} {' to '.join(dict.fromkeys(ends))}{period}".strip()

    @property
    def has_pay(self) -> bool:
        """Whether an amount is stated."""
        return self.facts["salary_min"] is not None or self.facts["salary_max"] is not None

    @property
    def deadline(self) -> str:
        """Its deadline, a day."""
        return str(self.facts["valid_through"] or "")

    @property
    def groups(self) -> list[str]:
        """The folders of the pages that list it."""
        found = [f"work/{file_name(self.family)}"] if self.family else []
        found += [f"unions/{file_name(self.union)}"] if self.union else []
        return found + [f"places/{region}" for region in self.regions] + ["remote"] * (self.workplace == "remote")


def page_path(job_id: str) -> str:
    """Where a job's page is: its id where that is a plain name, else with a digest that tells it from others."""
    source, _, source_id = job_id.partition(":")
    name = source_id
    if not PLAIN.fullmatch(source_id):
        digest = hashlib.blake2b(job_id.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        name = f"{re.sub('[^a-z0-9]+', '-', source_id[:80].casefold()).strip('-')[:40]}-{digest}".lstrip("-")
    return f"job/{file_name(source)}/{name}.html"


def job(kept: Kept) -> Job:
    """The job of the short columns."""
    rows = [dict(zip(SHORT, each, strict=True)) for each in kept.postings]
    rows.sort(key=lambda row: (row["status"] == "closed", _later(row["first_seen"])))
    states = {row["status"] for row in rows}
    first = min(rows, key=lambda row: str(row["first_seen"]))
    status = next(each for each in ("open", "unknown", "closed") if each in states)
    return Job(
        job_id=kept.job_id,
        path=kept.path,
        facts=_facts(rows),
        status=status,
        opened=str(min(row["open_by"] for row in rows if row["status"] == status)),
        opened_after=str(first["open_after"] or ""),
        closed=str(max((row["closed_by"] or "" for row in rows), default="")) if status == "closed" else "",
        reopened=max(int(row["spells"]) for row in rows) > 1 or (len(rows) > 1 and _apart(rows)),
        sources=tuple(sorted({row["source"] for row in rows})),
    )


def _later(at: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in str(at))


def _apart(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of its postings had ended before another began."""
    ends = [row["closed_by"] for row in rows if row["closed_by"]]
    return any(row["open_by"] > end for row in rows for end in ends)


def _facts(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for names in TOGETHER:
        best = next((row for row in rows if any(row[name] not in ("", None) for name in names)), rows[0])
        facts |= {name: best[name] for name in names}
    return facts


def day(text: str) -> str:
    """A day or a time as people write the day: `May 7, 2026`; empty for none."""
    if not text:
        return ""
    at = date.fromisoformat(text[:10])
    return f"{at:%B} {at.day}, {at.year}"


def apply_address(facts: Mapping[str, Any]) -> str:
    """Where to apply, when that is a page."""
    return web_address(str(facts["apply_url"] or ""))
