"""What `scrapy crawlall` of many sources costs: `python -m lab.bench.crawlall`; `--write`: docs/performance.md.

Once without delay: pages a second, memory, the longest stall of the event loop. Twice with the real delay, the second
time with every page due again: how long the whole takes beside its slowest host, and what was foretold.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.bench.chapter import paragraph, put, verdict
from lab.bench.children import tell
from lab.bench.many_boards import Boards, name
from lab.hostile.measure import Seen, crawled
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import last_complete_times

HEADING = "# What a crawlall of many sources costs"
MOST_MEMORY = 250
"""MB at the peak."""
MOST_STALL = 0.2
"""Seconds."""
NEAR = 0.1
"""How far the whole may be from its slowest host, as a share, and what is foretold from what it takes."""
FIRST, POLITE, AGAIN = "without delay", "with the real delay", "the same, every page due again"
FORETOLD = re.compile(r"^\d+ sources? on \d+ hosts?.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One crawlall."""

    what: str
    seen: Seen
    pages: int
    """Requests that the replica was asked, robots.txt and lists among them."""
    load: float
    """Processes that wanted a processor in the minute before its end, its own among them."""
    foretold: float | None = None
    """Seconds, by the runs on record: those of the slowest host."""

    @property
    def said(self) -> str:
        """What it told of that before it began."""
        found = FORETOLD.search(self.seen.err)
        return found[0] if found else ""

    @property
    def stall(self) -> float:
        """Seconds of the longest."""
        return max((each[0] for each in self.seen.silences), default=0.0)

    @property
    def slowest(self) -> float:
        """Seconds of the slowest host, whose sources wait for each other."""
        return max(by_host(self.seen.took).values(), default=0.0)


def by_host(took: Mapping[str, float]) -> dict[str, float]:
    """Seconds by host, of the first of its sources: the last source shares the host of the first."""
    found = dict(took)
    last = name(len(took))
    if len(took) > 1:
        found[name(1)] = found.get(name(1), 0.0) + found.pop(last, 0.0)
    return found


def measured(options: argparse.Namespace, folder: Path) -> Iterator[Whole]:
    """Runs the three."""
    watched: dict[str, float] = {"WATCH_FROM": 0.1}
    quick, polite = watched | {"DOWNLOAD_DELAY": 0}, watched | {"DOWNLOAD_DELAY": options.delay}
    for what, own, count, settings in (
        (FIRST, "first", options.postings, quick),
        (POLITE, "polite", options.politely, polite),
        (AGAIN, "polite", options.politely, polite | {"REFRESH_AFTER_DAYS": 0}),
    ):
        if not options.only or options.only in (what, own):
            yield _run(what, folder / own, options.sources, count, settings)


def _run(what: str, folder: Path, sources: int, postings: int, settings: Mapping[str, float]) -> Whole:
    with (
        tempfile.TemporaryDirectory(prefix="replica-") as name,
        Boards(folder=Path(name, "r"), count=postings) as boards,
    ):
        names = boards.written(folder, sources)
        foretold = _foretold(folder) if what == AGAIN else None
        seen = crawled(folder, names, boards.environment, settings)
        whole = Whole(what=what, seen=seen, pages=boards.asked(), load=os.getloadavg()[0], foretold=foretold)
    _check(whole, sources, postings)
    tell(f"{what}: {seen.seconds:.1f} s, {whole.pages} pages, {seen.memory} MB, stall {whole.stall:.2f} s")
    for seconds, where in seen.silences[:8]:
        tell(f"  {seconds:.2f} s: {where[:400]}")
    return whole


def _check(whole: Whole, sources: int, postings: int) -> None:
    """A crawlall that skips work would look fast."""
    complete = len(re.findall(rf" complete +{postings} ", whole.seen.out))
    if complete != sources or whole.pages < sources * (postings + 1):
        raise SystemExit(f"{complete} of {sources} runs complete: {whole.seen.out}\n{whole.seen.err[-2000:]}")


