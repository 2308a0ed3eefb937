"""What storing and linking a posting costs, alone and beside a million: `python -m lab.bench.linking`."""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from unionjobs_scraper.items import FIELDS, JobPosting
from unionjobs_scraper.linking.keys import keys
from unionjobs_scraper.linking.text import wording
from unionjobs_scraper.storage import runs
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.linking.facts import ad_of
from unionjobs_scraper.storage.linking.fingerprints import fingerprints_of
from unionjobs_scraper.storage.postings import Read, save
from unionjobs_scraper.storage.schema import fingerprints, job_keys, postings, spells

BATCH = 100
REAL = 30
"""Sentences of their own that make ads of real size, about 4 kB; those stored before are shorter, to spare the disk."""
START = datetime(2020, 1, 6, 6, tzinfo=UTC)
EMPLOYERS = 20_000
"""About as many labor organizations as file reports in the United States (OLMS)."""
TITLES = [
    f"{rank} {role}".strip()
    for rank in ("", "Senior", "Lead", "Assistant")
    for role in (
        "Organizer", "Field Representative", "Researcher", "Staff Attorney", "Communications Specialist",
        "Political Coordinator", "Data Analyst", "Bookkeeper", "Training Coordinator", "Benefits Representative",
    )
]  # fmt: skip
CITIES = [
    f"City{number}, {region}, US" for region in ("CA", "NY", "IL", "WA", "MN", "OR", "MA", "PA") for number in range(12)
]
ROOTS = (
    "organ bargain member campaign contract worksite steward grievance leader strike rally budget research train"
    " report coalition"
)
WORDS = [f"{root}{end}" for root in ROOTS.split() for end in ("", "s", "ing", "er", "ed")]


def batched(items: Iterator[JobPosting], size: int) -> Iterator[tuple[JobPosting, ...]]:
    """Portions of an iterator."""
    while some := tuple(islice(items, size)):
        yield some


def ads(count: int, seed: int, *, own: int = 12) -> Iterator[JobPosting]:
    """Invented ads: an employer's boilerplate, `own` sentences of the role, one in six a copy of an earlier one."""
    dice = random.Random(seed)
    recent: list[JobPosting] = []
    for number in range(count):
        if recent and dice.random() < 1 / 6:
            copied = dice.choice(recent)
            source = "daybook" if copied.source == "unionjobs" else "unionjobs"
            yield replace(copied, source=source, source_id=f"{seed}-{number}", url=f"https://{source}.example/{number}")
            continue
        item = _ad(dice, f"{seed}-{number}", own)
        recent = [*recent[-200:], item]
        yield item


