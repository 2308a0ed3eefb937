"""`python -m year`: plays the simulated year, judges it, and writes its document and plot."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import contextmanager
from collections.abc import Iterator
from pathlib import Path
from random import Random

from replica import Replica
from tests.program import ROOT, Program
from year.boards import SOURCES, Source, World
from year.judging import judge
from year.nights import Night, Year
from year.record import record


def parser() -> argparse.ArgumentParser:
    """The command line."""
    described = argparse.ArgumentParser(prog="python -m year", description=__doc__)
    add = described.add_argument
    add("--days", type=int, default=365, metavar="N", help="nights (default: %(default)s)")
    add("--sources", type=int, default=len(SOURCES), metavar="N", help="the first N boards (default: %(default)s)")
    add("--seed", type=int, default=1, metavar="N", help="of lives and faults (default: %(default)s)")
    add("--folder", type=Path, metavar="DIR", help="keeps the database there (default: a temporary folder)")
    add("--write", action="store_true", help="writes docs/simulated-year.md and docs/simulated-year.svg")
    return described


@contextmanager
def stage(sources: Sequence[Source], seed: int, days: int, folder: Path) -> Iterator[Year]:
    """The boards on a replica of their own, and the program with an empty database."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    world = World(sources, seed, days)
    with Replica(pages) as replica:
        replica.pages(world.answer)
        kept = folder / "unionjobs.db"
        program = Program(f"sqlite:///{kept}", replica)
        random = Random(f"{seed}-faults")  # noqa: S311  # to be repeated, not guessed
        yield Year(sources, folder, world, random, replica, program, kept)


if __name__ == "__main__":
    o = parser().parse_args()
    f = o.folder
    with stage(SOURCES[:o.sources], o.seed, o.days, Path(f)) as y:
        for n in y.play(o.days):
            print(n.number, n.status, f"{n.seconds:.2f} {n.processor:.2f}", n.size, n.complete, n.whole, n.names, n.tracebacks, flush=True)
        j = judge(y.world.lives, record(y.program), o.days - 1)
        print(j)
