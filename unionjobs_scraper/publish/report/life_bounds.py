"""What is known of the begin and the end of one stretch: parts of time, each with how probable the lists make it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TYPICAL = 40.0
"""Days that a job is open, about: how much an end that has not come yet is compared as."""


class Cell(NamedTuple):
    """A part of the time in which a job began or ended, in days."""

    start: float
    """From the sighting that bounds that time: back for a beginning, on for an end."""
    width: float
    """Infinite for what has not ended."""
    weight: float
    """How probable it is that the lists between lacked the job, had it begun or ended here."""

    @property
    def mass(self) -> float:
        """For comparison with the other parts."""
        return self.weight * min(self.width, TYPICAL)


class Bounds(NamedTuple):
    """What is known of one life, in days."""

    begins: tuple[Cell, ...]
    """From the census that did not see it to the one that did."""
    least: float
    """From that census to the last one that saw it."""
    ends: tuple[Cell, ...]
    """From that one to the one that did not see it any more."""
    entered: float
    """Its age when it was first seen, where it was there at a first census; else 0."""
    truncated: bool
    """Whether it was there at a first census."""


def middle(cells: Sequence[Cell]) -> float:
    """Where a beginning or an end lies, by the lists alone: days from the sighting that bounds it."""
    total = sum(each.mass for each in cells)
    return sum(each.mass * (each.start + each.width / 2) for each in cells) / total if total else 0.0
