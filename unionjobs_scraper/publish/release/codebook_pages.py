"""The codebook as Markdown and as HTML: what every column means and, in a release, what it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.publish.release import sources
from unionjobs_scraper.publish.release.edition import TITLE, Edition
from unionjobs_scraper.publish.release.package import CELL_GUARD
from unionjobs_scraper.publish.release.tables import COUNTED, Facts, Sheet
from unionjobs_scraper.storage.values import cell_text

CONVENTIONS = (
    "Empty is empty: nothing is known, or the page does not say. There is no other sign for it.",
    "Times are UTC, ISO 8601, to the second. Dates are those that a posting states.",
    (
        "A bound is a pair of columns: `open_after` and `open_by` say that a posting appeared after the first and no"
        " later than the second; `closed_after` and `closed_by` say the same of its end."
    ),
    CELL_GUARD,
)
HOW_MADE = "Made by `make generated`; do not edit. A release has the same with counts, missing shares and examples."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table's part of the codebook."""

    name: str
    about: str
    key: Sequence[str]
    columns: Sequence[Column]
    facts: Sequence[Facts | None]
    """One for each column; None where no data are at hand."""


def parts(sheets: Sequence[Sheet] = ()) -> list[Part]:
    """The tables of a release or, without one, all that there can be."""
    if sheets:
        return [
            Part(name=sheet.name, about=sheet.about, key=sheet.key, columns=sheet.columns, facts=sheet.facts)
            for sheet in sheets
        ]
    known = [(table, codebook.about(table), codebook.key(table), codebook.columns(table)) for table in codebook.TABLES]
    known.append((sources.NAME, sources.ABOUT, ("source",), sources.COLUMNS))
    return [
        Part(name=name, about=about, key=key, columns=columns, facts=[None] * len(columns))
        for name, about, key, columns in known
    ]


def markdown(edition: Edition | None = None, sheets: Sequence[Sheet] = ()) -> str:
    """The whole document; without a release, what docs/codebook.md holds."""
    lines = ["# Codebook", "", f"{TITLE}.", ""]
    if edition:
        lines += [f"Version {edition.version}, as of {cell_text(edition.as_of)}.", ""]
    else:
        lines += [HOW_MADE, ""]
    lines += [*(f"- {line}" for line in CONVENTIONS), ""]
    for part in parts(sheets):
        lines += [*_part(part), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _part(part: Part) -> Iterator[str]:
    yield from (f"## {part.name}", "", part.about)
    if part.key:
        yield f"A row is named by {' and '.join(f'`{name}`' for name in part.key)}."
    counted = next((fact for fact in part.facts if fact), None)
    yield ""
    if counted is None:
        yield from ("| column | type | meaning |", "| --- | --- | --- |")
    else:
        yield from (f"{counted.rows:,} rows.", "")
        yield "| column | type | meaning | filled | missing | distinct | range or examples |"
        yield "| --- | --- | --- | ---: | ---: | ---: | --- |"
    for column, fact in zip(part.columns, part.facts, strict=True):
        cells = [f"`{column.name}`", kind(column), _own(". ".join(meaning(column)))]
        if fact:
            held = "; ".join(escaped(each) for each in holds(fact))
            cells += [f"{fact.filled:,}", f"{fact.missing:.1%}", distinct(fact), held]
        yield f"| {' | '.join(cells)} |"


def kind(column: Column) -> str:
    """The column's type and unit."""
    return f"{column.type}, {column.unit}" if column.unit else column.type


def meaning(column: Column) -> Iterator[str]:
    """What there is to know of a column, sentence by sentence, in Markdown."""
    yield column.description.rstrip(".")
    if column.values:
        yield "One of " + ", ".join(f"`{word}`" for word in column.values)
    if column.rule:
        yield f"How: {column.rule.rstrip('.')}"
    if column.references:
        yield f"As `{column.references}`"
    if column.required:
        yield "Never empty"
    if column.schema_org:
        yield f"schema.org: `{column.schema_org}`"


def distinct(fact: Facts) -> str:
    """How many different values."""
    return f"{fact.distinct:,}" if fact.distinct is not None else f"more than {COUNTED:,}"


def holds(fact: Facts) -> Iterator[str]:
    """The range, the controlled words with their counts, or some examples; text that a site wrote, not escaped."""
    if fact.words:
        yield from (f"{word} {count:,}" for word, count in sorted(fact.words.items()))
    elif fact.lowest is not None:
        low, high = cell_text(fact.lowest), cell_text(fact.highest)
        yield low if low == high else f"{low} to {high}"
    else:
        yield from (visible(example) for example in fact.examples)


def visible(text: str) -> str:
    """Text in which no character hides or turns others round: those are written as their code."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def escaped(text: str) -> str:
    """A site's text as nothing but text, in Markdown and in the HTML that is made of it."""
    return re.sub(r"([\\`*_\[\]|~#:@])", r"\\\1", html.escape(text, quote=False))


def _own(text: str) -> str:
    return text.replace("|", "\\|") + "."


def page(edition: Edition, sheets: Sequence[Sheet]) -> str:
    """The whole document as HTML."""
    return rendered(
        "release/codebook.html.j2",
        title=TITLE,
        version=edition.version,
        as_of=cell_text(edition.as_of),
        conventions=CONVENTIONS,
        parts=[_shown(part) for part in parts(sheets)],
    )


def _shown(part: Part) -> dict[str, object]:
    """One table, fit to show."""
    counted = next((fact for fact in part.facts if fact), None)
    return {
        "name": part.name,
        "about": part.about,
        "key": " and ".join(f"`{name}`" for name in part.key),
        "rows": f"{counted.rows:,} rows" if counted else "no rows",
        "columns": [_row(column, fact) for column, fact in zip(part.columns, part.facts, strict=True)],
    }


def _row(column: Column, fact: Facts | None) -> dict[str, object]:
    return {
        "id": f"{column.table}.{column.name}",
        "name": column.name,
        "kind": kind(column),
        "meaning": ". ".join(meaning(column)) + ".",
        "numbers": (f"{fact.filled:,}", f"{fact.missing:.1%}", distinct(fact)) if fact else ("", "", ""),
        "held": list(holds(fact)) if fact else [],
    }
