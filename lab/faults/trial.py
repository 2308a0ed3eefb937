"""What a fault is, and what it must lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lab.faults.site import UNIONJOBS, Site
from lab.faults.stage import Stage
from lab.program.databases import KINDS
from lab.program.program import Ended
from lab.replica import Fault

Doing = Callable[[Stage], Ended]
"""Carries the second day out, and says how its run ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A fault that befalls the second day's run."""

    name: str
    verdict: str
    """The verdict that the second day's run must have on record once the third day's has begun; empty: no run is."""
    status: int
    """The exit status that the second day's run must have; negative for a signal."""
    site: Site = UNIONJOBS
    """Who shows the board."""
    faults: tuple[Fault, ...] = ()
    """What the replica does wrong on the second day."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Settings of the second day's run."""
    doing: Doing | None = None
    """How the second day is carried out, where it is more than one census with those settings."""
    kinds: tuple[str, ...] = KINDS
    """The databases on which there is such a fault."""
    root: bool = False
    """Whether only root can bring it about."""
    reason: str = ""
    """Words that the summary or the error must hold."""
    healthy: int = 2
    """Healthy days until the truth is told; only the last two of them must be complete."""
    others: bool = False
    """Whether the fault makes the board show postings that it does not have, which then are on record too."""
