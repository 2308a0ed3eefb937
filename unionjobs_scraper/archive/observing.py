"""Observes many files: a task a part of a file, in this process, in several, or on a Dask cluster.

A task writes its Parquet files under names that follow from its part, and only when they are whole: a task that is done
again after its worker died, or twice, leaves the same rows.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from unionjobs_scraper.archive.capture import Capture
from unionjobs_scraper.archive.files import Part, captures
from unionjobs_scraper.archive.observation import Observation
from unionjobs_scraper.archive.observe import observe
from unionjobs_scraper.archive.processes import as_done
from unionjobs_scraper.archive.records import Found
from unionjobs_scraper.archive.sources import Sources
from unionjobs_scraper.archive.tables import Tables
from unionjobs_scraper.errors import SettingError

RETRIES = 3
"""How often a cluster tries a task again whose worker died."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What one task found."""

    part: Part
    captures: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """Observations by kind."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Records that could not be used, by reason."""


@cache
def _sources(names: tuple[str, ...]) -> Sources:
    """The sources of a worker, made once."""
    logging.getLogger("warcio").setLevel(logging.ERROR)  # an odd record is counted, and of no other interest
    logging.getLogger("unionjobs_scraper.crawl.page_reading").setLevel(logging.CRITICAL)
    return Sources(names)


def observe_part(part: Part, folder: str, names: tuple[str, ...] = ()) -> Observed:
    """Observes a part of a file into Parquet files of a folder. Raises `SettingError`."""
    sources = _sources(names)
    seen = Observed(part)
    tables = Tables(Path(folder), _name(part))
    number = 0
    seeing = Seeing(sources)
    for found in captures(part, seen.left_out):
        number += 1
        for observation in seeing.observe(found):
            seen.kinds[observation.kind.value] += 1
            tables.add(observation)
    tables.finish()
    return Observed(part, number, seen.kinds, seen.left_out)


REMEMBERED = 2000
"""Pages whose readings a task keeps in mind: many captures show a page as it was."""


class Seeing:
    """Observes captures, and reads a page that is as at another time only once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._read: dict[tuple[str, int, str, bytes], tuple[Observation, ...]] = {}

    def observe(self, found: Found) -> Iterator[Observation]:
        """What `observe.observe` gives."""
        if not isinstance(found, Capture) or found.own:
            yield from observe(found, self._sources)
            return
        kind = next((value for name, value in found.headers if name.lower() == "content-type"), "")
        key = (found.url, found.status, kind, hashlib.sha256(found.body).digest())
        known = self._read.get(key)
        if known is None:
            known = tuple(observe(found, self._sources))
            self._read[key] = known
            if len(self._read) > REMEMBERED:
                del self._read[next(iter(self._read))]
        at, archive, offset, digest = found.at, found.archive, found.offset, found.payload_digest
        yield from (replace(each, at=at, archive=archive, offset=offset, payload_digest=digest) for each in known)


def _name(part: Part) -> str:
    told = f"{Path(part.path).resolve()}\0{part.member}\0{part.start}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


Task = Callable[[Part], Observed]


def observed(
    parts: Sequence[Part], folder: Path, names: tuple[str, ...] = (), *, processes: int = 1, scheduler: str = ""
) -> Iterator[Observed]:
    """Observes parts of files, in whatever order they are done.

    `scheduler`: address of a Dask scheduler, whose workers have to see the same files, or `file:` and the file that it
    wrote its address to; `local` starts a cluster here. Raises `SettingError`.
    """
    task = partial(observe_part, folder=str(folder), names=names)
    if scheduler:
        yield from _on_cluster(task, parts, scheduler, processes)
    else:
        yield from as_done(task, parts, processes)


def _on_cluster(task: Task, parts: Sequence[Part], scheduler: str, processes: int) -> Iterator[Observed]:
    client = _client(scheduler, processes)
    try:
        futures = client.map(task, parts, retries=RETRIES, pure=False)
        for future in _dask().as_completed(futures):
            yield future.result()
    finally:
        client.close()


def _client(scheduler: str, processes: int) -> Any:
    dask = _dask()
    if scheduler == "local":
        return dask.Client(dask.LocalCluster(n_workers=processes, threads_per_worker=1, dashboard_address=None))
    try:
        if scheduler.startswith("file:"):
            return dask.Client(scheduler_file=scheduler.removeprefix("file:"), timeout="20s")
        return dask.Client(scheduler, timeout="20s")
    except (OSError, ValueError) as error:
        raise SettingError(f"no Dask scheduler answers at {scheduler} ({' '.join(str(error).split())})") from None


def _dask() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise SettingError("a cluster needs Dask: pip install 'unionjobs-scraper[dask]'") from None
