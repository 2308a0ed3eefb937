"""What a published site costs: `python -m lab.bench.publishing [--write]`; a section of docs/performance.md.

Each writing is a process of its own. What each question of the page of SQL reads is counted by the server that the page
was opened from, in Chromium, with the engine that `make duckdb` fetched. `--folder` keeps the databases, the sites and
what was measured, so that a large one can be measured in several goes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from textwrap import fill
from typing import Any

from lab.bench import varied
from lab.bench.chapter import put
from lab.bench.performance import WIDTH
from lab.bench.postings import NOW
from lab.bench.questions_read import ENGINE, Asked, asked
from lab.program.program import ROOT
from unionjobs_scraper.publish.site.making import WORTHWHILE
from unionjobs_scraper.storage.schema import ISO

HEADING = "# What a published site costs"
SIZES = (1_000, 10_000, 100_000)
MINUTES = 5
"""What the largest site may take to be written."""
SHARE = 0.1
"""What a writing without changes may take of the first."""
MOST_READ = 5e6
"""Bytes that a question may read."""
VIEW = 100_000
"""Bytes of a first view."""
FIRST_VIEWS = ("index.html", "jobs/index.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One run of a program: seconds on the wall and of the processor, MB at its peak."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured of one site."""

    postings: int
    start: Cost
    """Scrapy alone: `scrapy version` where there is no project."""
    first: Cost
    again: Cost
    night: Cost
    files: int
    bytes: int
    views: Sequence[tuple[str, int]]
    asked: Sequence[Asked]


def run(command: Sequence[str], folder: Path = ROOT) -> Cost:
    """Runs a program to its end. Raises `SystemExit` when it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = time.monotonic()
    process = subprocess.Popen(
        (sys.executable, *command), cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit status {process.returncode}: {said[-600:]}")
    wall = time.monotonic() - before
    return Cost(wall=wall, processor=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024)


def publish(database: Path, site: Path, at: datetime) -> Cost:
    """Writes a site."""
    settings = ("-s", f"DATABASE_URL=sqlite:///{database}", "-s", f"RUN_AT={at.strftime(ISO)}")
    engine = ("--duckdb", str(ENGINE)) if ENGINE.is_dir() else ()
    return run(("-m", "scrapy", "publish", str(site), *engine, *settings))


def measured(count: int, folder: Path) -> Measured:
    """Writes a site of so many postings three times, and asks it; what the folder remembers is not done again."""
    folder.mkdir(parents=True, exist_ok=True)
    database, site = folder / "postings.db", folder / "site"
    if not database.exists():
        varied.build(database, count)
    notes = Notes(folder / "measured.json")
    run(("-m", "scrapy", "version"), folder)  # compiles what was not yet
    notes.keep("start", lambda: asdict(run(("-m", "scrapy", "version"), folder)))
    notes.keep("first", lambda: asdict(publish(database, site, NOW)))
    notes.keep("again", lambda: asdict(publish(database, site, NOW)))
    notes.keep("size", lambda: _size(site))
    notes.keep("views", lambda: [(name, _view(site, name)) for name in (*FIRST_VIEWS, _a_job(site))])
    notes.keep("asked", lambda: [asdict(each) for each in asked(site)] if ENGINE.is_dir() else [])
    notes.keep("night", lambda: asdict(publish(database, site, varied.one_night(database, count // 100))))
    return notes.measured(count)


class Notes:
    """What was measured of a site, kept in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def keep(self, name: str, measure: Callable[[], Any]) -> None:
        """Measures it, unless that was done."""
        if name not in self.found:
            self.found[name] = measure()
            self.path.write_text(json.dumps(self.found, indent=1))

    def measured(self, count: int) -> Measured:
        """All of it."""
        files, size = self.found["size"]
        return Measured(
            postings=count,
            **{name: Cost(**self.found[name]) for name in ("start", "first", "again", "night")},
            files=files,
            bytes=size,
            views=self.found["views"],
            asked=[Asked(**each) for each in self.found["asked"]],
        )


def _size(site: Path) -> tuple[int, int]:
    found = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return len(found), sum(found)


def _a_job(site: Path) -> str:
    return min(path.relative_to(site).as_posix() for path in next(iter(sorted((site / "job").iterdir()))).iterdir())


