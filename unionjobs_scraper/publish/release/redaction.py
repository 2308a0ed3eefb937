"""Takes contacts out of the rows of a release: only what is not remembered is looked through."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import current_process, get_context
from typing import Any

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.memory import Memory
from unionjobs_scraper.publish.release.taking_out import Row, Taken, digest, layout, remade, taken_out_of

ROWS = 200
"""Rows that are read at once."""
WORTHWHILE = 10
"""Portions of rows that are looked through before other processes are started: a start costs as much as a thousand."""


@dataclass(frozen=True, slots=True)
class _Portion:
    """Some rows, what is remembered of them by their digests, and what will be known of the others."""

    rows: list[Row]
    keys: list[bytes]
    found: list[Taken | None]
    others: Future[list[Taken]]


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
        known = self.memory.names(_posting_ids(table, portion)) if table != "postings" else {}
        rows = [
            Row(row, known.get(posting_id, ())) for row, posting_id in zip(portion, _ids(table, portion), strict=True)
        ]
        keys = [digest(table, row) if self.memory.remembers else b"" for row in rows]
        kept = self.memory.kept(keys)
        found = [remade(table, row, kept[key]) if key in kept else None for row, key in zip(rows, keys, strict=True)]
        others = self._looked_through(table, [row for row, one in zip(rows, found, strict=True) if one is None])
        return _Portion(rows, keys, found, others)

    def _looked_through(self, table: str, rows: list[Row]) -> Future[list[Taken]]:
        self._looked += bool(rows)
        if self.processes > 1 and self._looked > WORTHWHILE and rows:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.processes, mp_context=get_context("forkserver"))
            return self._pool.submit(taken_out_of, table, rows)
        done: Future[list[Taken]] = Future()
        done.set_result(taken_out_of(table, rows))
        return done

    def _ended(self, table: str, portion: _Portion) -> Iterator[tuple[Any, ...]]:
        rows, found = portion.rows, portion.found
        new = iter(portion.others.result())
        taken = [one or next(new) for one in found]
        fresh = [(key, one) for key, one, old in zip(portion.keys, taken, found, strict=True) if old is None]
        self.memory.keep(fresh)
        if table == "postings":
            self.memory.name(
                (posting_id, one.names)
                for posting_id, one in zip(_ids(table, [row.cells for row in rows]), taken, strict=True)
            )
        names = [column.name for column in layout(table).columns]
        for one in taken:
            for index, lost in one.counts.items():
                self.counts.setdefault((table, names[index]), Counter()).update(lost)
            yield one.cells


def processors() -> int:
    """How many processors this process may use: one where it may start no other processes."""
    if current_process().daemon:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _portions(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    left = iter(rows)
    while portion := list(islice(left, ROWS)):
        yield portion


def _ids(table: str, portion: Sequence[Sequence[Any]]) -> list[str]:
    """The posting that each row is of; empty where the table names none."""
    index = layout(table).posting
    return [str(row[index]) if index is not None else "" for row in portion]


def _posting_ids(table: str, portion: Sequence[Sequence[Any]]) -> list[str]:
    return sorted({each for each in _ids(table, portion) if each})


def redacted_mappings(table: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of a table as mappings, without contacts: what every publisher shows. Other columns stay as they are."""
    names = [column.name for column in codebook.columns(table)]
    redaction = Redaction()
    for row in rows:
        (cells,) = redaction.rows(table, [[row.get(name) for name in names]])
        yield {**row, **{name: cell for name, cell in zip(names, cells, strict=True) if name in row}}
