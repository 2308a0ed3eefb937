"""The figures that the issue sets limits for, each with its limit and whether it was held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lab.bench.contenders import Contender
from lab.bench.measures import FEWEST, Measures, memory, processor, requests, wall

BARE, SQLITE, AGAIN, POSTGRESQL, SCRIPT = Contender
LEAST_SQLITE, LEAST_POSTGRESQL = 0.80, 0.75
"""Pages per second, as a share of bare Scrapy's."""
MOST_REQUESTS, MOST_WALL = 0.01, 0.05
"""A second census, as shares of the first."""
MOST_MEMORY = 150.0
"""MB at the peak."""
FLAT = 1.1
"""How much more memory a large site may take: "flat"."""
MOST_ENDING = 5.0
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    letter: str
    what: str
    value: str
    limit: str = ""
    held: bool | None = None
    """None: no limit is set."""

    @property
    def verdict(self) -> str:
        """In words."""
        return "" if self.held is None else "held" if self.held else "**not held**"


def figures(measures: Measures) -> list[Figure]:
    """Those that were measured, in the order of the issue."""
    return [figure for part in (_rates, _second, _memory, _script, _ending) for figure in part(measures)]


def _rates(measures: Measures) -> Iterator[Figure]:
    for letter, contender, least in (("a", SQLITE, LEAST_SQLITE), ("b", POSTGRESQL, LEAST_POSTGRESQL)):
        if not measures.has(BARE, contender):
            continue
        name = contender.value.removeprefix("scrapy crawl, ")
        yield _at_least(letter, f"pages a second into {name} over bare Scrapy's, whole processes",
                        measures.ratio(BARE, contender, wall), least)  # fmt: skip
        yield _at_least(letter, "the same, net of start-up", measures.net_ratio(BARE, contender, wall), least)
        yield _at_least(letter, "the same by processor time, net of start-up",
                        measures.net_ratio(BARE, contender, processor), None)  # fmt: skip


def _at_least(letter: str, what: str, ratio: tuple[float, float, float], least: float | None) -> Figure:
    return Figure(
        letter=letter,
        what=what,
        value=_spread(ratio, "{:.2f}"),
        limit=f"≥ {least:.2f}" if least else "",
        held=ratio[0] >= least if least else None,
    )


def _second(measures: Measures) -> Iterator[Figure]:
    if not measures.has(SQLITE, AGAIN):
        return
    first = "of the first's"
    yield _at_most(
        f"requests of an unchanged second census, {first}", measures.ratio(AGAIN, SQLITE, requests), MOST_REQUESTS
    )
    yield _at_most(f"its wall time net of start-up, {first}", measures.net_ratio(AGAIN, SQLITE, wall), MOST_WALL)
    whole = _at_most(f"the same, whole processes, {first}", measures.ratio(AGAIN, SQLITE, wall), MOST_WALL)
    if measures.has(BARE):
        start = measures.start_share(BARE, SQLITE, wall)
        whole = replace(whole, what=f"{whole.what} (bare Scrapy's start with {FEWEST} postings alone: {start:.1%})")
    yield whole


def _at_most(what: str, ratio: tuple[float, float, float], most: float) -> Figure:
    value, limit = _spread(ratio, "{:.1%}"), f"≤ {most:.0%}"
    return Figure(letter="c", what=what, value=value, limit=limit, held=ratio[0] <= most)


def _memory(measures: Measures) -> Iterator[Figure]:
    if not measures.large:
        return
    small = measures.median(SQLITE, memory)
    for count in (measures.postings, measures.many):
        peak = measures.median(SQLITE, memory, count)
        what = f"peak memory, {count:,} postings into SQLite"
        held = peak <= MOST_MEMORY
        yield Figure(letter="d", what=what, value=f"{peak:.0f} MB", limit=f"≤ {MOST_MEMORY:.0f} MB", held=held)
    growth = measures.median(SQLITE, memory, measures.many) / small
    bare = measures.median(BARE, memory, measures.many) / measures.median(BARE, memory)
    what = f"the second over the first (bare Scrapy: {bare:.2f})"
    yield Figure(letter="d", what=what, value=f"{growth:.2f}", limit=f"flat: ≤ {FLAT:.2f}", held=growth <= FLAT)
    own, plain = (_of_one_more(measures, each) for each in (SQLITE, BARE))
    what = f"of memory for each posting more on the list, which is one page (bare Scrapy: {plain:.1f} kB)"
    yield Figure(letter="d", what=what, value=f"{own:.1f} kB")


def _of_one_more(measures: Measures, contender: Contender) -> float:
    more = measures.median(contender, memory, measures.many) - measures.median(contender, memory)
    return more * 1000 / max(1, measures.many - measures.postings)


def _script(measures: Measures) -> Iterator[Figure]:
    if not measures.has(SQLITE, SCRIPT):
        return
    words = "pages a second into SQLite over those of a script of requests and BeautifulSoup"
    for what, ratio in (
        (f"{words}, whole processes", measures.ratio(SCRIPT, SQLITE, wall)),
        ("the same, net of start-up", measures.net_ratio(SCRIPT, SQLITE, wall)),
    ):
        yield _at_least("e", what, ratio, None)


def _ending(measures: Measures) -> Iterator[Figure]:
    if measures.ending:
        told = measures.ending
        yield Figure(
            letter="f",
            what=f"end of a run, {told.stored:,} stored postings, {told.closed:,} of them closed",
            value=f"{told.seconds:.1f} s",
            limit=f"≤ {MOST_ENDING:.0f} s",
            held=told.seconds <= MOST_ENDING,
        )


def _spread(ratio: tuple[float, float, float], form: str) -> str:
    middle, least, most = map(form.format, ratio)
    return middle if least == most else f"{middle} ({least} to {most})"