def _view(site: Path, name: str) -> int:
    """Bytes of a page with the style and the script that it names."""
    assets = ("assets/site.css", "assets/jobs.js" if name.startswith("jobs/") else "assets/front.js")
    return sum((site / each).stat().st_size for each in (name, *assets))


def section(sites: Sequence[Measured]) -> Iterator[str]:
    """The section, in Markdown."""
    yield f"{HEADING}\n"
    where = (
        f"Written by `python -m lab.bench.publishing` on one of {os.cpu_count()} processors, with"
        f" {os.getloadavg()[0]:.0f} processes that wanted them at the end: believe the seconds of the processor. From"
        f" {WORTHWHILE:,} pages on a writing uses every processor that it has. One posting in five is open, and"
        " 40 sources have a run a night. First: into an empty folder. Again: nothing has changed. A night: a census of"
        " every source, and the pay of one posting in a hundred edited."
    )
    yield fill(where, WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"
    yield "| postings | | s on the wall | s of the processor | peak MB | of the first | net of Scrapy's start |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    for site in sites:
        yield from _writings(site)
    yield "\n| postings | files | MB | " + " | ".join(f"kB of {name}" for name in (*FIRST_VIEWS, "a job")) + " |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: |"
    for site in sites:
        views = " | ".join(f"{size / 1e3:.0f}" for _, size in site.views)
        yield f"| {site.postings:,} | {site.files:,} | {site.bytes / 1e6:,.0f} | {views} |"
    yield "\n| limit | measured | |\n| --- | ---: | --- |"
    yield from _limits(sites)
    if largest := sites[-1].asked:
        yield f"\nWhat a question reads of the tables of {sites[-1].postings:,} postings, each in a new window:\n"
        yield "| question | MB | requests | s |\n| --- | ---: | ---: | ---: |"
        for each in largest:
            yield f"| {each.title} | {each.bytes / 1e6:.2f} | {each.requests} | {each.seconds:.1f} |"


def _writings(site: Measured) -> Iterator[str]:
    for name, cost in (("first", site.first), ("again", site.again), ("a night", site.night)):
        share = cost.processor / site.first.processor
        net = max(0.0, cost.processor - site.start.processor) / (site.first.processor - site.start.processor)
        shares = "| |" if name == "first" else f"{share:.1%} | {net:.1%} |"
        yield (f"| {site.postings:,} | {name} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.memory:.0f} | {shares}")


def _limits(sites: Sequence[Measured]) -> Iterator[str]:
    largest = sites[-1]
    minutes = largest.first.processor / 60
    yield _held(f"{largest.postings:,} postings, minutes of one processor", f"{minutes:.1f}", minutes <= MINUTES)
    for site in sites:
        share = site.again.processor / site.first.processor
        what = f"nothing changed, {site.postings:,} postings, of the first (Scrapy's own start:"
        own = site.start.processor / site.first.processor
        yield _held(f"{what} {own:.1%}) ≤ {SHARE:.0%}", f"{share:.1%}", share <= SHARE)
    view = max(size for site in sites for _, size in site.views)
    yield _held(f"kB of a first view < {VIEW / 1e3:.0f}", f"{view / 1e3:.0f}", view < VIEW)
    if largest.asked:
        most = max(each.bytes for each in largest.asked)
        yield _held(f"MB that a question reads < {MOST_READ / 1e6:.0f}", f"{most / 1e6:.2f}", most < MOST_READ)


def _held(what: str, value: str, held: bool) -> str:
    return f"| {what} | {value} | {'held' if held else '**not held**'} |"


def main() -> None:
    """Measures, and prints the section or puts it into docs/performance.md."""
    described = argparse.ArgumentParser(description=__doc__)
    described.add_argument("--write", action="store_true")
    described.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    described.add_argument("--folder", type=Path, help="where to keep what is made and measured")
    options = described.parse_args()
    if hasattr(os, "sched_setaffinity"):  # what pools of processes take is not told to who waits for their starter
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(prefix="publishing-") as temporary:
        sites = [measured(size, (options.folder or Path(temporary)) / str(size)) for size in options.sizes]
    text = "\n".join(section(sites))
    print(text)
    if options.write:
        put(HEADING, text)


if __name__ == "__main__":
    main()
