"""What the page is made of: sections with sentences and figures, each figure drawn for two widths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from unionjobs_scraper.publish.report import charts
from unionjobs_scraper.publish.report.formatting import number
from unionjobs_scraper.publish.report.svg import drawn
from unionjobs_scraper.publish.report.tallies import Count


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
) -> Figure:
    """Draws for both widths; `label` names the figure to who cannot see it, `caption` describes it to everyone."""
    wide, narrow = (
        drawn(draw(width), f"{name}-{kind}", label, caption)
        for kind, width in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    )
    head, rows = table
    return Figure(name=name, label=label, wide=wide, narrow=narrow, caption=caption, head=head, rows=tuple(rows))


HEAD = ("", "open now", "unknown", "ever recorded", "postings")


def rows_of(counts: Sequence[Count]) -> list[tuple[str, ...]]:
    """Counts as rows under `HEAD`."""
    return [
        (count.name, *(number(value) for value in (count.open, count.unknown, count.ever, count.postings)))
        for count in counts
    ]
