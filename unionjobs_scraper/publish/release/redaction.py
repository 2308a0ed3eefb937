"""Takes contacts out of the rows of a release: only what is not remembered is looked through."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import current_process, get_context
from multiprocessing.context import BaseContext
from typing import Any

from unionjobs_scraper.garbage import collect_seldom
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.memory import Memory
from unionjobs_scraper.publish.release.parting import Parted, parted_rows, posting_ids
from unionjobs_scraper.publish.release.taking_out import NOTHING, Kept, Said, taken_out_of

ROWS = 200
"""Rows that are read at once."""
WORTHWHILE = 50
"""Portions of rows that are looked through before other processes are started: each loads the lists of names anew."""


@dataclass(frozen=True, slots=True)
class _Portion:
    """Some rows, and by the digests of what they say what is remembered of it, what is not, and what that will lose."""

    rows: list[Parted]
    kept: dict[bytes, Kept]
    new: list[bytes]
    looked: Future[list[Kept]]


@dataclass(slots=True)
class Redaction:
    """Takes contacts out of rows, and counts what it took."""

    memory: Memory = field(default_factory=Memory)
    processes: int = 1
    """How many look through rows at once."""
    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    """By table and column: how many of each of `cells.KINDS`."""
    _pool: ProcessPoolExecutor | None = None
    _looked: int = 0

    def rows(self, table: str, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
        """The rows of a table without contacts. Of one posting, those of `postings` come before any others."""
        waiting: deque[_Portion] = deque()
        for portion in _portions(rows):
            waiting.append(self._begun(table, portion))
            if len(waiting) > 2 * self.processes:
                yield from self._ended(table, waiting.popleft())
        while waiting:
            yield from self._ended(table, waiting.popleft())

    def close(self) -> None:
        """Ends the other processes, and forgets what no row needed."""
        if self._pool:
            self._pool.shutdown()
            self._pool = None
        self.memory.close()

    def total(self) -> Mapping[str, int]:
        """How many of each of `cells.KINDS`, in the whole release."""
        return sum(self.counts.values(), Counter())

    def _begun(self, table: str, portion: Sequence[Sequence[Any]]) -> _Portion:
        named = sorted({*posting_ids(table, portion)} - {""}) if table != "postings" else []
        rows = list(parted_rows(table, portion, self.memory.names(named)))
        said = {one.key: one.said for one in rows if one.key}
        kept = self.memory.kept(list(said))
        new = [key for key in said if key not in kept]
        return _Portion(rows, kept, new, self._looked_through([said[key] for key in new]))

    def _looked_through(self, said: list[Said]) -> Future[list[Kept]]:
        self._looked += bool(said)
        if self.processes > 1 and self._looked > WORTHWHILE and said:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.processes, mp_context=_context(), initializer=collect_seldom)
            return self._pool.submit(taken_out_of, said)
        done: Future[list[Kept]] = Future()
        done.set_result(taken_out_of(said))
        return done

    def _ended(self, table: str, portion: _Portion) -> Iterator[tuple[Any, ...]]:
        new = dict(zip(portion.new, portion.looked.result(), strict=True))
        self.memory.keep(new)
        known = {b"": NOTHING} | portion.kept | new
        for one in portion.rows:
            one.lose(known[one.key])
        if table == "postings":
            ids = posting_ids(table, [one.cells for one in portion.rows])
            named = ((each, one.names(known[one.key])) for each, one in zip(ids, portion.rows, strict=True))
            self.memory.name(named)
        for one in portion.rows:
            for name, lost in one.counts.items():
                counted = self.counts.setdefault((table, name), Counter())
                for kind, count in lost.items():
                    counted[kind] += count
            yield tuple(one.cells)


def _context() -> BaseContext:
    """New processes begin with what looks through rows loaded, and with no thread of this one."""
    context = get_context("forkserver")
    context.set_forkserver_preload([taken_out_of.__module__])
    return context


def processors() -> int:
    """How many processors this process may use: one where it may start no other processes."""
    if current_process().daemon:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _portions(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    left = iter(rows)
    while portion := list(islice(left, ROWS)):
        yield portion


def redacted_mappings(table: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of a table as mappings, without contacts: what every publisher shows. Other columns stay as they are."""
    names = [column.name for column in codebook.columns(table)]
    redaction = Redaction()
    for row in rows:
        (cells,) = redaction.rows(table, [[row.get(name) for name in names]])
        yield {**row, **{name: cell for name, cell in zip(names, cells, strict=True) if name in row}}
