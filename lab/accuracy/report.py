"""The tables, in a terminal and in docs/accuracy.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.accuracy.pairs.scores import PairScore
from lab.accuracy.pairs.table import size_line, table
from lab.accuracy.scores import Outcome, Rate, Score

DOCUMENT = Path(__file__).parents[2] / "docs" / "accuracy.md"
CAUSES = Path(__file__).with_name("gold_misses.toml")
TEXTS = Path(__file__).with_name("texts")
"""What the document says around its tables."""
_HEADER = ("column", "n", "right", "wrong", "empty", "precision", "95 %", "recall", "95 %", "per employer", "hard")
OUTER = ("gold", "corpus", "external", "fresh", "captures")
"""Parts whose sets are no part of the repository: they stay as they are where the sets are absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that the document tells."""

    own: Sequence[Score]
    linked: Mapping[str, PairScore]
    careers: str
    """The table of the labelled careers pages."""
    written: str
    """The table of the careers pages that were written whole by hand."""
    ways: str
    """The reader of careers pages beside a plain one."""
    occupations: str
    """The table of occupations."""
    place_ids: str
    """The table of GeoNames ids."""
    outer: Mapping[str, str]
    """The tables of the parts in `OUTER` whose sets are here."""


def text_table(scores: Sequence[Score]) -> str:
    """Return the table in columns of equal width."""
    rows = [_HEADER, *map(_row, scores)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADER))]
    return "\n".join(
        "  ".join(cell.ljust(width) if not place else cell.rjust(width) for place, (cell, width) in _cells(row, widths))
        for row in rows
    )


def document(figures: Figures, existing: str) -> str:
    """Return docs/accuracy.md; the parts whose sets are absent stay as the *existing* document has them."""
    parts = [
        _text("opening"),
        _text("own"),
        markdown(figures.own),
        "\n".join(misses(figures.own)),
        _text("occupations"),
        figures.occupations,
        _text("place_ids"),
        figures.place_ids,
        _text("careers"),
        figures.careers,
        _text("careers_written"),
        figures.written,
        _text("careers_ways"),
        figures.ways,
        _text("pairs"),
        f"{size_line()}\n\n{table(figures.linked)}",
        _text("pairs_missed"),
        *(_outer(name, figures.outer.get(name, ""), existing) for name in OUTER),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _text(name: str) -> str:
    return (TEXTS / f"{name}.md").read_text(encoding="utf-8")


def _outer(name: str, shown: str, existing: str) -> str:
    begins, ends = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    inside = f"\n{_text(name)}\n{shown}\n" if shown else existing.partition(begins)[2].partition(ends)[0]
    return begins + inside + ends


def causes() -> dict[str, dict[str, str]]:
    """Return why a gold case is missed, by column and key."""
    return tomllib.loads(CAUSES.read_text(encoding="utf-8"))


def markdown(scores: Sequence[Score]) -> str:
    """Return *scores* as a table, one row a column."""
    rule = ("---", *("---:" for _ in _HEADER[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (_HEADER, rule, *map(_row, scores)))


def misses(scores: Sequence[Score]) -> list[str]:
    """Return a line for each cell that is not right, with its cause where one is written down."""
    known = causes()
    return [
        f"- `{miss.case.column}` {miss.case.key}: “{miss.found}” for “{miss.case.want}”. "
        + known.get(miss.case.column, {}).get(miss.case.key, "")
        for score in scores
        for miss in score.misses
    ] or ["No misses."]


def _row(score: Score) -> tuple[str, ...]:
    return (
        score.column,
        str(score.exact.n),
        *(str(score.outcomes[each]) for each in (Outcome.RIGHT, Outcome.WRONG, Outcome.EMPTY)),
        *_rate(score.precision),
        *_rate(score.recall),
        f"{score.per_employer:.3f} ({score.employers})",
        f"{score.hard.hits}/{score.hard.n}" if score.hard.n else "",
    )


def _rate(rate: Rate) -> tuple[str, str]:
    low, high = rate.interval
    return (f"{rate.value:.3f}", f"{low:.3f}–{high:.3f}") if rate.n else ("", "")


def _cells(row: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    return enumerate(zip(row, widths, strict=True))
