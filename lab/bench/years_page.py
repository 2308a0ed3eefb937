"""The chapter of docs/performance.md on three years of twenty sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean, median

from lab.bench.chapter import paragraph
from lab.year.fit import Line, line

HEADING = "# Year after year"
QUARTER = 91
SETTLED = 60
"""Nights of which the slopes take no notice: the boards fill, and what the first night brought is edited and closed."""
FLAT = 0.1
"""Change over the years that counts as none, as a share of the mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What one night's runs took, and what there was afterwards."""

    number: int
    processor: float
    """Seconds."""
    size: int
    """Bytes of the database."""
    changes: int
    """Rows of `changes`, so far."""
    runs: int
    postings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Everything that was measured."""

    nights: Sequence[Night]
    tables: Mapping[str, int]
    """Bytes by table, at the end."""
    again: Mapping[int, Sequence[float]] = field(default_factory=dict)
    """By the night that a copy was made after: seconds of the processor of nights played on it in turn with others."""
    sources: int
    where: str
    """The command and the machine."""


def quarters(nights: Sequence[Night]) -> Iterator[tuple[int, list[Night]]]:
    """The nights of each quarter, from 1."""
    for number in range(nights[-1].number // QUARTER + 1):
        yield number + 1, [each for each in nights if each.number // QUARTER == number]


def growth(nights: Sequence[Night]) -> list[tuple[float, float]]:
    """Bytes by which the database grew, by night; over ten nights, for it grows by pages."""
    return [
        (later.number, (later.size - earlier.size) / (later.number - earlier.number))
        for earlier, later in zip(nights[:-10:10], nights[10::10], strict=False)
    ]


def slopes(nights: Sequence[Night]) -> Mapping[str, Line]:
    """The lines through what each night took, and through what it brought."""
    settled = [each for each in nights if each.number >= SETTLED]
    pairs = list(pairwise(settled))
    return {
        "ms of the processor a night": line([(each.number, each.processor * 1000) for each in settled]),
        "kB of the database a night": line([(number, size / 1000) for number, size in growth(settled)]),
        "rows of changes a night": line(
            [(b.number, (b.changes - a.changes) / (b.number - a.number)) for a, b in pairs]
        ),
        "rows of runs a night": line([(b.number, (b.runs - a.runs) / (b.number - a.number)) for a, b in pairs]),
    }


def section(years: Years) -> Iterator[str]:
    """The chapter."""
    nights = years.nights
    last = nights[-1]
    span = last.number - SETTLED
    yield f"{HEADING}\n"
    yield paragraph(
        f"Written by {years.where}. {last.number + 1:,} nights of {years.sources} sources; {len(nights):,} of them ran:"
        f" the others are those on which the machine was off or the program was killed. Each posting's text has 2.4 kB."
        " Runs, verdicts, links and the store are the program's own, without pages being fetched and read; the faults"
        " are those of the [simulated year](simulated-year.md)."
    )
    yield "| quarter | ms of the processor a night | kB a night | rows of changes | rows of runs | postings | MB |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    start = 0
    for number, found in quarters(nights):
        end, work = found[-1], [each.processor * 1000 for each in found]
        grown = (end.size - start) / (end.number + 1 - QUARTER * (number - 1)) / 1000
        yield (
            f"| {number} | {median(work):.0f} ({min(work):.0f} to {max(work):.0f}) | {grown:.0f} | {end.changes:,} |"
            f" {end.runs:,} | {end.postings:,} | {end.size / 1e6:.1f} |"
        )
        start = end.size
    yield f"\n| from night {SETTLED} on | mean | change over {span:,} nights | two standard errors | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for what, found_line in slopes(nights).items():
        change, doubt = found_line.change(span), found_line.doubt(span)
        told = "flat" if abs(change) <= max(FLAT, doubt) else "**not flat**"
        yield f"| {what} | {found_line.mean:.1f} | {change:+.1%} | {doubt:.1%} | {told} |"
    yield ""
    yield from _again(years.again)
    yield paragraph(_pruning(nights, years.tables))


def _again(again: Mapping[int, Sequence[float]]) -> Iterator[str]:
    if not again:
        return
    yield paragraph(
        "What other programs do makes a second of the processor another one from hour to hour. So nights were played"
        " once more on copies of the database, in turn and without faults:"
    )
    yield "| on the database of night | ms of the processor a night |\n| ---: | ---: |"
    for number, seconds in sorted(again.items()):
        work = [each * 1000 for each in seconds]
        yield f"| {number} | {median(work):.0f} ({min(work):.0f} to {max(work):.0f}) |"
    yield ""


def _pruning(nights: Sequence[Night], tables: Mapping[str, int]) -> str:
    last = nights[-1]
    years = (last.number + 1) / 365
    told = ", ".join(f"`{name}` {size / 1e6:.1f} MB" for name, size in list(tables.items())[:8])
    rate = fmean(size for _, size in growth(nights)) * 365 / 1e6
    words = (
        f"A year adds {last.changes / years:,.0f} rows of `changes`, {last.runs / years:,.0f} of `runs` and"
        f" {rate:.0f} MB to the file; ten years end at {(last.size / 1e6 + rate * (10 - years)) / 1000:.2f} GB."
    )
    words = f"{words} By table, with indexes: {told}." if told else words
    return f"{words} Nothing of that needs pruning; `history` is what `--known-at` answers from."
