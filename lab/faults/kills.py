"""Random kills: the ten runs of the script, each killed with kill -9 again and again, then let to finish."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from lab.faults import script
from lab.faults.judging import plain
from lab.faults.stage import Stage
from lab.program.databases import KINDS, fresh
from lab.program.program import Ended
from lab.replica import Replica
from lab.replica.unionjobs import ALIASES

ROUND = 20
"""Kills in one playing of the script, about: each ends in a comparison of its own."""
STUBBORN = 400
"""Runs of one day after which the kills are taken to never let it finish."""


@dataclass(slots=True, kw_only=True)
class Undisturbed:
    """The script without kills."""

    exports: dict[str, str]
    seconds: float
    """How long half of its runs took at most."""


@dataclass(slots=True, kw_only=True)
class Round:
    """One playing of the script with kills."""

    kind: str
    number: int
    kills: int = 0
    runs: int = 0
    problems: list[str] = field(default_factory=list)


@contextmanager
def stage_for(kind: str, folder: Path) -> Iterator[Stage]:
    """A stage with an empty database."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    with Replica(pages, aliases=ALIASES) as replica:
        stage = Stage(replica, fresh(kind, folder / "database"), folder)
        yield stage
        stage.base.remove()


def undisturbed(kind: str, folder: Path) -> Undisturbed:
    """Plays the script once. Raises `AssertionError` where a run is not complete."""
    took: list[float] = []

    def run(stage: Stage) -> Ended:
        began = time.monotonic()
        ended = stage.crawl()
        took.append(time.monotonic() - began)
        return ended

    with stage_for(kind, folder) as stage:
        for at, ended in zip(script.RUNS, script.play(stage, run), strict=True):
            assert ended.status == 0, f"{at[0]}: {ended.out}{ended.err}"
        return Undisturbed(exports=script.exports(stage.program), seconds=median(took))


def killed(kind: str, number: int, kills: int, well: Undisturbed, seed: int, folder: Path) -> Round:
    """Plays the script with about so many kills, and compares its end with the undisturbed one's."""
    this, random = Round(kind=kind, number=number), Random(f"{seed}-{number}")  # noqa: S311  # to be repeated, not guessed

    def run(stage: Stage) -> Ended:
        left = -(-kills // len(script.RUNS))
        for _ in range(STUBBORN):
            this.runs += 1
            running = stage.start()
            if left > 0:
                # every other one towards the end, where the run stores what it has read
                earliest = random.choice((0.0, 0.7 * well.seconds))
                time.sleep(random.uniform(earliest, 1.05 * well.seconds))
                running.signal(signal.SIGKILL)
            ended = running.ended()
            this.problems.extend(plain(ended))
            if ended.status != -signal.SIGKILL:
                return ended
            left -= 1
            this.kills += 1
        raise TimeoutError("the kills never let a run finish")

    with stage_for(kind, folder) as stage:
        ends = script.play(stage, run)
        this.problems += [f"a repeated run ended {each.status}: {each.out}{each.err}" for each in ends if each.status]
        if not stage.base.sound():
            this.problems.append("the integrity check is not clean")
        this.problems.extend(differences(well.exports, script.exports(stage.program)))
    return this


def differences(expected: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    """Rows of postings, spells and changes that only one of two databases has."""
    wanted, given = script.lives(expected), script.lives(found)
    for table in wanted:
        missing, extra = (
            list((Counter(one) - Counter(other)).elements())
            for one, other in ((wanted[table], given[table]), (given[table], wanted[table]))
        )
        if missing or extra:
            yield f"{table}: {len(missing)} rows missing, {len(extra)} too many; first {_shortest(missing, extra)}"


def _shortest(missing: Sequence[tuple[str, ...]], extra: Sequence[tuple[str, ...]]) -> str:
    for row in missing:
        for other in extra:
            if row[0] == other[0]:
                return f"{row[0]}: {sorted(set(other) - set(row))} instead of {sorted(set(row) - set(other))}"
    return str((list(missing) + list(extra))[0])[:300]


def play(count: int, seed: int, jobs: int, folder: Path, kinds: Sequence[str] = KINDS) -> Iterator[Round]:
    """Plays rounds until at least so many kills have struck, on the databases in turn."""
    well = {kind: undisturbed(kind, folder / f"{kind}-well") for kind in kinds}
    struck, number = 0, 0
    with ThreadPoolExecutor(jobs) as pool:
        while struck < count:
            some = max(1, min(jobs, -(-(count - struck) // ROUND)))
            batch = []
            for _ in range(some):
                number += 1
                kind = kinds[number % len(kinds)]
                place = folder / f"round-{number}"
                kills = min(ROUND, max(1, count - struck))
                batch.append(pool.submit(killed, kind, number, kills, well[kind], seed, place))
            for future in batch:
                done = future.result()
                struck += done.kills
                yield done
