"""The figures of the sets that are no part of the repository: measured where they lie beside the checkout."""

from __future__ import annotations

from collections.abc import Iterable

from lab.accuracy.careers.measure import careers_table, tally, ways_table
from lab.accuracy.cases import Case
from lab.accuracy.conformance.captures import captures
from lab.accuracy.conformance.cells import cells
from lab.accuracy.conformance.reading import readings
from lab.accuracy.conformance.table import CAREERS, columns_table, platforms_table
from lab.accuracy.corpus import corpus_cases
from lab.accuracy.external import external_cases
from lab.accuracy.fresh import fresh_captures
from lab.accuracy.gold import SHARED, gold_cases
from lab.accuracy.measure import scores
from lab.accuracy.report import markdown, misses


def outer_tables() -> dict[str, str]:
    """Return the Markdown of each part of the document that is not about the repository's own sets."""
    found = {"gold": _gold(), "corpus": _strings(corpus_cases()), "external": _strings(external_cases())}
    return {name: shown for name, shown in {**found, "fresh": _fresh(), "captures": _captures()}.items() if shown}


def _gold() -> str:
    found = scores(gold_cases())
    return f"{markdown(found)}\n\n### Misses\n\n" + "\n".join(misses(found)) if found else ""


def _strings(cases: Iterable[Case]) -> str:
    found = scores(cases)
    return markdown(found) if found else ""


def _fresh() -> str:
    read = list(readings(fresh_captures()))
    if not read:
        return ""
    measured = [cell for capture, reading in read for cell in cells(capture, reading)]
    shown = careers_table(tally((capture.kind, capture, reading) for capture, reading in read), first="kind of page")
    ways = ways_table({"whole pages": read})
    return f"{shown}\n\n{ways}\n\n{columns_table(measured)}"


def _captures() -> str:
    if not (SHARED / "captures").exists():
        return ""
    read = list(readings(captures(SHARED / "captures")))
    measured = [cell for capture, reading in read for cell in cells(capture, reading)]
    careers = tally(
        (f"careers page: {capture.kind}", capture, reading) for capture, reading in read if capture.platform == CAREERS
    )
    ways = ways_table({"captures": [each for each in read if each[0].platform == CAREERS]})
    return f"{platforms_table(measured)}\n\n{careers_table(careers, first='kind of page')}\n\n{ways}"
