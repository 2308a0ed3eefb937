"""`python -m lab.year`: plays the simulated year, judges it, and writes its document and plot."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lab.program.databases import Sqlite
from lab.program.program import ROOT, Program
from lab.year.boards import SOURCES, World
from lab.year.judging import judge
from lab.year.nights import NIGHTS, Night, staged
from lab.year.record import record
from lab.year.report import Played, document, plot

PLAYED = "year.json"
"""What a kept folder was played with."""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    described = argparse.ArgumentParser(prog="python -m lab.year", description=__doc__)
    add = described.add_argument
    add("--days", type=int, default=365, metavar="N", help="nights (default: %(default)s)")
    add("--sources", type=int, default=len(SOURCES), metavar="N", help="the first N boards (default: %(default)s)")
    add("--seed", type=int, default=1, metavar="N", help="of lives and faults (default: %(default)s)")
    add("--folder", type=Path, metavar="DIR", help="keeps database and nights in this new folder")
    add("--again", type=Path, metavar="DIR", help="judges the nights of a kept folder once more, playing none")
    add("--write", action="store_true", help="writes docs/simulated-year.md and .svg (default: the page on stdout)")
    return described


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 when nothing was closed wrongly or late."""
    options = parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="year-") as temporary:
        folder = options.again or options.folder or Path(temporary, "year")
        if not options.again:
            _play(folder, options.days, options.sources, options.seed)
        played = read(folder)
    if options.write:
        (ROOT / "docs" / "simulated-year.md").write_text(document(played), encoding="utf-8")
        (ROOT / "docs" / "simulated-year.svg").write_text(plot(played), encoding="utf-8")
    else:
        print(document(played))
    return int(bool(played.judgement.wrongly or played.judgement.late))


def _play(folder: Path, days: int, sources: int, seed: int) -> None:
    folder.mkdir(parents=True)
    (folder / PLAYED).write_text(json.dumps({"days": days, "sources": sources, "seed": seed}), encoding="utf-8")
    with staged(SOURCES[:sources], seed, days, folder) as year:
        for night in _told(year.play(days), days):
            with (folder / NIGHTS).open("a", encoding="utf-8") as file:
                file.write(night.line() + "\n")


def _told(nights: Iterable[Night], days: int) -> Iterator[Night]:
    """Tells on stderr how far it is."""
    watched = sys.stderr.isatty()
    for night in nights:
        words = f"night {night.number + 1} of {days}: {night.complete} runs complete, {night.seconds:.1f} s"
        if watched:
            sys.stderr.write(f"\r\x1b[2K{words}")
        elif night.number % 20 == 19 or night.number == days - 1:
            sys.stderr.write(words + "\n")
        sys.stderr.flush()
        yield night
    sys.stderr.write("\r\x1b[2K" if watched else "")


def read(folder: Path) -> Played:
    """Judges the nights of a folder."""
    how = json.loads((folder / PLAYED).read_text(encoding="utf-8"))
    sources = SOURCES[: how["sources"]]
    nights = [Night(**json.loads(line)) for line in (folder / NIGHTS).read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory(prefix="year-") as temporary:
        # a copy: reading brings a database up to date, and the nights may still be going on
        found = record(Program(Sqlite(folder).copy(Path(temporary)).url))
    world = World(sources, how["seed"], how["days"])
    words = [f"--{name} {how[name]}" for name, usual in USUAL.items() if how[name] != usual]
    return Played(
        command=" ".join(["python -m lab.year", *words, "--write"]),
        planned=how["days"],
        sources=sources,
        nights=nights,
        record=found,
        judgement=judge(world.lives, found, len(nights) - 1),
    )


USUAL = {"days": 365, "sources": len(SOURCES), "seed": 1}

if __name__ == "__main__":
    sys.exit(main())
