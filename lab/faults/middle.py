"""The middle of a run: the list is read, the postings are being read, nothing is stored yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from lab.faults.stage import POSTING, Running, Stage
from lab.replica import Fault

LATE: Final = 0.4
"""Seconds that a posting's page takes meanwhile."""


@contextmanager
def in_the_middle(stage: Stage, **settings: Any) -> Iterator[Running]:
    """A run that has read the list and one posting, and is slow with the others."""
    slow = Fault(kind="late", path=POSTING, seconds=LATE)
    stage.replica.break_(slow)
    running = stage.start(**settings)
    stage.until(POSTING, 2, running)
    yield running
    stage.replica.mend(slow)
