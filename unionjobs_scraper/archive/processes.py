"""Work that is done side by side in processes of this machine, or in this one where there is but one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import TypeVar

Given = TypeVar("Given")
Done = TypeVar("Done")


def side_by_side(task: Callable[[Given], Done], every: Iterable[Given], processes: int) -> Iterator[Done]:
    """What a task makes of each, in their order. Raises what the task raises."""
    given = list(every)
    with _pool(processes, len(given), task) as pool:
        yield from pool.map(task, given) if pool else map(task, given)


def as_done(task: Callable[[Given], Done], every: Iterable[Given], processes: int) -> Iterator[Done]:
    """The same in whatever order they are done."""
    given = list(every)
    with _pool(processes, len(given), task) as pool:
        if pool is None:
            yield from map(task, given)
            return
        for done in as_completed([pool.submit(task, each) for each in given]):
            yield done.result()


@contextmanager
def _pool(processes: int, number: int, task: Callable[..., object]) -> Iterator[Executor | None]:
    if processes < 2 or number < 2 or multiprocessing.current_process().daemon:  # it may have no children
        yield None
        return
    # a fork would copy the reactor and the locks of this process
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([getattr(task, "func", task).__module__])  # once, not in each process
    with ProcessPoolExecutor(min(processes, number), mp_context=context) as pool:
        yield pool
