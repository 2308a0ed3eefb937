"""`python -m lab.faults`: the matrix; `python -m lab.faults kills`: the random kills."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from lab.faults import kills, matrix, table
from lab.program.databases import KINDS
from lab.program.postgres import Unavailable


def parser() -> argparse.ArgumentParser:
    """The command line."""
    described = argparse.ArgumentParser(prog="python -m lab.faults", description=__doc__)
    add = described.add_argument
    add("what", nargs="?", choices=["matrix", "kills"], default="matrix", help="which (default: %(default)s)")
    add("--only", metavar="GLOB", default="*", help="faults whose names fit, such as 'list: HTTP*'")
    add("--database", choices=KINDS, action="append", help="one kind of database (default: both)")
    add("--jobs", type=int, default=os.cpu_count() or 2, metavar="N", help="trials at a time (default: %(default)s)")
    add("--count", type=int, default=200, metavar="N", help="kills (default: %(default)s)")
    add("--seed", type=int, default=1, metavar="N", help="of the kills' delays (default: %(default)s)")
    add("--list", action="store_true", help="name the faults and end")
    return described


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 when nothing is red."""
    options = parser().parse_args(arguments)
    kinds = options.database or list(KINDS)
    if options.list:
        print("\n".join(trial.name for trial in matrix.TRIALS))
        return 0
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        try:
            if options.what == "kills":
                return _kills(options, kinds, Path(folder))
            return _matrix(options, kinds, Path(folder))
        except Unavailable as error:
            sys.stderr.write(f"error: {error}\n")
            return 2


def _matrix(options: argparse.Namespace, kinds: Sequence[str], folder: Path) -> int:
    began = time.monotonic()
    trials = [trial for trial in matrix.TRIALS if fnmatch(trial.name, options.only)]
    total = sum(kind in trial.kinds for trial in trials for kind in kinds)
    if not total:
        sys.stderr.write(f"error: no fault is called {options.only!r}: python -m lab.faults --list names them\n")
        return 2
    results = table.progress(matrix.play_all(trials, kinds, folder, options.jobs), total)
    order = {trial.name: number for number, trial in enumerate(trials)}
    table.show(sorted(results, key=lambda each: (order[each.name], each.kind != "sqlite")), time.monotonic() - began)
    return int(any(result.failed for result in results))


def _kills(options: argparse.Namespace, kinds: Sequence[str], folder: Path) -> int:
    began, struck, runs, red = time.monotonic(), 0, 0, 0
    for each in kills.play(options.count, options.seed, options.jobs, folder, kinds):
        struck, runs, red = struck + each.kills, runs + each.runs, red + bool(each.problems)
        print(
            f"script {each.number} on {each.kind}: {each.kills} kills in {each.runs} runs,"
            f" {'DIFFERENT' if each.problems else 'equal to the undisturbed one'}; {struck} kills so far",
            flush=True,
        )
        for problem in each.problems:
            print(f"RED  {problem}")
    print(
        f"\n{struck} kills in {runs} runs: {'all equal' if not red else f'{red} scripts differ'}"
        f" ({time.monotonic() - began:.0f} s)"
    )
    return int(bool(red))


if __name__ == "__main__":
    sys.exit(main())
