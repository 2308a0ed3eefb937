"""What the reader of careers pages finds on the labelled pages, by structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from lab.accuracy.careers.baseline import baseline
from lab.accuracy.careers.pages import pages
from lab.accuracy.careers.written import written
from lab.accuracy.conformance.captures import Capture
from lab.accuracy.conformance.cells import Cell, cells, paired
from lab.accuracy.conformance.reading import Reading, readings
from lab.accuracy.scores import Outcome, Rate

_HEAD = (
    *("structure", "pages", "postings", "found", "false", "precision", "95 %", "found of all", "95 %"),
    *("title right", "wrong", "empty", "place right", "wrong", "empty"),
)


@dataclass(slots=True)
class Tally:
    """The counts of one structure."""

    pages: int = 0
    postings: int = 0
    found: int = 0
    false: int = 0
    silent: int = 0
    """Pages that say that nothing is open."""
    believed: int = 0
    """Those of them that are read so: their words are found."""
    cells: dict[str, list[Outcome]] = field(default_factory=lambda: {"title": [], "places": []})
    misses: list[Cell] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another structure in."""
        self.pages += other.pages
        self.postings += other.postings
        self.found += other.found
        self.false += other.false
        self.silent += other.silent
        self.believed += other.believed
        for column, outcomes in other.cells.items():
            self.cells[column] += outcomes


def tally(read: Iterable[tuple[str, Capture, Reading]]) -> dict[str, Tally]:
    """Count the pages of each structure."""
    tallies: dict[str, Tally] = {}
    for name, capture, reading in read:
        counted = tallies.setdefault(name, Tally())
        matched = paired(capture, reading)
        counted.pages += 1
        counted.silent += capture.kind == "empty"
        counted.believed += capture.kind == "empty" and bool(reading.declared_empty)
        counted.postings += int(capture.truth.get("count", 1))
        found = sum(item is not None for _, item in matched.found)
        unlabelled = max(0, int(capture.truth.get("count", 1)) - len(capture.labels))
        found_unlabelled = min(len(matched.others), unlabelled)
        counted.found += found + found_unlabelled
        counted.false += len(matched.others) - found_unlabelled
        for cell in cells(capture, reading):
            if cell.column in counted.cells and not cell.missing and (cell.want or cell.found):
                counted.cells[cell.column].append(cell.outcome)
            if cell.outcome is not Outcome.RIGHT:
                counted.misses.append(cell)
    return tallies


def careers_tally() -> dict[str, Tally]:
    """Count what was found on every labelled page of the repository."""
    return tally(own_readings()["made"])


def written_tally() -> dict[str, Tally]:
    """Count what was found on every page that was written whole by hand."""
    return tally(own_readings()["written"])


def ways_table(sets: Mapping[str, Sequence[tuple[Capture, Reading]]]) -> str:
    """Return the reader by structure beside links and words alone, on each set as it was read, in Markdown."""
    rows: dict[str, Tally] = {}
    for name, by_structure in sets.items():
        plain = baseline(capture for capture, _ in by_structure)
        for way, read in (("by structure", by_structure), ("links and words", plain)):
            total = Tally()
            for each in tally((name, capture, reading) for capture, reading in read).values():
                total.add(each)
            rows[f"{name}, {way}"] = total
    return _table(rows, "pages and way")


@cache
def own_readings() -> Mapping[str, Sequence[tuple[str, Capture, Reading]]]:
    """Read the sets of the repository, once: the name of each page's structure, the page, what was read."""
    return {name: _read(list(every)) for name, every in (("made", pages()), ("written", written()))}


def _read(every: Sequence[tuple[str, Capture]]) -> list[tuple[str, Capture, Reading]]:
    read = readings(capture for _, capture in every)
    return [(name, capture, reading) for (name, _), (capture, reading) in zip(every, read, strict=True)]


def own_sets() -> dict[str, list[tuple[Capture, Reading]]]:
    """Return the sets of the repository as they are read."""
    return {name: [(capture, reading) for _, capture, reading in read] for name, read in own_readings().items()}


def careers_table(tallies: Mapping[str, Tally], *, first: str = "structure") -> str:
    """Return the counts in Markdown, the sum of all last; the traps are one row."""
    rows: dict[str, Tally] = {}
    total = Tally()
    for name, each in tallies.items():
        rows.setdefault(name.partition(":")[0] + "s" if name.startswith("trap:") else name, Tally()).add(each)
        total.add(each)
    if len(rows) > 1:
        rows["**all**"] = total
    return _table(rows, first)


def _table(rows: Mapping[str, Tally], first: str) -> str:
    head = (first, *_HEAD[1:])
    rule = ("---", *("---:" for _ in head[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *(_row(*each) for each in rows.items())))


def _row(name: str, each: Tally) -> tuple[str, ...]:
    precision, recall = Rate(hits=each.found, n=each.found + each.false), Rate(hits=each.found, n=each.postings)
    counts = (str(each.cells[column].count(kind)) for column in each.cells for kind in Outcome)
    figures = (str(count) for count in (each.pages, each.postings, each.found, each.false))
    said = f" ({each.believed} of {each.silent} read so)" if each.silent and not each.postings else ""
    return (name + said, *figures, *_rate(precision), *_rate(recall), *counts)


def _rate(rate: Rate) -> Iterator[str]:
    low, high = rate.interval
    yield from (f"{rate.value:.3f}", f"{low:.3f}–{high:.3f}") if rate.n else ("", "")
