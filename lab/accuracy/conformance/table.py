"""The figures of a conformance run in Markdown, and its misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from lab.accuracy.conformance.cells import FOUND, Cell
from lab.accuracy.conformance.reading import known
from lab.accuracy.scores import Outcome, Rate

_HEAD = ("cells", "right", "wrong", "empty", "share right", "95 % interval")
CAREERS = "careers_page"


def tables(cells: Sequence[Cell], *, every: bool = False) -> str:
    """Return three tables: by group of platforms and platform, by column, and by both where something was missed."""
    own = [cell for cell in cells if cell.platform != CAREERS and known(cell.platform)]
    both = {
        name: group
        for name, group in _grouped(cells, lambda cell: f"{cell.platform} | {cell.column}").items()
        if every or any(cell.outcome is not Outcome.RIGHT for cell in group)
    }
    parts = (
        platforms_table(cells),
        "Columns of the platforms, without careers pages:\n\n" + columns_table(own),
        _table("platform | column", both),
    )
    return "\n\n".join(parts)


def platforms_table(cells: Sequence[Cell]) -> str:
    """Return the figures of each platform, and of groups of them below."""
    groups = {
        "**platforms, without careers pages**": [c for c in cells if c.platform != CAREERS and known(c.platform)],
        "**careers pages**": [cell for cell in cells if cell.platform == CAREERS],
        "**platforms without an extractor**": [cell for cell in cells if not known(cell.platform)],
        "**all**": list(cells),
    }
    return _table("platform", _grouped(cells, lambda cell: cell.platform) | groups)


def columns_table(cells: Sequence[Cell]) -> str:
    """Return the figures of each column."""
    order = ("count", *FOUND)
    grouped = _grouped(cells, lambda cell: cell.column).items()
    return _table("column", dict(sorted(grouped, key=lambda each: order.index(each[0]))))


def miss_lines(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield a line for each cell that is not right, and one for each posting that was not found."""
    lost = Counter((cell.capture, cell.posting) for cell in cells if cell.missing)
    for cell in cells:
        if cell.outcome is Outcome.RIGHT:
            continue
        where = f"{cell.capture} [{cell.posting}]" if cell.posting else cell.capture
        note = f" ({cell.note})" if cell.note else ""
        if not cell.missing:
            yield f"{cell.outcome.value}: {where} {cell.column}: {cell.found!r} for {cell.want!r}{note}"
        elif number := lost.pop((cell.capture, cell.posting), 0):
            yield f"not found: {where}: {number} cells{note}"


def _grouped(cells: Sequence[Cell], key: Callable[[Cell], str]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell)
    return dict(sorted(found.items()))


def _table(name: str, groups: dict[str, list[Cell]]) -> str:
    names = name.count("|") + 1
    rule = (*["---"] * names, *["---:"] * len(_HEAD))
    rows = [(label, *_figures(group)) for label, group in groups.items() if group]
    return "\n".join(f"| {' | '.join(row)} |" for row in ((name, *_HEAD), rule, *rows))


def _figures(cells: Sequence[Cell]) -> tuple[str, ...]:
    counted = Counter(cell.outcome for cell in cells)
    rate = Rate(hits=counted[Outcome.RIGHT], n=len(cells))
    low, high = rate.interval
    counts = (str(counted[each]) for each in (Outcome.RIGHT, Outcome.WRONG, Outcome.EMPTY))
    return (str(len(cells)), *counts, f"{rate.value:.3f}", f"{low:.3f}–{high:.3f}")
