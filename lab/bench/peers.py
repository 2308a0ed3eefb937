"""What others' patterns cost on the same pages: `python -m lab.bench.peers`; `--write`: docs/performance.md.

The spiders of `lab.bench.patterns`, bare Scrapy and this program take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median

from lab.bench.chapter import paragraph, put
from lab.bench.children import measured, python, tell
from lab.bench.contenders import ALIKE, AT_ONCE, Contender, Outing, outings
from lab.bench.measures import FEWEST, Round
from lab.bench.stage import Stage

HEADING = "# Beside the patterns of others"
PATTERNS = Path(__file__).with_name("patterns")
SECOND_RUN = ", run again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How others do it."""

    name: str
    file: str
    kept: str
    """The file that holds the postings at last."""
    lacks: str
    """What this program does and it does not."""
    twice: bool = False


FEED, DATABASE = "out.jsonl", "postings.db"
PEERS = (
    Pattern(
        name="parse functions and a diff (city-scrapers)",
        file="diffing.py",
        kept=FEED,
        lacks="an absence is an end whatever became of the run; place and pay stay words; no past but the last feed",
    ),
    Pattern(
        name="item loaders into a feed (plucker)",
        file="loading.py",
        kept=FEED,
        lacks="every run reads everything anew and knows no earlier one; what lacks a field is dropped",
    ),
    Pattern(
        name="fingerprints in a dbm file (scrapy-deltafetch)",
        file="skipping.py",
        kept=FEED,
        lacks="a page that was read is never read again: no change and no end is ever seen",
        twice=True,
    ),
    Pattern(
        name="one session, one commit an item (SQLAlchemy)",
        file="upserting.py",
        kept=DATABASE,
        lacks="the last version overwrites the one before; nothing closes; what failed is not told from what is gone",
    ),
)
OURS = {Contender.BARE: "keeps the text as it came", Contender.SQLITE: ""}


def run(pattern: Pattern, stage: Stage, folder: Path) -> Iterator[Outing]:
    """Runs one once, and where it is told so again. Raises `SystemExit` when it has not kept every posting."""
    folder.mkdir()
    settings = (*ALIKE, "-s", "ROBOTSTXT_OBEY=True", "-s", "LOG_LEVEL=WARNING")
    command = python("scrapy", "runspider", str(PATTERNS / pattern.file), *settings)
    if pattern.kept == FEED:
        command += ["-o", FEED]
    stage.asked()
    try:
        for suffix in ("", SECOND_RUN)[: 1 + pattern.twice]:
            cost = measured(command, stage.environment, folder)
            kept = KEPT[pattern.kept](folder / pattern.kept)
            if kept != stage.count:
                raise SystemExit(f"{pattern.name}: {kept} postings kept of {stage.count}: nothing is measured")
            yield Outing(contender=pattern.name + suffix, postings=stage.count, cost=cost, requests=stage.asked())
    finally:
        shutil.rmtree(folder)


def _in_feed(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    return sum(len(each["description"]) > 1000 and bool(each["title"] and each["pay"]) for each in found)


def _in_database(path: Path) -> int:
    query = "SELECT count(*) FROM postings WHERE length(description) > 1000 AND title != '' AND pay != ''"
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(query).fetchone()[0])


KEPT: dict[str, Callable[[Path], int]] = {FEED: _in_feed, DATABASE: _in_database}


def rounds(count: int, number: int, minutes: float, folder: Path) -> Iterator[Round]:
    """Everyone on the small site and on the usual one, in turn and in the opposite turn, as long as there is time."""
    began = time.monotonic()
    turns: list[Contender | Pattern] = [*OURS, *PEERS]
    with ExitStack() as stack:
        stages = [stack.enter_context(Stage(folder=folder / f"site-{each}", count=each)) for each in (FEWEST, count)]
        for each in turns:  # bytecode is written, and the replica has read its pages
            list(_outings(each, stages[0], folder / "run"))
        list(_outings(Contender.BARE, stages[1], folder / "run"))
        for place in range(number):
            if place and time.monotonic() - began > minutes * 60:
                return
            found: Round = {}
            for each in turns if place % 2 == 0 else turns[::-1]:
                for stage in stages:
                    for outing in _outings(each, stage, folder / "run"):
                        tell(f"{outing.contender}, {outing.postings:,}: {outing.cost.wall:.1f} s")
                        found[outing.contender, outing.postings] = outing
            yield found


def _outings(each: Contender | Pattern, stage: Stage, folder: Path) -> Iterator[Outing]:
    if isinstance(each, Pattern):
        return run(each, stage, folder)
    return outings(each, stage, folder, None, False)


def section(found: Sequence[Round], count: int, command: str, load: float) -> Iterator[str]:
    """The chapter."""
    yield f"{HEADING}\n"
    yield paragraph(
        f"Written by `{command}` on {os.cpu_count()} processors ({platform.machine()}), beside other work"
        f" ({load:.1f} processes wanted one at the start, {os.getloadavg()[0]:.1f} at the end). The {count:,} pages of"
        f" the chapters above, {AT_ONCE} asked for at once. The patterns are written anew in `lab/bench/patterns`, with"
        f" Scrapy's own settings and robots.txt obeyed. Medians of {len(found)} interleaved rounds, with the least and"
        f" the largest; the processor net of start-up (a site of {FEWEST}). Each is checked to have kept every posting."
    )
    yield "| | pages a second, whole process | ms of the processor a page | peak MB |\n| --- | ---: | ---: | ---: |"
    names = [*OURS, *(each.name for each in PEERS)]
    for name in names:
        rates = [count / each[name, count].cost.wall for each in found]
        work = [_net(each, name, count) for each in found]
        peak = median(each[name, count].cost.memory for each in found)
        yield f"| {name} | {_spread(rates, '.0f')} | {_spread(work, '.2f')} | {peak:.0f} |"
    for each in PEERS:
        if each.twice:
            again = [found_one[each.name + SECOND_RUN, count] for found_one in found]
            seconds = _spread([one.cost.wall for one in again], ".1f")
            yield f"\nRun again, {each.name} asks for {again[0].requests} pages and takes {seconds} s.\n"
    yield "| | what it does not do that this program does |\n| --- | --- |"
    for each in PEERS:
        yield f"| {each.name} | {each.lacks} |"
    yield ""


def _net(each: Round, name: str, count: int) -> float:
    more = each[name, count].cost.processor - each[name, FEWEST].cost.processor
    return more / (count - FEWEST) * 1000


def _spread(values: Sequence[float], form: str) -> str:
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the chapter, or puts it into docs/performance.md."""
    described = argparse.ArgumentParser(prog="python -m lab.bench.peers", description=__doc__)
    add = described.add_argument
    add("--postings", type=int, default=3_000, metavar="N", help="postings on the site (default: %(default)s)")
    add("--rounds", type=int, default=3, metavar="N", help="how often each is measured (default: %(default)s)")
    add("--minutes", type=float, default=inf, metavar="N", help="after which no other round begins")
    add("--write", action="store_true", help="puts the chapter into docs/performance.md")
    options = described.parse_args(arguments)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        found = list(rounds(options.postings, options.rounds, options.minutes, Path(folder)))
    words = "".join(f" {word}" for word in (sys.argv[1:] if arguments is None else arguments))
    text = "\n".join(section(found, options.postings, f"python -m lab.bench.peers{words}", load))
    print(text)
    if options.write:
        put(HEADING, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