def _ad(dice: random.Random, number: str, sentences: int) -> JobPosting:
    employer = dice.randrange(EMPLOYERS)
    home = random.Random(employer)
    city = dice.choice(home.sample(CITIES, 8))
    locality, region, country = city.split(", ")
    stock, own = home.choices(_sentences(), k=max(8, sentences // 2)), dice.choices(_sentences(), k=sentences)
    return JobPosting(
        source="unionjobs",
        source_id=number,
        url=f"https://unionjobs.example/{number}",
        employer=f"SEIU Local {employer}",
        union_abbr="SEIU",
        local=str(employer),
        title=dice.choice(TITLES),
        locality=locality,
        region=region,
        country=country,
        locations=city,
        location_text=city,
        salary_min=float(dice.randrange(40, 90) * 1000),
        description="\n".join((*stock[:4], *own, *stock[4:])),
        content_hash=number,
        row_hash=number,
    )


@cache
def _sentences(count: int = 50_000) -> list[str]:
    dice = random.Random(0)
    return [" ".join(dice.choices(WORDS, k=dice.randrange(8, 18))).capitalize() + "." for _ in range(count)]


def fill(database: Database, count: int) -> None:
    """Stores `count` postings with their fingerprints and keys, without comparing them with one another."""
    told = time.monotonic()
    for done, some in enumerate(batched(ads(count, seed=1), 5_000), start=1):
        with database.write() as connection:
            rows = [_row(item) for item in some]
            connection.execute(insert(postings), rows)
            connection.execute(insert(spells), [_spell(row) for row in rows])
            prints, found = _prints(rows)
            connection.execute(insert(fingerprints), prints)
            connection.execute(insert(job_keys), found)
        if time.monotonic() - told > 10 and sys.stderr.isatty():
            told = time.monotonic()
            sys.stderr.write(f"\r{done * 5_000:,} of {count:,} stored")


def _row(item: JobPosting) -> dict[str, Any]:
    known = {name: value for name, value in asdict(item).items() if name in FIELDS and name in postings.c}
    life = {"status": "open", "open_by": START, "spells": 1, "first_seen": START, "last_seen": START}
    return known | life | {"posting_id": item.posting_id, "job_id": item.posting_id, "site_id": item.source_id}


def _spell(row: dict[str, Any]) -> dict[str, Any]:
    return {"posting_id": row["posting_id"], "spell": 1, "open_by": START, "opened_run": 0}


def _prints(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    prints, found = [], []
    for row in rows:
        ad, said = ad_of(row), wording(row["description"])
        has = keys(ad).has
        prints.append(fingerprints_of(ad, said, has))
        found += [{"key": key, "posting_id": ad.posting_id} for key in has]
    return prints, found


def store(database: Database, items: Sequence[JobPosting], at: datetime) -> float:
    """Stores a batch as a crawl does; returns the seconds."""
    by_source: dict[str, list[Read]] = {}
    for item in items:
        by_source.setdefault(item.source, []).append(Read(item=item, seen_at=at, read_at=at))
    before = time.perf_counter()
    for source, reads in by_source.items():
        with database.write() as connection:
            begun = runs.Begun(run_id=1, source=source, started_at=at, history=(), last_complete=None)
            link.lock(connection)
            saved = save(connection, begun, reads)
            link.link(connection, saved.reworded, saved.rows)
    return time.perf_counter() - before


def main() -> None:
    """Prints the cost of a posting in both databases, and the peak memory of both together."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.linking", description=__doc__)
    parser.add_argument("--stored", type=int, default=1_000_000, help="postings stored before (default: %(default)s)")
    parser.add_argument("--new", type=int, default=10_000, help="postings that are measured (default: %(default)s)")
    parser.add_argument("--keep", type=Path, help="folder to keep the full database in, for another run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        full_file = place / f"{asked.stored}.db"
        made = full_file.exists()
        full, empty = Database(f"sqlite:///{full_file}"), Database(f"sqlite:///{Path(folder) / 'empty.db'}")
        if not made:
            fill(full, asked.stored)
        seconds: dict[str, list[float]] = {"empty": [], "full": []}
        at = START + timedelta(days=900)
        for turn, some in enumerate(batched(ads(asked.new, seed=time.time_ns(), own=REAL), BATCH)):
            pair = [("empty", empty), ("full", full)]
            for name, database in pair if turn % 2 else reversed(pair):
                seconds[name].append(store(database, some, at))
        _print(asked.stored, asked.new, seconds)


def _print(stored: int, new: int, seconds: dict[str, list[float]]) -> None:
    for name, count in (("empty", 0), ("full", stored)):
        median = statistics.median(seconds[name]) / BATCH
        mean = sum(seconds[name]) / new
        print(f"into {count:>9,} postings: {mean * 1e3:.2f} ms a posting (median {median * 1e3:.2f} ms)")
    print(f"ratio: {sum(seconds['full']) / sum(seconds['empty']):.2f} (of medians {_ratio(seconds):.2f})")
    print(f"peak memory, both databases open: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _ratio(seconds: dict[str, list[float]]) -> float:
    return statistics.median(seconds["full"]) / statistics.median(seconds["empty"])


if __name__ == "__main__":
    main()
