"""Plays trials, several at a time: a healthy day, a day with a fault, two healthy days."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lab.faults import judging, lying, machine, paging, rows, sites, storing, words
from lab.faults.board import AFTER, BEFORE, DAYS, ENDED
from lab.faults.judging import Result, Row, View
from lab.faults.site import UNIONJOBS, Site
from lab.faults.stage import Stage
from lab.faults.trial import Trial
from lab.program.databases import Base, fresh
from lab.replica import Replica
from lab.replica.unionjobs import ALIASES

WELL: Final = Trial(name="nothing at all", verdict="complete", status=0)
TRIALS: Final = (
    WELL,
    *sites.TRIALS,
    *rows.TRIALS,
    *lying.TRIALS,
    *words.TRIALS,
    *paging.TRIALS,
    *machine.TRIALS,
    *storing.TRIALS,
)


@dataclass(slots=True)
class Prepared:
    """A database kind after the first day, and what it holds in the end when nothing goes wrong."""

    base: Base
    before: View
    told: Mapping[str, Row] = field(default_factory=dict)


def prepare(kind: str, folder: Path, site: Site = UNIONJOBS) -> Prepared:
    """Plays the first day, and then the other days without a fault. Raises `AssertionError` where that fails."""
    name = f"{kind}-{site.source}"
    base = fresh(kind, folder / name)
    with Replica(_empty(folder / f"{name}-replica"), aliases=ALIASES) as replica:
        stage = Stage(replica, base, _empty(folder / f"{name}-first"), at=DAYS[0], site=site)
        stage.show(BEFORE)
        ended = stage.crawl()
        assert ended.status == 0, ended.out + ended.err
        prepared = Prepared(base, View.of(stage.program, site))
    well = play(replace(WELL, site=site), prepared, _empty(folder / f"{name}-well"), keep=True)
    assert well.passed, well.problems
    return prepared


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def play(trial: Trial, prepared: Prepared, folder: Path, *, keep: bool = False) -> Result:
    """Plays one trial on one database; `keep`: its end is the truth that others are held against."""
    result, began = Result(name=trial.name, kind=prepared.base.kind), time.monotonic()
    if trial.root and os.getuid() != 0:
        result.skipped = "needs root"
        return result
    with ExitStack() as stack:
        replica = stack.enter_context(Replica(_empty(folder / "replica"), aliases=ALIASES))
        base = prepared.base.copy(_empty(folder / "database"))
        stack.callback(base.remove)
        stage = Stage(replica, base, folder, site=trial.site)
        stack.enter_context(stage.clearing)
        try:
            _days(trial, stage, prepared, result, keep=keep)
        except Exception as error:
            result.problems.append(f"{type(error).__name__}: {error}")
    result.seconds = time.monotonic() - began
    return result


def _days(trial: Trial, stage: Stage, prepared: Prepared, result: Result, *, keep: bool) -> None:
    _second_day(trial, stage, prepared, result)
    for number, at in enumerate(DAYS[2 : 2 + trial.healthy], start=1):
        stage.at = at
        stage.show(AFTER)
        ended = stage.crawl()
        result.problems.extend(judging.plain(ended))
        if ended.status and number > trial.healthy - 2:
            result.problems.append(f"{at[:10]}: a healthy run ended {ended.status}: {(ended.out + ended.err)[:300]}")
    view = View.of(stage.program, trial.site)
    result.verdict = next((run["verdict"] for run in view.runs[::-1] if run["started_at"] not in HEALTHY), "")
    if keep:
        prepared.told = view.postings
    wrongly = judging.wrongly_closed(view)
    result.wrongly = max(result.wrongly, len(wrongly))
    result.lost = max(result.lost, len(judging.lost(prepared.before, view)))
    result.told = judging.told_truly(view)
    result.problems.extend(_unforeseen(trial, result))
    result.problems.extend(judging.truthful(view, prepared.told, others=trial.others))
    if not stage.base.sound():
        result.problems.append("the database's integrity check is not clean")
    if foreign := stage.replica.hosts - trial.site.hosts:
        result.problems.append(f"requests to other hosts: {', '.join(sorted(foreign))}")


HEALTHY: Final = frozenset({*DAYS, DAYS[0].replace("T06", "T07")} - {DAYS[1]})


def _second_day(trial: Trial, stage: Stage, prepared: Prepared, result: Result) -> None:
    stage.at = DAYS[1]
    stage.show(AFTER)
    stage.replica.break_(*trial.faults)
    ended = trial.doing(stage) if trial.doing else stage.crawl(**trial.settings)
    stage.replica.mend()
    view = View.of(stage.program, trial.site)
    result.status = ended.status
    result.closed = len(view.closed)
    result.wrongly = len(judging.wrongly_closed(view))
    result.lost = len(judging.lost(prepared.before, view))
    result.problems.extend([*stage.problems, *judging.plain(ended)])
    if ended.status and view.closed:
        result.problems.append(f"a run that is not complete closed {sorted(view.closed)}")
    if trial.reason not in ended.out + ended.err:
        result.problems.append(f"{trial.reason!r} is not in: {(ended.out + ended.err).strip()[:300]!r}")


def _unforeseen(trial: Trial, result: Result) -> Iterator[str]:
    if result.verdict != trial.verdict:
        yield f"verdict {result.verdict or 'none'}, foreseen was {trial.verdict or 'none'}"
    if result.status != trial.status:
        yield f"exit status {result.status}, foreseen was {trial.status}"
    if result.told != len(ENDED):
        yield f"{result.told} of {len(ENDED)} real ends told rightly"


def play_all(trials: Sequence[Trial], kinds: Sequence[str], folder: Path, jobs: int) -> Iterator[Result]:
    """Plays every trial on every kind of database, and gives the results as they come."""
    sites = {trial.site.source: trial.site for trial in trials}
    prepared = {(kind, site.source): prepare(kind, folder, site) for kind in kinds for site in sites.values()}
    with ThreadPoolExecutor(jobs) as pool:
        waiting: dict[Future[Result], Path] = {}
        for number, trial in enumerate(trials):
            for kind in kinds:
                if kind in trial.kinds:
                    place = _empty(folder / f"{number:03}-{kind}")
                    waiting[pool.submit(play, trial, prepared[kind, trial.site.source], place)] = place
        for future in as_completed(waiting):
            yield future.result()
    for each in prepared.values():
        each.base.remove()