def _foretold(folder: Path) -> float:
    database = Database(f"sqlite:///{folder}/u.db")
    with database.read() as connection:
        took = {source: each.total_seconds() for source, each in last_complete_times(connection).items()}
    database.close()
    return max(by_host(took).values())


def section(found: Sequence[Whole], options: argparse.Namespace, command: str) -> Iterator[str]:
    """The chapter."""
    yield f"{HEADING}\n"
    yield paragraph(
        f"Written by `{command}` on {os.cpu_count()} processors, beside other work: the loads are the processes that"
        f" wanted one. {options.sources} sources (half of them careers pages, a quarter BambooHR, a quarter Breezy) of"
        f" {options.postings} postings ({options.politely} with the real delay of {options.delay:g} s), whose pages"
        " have 6 kB, Breezy's 11; into SQLite. Two sources are on one host."
        " A stall is the time in which the event loop did not turn, less the time in which others had every processor"
        " (`lab/hostile/watch_addon.py`). Pages: all that was asked for. Memory: the proportional set of the process."
    )
    yield "| | load | s on the wall | without a processor | pages a second | processor ms a page | peak MB |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for each in found:
        seen = each.seen
        cells = (f"{each.load:.1f}", f"{seen.seconds:.1f}", f"{seen.waited:.1f}", f"{each.pages / seen.seconds:.0f}",
                 f"{seen.processor / each.pages * 1000:.2f}", f"{seen.memory}")  # fmt: skip
        yield f"| {each.what} | {' | '.join(cells)} |"
    yield "\n| limit | measured | |\n| --- | ---: | --- |"
    for each in found:
        yield from _limits(each)
    yield ""
    said = [f"Before {each.what!r} began it said: `{each.said}`." for each in found]
    yield paragraph(" ".join(said).replace("'", '"'))


def _limits(each: Whole) -> Iterator[str]:
    yield _limit(each, f"memory ≤ {MOST_MEMORY} MB", f"{each.seen.memory} MB", each.seen.memory <= MOST_MEMORY)
    yield _limit(each, f"longest stall ≤ {MOST_STALL} s", f"{each.stall:.2f} s", each.stall <= MOST_STALL)
    if each.what == FIRST:
        return
    over = each.seen.seconds / each.slowest - 1
    yield _limit(
        each, f"the whole over its slowest host ({each.slowest:.0f} s) ≤ {NEAR:.0%}", f"{over:+.1%}", over <= NEAR
    )
    if each.foretold is not None:
        off = each.foretold / each.seen.seconds - 1
        yield _limit(
            each, f"foretold ({each.foretold:.0f} s) against the whole ± {NEAR:.0%}", f"{off:+.1%}", abs(off) <= NEAR
        )


def _limit(each: Whole, what: str, value: str, held: bool) -> str:
    return f"| {each.what}: {what} | {value} | {verdict(held)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the chapter, or puts it into docs/performance.md."""
    described = argparse.ArgumentParser(prog="python -m lab.bench.crawlall", description=__doc__)
    add = described.add_argument
    add("--sources", type=int, default=120, metavar="N", help="boards (default: %(default)s)")
    add("--postings", type=int, default=100, metavar="N", help="postings of each (default: %(default)s)")
    add("--politely", type=int, default=50, metavar="N", help="the same with the real delay (default: %(default)s)")
    add("--delay", type=float, default=2.0, metavar="S", help="seconds of the real delay (default: %(default)s)")
    add("--only", choices=("first", "polite"), help="without delay, or with it")
    add("--write", action="store_true", help="puts the chapter into docs/performance.md")
    options = described.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="crawlall-") as folder:
        found = list(measured(options, Path(folder)))
    words = "".join(f" {word}" for word in (sys.argv[1:] if arguments is None else arguments))
    text = "\n".join(section(found, options, f"python -m lab.bench.crawlall{words}"))
    print(text)
    if options.write:
        put(HEADING, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
