"""What reading and folding archives costs: `python -m lab.bench.archives [--write]`; a section of docs/performance.md.

Rates are by processor time, so that other work counts less; 1 against 2 processes is told by both clocks.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from lab.archives.web import LIST, POSTING, Web
from lab.bench.crawl import PAGE
from lab.bench.site import ads
from lab.replica.unionjobs import Ad, list_page, posting_page
from unionjobs_scraper.archive.files import parts
from unionjobs_scraper.archive.folding import folded
from unionjobs_scraper.archive.observing import observed
from unionjobs_scraper.storage.database import Database

HEADING = "# What archives cost"
KEEPING = "Keeping what a crawl is answered"
"""How the part of the section begins that this does not measure."""
LISTED = 400
"""Postings on a list."""
BEGIN = datetime(2004, 1, 1, 6, tzinfo=UTC)
MANY = 100_000_000
PART = 4 * 1024 * 1024
"""Bytes of a file that one task reads."""
FEW = 2 * LISTED + 2
"""Captures that take hardly longer than the start: a list and its postings in each of two files."""
LINEAR = 1.15
FLAT = 1.1
"""Memory for ten times the captures, over that for one time."""


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
    """Seconds of the processor, of this process and of all that it started: a pool's are children of a child."""
    own = psutil.Process()
    each = [process.cpu_times() for process in (own, *own.children(recursive=True))]
    return float(sum(times.user + times.system + times.children_user + times.children_system for times in each))


def _peak() -> float:
    """MB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step of a replay took, in a process of its own."""

    number: int
    """Captures or observations."""
    processor: float
    """Seconds, of all its processes."""
    wall: float
    """Seconds."""
    peak: float
    """MB, of its largest process."""
    size: int
    """Bytes of what it wrote."""
    linking: float = 0.0
    """Seconds of the processor for linking jobs, which the fold of all sources ends with."""

    @property
    def rate(self) -> float:
        """A second of the processor."""
        return self.number / self.processor


def observing(folder: Path, processes: int) -> Cost:
    """Observes the archives of a folder."""
    tasks = [part for path in sorted(folder.glob("*.warc.gz")) for part in parts(path, PART)]
    out = folder / f"observations{processes}"
    used, wall = _used(), time.monotonic()
    count = sum(each.captures for each in observed(tasks, out, ("unionjobs",), processes=processes))
    size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    return Cost(count, _used() - used, time.monotonic() - wall, _peak(), size)


def folding(folder: Path) -> Cost:
    """Takes observations into a database, folds them, puts the record in place and links its jobs."""
    database = Database(f"sqlite:///{folder}/folded.db")
    used, wall = _used(), time.monotonic()
    count, after = 0, used
    for each in folded(database, folder / "observations1", BEGIN):
        count, after = each.observed, _used()
    database.close()
    size = (folder / "folded.db").stat().st_size
    return Cost(count, after - used, time.monotonic() - wall, _peak(), size, _used() - after)


def _alone(step: str, folder: Path, processes: int = 1) -> Cost:
    command = [sys.executable, "-m", "lab.bench.archives", "--step", step, "--folder", str(folder)]
    command += ["--processes", str(processes)]
    return Cost(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def section(sizes: list[int]) -> Iterator[str]:
    """The lines of the section, as they are measured."""
    yield f"{HEADING}\n"
    yield (
        f"Written by `python -m lab.bench.archives --sizes {' '.join(map(str, sizes))}` on {os.cpu_count()} processors,"
        f" with other work to do ({os.getloadavg()[0]:.1f} processes at the start).\n\nInvented archives: two gzip WARC"
        f" files; every week the list and the 8 kB pages of its {LISTED} postings, a tenth of them new. Rates are by"
        " processor time, from gzip WARC to Parquet, and from Parquet to the record in place. Each step is a process of"
        " its own.\n"
    )
    yield "| captures | observed a second and core | peak MB | folded a second | peak MB | linked afterwards, s |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: |"
    costs: list[tuple[Cost, Cost]] = []
    doubled: list[Cost] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="unionjobs-bench-") as name:
            folder = Path(name)
            build(folder, size)
            seen, fold = _alone("observe", folder), _alone("fold", folder)
            costs.append((seen, fold))
            yield (
                f"| {seen.number:,} | {seen.rate:,.0f} | {seen.peak:,.0f} | {fold.rate:,.0f} | {fold.peak:,.0f}"
                f" | {fold.linking:,.1f} |"
            )
            if size == sizes[0]:
                doubled = [seen, _alone("observe", folder, 2), *_few(folder / "few")]
    one, two, *_ = doubled
    share, shares = one.processor / one.wall, two.processor / two.wall
    yield (
        f"\nBy the wall, beside the other work, two processes were {one.wall / two.wall:.2f} times as fast as one"
        f" (processor over wall time was {share:.2f} with one and {shares:.2f} with two). Start-up is what {FEW}"
        " captures take: modules are loaded once for all processes, patterns are compiled in each.\n"
    )
    yield from _limits(costs)
    yield from _linear(*doubled)
    yield from _many(*costs[-1])


