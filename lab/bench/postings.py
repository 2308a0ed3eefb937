"""A database of as many invented postings as a bench asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import ISO, POSTING_COLUMNS

NOW = datetime(2026, 5, 1, 6, tzinfo=UTC)
SOURCES = ("unionjobs", "goodunionjobs", "seiu509", "psac")
BATCH = 10_000
_SENTENCES = (
    "The local seeks an organizer who will build committees, visit members at home and train stewards.",
    'Members say: "We won because we stood together" – and the next campaign begins in the fall.',
    "• Research employers, boards and budgets; write clear reports for worker leaders.",
    "• Drive long distances; a valid driver’s license and an insured car are needed.",
    "Fluency in Spanish, Haitian Creole or Vietnamese is a plus; so is experience in health care.",
    "Ability to work long and irregular hours, including nights and weekends, and to travel for weeks at a time.",
    "Salary: $61,000 – $72,000 per year, with fully paid family health insurance and a pension.",
)
_WORDS = " ".join(_SENTENCES).split()
TITLES = ("Organizer", "Staff Attorney", "Field Representative", "Researcher", "- Lead Organizer (Québec)")
EMPLOYERS = 900
"""Of a database of any size, where a bench asks for no others."""


def build(path: Path, count: int, employers: int = EMPLOYERS) -> None:
    """Makes an SQLite database with `count` postings, descriptions of 1–2 kB, in the order of their ids.

    Each employer has had one title open for 20 days at a time, over 27 months; one in twenty is listed still.
    """
    Database(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        started = NOW.strftime(ISO)
        runs = [(number, source, started, "complete") for number, source in enumerate(SOURCES, 1)]
        connection.executemany("INSERT INTO runs (run_id, source, started_at, verdict) VALUES (?, ?, ?, ?)", runs)
        named = ", ".join(f'"{name}"' for name in POSTING_COLUMNS)
        marks = ", ".join("?" for _ in POSTING_COLUMNS)
        connection.executemany(f"INSERT INTO postings ({named}) VALUES ({marks})", _rows(count, employers))  # noqa: S608
        copied = ("posting_id, open_by, closed_after, closed_by, closed_reason",) * 2
        connection.execute(
            "INSERT INTO spells (spell, opened_run, {}) SELECT 1, 1, {} FROM postings".format(*copied)  # noqa: S608
        )
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(count: int, employers: int) -> Iterator[tuple[str | float | None, ...]]:
    chance = Random(7)
    for number in range(count):
        values = _posting(number, number % employers) | {"description": description(chance)}
        yield tuple(values.get(name, "") for name in POSTING_COLUMNS)


def description(chance: Random) -> str:
    """Text of 1–2 kB of words in no order: nothing in it repeats as the sentences of a board's own template do."""
    words = chance.choices(_WORDS, k=chance.randrange(160, 320))
    return "\n\n".join(" ".join(words[start : start + 40]) for start in range(0, len(words), 40))


def _posting(number: int, local: int) -> dict[str, str | float | None]:
    source = SOURCES[number % len(SOURCES)]
    posting_id = f"{source}:{number:07}"
    opened = NOW - timedelta(hours=number % 20_000)
    ended = opened + timedelta(days=20)
    closed = ended < NOW and number % 20 > 0  # some are listed for years
    return {
        "posting_id": posting_id,
        "job_id": posting_id,
        "source": source,
        "source_id": f"{number:07}",
        "url": f"https://www.{source}.test/listing.php?id={number:07}",
        "employer": f"SEIU Local {local}",
        "union_abbr": "SEIU",
        "local": str(local),
        "title": TITLES[number % len(TITLES)],
        "job_family": "organizing",
        "locality": "Dayton",
        "region": "US-OH",
        "country": "US",
        "locations": "Dayton, OH, US; Columbus, OH, US",
        "employment_type": "FULL_TIME",
        "salary_min": 50_000.0 + number % 9_000 if number % 4 else None,
        "salary_max": 72_000.5 if number % 4 else None,
        "salary_currency": "USD",
        "salary_period": "YEAR",
        "salary_text": "$61,000 – $72,000 per year",
        "date_posted": str(date(2026, 5, 1) - timedelta(days=number % 900)),
        "valid_through": None,
        "status": "closed" if closed else "open",
        "closed_reason": "delisted" if closed else "",
        "open_after": None,
        "open_by": opened.strftime(ISO),
        "closed_after": ended.strftime(ISO) if closed else None,
        "closed_by": (ended + timedelta(days=1)).strftime(ISO) if closed else None,
        "spells": 1,
        "first_seen": opened.strftime(ISO),
        "last_seen": (ended if closed else NOW).strftime(ISO),
        "apply_url": "mailto:jobs@example.org",
        "content_hash": f"{number * 2654435761 % 2**64:016x}",
    }
