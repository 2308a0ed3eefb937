"""A database of invented postings that differ as those of many boards do: what a site of them costs depends on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count as numbers
from pathlib import Path
from random import Random
from typing import Any

from lab.bench.postings import NOW, TITLES, description
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import ISO, POSTING_COLUMNS

SOURCES = 40
A_NIGHT = 100
"""Postings for each night that the sources have been read."""
OPEN = 5
"""One posting in so many is open."""
UNIONS = (
    "AFSCME AFT APWU ATU BCTGM CSEA CUPE CWA IAM IATSE IBEW IFPTE ILWU IUOE LIUNA NEA NNU OPEIU PSAC SEIU UAW UBC UFCW"
    " UNIFOR USW"
).split()
FAMILIES = "organizing representation research communications political legal administration finance training".split()
STATES = "AK AL AZ CA CO CT DC FL GA HI IL IN IA KY MA MD MI MN MO NJ NM NV NY OH OR PA TX VA WA WI".split()
CITIES = "Albany Austin Bristol Columbus Dayton Fresno Helena Lansing Madison Oakland Portland Reno Salem Tampa".split()
REASONS = {"delisted": "", "gone": "HTTP 404", "marked": "This position has been filled."}
Row = Mapping[str, Any]


def build(path: Path, count: int) -> None:
    """Makes an SQLite database of `count` postings of 40 sources, and a run a source and night."""
    Database(f"sqlite:///{path}").close()
    chance = Random(count)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        _insert(connection, "runs", _runs(chance, range(nights(count), -1, -1)))
        for number in range(count):
            posting, spell, change = _life(chance, number, nights(count))
            _insert(connection, "postings", [posting])
            _insert(connection, "spells", [spell])
            _insert(connection, "changes", [change] if number % 9 == 0 else [])
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def nights(count: int) -> int:
    """How many nights the record of so many postings goes back."""
    return max(30, count // A_NIGHT)


def one_night(path: Path, edited: int) -> datetime:
    """A further census of every source, and so many postings with another pay; returns its time."""
    after = NOW + timedelta(days=1)
    with closing(sqlite3.connect(path)) as connection:
        (last,) = connection.execute("SELECT max(run_id) FROM runs").fetchone()
        _insert(connection, "runs", _runs(Random(1), [-1], last + 1))
        connection.execute(
            "UPDATE postings SET salary_text = 'from $64,000 a year', salary_min = 64000 WHERE posting_id IN"
            " (SELECT posting_id FROM postings WHERE status = 'open' ORDER BY posting_id LIMIT ?)",
            (edited,),
        )
        connection.execute("UPDATE postings SET last_seen = ? WHERE status = 'open'", (after.strftime(ISO),))
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return after


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[Row] | Sequence[Row]) -> None:
    for row in rows:
        marks = ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))  # noqa: S608


def _runs(chance: Random, nights: Sequence[int], first: int = 1) -> Iterator[Row]:
    ids = numbers(first)
    for night in nights:
        for place, source in enumerate(crawled()[:SOURCES]):
            started = NOW - timedelta(days=night, minutes=place)
            failed = chance.random() < 0.03 and night > 0
            listed = chance.randrange(2, 300)
            yield {
                "run_id": next(ids),
                "source": source,
                "started_at": started.strftime(ISO),
                "finished_at": (started + timedelta(seconds=chance.randrange(9, 999))).strftime(ISO),
                "verdict": "failed" if failed else "complete",
                "reason": "list-failed: HTTP 503" if failed else "",
                "listed": 0 if failed else listed,
                "pages_read": chance.randrange(20),
                "unchanged": 0 if failed else listed,
                "requests": listed + 3,
                "bytes": listed * 8000 + chance.randrange(9000),
            }


def _life(chance: Random, number: int, nights: int) -> tuple[Row, Row, Row]:
    """A posting with its spell, and an edit of it."""
    source = crawled()[chance.randrange(SOURCES)]
    posting_id = f"{source}:{chance.getrandbits(64):016x}" if number % 2 else f"{source}:{number:07}"
    is_open = number % OPEN == 0
    age = chance.randrange(min(60, nights)) if is_open else chance.randrange(20, nights)
    opened = NOW - timedelta(days=age, minutes=chance.randrange(900))
    closed = min(opened + timedelta(days=chance.randrange(3, 90)), NOW)
    reason = chance.choice(list(REASONS))
    bounds: dict[str, Any] = {
        "open_after": (opened - timedelta(days=1)).strftime(ISO),
        "open_by": opened.strftime(ISO),
        "closed_after": None if is_open else (closed - timedelta(days=1)).strftime(ISO),
        "closed_by": None if is_open else closed.strftime(ISO),
        "closed_reason": "" if is_open else reason,
    }
    posting = _posting(chance, number, source, posting_id) | bounds
    posting |= {
        "status": "open" if is_open else "closed",
        "spells": 1,
        "first_seen": opened.strftime(ISO),
        "last_seen": (NOW if is_open else closed - timedelta(days=1)).strftime(ISO),
        "date_posted": opened.strftime("%Y-%m-%d"),
        "valid_through": (opened + timedelta(days=45)).strftime("%Y-%m-%d") if number % 3 == 0 else None,
    }
    spell = bounds | {
        "posting_id": posting_id,
        "spell": 1,
        "opened_run": 1,
        "evidence_url": "" if is_open else posting["url"],
        "evidence": "" if is_open else REASONS[reason],
    }
    change = {
        "posting_id": posting_id,
        "run_id": 1,
        "at": (opened + timedelta(days=2)).strftime(ISO),
        "field": "salary_text",
        "old": "",
        "new": posting["salary_text"],
    }
    return {name: posting.get(name, "") for name in POSTING_COLUMNS}, spell, change


def _posting(chance: Random, number: int, source: str, posting_id: str) -> dict[str, Any]:
    union, family, state = chance.choice(UNIONS), chance.choice(FAMILIES), chance.choice(STATES)
    local = chance.randrange(1, 1200)
    place = f"{chance.choice(CITIES)}, {state}, US"
    low = chance.randrange(42, 110) * 1000 if number % 3 else None
    high = low + chance.randrange(2, 30) * 1000 if low else None
    return {
        "posting_id": posting_id,
        "job_id": posting_id,
        "source": source,
        "source_id": posting_id.partition(":")[2],
        "url": f"https://{source}.example.org/jobs/{posting_id.partition(':')[2]}",
        "employer": f"{union} Local {local}",
        "union_abbr": union,
        "local": str(local),
        "title": f"{chance.choice(('', 'Lead ', 'Senior ', 'Bilingual '))}{chance.choice(TITLES)}, {family}",
        "job_family": family,
        "locality": place.partition(",")[0],
        "region": state,
        "country": "US",
        "locations": place,
        "workplace": chance.choice(("", "", "onsite", "hybrid", "remote")),
        "employment_type": chance.choice(("FULL_TIME", "FULL_TIME", "PART_TIME", "")),
        "salary_min": low,
        "salary_max": high,
        "salary_currency": "USD" if low else "",
        "salary_period": "YEAR" if low else "",
        "salary_text": f"${low:,} – ${high:,} per year" if low else "",
        "apply_url": f"https://{source}.example.org/apply/{number}",
        "description": description(chance) + "\n\n" + description(chance),
        "content_hash": f"{chance.getrandbits(64):016x}",
    }
