"""docs/performance.md, from what was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from textwrap import fill

from lab.bench.contenders import AT_ONCE, Contender
from lab.bench.figures import figures
from lab.bench.measures import FEWEST, Measures, Profile, memory, processor, wall
from lab.bench.parts import ONCE

FUNCTIONS = 20
WIDTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where it was measured."""

    cores: int
    load: float
    """Processes that wanted a processor in the minute before."""

    @classmethod
    def this(cls) -> Machine:
        """As it is now, before anything runs."""
        return cls(cores=os.cpu_count() or 1, load=os.getloadavg()[0])


def document(measures: Measures, machine: Machine, command: str) -> str:
    """The page, in Markdown."""
    return "\n".join([*_head(measures, machine, command), *_limits(measures), *_runs(measures), *_profile(measures)])


def _head(measures: Measures, machine: Machine, command: str) -> Iterator[str]:
    quiet = machine.load < 0.5
    other = "idle otherwise" if quiet else f"with other work to do ({machine.load:.1f} processes at the start)"
    rounds = "one round" if len(measures.rounds) == 1 else f"{len(measures.rounds)} rounds"
    yield "# What a crawl costs\n"
    where = (
        f"Written by `{command}` on {machine.cores} processors ({platform.machine()}), {other}; Python"
        f" {platform.python_version()}, Scrapy {version('scrapy')}, SQLite {sqlite3.sqlite_version}."
    )
    how = (
        f"The replica serves {measures.postings:,} invented postings of 8 kB over TLS from a process of its own,"
        " without delay. Every figure is that of whole processes from start to end. The programs take turns."
        f" Of {rounds} the median is told, and for a ratio the median of the rounds' ratios, with the"
        f' least and the largest. What asks for several pages at once asks for {AT_ONCE}. "Net of start-up" takes'
        f" off the run of a site with {FEWEST} postings in the same round. Bare Scrapy is a spider that yields every"
        " page's raw text (`lab/bench/bare_spider.py`), with Scrapy's own settings and robots.txt obeyed; the script is"
        " `lab/bench/script.py`, which asks for one page at a time. Each program is checked to have kept every posting."
    )
    for words in (where, how):
        yield fill(words, WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def _limits(measures: Measures) -> Iterator[str]:
    yield "## The limits\n\n| | figure | measured | limit | |\n| --- | --- | ---: | ---: | --- |"
    for each in figures(measures):
        yield f"| {each.letter} | {each.what} | {each.value} | {each.limit} | {each.verdict} |"
    yield ""


def _runs(measures: Measures) -> Iterator[str]:
    shown = [each for each in Contender if measures.has(each)]
    if not shown:
        return
    yield f"## The runs\n\n{measures.postings:,} postings:\n"
    yield "| | seconds | of the processor | peak MB | pages a second | net | processor ms a page, net |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for each in shown:
        whole, work, peak = (measures.median(each, get) for get in (wall, processor, memory))
        row = f"| {each.value} | {whole:.2f} | {work:.2f} | {peak:.0f} |"
        yield row + (" | | |" if each is Contender.AGAIN else _paces(measures, each, whole))
    yield ""


def _paces(measures: Measures, contender: Contender, whole: float) -> str:
    pages = measures.postings - FEWEST
    net, work = measures.net(contender, wall), measures.net(contender, processor)
    pace = f"{pages / net:,.0f}" if net > 0 else "–"
    return f" {measures.postings / whole:,.0f} | {pace} | {work / pages * 1000:.2f} |"


def _profile(measures: Measures) -> Iterator[str]:
    if not measures.profile:
        return
    told = measures.profile
    total = sum(told.parts.values())
    yield f"""## Where the time goes

One crawl of {told.postings:,} postings into a new SQLite database, {total:.1f} s of the processor. The stack is looked
at every millisecond, and the processor time since the last look put down to the part at work; a tracing profiler would
charge every small function for being traced.

| part | share | seconds | µs a page |
| --- | ---: | ---: | ---: |"""
    for name, seconds in sorted(told.parts.items(), key=lambda each: -each[1]):
        each = "once" if name in ONCE else f"{seconds / told.postings * 1e6:,.0f}"
        yield f"| {name} | {seconds / total:.1%} | {seconds:.2f} | {each} |"
    yield ""
    yield from _functions(told)


def _functions(told: Profile) -> Iterator[str]:
    yield "The functions of this program that take the most for a page, with all that they call:\n"
    yield "| function | µs a page |\n| --- | ---: |"
    for name, seconds in list(_for_a_page(told.functions).items())[:FUNCTIONS]:
        yield f"| `{name.removeprefix('unionjobs_scraper.')}` | {seconds / told.postings * 1e6:,.0f} |"
    yield ""


def _for_a_page(functions: Mapping[str, float]) -> dict[str, float]:
    """Without modules being loaded and without what only starts the rest."""
    of_pages = ("normalize.", "reading.", "linking.", "storage.", "spiders.", "pipelines.")
    found = {
        name: seconds
        for name, seconds in functions.items()
        if name.removeprefix("unionjobs_scraper.").startswith(of_pages) and "<" not in name
    }
    return dict(sorted(found.items(), key=lambda each: -each[1]))
