"""Where a trial takes place: a replica, a database, and the program between them as a user starts it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lab.faults.board import Board
from lab.faults.site import UNIONJOBS, Site
from lab.program import forkserver
from lab.program.databases import Base
from lab.program.program import Ended, Program
from lab.replica import Replica

PATIENCE = 90.0
"""Seconds after which a run that has not ended counts as hung."""
LIST = "/staffing_list.php"
POSTING = "*/listing.php*"
NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})
HUNG = 999
"""Stands for the exit status of a run that did not end."""


@dataclass
class Running:
    """The program while it runs; its words go to files, so that it never waits for a reader."""

    process: BaseProcess
    out: Path
    err: Path

    @property
    def pid(self) -> int:
        """Its process number."""
        assert self.process.pid
        return self.process.pid

    def signal(self, number: signal.Signals) -> None:
        """Sends it a signal, unless it has ended."""
        if forkserver.status_of(self.process, 0) is None:
            os.kill(self.pid, number)

    def ended(self, patience: float = PATIENCE) -> Ended:
        """Waits for its end; a run that hangs is killed and ends with `HUNG`."""
        status = forkserver.status_of(self.process, patience)
        if status is None:
            self.signal(signal.SIGKILL)
            forkserver.status_of(self.process, PATIENCE)
            status = HUNG
        return Ended(status, *(path.read_text(encoding="utf-8", errors="replace") for path in (self.out, self.err)))


@dataclass
class Stage:
    """One trial's own replica, database and folder."""

    replica: Replica
    base: Base
    folder: Path
    at: str = ""
    """The time of the day that is being played."""
    site: Site = UNIONJOBS
    """Who shows the board."""
    shown: int = 0
    started: int = 0
    put: set[str] = field(default_factory=set)
    """The addresses of pages that a site has shown."""
    problems: list[str] = field(default_factory=list)
    """What a trial found wrong by itself."""
    clearing: ExitStack = field(default_factory=ExitStack)
    """What has to be undone when the trial is over."""

    @property
    def program(self) -> Program:
        """The program with this database, in front of this replica, at this day's time."""
        return Program(self.base.url, self.replica, run_at=self.at)

    def show(self, board: Board) -> None:
        """Puts the board's pages in place of those of the day before."""
        self.shown += 1
        if self.site.pages is None:
            self.replica.show(board.write(self.folder / f"site-{self.shown}"))
            return
        pages = self.site.pages(board)
        for url in self.put - pages.keys():
            self.replica.put(url, "<html><body>Not found</body></html>", status=404)
        for url, (body, headers) in pages.items():
            self.replica.put(url, body, headers=headers)
        self.put |= pages.keys()

    def crawl(self, source: str = "", **settings: Any) -> Ended:
        """One census, from its start to its end."""
        return self.start(source, **settings).ended()

    def start(
        self,
        source: str = "",
        *,
        limits: Mapping[int, int] = NOTHING,
        environment: Mapping[str, str] = NOTHING,
        **settings: Any,
    ) -> Running:
        """Starts a census; `limits` and `environment` go beyond what every run has."""
        self.started += 1
        program = self.program
        own = {"HTTPCACHE_DIR": str(self.folder / "kept")}  # no other trial's list pages
        chosen = program.settings | own | {name: str(value) for name, value in settings.items()}
        flags = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
        out, err = (self.folder / f"{name}-{self.started}" for name in ("out", "err"))
        for path in (out, err):
            path.touch()
        order = forkserver.Order(
            arguments=("crawl", source or self.site.source, *flags),
            environment={**program.environment(), **environment},
            out=out,
            err=err,
            path=self.folder,
            limits=dict(limits),
        )
        return Running(forkserver.start(order), out, err)

    def until(self, glob: str, count: int, running: Running) -> None:
        """Waits until so many requests for such addresses have come. Raises `TimeoutError`."""
        self.wait(lambda: self.replica.count(glob) >= count, f"{count} requests for {glob}", running)

    def wait(self, condition: Callable[[], bool], what: str, running: Running) -> None:
        """Waits for a condition while the program runs. Raises `TimeoutError`."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline or forkserver.status_of(running.process, 0) is not None:
                raise TimeoutError(f"waited in vain for {what}")
            time.sleep(0.01)
