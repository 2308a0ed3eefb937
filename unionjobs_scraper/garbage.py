"""How often Python looks for garbage: a command that makes hundreds of thousands of objects makes no cycles of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 10_000
"""New objects after which Python looks through the youngest."""


def collect_seldom() -> None:
    """Has this process look for garbage less often from now on."""
    gc.freeze()  # what the program has loaded is no garbage
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])


@contextmanager
def seldom_collected() -> Iterator[None]:
    """The same for as long as something takes."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
