"""The labelled pairs as they are read: worlds of postings, filled as the pipelines fill them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from unionjobs_scraper.items import JobPosting, stated_hash
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.pipelines.normalize import normalized

FOLDER = Path(__file__).parent
RELATIONS = ("same_ad", "repost", "different")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """A posting with the days on which its board showed it."""

    key: str
    posting: JobPosting
    first_seen: datetime
    last_seen: datetime
    open: bool
    """True when it was still listed at the world's end."""
    job: str
    """The truth: postings of one job are the same opening."""
    employer_key: str = ""
    """The truth: set on the postings of another employer than the world's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two postings that are scored, and why they are what they are."""

    a: str
    b: str
    relation: str
    """same_ad, repost or different."""
    reason: str

    @property
    def same(self) -> bool:
        """True when the two are one opening."""
        return self.relation != "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One union's postings on several boards over some time."""

    name: str
    situation: str
    part: str
    """tuning, from which thresholds may be taken, or held_out."""
    country: str
    why: str
    ads: tuple[Ad, ...]
    pairs: tuple[Pair, ...]


def worlds(part: str | None = None) -> list[World]:
    """Return the worlds of a *part*, or all. Raises `ValueError` on a line that is none."""
    return [world for world in _every() if part in {None, world.part}]


@cache
def _every() -> tuple[World, ...]:
    return tuple(
        _world(line, f"{file.stem}:{number}")
        for file in sorted(FOLDER.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    )


def _world(line: str, where: str) -> World:
    try:
        row: dict[str, Any] = json.loads(line)
        return World(
            name=row["name"],
            situation=row["situation"],
            part=row["part"],
            country=row["country"],
            why=row["why"],
            ads=tuple(_ad(each, row["country"]) for each in row["postings"]),
            pairs=tuple(Pair(a=a, b=b, relation=relation, reason=why) for a, b, relation, why in row["pairs"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"{where}: {problem!r}") from problem


def _ad(row: dict[str, Any], country: str) -> Ad:
    return Ad(
        key=row["key"],
        posting=_posting(row, country),
        first_seen=datetime.fromisoformat(row["first_seen"]),
        last_seen=datetime.fromisoformat(row["last_seen"]),
        open=row["open"],
        job=row["job"],
        employer_key=row.get("employer_key", ""),
    )


def _posting(row: dict[str, Any], country: str) -> JobPosting:
    """Clean, fingerprint and normalize, in the pipelines' order."""
    item = JobPosting(
        source=row["source"],
        source_id=row["source_id"],
        url=row["url"],
        employer=clean_line(row["employer"]),
        title=clean_line(row["title"]),
        department=clean_line(row["department"]),
        location_text=clean_line(row["location_text"]),
        region_text=row["region_text"],
        salary_text=clean_line(row["salary_text"]),
        employment_text=row["employment_text"],
        apply_url=row["apply_url"],
        date_posted_text=row["date_posted"],
        valid_through_text=row["valid_through"],
        description=clean_text(row["description"]),
    )
    return normalized(replace(item, content_hash=stated_hash(item)), country)
