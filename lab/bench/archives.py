"""What reading and folding archives costs: `python -m lab.bench.archives [--write]`; a section of docs/performance.md.

Rates are by processor time, so that other work on the machine does not count; 1 against 2 processes is by the wall.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lab.archives.web import LIST, POSTING, Web
from lab.bench.crawl import PAGE
from lab.bench.site import ads
from lab.replica.unionjobs import Ad, list_page, posting_page
from unionjobs_scraper.archive.files import parts
from unionjobs_scraper.archive.folding import folded
from unionjobs_scraper.archive.observing import observed
from unionjobs_scraper.storage.database import Database

HEADING = "# What archives cost"
LISTED = 400
"""Postings on a list."""
BEGIN = datetime(2004, 1, 1, 6, tzinfo=UTC)
MANY = 100_000_000


def build(folder: Path, count: int, files: int = 2) -> list[Path]:
    """Archives of `count` captures: every week a list and the pages of its postings, a tenth of them new."""
    webs = [Web(folder / f"{number}.warc.gz") for number in range(files)]
    stream = ads(count)
    listed: list[Ad] = [next(stream) for _ in range(LISTED)]
    made, at = 0, BEGIN
    while made < count:
        web = webs[(at - BEGIN).days // 7 % files]
        web.answer(LIST, list_page(listed), at)
        for minute, each in enumerate(listed[: count - made - 1], 1):
            web.answer(POSTING.format(each.number), posting_page(each), at + timedelta(minutes=minute))
        made += 1 + len(listed)
        listed = [*listed[LISTED // 10 :], *(next(stream) for _ in range(LISTED // 10))]
        at += timedelta(days=7)
    return [web.path for web in webs]


def _used() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _peak() -> float:
    """MB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def observing(folder: Path, processes: int) -> None:
    """Prints captures, processor seconds, wall seconds and peak MB of one observing."""
    tasks = [part for path in sorted(folder.glob("*.warc.gz")) for part in parts(path, 4 * 1024 * 1024)]
    out = folder / f"observations{processes}"
    used, wall = _used(), time.monotonic()
    count = sum(each.captures for each in observed(tasks, out, ("unionjobs",), processes=processes))
    print(count, _used() - used, time.monotonic() - wall, _peak())


def folding(folder: Path) -> None:
    """Prints observations, processor seconds of importing and folding, wall seconds and peak MB of one fold."""
    database = Database(f"sqlite:///{folder}/folded.db")
    used, wall = _used(), time.monotonic()
    count, after = 0, used
    for each in folded(database, folder / "observations1", BEGIN):
        count, after = each.observed, _used()
    print(count, after - used, time.monotonic() - wall, _peak())


def _alone(step: str, folder: Path, *more: str) -> tuple[int, float, float, float]:
    command = [sys.executable, "-m", "lab.bench.archives", "--step", step, "--folder", str(folder), *more]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(told[0]), float(told[1]), float(told[2]), float(told[3])


def section(sizes: list[int]) -> Iterator[str]:
    """The lines of the section, as they are measured."""
    yield f"{HEADING}\n"
    yield (
        f"Written by `python -m lab.bench.archives` on {os.cpu_count()} processors, with other work to do"
        f" ({os.getloadavg()[0]:.1f} processes at the start).\n\nInvented archives: two gzip WARC files; every week the"
        f" list and the 8 kB pages of its {LISTED} postings, a tenth of them new. Rates are by processor time.\n"
    )
    yield "| captures | observed a second and core | peak MB | folded a second | peak MB |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    rates = (0.0, 0.0)
    speed = ""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="unionjobs-bench-") as name:
            folder = Path(name)
            build(folder, size)
            seen, used, wall, peak = _alone("observe", folder, "--processes", "1")
            taken, cost, _, fold_peak = _alone("fold", folder)
            rates = (seen / used, taken / cost)
            yield f"| {seen:,} | {rates[0]:,.0f} | {peak:,.0f} | {rates[1]:,.0f} | {fold_peak:,.0f} |"
            if size == sizes[0]:
                _, _, wall2, _ = _alone("observe", folder, "--processes", "2")
                speed = f"Two processes took {wall2 / wall:.2f} of the time of one."
    yield f"\n{speed} The limits: 400 captures a second and core, 3,000 observations a second, memory that is flat.\n"
    hours = [MANY / rate / 3600 for rate in rates]
    yield (
        f"By these rates {MANY:,} captures take {hours[0]:,.0f} hours of one core to observe, {hours[0] / 100:,.1f}"
        f" hours on a hundred, and {hours[1]:,.0f} hours of one core to fold."
    )


def main() -> None:
    """Measures, and prints the section or puts it at the end of docs/performance.md."""
    described = argparse.ArgumentParser(description=__doc__)
    described.add_argument("--write", action="store_true")
    described.add_argument("--sizes", type=int, nargs="+", default=[20_000, 200_000])
    described.add_argument("--step", default="", help=argparse.SUPPRESS)
    described.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    described.add_argument("--processes", type=int, default=1, help=argparse.SUPPRESS)
    asked = described.parse_args()
    if asked.step == "observe":
        observing(asked.folder, asked.processes)
    elif asked.step == "fold":
        folding(asked.folder)
    else:
        lines = []
        for line in section(asked.sizes):
            print(line, flush=True)
            lines.append(line)
        if asked.write:
            before = PAGE.read_text(encoding="utf-8").partition(f"\n{HEADING}")[0]
            PAGE.write_text(before + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
