"""Prints results: a table with colors on a terminal, plain lines in a pipe, progress on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from lab.faults.board import ADS, ENDED
from lab.faults.judging import Result

HEADINGS = ("fault", "database", "verdict", "exit", "closed", "wrongly", "lost", "then", "")
MARKS = {True: "ok", False: "RED"}


def progress(results: Iterable[Result], total: int) -> list[Result]:
    """Collects results as they come, and tells how far it is."""
    watched, collected, red = sys.stderr.isatty(), [], 0
    for result in results:
        collected.append(result)
        red += not result.passed
        words = f"{len(collected)} of {total} trials, {red} red: {result.name} on {result.kind}"
        if watched:
            sys.stderr.write(f"\r\x1b[2K{words}")
        elif not result.passed or len(collected) % 20 == 0:
            sys.stderr.write(words + "\n")
        sys.stderr.flush()
    if watched:
        sys.stderr.write("\r\x1b[2K")
    return collected


def cells(result: Result) -> tuple[str, ...]:
    """One row."""
    if result.skipped:
        return (result.name, result.kind, result.skipped, "", "", "", "", "", "skipped")
    counts = map(str, (result.status, result.closed, result.wrongly, result.lost))
    told = f"{result.told} of {len(ENDED)}"
    return (result.name, result.kind, result.verdict or "none", *counts, told, MARKS[result.passed])


def show(results: Sequence[Result], seconds: float) -> None:
    """The table, what is wrong in words, and the sum."""
    rows = [cells(result) for result in results]
    if sys.stdout.isatty():
        _colored(rows)
    else:
        _plain(rows)
    for result in results:
        for problem in result.problems:
            print(f"RED  {result.name} ({result.kind}): {problem}")
    print(f"\n{summed(results)} ({seconds:.0f} s)")


def _colored(rows: Iterable[Sequence[str]]) -> None:
    table = Table(*HEADINGS)
    for row in rows:
        table.add_row(*row, style="red" if row[-1] == MARKS[False] else "")
    Console().print(table)


def _plain(rows: Sequence[Sequence[str]]) -> None:
    everything = [HEADINGS, *rows]
    widths = [max(len(row[number]) for row in everything) for number in range(len(HEADINGS))]
    for row in everything:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def summed(results: Sequence[Result]) -> str:
    """Everything in a few sentences."""
    played = [result for result in results if not result.skipped]
    wrongly, lost, red = (sum(getattr(r, name) for r in played) for name in ("wrongly", "lost", "failed"))
    truly = sum(result.told == len(ENDED) for result in played)
    ends = len(ENDED)
    return (
        f"{len({result.name for result in played})} faults, {len(played)} trials. Wrongly closed: {wrongly}."
        f" Rows lost: {lost}. Red: {red}.\n"
        f"Then the truth is closed: {ends} of {len(ADS)} postings really ended; all {ends} are closed with the right"
        f" reason and bounds, and none else, in {truly} of {len(played)} trials."
    )
