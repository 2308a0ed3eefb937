"""What the page is made of: sections with sentences and figures, each figure drawn for two widths."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from unionjobs_scraper.publish.report import charts
from unionjobs_scraper.publish.report.formatting import number
from unionjobs_scraper.publish.report.svg import drawn
from unionjobs_scraper.publish.report.tallies import Count
from unionjobs_scraper.publish.writers import write_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing for two widths, and the numbers that it shows."""

    name: str
    label: str
    wide: Markup
    narrow: Markup
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    download: str
    """The numbers as an address that holds a CSV file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what is to be said under it, and figures."""

    name: str
    heading: str
    said: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


def figure(
    name: str,
    label: str,
    caption: str,
    table: tuple[tuple[str, ...], Sequence[tuple[str, ...]]],
    draw: Callable[[int], charts.Spec],
    numbers: tuple[tuple[str, ...], Sequence[Sequence[object]]],
) -> Figure:
    """Draws for both widths; `label` names the figure to who cannot see it, `caption` describes it to everyone.

    `table` is shown under it, `numbers` can be downloaded: their head and rows.
    """
    wide, narrow = (
        drawn(draw(width), f"{name}-{kind}", label, caption)
        for kind, width in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    )
    head, rows = table
    return Figure(
        name=name,
        label=label,
        wide=wide,
        narrow=narrow,
        caption=caption,
        head=head,
        rows=tuple(rows),
        download=_csv_address(*numbers),
    )


def _csv_address(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    write_csv(rows, head, text)
    return "data:text/csv;charset=utf-8," + quote(text.getvalue())


NUMBERS = ("name", "open", "unknown", "ever", "postings")
"""The head of downloaded counts."""


def numbers_of(counts: Sequence[Count]) -> list[tuple[object, ...]]:
    """Counts as rows under `NUMBERS`."""
    return [tuple(getattr(count, name) for name in NUMBERS) for count in counts]


HEAD = ("", "open now", "unknown", "ever recorded", "postings")


def rows_of(counts: Sequence[Count]) -> list[tuple[str, ...]]:
    """Counts as rows under `HEAD`."""
    return [
        (count.name, *(number(value) for value in (count.open, count.unknown, count.ever, count.postings)))
        for count in counts
    ]
