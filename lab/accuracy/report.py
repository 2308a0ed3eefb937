"""The table, in a terminal and in docs/accuracy.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lab.accuracy.pairs.scores import PairScore
from lab.accuracy.pairs.table import size_line, table
from lab.accuracy.scores import Rate, Score

DOCUMENT = Path(__file__).parents[2] / "docs" / "accuracy.md"
CAUSES = Path(__file__).with_name("gold_misses.toml")
_HEADER = ("column", "n", "precision", "recall", "exact", "95 % interval", "per employer", "hard")
_GOLD_BEGINS, _GOLD_ENDS = "<!-- gold: begin -->", "<!-- gold: end -->"

_OPENING = """# How often each column is right

Made by `make accuracy`; do not edit. Each column that is read from words (not copied) is put to labelled strings, and
its cell compared with the label.

- **n**: labelled strings. **precision**: of the cells that were filled, the share that is right. **recall**: of the
  cells that should be filled, the share that is right. **exact**: all cells that are right, the rightly empty among
  them, with its Wilson interval. **per employer**: exact match of each employer's strings, averaged, so that a large
  employer counts once. **hard**: exact match on the strings that a plain rule gets wrong.
- Pay is right when minimum, maximum, currency and period all are; places when the whole set is.
- The rules were corrected until they got the strings below right, so the first table says what they cover, not how they
  do on strings that nobody has seen. Expect a few percent less on a new employer's first postings.
"""
_OWN = """
## The repository's set

Short facts and invented sentences: `lab/accuracy/cases/`, one string a line. Add the one that was read wrongly, run
`make accuracy`, and correct the rule.

"""
_PAIRS = """
## Which postings are one job

Labelled pairs of `lab/accuracy/pairs/`, in worlds of one union's ads on several boards over some time: the same ad on
several boards, reposts, and pairs of different openings that share most of their words. The texts are invented after
real structures, and the pairs are chosen to be hard, so precision and recall say how the program does where mistakes
are made, not how often it meets such pairs. The postings of a world go through a real database one by one, and a pair
counts as put together when both have one `job_id`. The thresholds of `linking/decide.py` were chosen on the tuning
half (`python -m lab.accuracy.thresholds`). The held-out half was put to the linker after that; its first
measurement gave precision 0.992 (237 of 239) and recall 0.908 (237 of 261). Rules for line breaks, names of regions
and departments, initials and "X seeks Y" were corrected afterwards, so today's figures on it are not those of pairs
that nobody had seen.

"""
_PAIRS_MISSED = """
What is still missed: copies whose title is another one (the rule that nothing merges without title agreement holds even
where a link leads to the requisition), employers that a board spells in ways that only a table could know, and reposts
whose text is mostly new.
"""
_GOLD = """
## Real postings

154 headers and 125 layouts of real pages, labelled by hand, which are not part of the repository. Only what their
excerpts show is measured: a cell whose label comes from a part of the page that the set does not hold is left out.

"""


def text_table(scores: Sequence[Score]) -> str:
    """Return the table in columns of equal width."""
    rows = [_HEADER, *map(_row, scores)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADER))]
    return "\n".join(
        "  ".join(cell.ljust(width) if not place else cell.rjust(width) for place, (cell, width) in _cells(row, widths))
        for row in rows
    )


def document(own: Sequence[Score], gold: Sequence[Score], linked: Mapping[str, PairScore], existing: str) -> str:
    """Return docs/accuracy.md; without the gold, its part of the *existing* document stays."""
    if gold:
        section = "\n".join(
            (_GOLD_BEGINS + _GOLD, _markdown(gold), "", "### Misses", "", *_misses(gold), "", _GOLD_ENDS)
        )
    else:
        section = _GOLD_BEGINS + existing.partition(_GOLD_BEGINS)[2].partition(_GOLD_ENDS)[0] + _GOLD_ENDS
    pairs = f"{_PAIRS}{size_line()}\n\n{table(linked)}\n{_PAIRS_MISSED}"
    return "\n".join((_OPENING + _OWN, _markdown(own), "", *_misses(own), pairs, section, ""))


def causes() -> dict[str, dict[str, str]]:
    """Return why a gold case is missed, by column and key."""
    return tomllib.loads(CAUSES.read_text(encoding="utf-8"))


def _row(score: Score) -> tuple[str, ...]:
    low, high = score.exact.interval
    return (
        score.column,
        str(score.exact.n),
        _share(score.precision),
        _share(score.recall),
        _share(score.exact),
        f"{low:.3f}–{high:.3f}",
        f"{score.per_employer:.3f} ({score.employers})",
        f"{score.hard.hits}/{score.hard.n}" if score.hard.n else "",
    )


def _share(rate: Rate) -> str:
    return f"{rate.value:.3f}" if rate.n else ""


def _cells(row: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    return enumerate(zip(row, widths, strict=True))


def _markdown(scores: Sequence[Score]) -> str:
    rule = ("---", *("---:" for _ in _HEADER[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (_HEADER, rule, *map(_row, scores)))


def _misses(scores: Sequence[Score]) -> list[str]:
    known = causes()
    return [
        f"- `{miss.case.column}` {miss.case.key}: “{miss.found}” for “{miss.case.want}”. "
        + known.get(miss.case.column, {}).get(miss.case.key, "")
        for score in scores
        for miss in score.misses
    ] or ["No misses."]
