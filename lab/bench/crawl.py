"""What a crawl costs next to Scrapy itself, and next to a script: `python -m lab.bench.crawl`.

Parts, by letter: a into SQLite against bare Scrapy; b into PostgreSQL; c an unchanged second census; d peak memory;
e against requests and BeautifulSoup; f the end of a run with many stored postings; g where the time goes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from lab.bench.children import ROOT, environment, python, tell
from lab.bench.contenders import Contender, Outing, outings, profiled
from lab.bench.figures import figures
from lab.bench.measures import FEWEST, Ending, Measures, Profile
from lab.bench.performance import Machine, document
from lab.bench.stage import Stage
from unionjobs_scraper.lifecycle.bounds import FIRST_POSTINGS

if TYPE_CHECKING:
    from lab.program.postgres import Server

LETTERS = "abcdefg"
PAGE = ROOT / "docs" / "performance.md"
NEEDED = {
    Contender.BARE: "abcd",
    Contender.SQLITE: "acde",
    Contender.POSTGRESQL: "b",
    Contender.SCRIPT: "e",
}
"""The parts that each is run for; a second census follows SQLite's first."""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    described = argparse.ArgumentParser(
        prog="python -m lab.bench.crawl", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = described.add_argument
    add("--postings", type=int, default=3_000, metavar="N", help="postings on the site (default: %(default)s)")
    add(
        "--many",
        type=int,
        default=FIRST_POSTINGS,
        metavar="N",
        help="on the large site of d (default: %(default)s, the most that a first run reads)",
    )
    add("--stored", type=int, default=100_000, metavar="N", help="stored postings of f (default: %(default)s)")
    add("--rounds", type=int, default=3, metavar="N", help="how often each is measured (default: %(default)s)")
    add("--only", type=_letters, default=set(LETTERS), metavar="a,b,…", help="these parts (default: all)")
    add("--write", action="store_true", help="writes docs/performance.md (default: the page on stdout)")
    return described


def _letters(words: str) -> set[str]:
    found = {each.strip() for each in words.split(",")}
    if not found <= set(LETTERS):
        raise argparse.ArgumentTypeError(f"the parts are {', '.join(LETTERS)}")
    return found


class Bench:
    """The sites, the database server and what was measured so far."""

    def __init__(self, asked: argparse.Namespace, folder: Path, stack: ExitStack) -> None:
        self.measures = Measures(postings=asked.postings, many=asked.many)
        self._asked, self._only, self._folder, self._stack = asked, asked.only, folder, stack
        self._numbers = iter(range(1_000_000))
        self._server: Server | None = None

    def run(self) -> Measures:
        """Measures what was asked for."""
        if self._only & set("abcdeg"):
            self._crawls()
        if "f" in self._only:
            self.measures.ending = self._ending()
        return self.measures

    def _crawls(self) -> None:
        small, usual = self._stage(FEWEST), self._stage(self._asked.postings)
        contenders = [each for each, letters in NEEDED.items() if self._only & set(letters)]
        if Contender.POSTGRESQL in contenders:
            from lab.program.postgres import shared

            self._server = shared()
        self._warm_up(small, usual, contenders)
        for number in range(self._asked.rounds if contenders else 0):
            turns = contenders if number % 2 == 0 else contenders[::-1]
            self.measures.rounds.append(
                {(each.contender, each.postings): each for turn in turns for each in self._both(turn, small, usual)}
            )
        if "d" in self._only:
            self._large()
        if "g" in self._only:
            parts, functions = profiled(usual, self._fresh())
            self.measures.profile = Profile(postings=usual.count, parts=parts, functions=functions)

    def _large(self) -> None:
        large, turns = self._stage(self._asked.many), (Contender.BARE, Contender.SQLITE)
        self.measures.large = {
            (each.contender, each.postings): each for turn in turns for each in self._outings(turn, large)
        }

    def _warm_up(self, small: Stage, usual: Stage, contenders: Sequence[Contender]) -> None:
        """Unmeasured runs: bytecode is written, and the replica has read its pages."""
        for contender in contenders:
            list(self._outings(contender, small))
        list(self._outings(Contender.BARE, usual))

    def _both(self, contender: Contender, small: Stage, usual: Stage) -> Iterator[Outing]:
        yield from self._outings(contender, small)
        yield from self._outings(contender, usual)

    def _outings(self, contender: Contender, stage: Stage) -> Iterator[Outing]:
        again = "c" in self._only and stage.count != self._asked.many
        for each in outings(contender, stage, self._fresh(), self._server, again):
            tell(f"{each.contender}, {each.postings:,} postings: {each.cost.wall:.1f} s, {each.cost.memory:.0f} MB")
            yield each

    def _stage(self, count: int) -> Stage:
        return self._stack.enter_context(Stage(folder=self._fresh(), count=count))

    def _fresh(self) -> Path:
        return self._folder / str(next(self._numbers))

    def _ending(self) -> Ending:
        tell(f"building a database of {self._asked.stored:,} postings")
        folder = self._fresh()
        folder.mkdir()
        command = python("lab.bench.ending", str(self._asked.stored), str(folder))
        ended = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, text=True, check=True)
        return Ending(**json.loads(ended.stdout.splitlines()[-1]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 1 where a limit is not held."""
    described = parser()
    asked = described.parse_args(arguments)
    if asked.postings <= FEWEST:
        described.error(f"--postings: more than {FEWEST} are needed, whose run tells the start-up")
    if asked.many > FIRST_POSTINGS:
        described.error(f"--many: a first run reads {FIRST_POSTINGS:,} at most")
    if asked.write and asked.only != set(LETTERS):
        described.error("--write: the page holds every part: leave out --only")
    machine = Machine.this()
    with tempfile.TemporaryDirectory(prefix="unionjobs-bench-") as name, ExitStack() as stack:
        measures = Bench(asked, Path(name), stack).run()
    options = "".join(f" {word}" for word in (sys.argv[1:] if arguments is None else arguments))
    page = document(measures, machine, f"python -m lab.bench.crawl{options}")
    if asked.write:
        _, mark, others = PAGE.read_text(encoding="utf-8").partition("\n# ")
        PAGE.write_text(page + mark + others, encoding="utf-8")  # the other chapters are other benches'
    else:
        print(page)
    return int(any(figure.held is False for figure in figures(measures)))


if __name__ == "__main__":
    sys.exit(main())
