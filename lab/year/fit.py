"""A straight line through measurements: how much a figure changes from night to night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, linear_regression, pvariance


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
    nights, figures = [night for night, _ in points], [figure for _, figure in points]
    mean, middle = fmean(figures), fmean(nights)
    if len(set(nights)) < 2:
        return Line(mean=mean, slope=0.0, error=0.0, middle=middle)
    slope = linear_regression(nights, figures).slope
    fitted = Line(mean=mean, slope=slope, error=0.0, middle=middle)
    if len(points) < 3:
        return fitted
    rest = sum((figure - fitted.at(night)) ** 2 for night, figure in points) / (len(points) - 2)
    return replace(fitted, error=(rest / (pvariance(nights, middle) * len(points))) ** 0.5)
