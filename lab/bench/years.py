"""Three years of twenty sources, night after night: `python -m lab.bench.years`; `--write`: docs/performance.md.

Runs, verdicts, closings, links and the store are the program's own; only what is fetched is filled in (`lab.tables`),
with the faults of the simulated year.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

from lab.bench.chapter import put
from lab.bench.children import tell
from lab.bench.years_page import HEADING, SETTLED, Night, Years, section
from lab.tables.play import Play
from lab.tables.truth import WORDS, Posting, World
from lab.year.boards import SOURCES, Source
from unionjobs_scraper.boards import register
from unionjobs_scraper.storage.database import Database

REPLAYED = 5
"""Nights that are played once more on each copy, a time."""
ROUNDS = 3


class Boards(World):
    """Boards whose postings have texts of real length, found by day."""

    def __init__(self, sources: Sequence[Source], seed: int, days: int) -> None:
        super().__init__(sources, seed, days)
        self._by_day: dict[tuple[str, int], list[Posting]] = defaultdict(list)
        for name, found in self.by_source.items():
            self.by_source[name] = [replace(each, words=_text(each.own_id)) for each in found]
            for each in self.by_source[name]:
                for day in {
                    day
                    for spell in each.life.spells
                    for day in range(max(0, int(spell.opens)), min(days, int(spell.leaves)) + 1)
                }:
                    self._by_day[name, day].append(each)
        self.postings = {(each.source, each.key): each for found in self.by_source.values() for each in found}

    def on(self, source: Source, day: float) -> list[Posting]:
        """The postings on a board's list."""
        return [each for each in self._by_day[source.name, int(day)] if each.life.listed_at(day)]

    def listed(self, source: str, day: float) -> list[int]:
        """Their numbers."""
        return [each.life.number for each in self._by_day[source, int(day)] if each.life.listed_at(day)]


def _text(own_id: str) -> str:
    return " ".join(Random(own_id).choices(WORDS, k=600))  # to be repeated, not guessed


def sources(count: int) -> list[Source]:
    """So many: the simulated year's, and others of the register that are like one of these."""
    known = {each.name for each in SOURCES}
    others = [each.name for each in register().values() if each.name not in known and not each.off and each.floor == 1]
    alike = [replace(SOURCES[place % len(SOURCES)], name=name) for place, name in enumerate(others)]
    return [*SOURCES, *alike][:count]


def played(world: Boards, nights: Sequence[int], path: Path, *, faults: bool = True) -> Iterator[Night]:
    """Plays the nights; one on which nothing ran is left out."""
    database = Database(f"sqlite:///{path}")
    before = time.process_time()
    for number in Play(world, database, 1, faults=faults).nights(nights):
        took = time.process_time() - before
        with closing(sqlite3.connect(path)) as connection:
            counts = [connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in TABLES]  # noqa: S608
        size = sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))
        yield Night(number=number, processor=took, size=size, **dict(zip(TABLES, counts, strict=True)))
        before = time.process_time()
    database.close()


def copied(path: Path, other: Path) -> None:
    """Copies a database."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)


def again(world: Boards, copies: Mapping[int, Path], folder: Path) -> dict[int, list[float]]:
    """Plays the nights that follow each copy's on it, in turn: what is on record is then all that differs."""
    found: dict[int, list[float]] = {number: [] for number in copies}
    for _ in range(ROUNDS):
        for number, path in copies.items():
            trial = folder / "trial.db"
            copied(path, trial)
            nights = range(number + 1, number + 1 + REPLAYED)
            found[number] += [each.processor for each in played(world, nights, trial, faults=False)]
            for file in folder.glob("trial.db*"):
                file.unlink()
    return found


TABLES = ("changes", "runs", "postings")


def by_table(path: Path) -> dict[str, int]:
    """Bytes by table, with its indexes; empty where SQLite was built without the means to tell."""
    query = (
        "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY 1 ORDER BY 2"
    )
    try:
        with closing(sqlite3.connect(path)) as connection:
            return dict(connection.execute(f"{query} DESC").fetchall())
    except sqlite3.OperationalError:
        return {}


def measured(sources_: int, nights: int, folder: Path) -> Years:
    """Plays all nights, and some on copies."""
    world, path, found = Boards(sources(sources_), 1, nights), folder / "unionjobs.db", list[Night]()
    copies: dict[int, Path] = {}
    wanted = [SETTLED, nights // 2, nights - REPLAYED - 1]
    for night in played(world, range(nights), path):
        found.append(night)
        while wanted and night.number >= wanted[0]:
            copies[night.number] = folder / f"{wanted.pop(0)}.db"
            copied(path, copies[night.number])
        if len(found) % 20 == 0:
            tell(f"night {night.number + 1}: {night.processor * 1000:.0f} ms, {night.size / 1e6:.1f} MB")
    where = (
        f"`python -m lab.bench.years --nights {nights} --sources {sources_}` on {os.cpu_count()} processors, beside"
        f" other work ({os.getloadavg()[0]:.0f} processes that wanted one at the end)"
    )
    return Years(nights=found, tables=by_table(path), again=again(world, copies, folder), sources=sources_, where=where)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the chapter, or puts it into docs/performance.md."""
    described = argparse.ArgumentParser(prog="python -m lab.bench.years", description=__doc__)
    add = described.add_argument
    add("--nights", type=int, default=1_095, metavar="N", help="default: %(default)s")
    add("--sources", type=int, default=20, metavar="N", help="default: %(default)s")
    add("--kept", type=Path, metavar="FILE", help="keeps what was measured; one that is there is told")
    add("--write", action="store_true", help="puts the chapter into docs/performance.md")
    options = described.parse_args(arguments)
    if options.kept and options.kept.exists():
        found = _read(json.loads(options.kept.read_text(encoding="utf-8")))
    else:
        with tempfile.TemporaryDirectory(prefix="years-") as folder:
            found = measured(options.sources, options.nights, Path(folder))
    if options.kept:
        options.kept.write_text(json.dumps(asdict(found)), encoding="utf-8")
    text = "\n".join(section(found))
    print(text)
    if options.write:
        put(HEADING, text)
    return 0


def _read(told: dict[str, Any]) -> Years:
    nights, again_ = [Night(**each) for each in told.pop("nights")], told.pop("again")
    return Years(nights=nights, again={int(number): each for number, each in again_.items()}, **told)


if __name__ == "__main__":
    sys.exit(main())
