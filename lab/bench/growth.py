"""What every command costs as the database grows: `python -m lab.bench.growth [--write]`; in docs/performance.md.

Databases of invented postings are built (10,000 and 100,000; a million with `--large`), and every command that reads or
publishes runs on each, as a process of its own: processor time from start to end and peak memory as the kernel counts
them. The slope is that of processor time over postings on logarithmic scales, net of what the command takes on an empty
database: 1 is proportional.
"""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from lab.bench.crawl import PAGE
from lab.bench.performance import WIDTH, Machine
from lab.bench.postings import EMPLOYERS, NOW, build
from unionjobs_scraper.storage.schema import ISO

HEADING = "# What grows with the database"
ROOT = Path(__file__).parents[2]
SIZES = (10_000, 100_000)
LARGE = 1_000_000
SMALLEST = 100
"""Postings of the database that tells what a command takes to start."""
ADOPT = 36
"""PR_SET_CHILD_SUBREAPER of Linux: the children of an ended child become this process's own."""
TELLING = 0.5
"""Seconds on the smaller database from which a slope says something."""
LIMITS = {"release, from nothing": (0.8, 1.05), "relink": (1.5, 1.1)}
"""By command: ms of the processor a posting on the larger database, and the slope, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One run of a command: seconds of the processor, and MB at its peak."""

    processor: float
    memory: float


def commands(database: Path, folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Every command that is measured, with its name in the table; a second release meets what the first remembered."""
    with closing(sqlite3.connect(database)) as connection:
        (one,) = connection.execute("SELECT posting_id FROM postings LIMIT 1").fetchone()
    yield "list", ("list",)
    yield "why", ("why", one)
    yield "health", ("health",)
    yield "duplicates", ("duplicates",)
    for suffix in ("csv", "jsonl", "parquet"):
        yield f"export, {suffix}", ("export", "-o", str(folder / f"x.{suffix}"))
    for table in ("stretches", "changes", "jobs"):
        yield f"export, {table}", ("export", "--table", table, "-o", str(folder / f"{table}.csv"))
    yield "report", ("report", "-o", str(folder / "report.html"))
    yield "feeds", ("feeds", str(folder / "feeds"))
    yield "publish", ("publish", str(folder / "site"))
    yield "release, from nothing", ("release", str(folder / "release"))
    yield "release, again", ("release", str(folder / "release"))
    yield "backup", ("backup", str(folder / "backup.db"))
    yield "relink", ("relink",)


def measured(command: Sequence[str], database: Path, home: Path) -> Cost:
    """Runs a command to its end, and the processes that it leaves. Raises `SystemExit` when it fails.

    `health` may find a source unwell.
    """
    ctypes.CDLL(None).prctl(ADOPT, 1)
    settings = ("-s", f"DATABASE_URL=sqlite:///{database}", "-s", f"RUN_AT={NOW.strftime(ISO)}")
    cache = {"XDG_CACHE_HOME": str(home / "cache")}
    process = subprocess.Popen(
        (sys.executable, "-m", "scrapy", *command, *settings),
        cwd=ROOT,
        env=os.environ | cache,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and command[0] != "health":
        raise SystemExit(f"scrapy {' '.join(command)} ended with exit status {process.returncode}: {said[-600:]}")
    ended = [usage, *_orphans()]
    return Cost(
        processor=sum(each.ru_utime + each.ru_stime for each in ended),
        memory=max(each.ru_maxrss for each in ended) / 1024,
    )


def _orphans() -> Iterator[resource.struct_rusage]:
    """What the other processes of a command took: its pool's are children of a server that outlives the command."""
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


def run(count: int, folder: Path, chosen: Sequence[str], employers: int) -> dict[str, Cost]:
    """Builds a database and measures every chosen command on it."""
    folder.mkdir()
    database = folder / "postings.db"
    build(database, count, employers)
    return {
        name: measured(command, database, folder)
        for name, command in commands(database, folder)
        if not chosen or name.partition(",")[0] in chosen
    }


def table(costs: Mapping[int, Mapping[str, Cost]]) -> Iterator[str]:
    """The lines of the table in Markdown, one command a line."""
    start, *sizes = sorted(costs)
    yield "| command |" + "".join(f" s, {size:,} | MB |" for size in sizes) + " ms a posting | slope | |"
    yield "| --- |" + " ---: |" * (2 * len(sizes) + 2) + " --- |"
    for name in costs[start]:
        own = [costs[size][name] for size in sizes]
        net = [max(cost.processor - costs[start][name].processor, 0.001) for cost in own]
        steep = math.log(net[-1] / net[0]) / math.log(sizes[-1] / sizes[0])
        each = net[-1] / sizes[-1] * 1000
        figures = "".join(f" {cost.processor:.1f} | {cost.memory:.0f} |" for cost in own)
        most = LIMITS.get(name)
        held = "" if most is None else "held" if each <= most[0] and steep <= most[1] else "**not held**"
        shown = f"{steep:.2f}" if net[0] > TELLING else ""
        yield f"| {name} |{figures} {each:.3f} | {shown} | {held} |"


def section(costs: Mapping[int, Mapping[str, Cost]], machine: Machine, command: str) -> str:
    """The section, in Markdown."""
    busy = f"with other work to do ({machine.load:.1f} processes at the start)"
    state = "idle otherwise" if machine.load < 0.5 else busy
    about = (
        f"Written by `{command}` on {machine.cores} processors, {state}. Each command is a process of its own; the"
        f" seconds are those of the processor. Net of the same on {SMALLEST} postings: ms a posting on the largest"
        " database, and the slope of the net seconds on logarithmic scales, where they are enough to tell (1:"
        " proportional)."
    )
    return "\n\n".join((HEADING, fill(about, WIDTH, break_on_hyphens=False), "\n".join(table(costs))))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,} postings")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="postings of the databases")
    parser.add_argument(
        "--more-employers",
        action="store_true",
        help=f"with more postings more employers, {EMPLOYERS} for {SIZES[0]:,} (default: {EMPLOYERS} for any number)",
    )
    parser.add_argument("--only", nargs="*", default=[], help="commands by their names")
    parser.add_argument("--write", action="store_true", help="puts the table into docs/performance.md")
    options = parser.parse_args(arguments)
    machine = Machine.this()
    sizes = [SMALLEST, *options.sizes, *([LARGE] if options.large else [])]
    costs: dict[int, dict[str, Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        for size in sizes:
            employers = max(EMPLOYERS, EMPLOYERS * size // SIZES[0]) if options.more_employers else EMPLOYERS
            costs[size] = run(size, Path(folder) / str(size), options.only, employers)
    words = " ".join(sys.argv[1:] if arguments is None else arguments)
    text = section(costs, machine, f"python -m lab.bench.growth {words}".rstrip())
    print(text)
    if options.write:
        before, _, after = PAGE.read_text(encoding="utf-8").partition(HEADING)
        rest = after.partition("\n#")  # what is written by hand below the table stays
        PAGE.write_text(f"{before.rstrip()}\n\n{text}\n" + (f"\n#{rest[2]}" if rest[1] else ""), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
