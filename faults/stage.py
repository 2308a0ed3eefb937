"""Where a trial takes place: a replica, a database, and the program between them as a user starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from faults.bases import Base
from faults.board import Board
from replica import Replica
from tests.program import ROOT, Ended, Program

PATIENCE = 90.0
"""Seconds after which a run that has not ended counts as hung."""
LIST = "/staffing_list.php"
POSTING = "*/listing.php*"
HUNG = 999
"""Stands for the exit status of a run that did not end."""


@dataclass
class Running:
    """The program while it runs; its words go to files, so that it never waits for a reader."""

    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    def signal(self, number: signal.Signals) -> None:
        """Sends it a signal."""
        self.process.send_signal(number)

    def ended(self, patience: float = PATIENCE) -> Ended:
        """Waits for its end; a run that hangs is killed and ends with `HUNG`."""
        try:
            status = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = HUNG
        return Ended(status, self.out.read_text(encoding="utf-8"), self.err.read_text(encoding="utf-8"))


@dataclass
class Stage:
    """One trial's own replica, database and folder."""

    replica: Replica
    base: Base
    folder: Path
    at: str = ""
    """The time of the day that is being played."""
    shown: int = 0
    started: int = 0
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
        self.replica.show(board.write(self.folder / f"site-{self.shown}"))

    def crawl(self, source: str = "unionjobs", **settings: object) -> Ended:
        """One census, from its start to its end."""
        return self.start(source, **settings).ended()

    def start(
        self,
        source: str = "unionjobs",
        *,
        under: tuple[str, ...] = (),
        environment: Mapping[str, str] = MappingProxyType({}),
        **settings: object,
    ) -> Running:
        """Starts a census; `under` are words that run a command in their own way, such as prlimit."""
        self.started += 1
        program = self.program
        chosen = program.settings | {name: str(value) for name, value in settings.items()}
        flags = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
        command = [*under, sys.executable, "-m", "scrapy", "crawl", source, *flags]
        out, err = (self.folder / f"{name}-{self.started}" for name in ("out", "err"))
        own = {"PYTHONPATH": f"{ROOT}{os.pathsep}{self.folder}"}
        around = {**program.environment(), **own, **environment}
        with out.open("wb") as out_file, err.open("wb") as err_file:
            process = subprocess.Popen(  # noqa: S603  # this program, with settings of the trials' own
                command, cwd=ROOT, env=around, stdin=subprocess.DEVNULL, stdout=out_file, stderr=err_file
            )
        return Running(process, out, err)

    def until(self, glob: str, count: int = 1, *, beyond: int = 0) -> None:
        """Waits until so many requests for such addresses have come, after the first `beyond`."""
        self.wait(lambda: self.replica.count(glob) - beyond >= count, f"{count} requests for {glob}")

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Waits for a condition. Raises `TimeoutError`."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited in vain for {what}")
            time.sleep(0.01)
