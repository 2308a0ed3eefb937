"""A Dask cluster of this machine, for tests: a scheduler and workers, forked from one process that has loaded all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIGKILL

from lab.program.forkserver import CONTEXT

OWN = ("--no-dashboard", "--host", "127.0.0.1")
QUIET = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
"""Dask looks at the stack of each worker a hundred times a second otherwise."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Its scheduler, as `--scheduler` takes it, and the numbers of its workers' processes."""

    scheduler: str
    workers: Sequence[int]


@contextmanager
def cluster(folder: Path, workers: int, before: Callable[[], object]) -> Iterator[Cluster]:
    """Starts a cluster, and ends each process by its number. `before`: what loads what its tasks need."""
    here, there = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_run, args=(folder, workers, before, there))
    process.start()
    there.close()
    numbers: list[int] = here.recv()
    try:
        yield Cluster(f"file:{folder / 'scheduler.json'}", numbers[1:])
    finally:
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(number, SIGKILL)
        process.join()
        here.close()


def _run(folder: Path, workers: int, before: Callable[[], object], told: Connection) -> None:
    os.chdir(folder)
    os.environ.update(QUIET)
    log = os.open(folder / "cluster.log", os.O_WRONLY | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    scheduler, worker = (import_module(f"distributed.cli.dask_{name}").main for name in ("scheduler", "worker"))
    before()
    file = ("--scheduler-file", str(folder / "scheduler.json"))
    numbers = [_forked(scheduler, ["--port", "0", *file, *OWN])]
    numbers += [_forked(worker, [*file, "--nthreads", "1", "--no-nanny", *OWN]) for _ in range(workers)]
    told.send(numbers)
    for _ in numbers:
        os.wait()


def _forked(command: Callable[..., object], arguments: Sequence[str]) -> int:
    number = os.fork()
    if not number:
        try:
            command(list(arguments), standalone_mode=False)
        finally:
            os._exit(1)
    return number
