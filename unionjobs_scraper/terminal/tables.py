"""Tables on standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 200
"""Columns where a log or a pipe has no width of its own: reasons must not be folded to death."""


def console(**options: Any) -> Console:
    """Rich's console, for which a reader that has seen enough is no failure of the command."""
    from rich.console import Console  # here: Scrapy loads every command at each start

    class Piped(Console):
        def on_broken_pipe(self) -> NoReturn:
            """Leaves it to `careful`, which ends the command with its own status."""
            raise BrokenPipeError

    return Piped(width=None if sys.stdout and sys.stdout.isatty() else WIDTH, **options)
