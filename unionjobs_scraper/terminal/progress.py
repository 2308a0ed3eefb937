"""How far the program is: a picture at the foot of a person's terminal, by rich, wiped at the end.

rich is loaded only where a person watches: Scrapy loads every command at each start.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

T = TypeVar("T")
Tell = Callable[[str, int, int | None], None]
"""Takes what is counted, how many of it are done, and how many there are; None where that is not known."""
STEP = 500
"""Rows between two drawings."""


def is_watched() -> bool:
    """Whether stderr is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def bar() -> Iterator[Tell]:
    """A bar that one table after another fills; a log is not told of it."""
    if not is_watched():
        yield lambda name, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    words = TextColumn("{task.description}", markup=False)
    columns = (words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task("", total=None)

        def tell(name: str, done: int, total: int | None) -> None:
            if name != drawn.tasks[0].description:
                drawn.reset(task, description=name)
            drawn.update(task, completed=done, total=total)

        yield tell


def counted(rows: Iterable[T], name: str, tell: Tell, total: Callable[[], int] | None = None) -> Iterator[T]:
    """Passes rows on and tells how many have gone by; `total` is asked once, with the first row."""
    most = None
    for number, row in enumerate(rows):
        if number == 0 and total:
            most = total()
        if number % STEP == 0:
            tell(name, number, most)
        yield row


class Picture:
    """A picture that is drawn again on demand; what is logged meanwhile passes above it."""

    def __init__(self, drawn: Callable[[], RenderableType], console: Console | None = None) -> None:
        from rich.console import Console
        from rich.live import Live

        self.console = console or Console(stderr=True)
        self._live = Live(console=self.console, auto_refresh=False, transient=True, get_renderable=drawn)
        self._stderr = sys.stderr

    @property
    def shown(self) -> bool:
        """Whether it is at the foot of the terminal."""
        return self._live.is_started

    def show(self) -> None:
        """Draws it for the first time."""
        self._live.start(refresh=True)
        _log_to(self._stderr, sys.stderr)  # through the picture, not across it

    def draw(self) -> None:
        """Draws it again."""
        self._live.refresh()

    def wipe(self) -> None:
        """Takes it away."""
        proxy = sys.stderr
        self._live.stop()
        _log_to(proxy, self._stderr)


def _log_to(old: object, new: object) -> None:
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is old:
            handler.setStream(new)
