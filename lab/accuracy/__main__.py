"""Print how often each column is right, and write docs/accuracy.md: `python -m lab.accuracy [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from lab.accuracy.careers.measure import careers_table, careers_tally, own_sets, ways_table, written_tally
from lab.accuracy.cases import own_cases
from lab.accuracy.linking import program_scores
from lab.accuracy.measure import scores
from lab.accuracy.occupations.measure import occupations_table
from lab.accuracy.outer import outer_tables
from lab.accuracy.pairs.scores import wrong_lines
from lab.accuracy.pairs.table import size_line, table
from lab.accuracy.place_ids.measure import place_ids_table
from lab.accuracy.report import DOCUMENT, Figures, document, text_table


def figures() -> Figures:
    """Measure everything that is here."""
    return Figures(
        own=scores(own_cases()),
        linked=program_scores(),
        careers=careers_table(careers_tally()),
        written=careers_table(written_tally(), first="kind of page"),
        ways=ways_table(own_sets()),
        occupations=occupations_table(),
        place_ids=place_ids_table(),
        outer=outer_tables(),
    )


def main(arguments: Sequence[str]) -> int:
    """Return 1 when, with `--check`, the document is not current; without it, the document is written."""
    found = figures()
    print(f"The repository's set\n\n{text_table(found.own)}")
    print("\n".join(f"missed: {line}" for line in _missed(found)))
    print(f"\nOccupations\n\n{found.occupations}")
    print(f"\nGeoNames ids\n\n{found.place_ids}")
    print(f"\nCareers pages\n\n{found.careers}\n\n{found.written}\n\n{found.ways}")
    print(f"\nWhich postings are one job\n\n{size_line()}\n\n{table(found.linked)}")
    print("\n".join(wrong_lines(next(iter(found.linked.values())))))
    print("\n".join(f"\n{name}\n\n{shown}" for name, shown in _outer(found.outer)))
    existing = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    current = document(found, existing)
    if "--check" in arguments:
        return int(current != existing)
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(current, encoding="utf-8")
    return 0


def _missed(found: Figures) -> list[str]:
    return [
        f"{miss.case.column} {miss.case.key}: {miss.found!r} for {miss.case.want!r}"
        for score in found.own
        for miss in score.misses
    ]


def _outer(outer: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"../shared: {name}", shown) for name, shown in outer.items()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
