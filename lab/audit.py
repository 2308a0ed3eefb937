"""Whether an audit's intervals hold: `python -m lab.audit [SEEDS]` on simulated years with boards that lie.

A year of twelve boards is stored: each posting has a true end, and each board lies in its own way. Some drop postings
that are still open (false closings: a page that answers 404 for a day, a list that loses rows), some keep ended ones
(stale open postings). The program's own drawing and scoring meet it, a judge who knows the truth fills the sheet, and
the share of seeds whose interval holds the true rate is counted.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from unionjobs_scraper.publish.release.audit_score import Audit
from unionjobs_scraper.publish.release.audit_sheet import COLUMNS, draw, key_of, score
from unionjobs_scraper.publish.writers import write_csv
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import postings, runs, spells

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
DAYS = 365
SEEDS = 100
DRAWN = 100
BOARDS = 12
REASONS = ("marked", "gone", "delisted")
WORLDS: Mapping[str, tuple[float, float]] = {
    "honest boards": (0.0, 0.0),
    "few lies": (0.01, 0.02),
    "one board in four lies": (0.06, 0.05),
    "every board lies": (0.2, 0.25),
}
"""Shares of closings and of open postings that are wrong, on average over the boards; they differ between boards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A stored year, and which of its postings are wrong."""

    database: Database
    sources: Sequence[str]
    wrong: frozenset[str]
    """posting_id of each false closing and each stale open posting."""
    rates: tuple[float, float]
    """The true shares of wrong closings and of wrong open postings."""


def chance(*key: object) -> float:
    """A number from 0 to 1 that its key decides."""
    digest = hashlib.blake2b("\x1f".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def world(path: Path, name: str, lies: tuple[float, float]) -> World:
    """Stores a year of which `lies` are the average shares of wrong closings and wrong open postings."""
    database = Database(f"sqlite:///{path}")
    sources = [f"board{number:02}" for number in range(BOARDS)]
    rows = [row for source in sources for row in _postings(name, source, lies)]
    with database.write() as connection:
        connection.execute(insert(runs), [_run(source) for source in sources])
        connection.execute(insert(postings), [posting for posting, _, _ in rows])
        connection.execute(insert(spells), [spell for _, spell, _ in rows])
    closed = [wrong for posting, _, wrong in rows if posting["status"] == "closed"]
    still = [wrong for posting, _, wrong in rows if posting["status"] == "open"]
    ids = frozenset(posting["posting_id"] for posting, _, wrong in rows if wrong)
    return World(
        database=database, sources=sources, wrong=ids, rates=(sum(closed) / len(closed), sum(still) / len(still))
    )


def _run(source: str) -> dict[str, Any]:
    return {"source": source, "started_at": START + timedelta(days=DAYS), "verdict": "complete"}


Row = dict[str, Any]


def _postings(name: str, source: str, lies: tuple[float, float]) -> Iterator[tuple[Row, Row, bool]]:
    """A board's postings, their spells, and whether what is stored of their end is wrong."""
    end = START + timedelta(days=DAYS)
    liar = 4 * chance(name, source, "liar") ** 3  # few boards tell most of the lies; 1 on average
    for number in range(40 + int(300 * chance(name, source, "size"))):
        key = (name, source, number)
        opened = START + timedelta(days=int(DAYS * chance(*key, "opened")))
        ended = opened + timedelta(days=3 + int(90 * chance(*key, "life") ** 2))
        closed = ended < end
        wrong = chance(*key, "lie") < min(0.9, liar * lies[0 if closed else 1])
        reason = REASONS[int(3 * chance(*key, "reason"))] if closed else ""
        posting = {
            "posting_id": f"{source}:{number}",
            "source": source,
            "source_id": str(number),
            "title": "Organizer",
            "status": "closed" if closed else "open",
            "open_by": opened,
            "first_seen": opened,
            "last_seen": min(ended, end),
            "spells": 1,
        }
        spell = {
            "posting_id": posting["posting_id"],
            "spell": 1,
            "open_by": opened,
            "opened_run": 1,
            "closed_by": ended if closed else None,
            "closed_reason": reason,
        }
        yield posting, spell, wrong


def audited(simulated: World, sheet: Path, seed: int, n: int = DRAWN) -> Audit:
    """Draws, has a judge who knows the truth fill the sheet, and scores it."""
    draw(simulated.database, sheet, n=n, seed=seed, sources=simulated.sources)
    key = json.loads(key_of(sheet).read_text(encoding="utf-8"))["items"]
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        item = key[row["item"]]
        truly_open = (item["kind"] == "open") != (item["posting_id"] in simulated.wrong)
        row["answer"] = "open" if truly_open else "closed"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        write_csv([tuple(row[name] for name in COLUMNS) for row in rows], COLUMNS, file)
    return score(sheet)


def coverage(simulated: World, folder: Path, seeds: int) -> tuple[int, int, float, float]:
    """In how many seeds the intervals hold the true rates of closings and opens, and their mean widths."""
    held, widths = [0, 0], [0.0, 0.0]
    for seed in range(seeds):
        found = audited(simulated, folder / "sheet.csv", seed)
        for place, (each, truth) in enumerate(zip((found.closings, found.opens), simulated.rates, strict=True)):
            low, high = each.interval
            held[place] += low <= truth <= high
            widths[place] += (high - low) / seeds
    return held[0], held[1], widths[0], widths[1]


def main(arguments: Sequence[str]) -> int:
    """Prints the coverage in each world; 1 where an interval held in fewer than 93 of 100 seeds."""
    seeds = int(arguments[0]) if arguments else SEEDS
    worst = 1.0
    print(f"{seeds} seeds, {DRAWN} items drawn\n")
    print("| world | false closings | interval holds | mean width | stale open | interval holds | mean width |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, lies in WORLDS.items():
        with TemporaryDirectory() as place:
            simulated = world(Path(place) / "year.db", name, lies)
            first, second, wide, wider = coverage(simulated, Path(place), seeds)
            simulated.database.close()
        one, two = simulated.rates
        print(f"| {name} | {one:.1%} | {first} | {wide:.1%} | {two:.1%} | {second} | {wider:.1%} |")
        worst = min(worst, first / seeds, second / seeds)
    return int(worst < 0.93)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
