"""What an export costs against a plain `sqlite3 -csv` dump of the same columns: `python -m lab.bench.export`.

Every round runs the three programs one after the other over the same file, so that all of them meet the same
machine; the figures are the best of the rounds. Times are whole processes from start to end, the exports sort
their rows and judge each status, the dump does neither. Peak memory is what the kernel says of each process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from lab.bench.postings import NOW, build
from unionjobs_scraper.storage.schema import ISO, POSTING_COLUMNS

ROOT = Path(__file__).parents[2]
MOST_TIMES = 3.0
"""How much longer than the dump an export may take."""
MOST_MEMORY = 250.0
"""MB that an export may take at its peak."""
HOW_TO = "the program sqlite3 is missing: install it (Debian, Ubuntu: `apt-get install sqlite3`)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One process: seconds, those of the processor alone, its peak memory in MB, the size in MB of what it wrote."""

    seconds: float
    processor: float
    memory: float
    written: float


def measured(command: Sequence[str], written: Path, output: Path | None = None) -> Cost:
    """Runs a command to its end, stdout into `output`. Raises `SystemExit` when it fails."""
    written.unlink(missing_ok=True)
    begun = perf_counter()
    with (output or Path(os.devnull)).open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit status {process.returncode}")
    return Cost(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss / 1024,
        written=written.stat().st_size / 1e6,
    )


def contenders(database: Path, folder: Path) -> dict[str, Callable[[], Cost]]:
    """What is measured, by the name it has in the table; the yardstick first."""
    named = ", ".join(f'"{name}"' for name in POSTING_COLUMNS)
    dump = ("sqlite3", "-csv", "-header", str(database), f"SELECT {named} FROM postings")  # noqa: S608
    settings = ("-s", f"DATABASE_URL=sqlite:///{database}", "-s", f"RUN_AT={NOW.strftime(ISO)}")

    def exported(name: str) -> Cost:
        path = folder / name
        return measured((sys.executable, "-m", "scrapy", "export", "-o", str(path), *settings), path)

    return {
        "sqlite3 -csv": lambda: measured(dump, folder / "dump.csv", folder / "dump.csv"),
        "export -o x.csv": lambda: exported("x.csv"),
        "export -o x.parquet": lambda: exported("x.parquet"),
    }


def run(count: int, rounds: int, folder: Path) -> dict[str, Cost]:
    """Builds the database and measures; the best round of each."""
    database = folder / "postings.db"
    begun = perf_counter()
    build(database, count)
    size = database.stat().st_size / 1e6
    print(f"{count:,} postings, {size:,.0f} MB, built in {perf_counter() - begun:.0f} s; {rounds} rounds", flush=True)
    costs: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for name, measure in contenders(database, folder).items():
            costs.setdefault(name, []).append(measure())
    return {
        name: Cost(
            seconds=min(cost.seconds for cost in each),
            processor=min(cost.processor for cost in each),
            memory=max(cost.memory for cost in each),
            written=each[-1].written,
        )
        for name, each in costs.items()
    }


def table(costs: dict[str, Cost], count: int) -> bool:
    """Prints the figures; false where an export is over a limit."""
    yardstick = next(iter(costs.values())).seconds
    print(f"{'':22}{'seconds':>9}{'rows/s':>10}{'times':>7}{'CPU s':>8}{'peak MB':>9}{'file MB':>9}")
    well = True
    for name, cost in costs.items():
        times = cost.seconds / yardstick
        print(
            f"{name:22}{cost.seconds:9.1f}{count / cost.seconds:10,.0f}{times:7.2f}"
            f"{cost.processor:8.1f}{cost.memory:9.0f}{cost.written:9.0f}"
        )
        well &= times <= MOST_TIMES and cost.memory < MOST_MEMORY
    print(f"limits: {MOST_TIMES:.0f} times the dump, under {MOST_MEMORY:.0f} MB: {'held' if well else 'NOT HELD'}")
    return well


def main() -> int:
    """Exit status 1 where a limit is not held."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.export", description=__doc__)
    parser.add_argument("-n", "--count", type=int, default=1_000_000, help="postings (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where the files go, 7 GB for a million (default: a temporary one)")
    options = parser.parse_args()
    if not shutil.which("sqlite3"):
        raise SystemExit(HOW_TO)
    with tempfile.TemporaryDirectory(prefix="unionjobs-bench-", dir=options.folder) as name:
        return 0 if table(run(options.count, options.rounds, Path(name)), options.count) else 1


if __name__ == "__main__":
    sys.exit(main())
