"""The pages of jobs, each made of its rows; by several processes where many have changed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self

from unionjobs_scraper.publish.release.redaction import redacted_mappings
from unionjobs_scraper.publish.site.job_page import job_page
from unionjobs_scraper.publish.site.jobs import job, page_path
from unionjobs_scraper.publish.site.pages import Site
from unionjobs_scraper.publish.site.state import Kept
from unionjobs_scraper.storage.queries.site import CHANGE, SHORT, SPELL, JobRows
from unionjobs_scraper.storage.values import cell_text

WORTHWHILE = 2000
"""Pages that are made before other processes are started: a start costs as much as a thousand."""
VALUE = 2000
"""Characters of an old or new value that are looked at."""
Changed = Sequence[tuple[JobRows, str]]
"""Jobs, and the digest of what the page of each is made of."""
Texts = Mapping[str, str]
"""Descriptions by posting."""


class Making:
    """Makes pages, some of them in other processes: those come later, and all by the end."""

    def __init__(self, site: Site, processes: int) -> None:
        self.site = site
        self.processes = processes
        self._made = 0
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[list[tuple[Kept, str]]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def of(self, changed: Changed, said: Texts) -> Iterator[tuple[Kept, str]]:
        """Begins the pages of some jobs, and gives those that are done: these, or some that were begun before."""
        self._made += len(changed)
        if self.processes < 2 or self._made <= WORTHWHILE:
            yield from pages(self.site, changed, said)
        elif changed:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.processes, mp_context=get_context("forkserver"))
            self._waiting.append(self._pool.submit(pages, self.site, changed, dict(said)))
            if len(self._waiting) > 2 * self.processes:
                yield from self._waiting.popleft().result()

    def rest(self) -> Iterator[tuple[Kept, str]]:
        """The pages that were begun and not given yet."""
        while self._waiting:
            yield from self._waiting.popleft().result()


def pages(site: Site, changed: Changed, said: Texts) -> list[tuple[Kept, str]]:
    """Jobs as they are published, and their pages."""
    return [_page(site, rows, made_of, said) for rows, made_of in changed]


def _page(site: Site, rows: JobRows, made_of: str, said: Texts) -> tuple[Kept, str]:
    postings = list(redacted_mappings("postings", _mappings(SHORT, rows.postings, said)))
    short = [[_plain(row[name]) for name in SHORT] for row in postings]
    kept = Kept(rows.job_id, made_of, page_path(rows.job_id), short)
    spells = list(redacted_mappings("spells", _mappings(SPELL, rows.spells)))
    changes = list(redacted_mappings("changes", _mappings(CHANGE, rows.changes)))
    return kept, job_page(site, job(kept), postings, spells, changes)


def _mappings(
    names: Sequence[str], rows: Iterable[Sequence[Any]], said: Texts | None = None
) -> Iterator[dict[str, Any]]:
    for row in rows:
        found = dict(zip(names, row, strict=True))
        for name in ("old", "new"):
            if name in found:
                found[name] = found[name][:VALUE]
        yield found if said is None else found | {"description": said.get(found["posting_id"], "")}


_LONE = re.compile("[\ud800-\udfff]")


def _plain(value: Any) -> Any:
    """A cell as the next writing reads it from its file."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    return value if value is None or isinstance(value, int | float) else cell_text(value)