def _few(folder: Path) -> list[Cost]:
    """What one process and two take for next to nothing."""
    folder.mkdir()
    build(folder, FEW)
    return [_alone("observe", folder, processes) for processes in (1, 2)]


def _linear(one: Cost, two: Cost, few: Cost, few_by_two: Cost) -> Iterator[str]:
    """The processor time of two processes over that of one: whole, and without what both need to start."""
    words = f"processor time of two processes over that of one, {one.number:,} captures"
    net = (two.processor - few_by_two.processor) / (one.processor - few.processor)
    for name, ratio in ((words, two.processor / one.processor), ("the same, net of start-up", net)):
        yield f"| {name} ≤ {LINEAR} | {ratio:.2f} | {'held' if ratio <= LINEAR else '**not held**'} |"


def _limits(costs: Sequence[tuple[Cost, Cost]]) -> Iterator[str]:
    (first, first_fold), (last, last_fold) = costs[0], costs[-1]
    yield "| limit | measured | |"
    yield "| --- | ---: | --- |"
    yield _held("observed a second and core ≥ 400", min(seen.rate for seen, _ in costs), 400)
    yield _held("folded a second ≥ 3,000", min(fold.rate for _, fold in costs), 3000)
    for name, ratio in (("observing", last.peak / first.peak), ("folding", last_fold.peak / first_fold.peak)):
        told = "held" if ratio <= FLAT else "**not held**"
        yield f"| memory of {name}, the largest over the smallest size ≤ {FLAT} | {ratio:.2f} | {told} |"


def _held(name: str, rate: float, limit: float) -> str:
    return f"| {name} | {rate:,.0f} | {'held' if rate >= limit else '**not held**'} |"


def _many(seen: Cost, fold: Cost) -> Iterator[str]:
    """What a hundred million captures would cost by the rates of the largest size."""
    hours = [MANY / cost.rate / 3600 for cost in (seen, fold)]
    linking = MANY / fold.number * fold.linking / 3600
    yield f"\n| {MANY:,} captures by these rates | |"
    yield "| --- | ---: |"
    yield f"| observing, one core | {hours[0]:,.0f} hours |"
    yield f"| observing, a hundred cores | {hours[0] / 100:,.1f} hours |"
    yield f"| folding, one core | {hours[1]:,.0f} hours |"
    yield f"| folding, a hundred sources of one size on sixteen cores | {hours[1] / 100 * 7:,.1f} hours |"
    yield f"| linking, if it grew with the captures | {linking:,.0f} hours |"
    yield f"| observations as Parquet | {MANY / seen.number * seen.size / 1e9:,.0f} GB |"
    yield f"| the database | {MANY / fold.number * fold.size / 1e9:,.0f} GB |"


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
        print(json.dumps(asdict(observing(asked.folder, asked.processes))))
    elif asked.step == "fold":
        print(json.dumps(asdict(folding(asked.folder))))
    else:
        lines = []
        for line in section(asked.sizes):
            print(line, flush=True)
            lines.append(line)
        if asked.write:
            before, _, old = PAGE.read_text(encoding="utf-8").partition(f"\n{HEADING}")
            kept = old[old.find(KEEPING) :] if KEEPING in old else ""  # what is measured otherwise, and other sections
            PAGE.write_text(before + "\n" + "\n".join(lines) + "\n\n" + kept, encoding="utf-8")


if __name__ == "__main__":
    main()
