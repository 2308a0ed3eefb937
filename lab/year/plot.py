"""The plot of the year: what a night adds to the database, and what it takes, as plain SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from lab.year.fit import Line

WIDTH, HEIGHT, LEFT, TOP, GAP = 760, 200, 64, 40, 70
FONT = 'font-family="sans-serif" font-size="13"'
INK, DOTS, FIT = "#222222", "#2b6cb0", "#c05621"
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One figure over the nights, with the line through it."""

    title: str
    points: Points
    fit: Line


def svg(panels: Sequence[Panel], nights: int) -> str:
    """The panels one below the other."""
    height = TOP + len(panels) * (HEIGHT + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 24} {height}" role="img" {FONT}>',
        f"<title>{escape('; '.join(panel.title for panel in panels))}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for number, panel in enumerate(panels):
        parts += _panel(panel, TOP + number * (HEIGHT + GAP), max(nights, 2))
    return "\n".join([*parts, "</svg>", ""])


TICKS: Final = 4


def _panel(panel: Panel, top: float, nights: int) -> Iterator[str]:
    highest = _round_up(max(value for _, value in panel.points))

    def across(night: float) -> float:
        return LEFT + WIDTH * night / (nights - 1)

    def up(value: float) -> float:
        return top + HEIGHT * (1 - value / highest)

    yield f'<text x="{LEFT}" y="{top - 14:.0f}" fill="{INK}" font-weight="bold">{escape(panel.title)}</text>'
    for tick in range(TICKS + 1):
        y = up(highest * tick / TICKS)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{LEFT + WIDTH}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="{INK}">{highest * tick / TICKS:g}</text>'
        shown = round((nights - 1) * tick / TICKS)
        yield (
            f'<text x="{across(shown):.1f}" y="{top + HEIGHT + 20:.0f}" text-anchor="middle" fill="{INK}">'
            f"{'night ' if not tick else ''}{shown + 1}</text>"
        )
    for night, value in panel.points:
        yield f'<circle cx="{across(night):.1f}" cy="{up(value):.1f}" r="2" fill="{DOTS}"/>'
    first, last = panel.points[0][0], panel.points[-1][0]
    yield (
        f'<line x1="{across(first):.1f}" y1="{up(panel.fit.at(first)):.1f}" x2="{across(last):.1f}"'
        f' y2="{up(panel.fit.at(last)):.1f}" stroke="{FIT}" stroke-width="2"/>'
    )


def _round_up(value: float) -> float:
    """The next figure with one digit that is easy to divide by four."""
    step = 10.0 ** (len(str(int(value))) - 1) if value >= 1 else 0.1
    return next(step * factor for factor in (1, 2, 4, 6, 8, 10, 12) if step * factor >= value)
