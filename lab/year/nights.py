"""Plays the nights: shows the boards, lets the faults strike, runs `scrapy crawlall`, measures."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from lab.program import forkserver
from lab.program.program import Program
from lab.replica import Replica
from lab.year import measured
from lab.year.boards import Source, World
from lab.year.troubles import AHEAD, MOMENTS, PATIENCE, Struck, draw
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.restamp import restamp

FIRST: Final = datetime(2026, 1, 1, 6, tzinfo=UTC)
"""The first night's run; the replica's time is the program's `RUN_AT`."""
NIGHTS: Final = "nights.jsonl"
"""The nights of a kept folder, one a line."""
LONGEST: Final = 180.0
"""Seconds after which a night counts as hanging."""


def at(day: float) -> datetime:
    """A moment of the year."""
    return FIRST + timedelta(days=day)


def stamp(day: float) -> str:
    """The same, as `RUN_AT` takes it."""
    return at(day).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One night's run of all sources."""

    number: int
    whole: str
    """The fault that all sources share, or nothing."""
    names: dict[str, list[str]]
    """Fault names by source."""
    status: int | None
    """The exit status, negative for a signal; None where the machine was off."""
    seconds: float
    processor: float
    """Seconds of processor time; 0 where the program was killed."""
    memory: int
    """KiB."""
    size: int
    """Bytes of the database afterwards."""
    complete: int
    """Complete runs."""
    tracebacks: int
    """Tracebacks among what the program said."""

    @property
    def measured(self) -> bool:
        """Whether the program ended by itself, so that it could be measured."""
        return self.processor > 0

    def line(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))


@dataclass
class Year:
    """The boards, the program's database and the nights."""

    sources: Sequence[Source]
    folder: Path
    world: World
    random: Random
    replica: Replica
    program: Program
    kept: Path
    settings: dict[str, object] = field(default_factory=dict)
    """Further settings of each night's run."""

    def play(self, days: int) -> Iterator[Night]:
        """The nights, one after the other."""
        lied: set[str] = set()
        for number in range(days):
            struck = draw(self.random, self.sources, lambda source: self.world.listed(source, number), lied)  # noqa: B023  # called at once
            lied |= struck.lying
            night, complete = self._night(number, struck)
            lied -= complete - struck.lying
            yield night

    def _night(self, number: int, struck: Struck) -> tuple[Night, set[str]]:
        """One night, and the sources whose runs were complete."""
        self.world.show(number, struck.hidden, struck.names)
        self.replica.forget()
        self.replica.mend()
        self.replica.break_(*struck.faults)
        took: dict[str, Any] = {}
        status, told, complete = None, "", set[str]()
        if struck.whole != "the machine is off":
            status, told, took = self._run(number, struck)
            if struck.whole == AHEAD:
                self._mend(number)
            complete = self._complete(number)
        night = Night(
            number=number,
            whole=struck.whole,
            names=struck.names,
            status=status,
            seconds=took.get("seconds", 0.0),
            processor=took.get("processor", 0.0),
            memory=took.get("memory", 0),
            size=sum(path.stat().st_size for path in self.kept.parent.glob(self.kept.name + "*")),
            complete=len(complete),
            tracebacks=told.count("Traceback"),
        )
        return night, complete

    def _run(self, number: int, struck: Struck) -> tuple[int, str, dict[str, Any]]:
        self.program.run_at = stamp(number + 365 if struck.whole == AHEAD else number)
        chosen: dict[str, object] = {"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0, "DOWNLOAD_TIMEOUT": PATIENCE}
        chosen |= self.settings
        if struck.whole in MOMENTS:
            chosen |= MOMENTS[struck.whole]
            chosen["ADDONS"] = json.dumps({chosen.pop("addon"): 1})
        flags = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
        order = forkserver.Order(
            arguments=("crawlall", *flags, *(source.name for source in self.sources)),
            environment=self.program.environment(),
            out=self.folder / "out",
            err=self.folder / "err",
            path=self.folder,
        )
        receipt = self.folder / "receipt.json"
        receipt.unlink(missing_ok=True)
        process = forkserver.CONTEXT.Process(target=measured.carry_out, args=(order, receipt), daemon=True)
        process.start()
        status = forkserver.status_of(process, LONGEST)
        if status is None:
            raise TimeoutError(f"night {number}: the program has not ended")
        took = json.loads(receipt.read_text(encoding="utf-8")) if status != -signal.SIGKILL else {}
        printed = "".join(path.read_text(encoding="utf-8", errors="replace") for path in (order.out, order.err))
        return status, printed, took

    def _mend(self, number: int) -> None:
        """Gives every run of the night the time at which it really started, as an operator does."""
        self.program.run_at = stamp(number)
        ahead = [int(run["run_id"]) for run in self.program.rows("runs") if run["started_at"] == stamp(number + 365)]
        database = Database(self.program.database_url)
        with database.write() as connection:
            for run_id in ahead:
                restamp(connection, run_id, at(number))
        database.close()

    def _complete(self, number: int) -> set[str]:
        runs = self.program.rows("runs")
        return {run["source"] for run in runs if run["started_at"] == stamp(number) and run["verdict"] == "complete"}


@contextmanager
def staged(sources: Sequence[Source], seed: int, days: int, folder: Path) -> Iterator[Year]:
    """The boards on a replica of their own, and the program with an empty database in the folder."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    world = World(sources, seed, days)
    with Replica(pages) as replica:
        replica.pages(world.answer)
        kept = folder / "unionjobs.db"
        random = Random(f"{seed}-faults")  # noqa: S311  # to be repeated, not guessed
        yield Year(sources, folder, world, random, replica, Program(f"sqlite:///{kept}", replica), kept)
