"""Print how often each column is right, and write docs/accuracy.md: `python -m lab.accuracy [--check]`."""

from __future__ import annotations

import sys

from lab.accuracy.cases import own_cases
from lab.accuracy.gold import gold_cases
from lab.accuracy.linking import program_scores
from lab.accuracy.measure import scores
from lab.accuracy.pairs.scores import wrong_lines
from lab.accuracy.pairs.table import size_line, table
from lab.accuracy.report import DOCUMENT, document, text_table


def main(arguments: list[str]) -> int:
    """Return 1 when, with `--check`, the document is not current; without it, the document is written."""
    own, gold = scores(own_cases()), scores(gold_cases())
    print(f"The repository's set\n\n{text_table(own)}")
    if gold:
        print(f"\n../shared/gold\n\n{text_table(gold)}")
    linked = program_scores()
    print(f"\nWhich postings are one job\n\n{size_line()}\n\n{table(linked)}")
    print("\n".join(wrong_lines(next(iter(linked.values())))))
    for miss in (miss for score in (*own, *gold) for miss in score.misses):
        print(f"missed: {miss.case.column} {miss.case.key}: {miss.found!r} for {miss.case.want!r}")
    existing = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    current = document(own, gold, linked, existing)
    if "--check" in arguments:
        return int(current != existing)
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
