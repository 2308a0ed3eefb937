"""The colors: Okabe and Ito's blue and vermilion, which color-blind readers tell apart, and a scale of blues."""

from __future__ import annotations

INK = "#1a1a1a"
FAINT = "#4d4d4d"
QUIET = "#757575"
GRID = "#d9d9d9"
GRAY = "#8c8c8c"
BLUE = "#0072b2"
ORANGE = "#d55e00"
BAND = "#b9d9ec"
EMPTY = "#f4f4f4"
SCALE = ("#dcebf5", "#a9d0e8", "#62a9d3", "#0072b2", "#004a75")
"""From few to many (after ColorBrewer's Blues)."""


def shade(count: int, most: int) -> tuple[str, str]:
    """The color of a square, and of the text on it."""
    if count == 0:
        return EMPTY, FAINT
    fill = SCALE[min(len(SCALE) - 1, (count - 1) * len(SCALE) // max(most, 1))]
    return fill, max(("#ffffff", INK), key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colors written as #rrggbb: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
