"""A straight line through measurements: how much a figure changes from night to night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The line of least squares through points (night, figure)."""

    mean: float
    slope: float
    """Per night."""
    error: float
    """The slope's standard error; 0 for fewer than three points."""
    middle: float
    """The mean of the nights."""

    def at(self, night: float) -> float:
        """The line's figure on a night."""
        return self.mean + self.slope * (night - self.middle)

    def change(self, nights: int) -> float:
        """How much the line rises over so many nights, as a share of the mean."""
        return self.slope * nights / self.mean if self.mean else 0.0

    def doubt(self, nights: int) -> float:
        """Two standard errors of `change`."""
        return 2 * self.error * nights / self.mean if self.mean else 0.0


def line(points: Sequence[tuple[float, float]]) -> Line:
    """Fits the line; level where the points lie on one night. Raises `StatisticsError` without points."""
    across, up = fmean(x for x, _ in points), fmean(y for _, y in points)
    spread = sum((x - across) ** 2 for x, _ in points)
    slope = sum((x - across) * (y - up) for x, y in points) / spread if spread else 0.0
    rest = sum((y - up - slope * (x - across)) ** 2 for x, y in points)
    error = (rest / (len(points) - 2) / spread) ** 0.5 if len(points) > 2 and spread else 0.0
    return Line(mean=up, slope=slope, error=error, middle=across)
