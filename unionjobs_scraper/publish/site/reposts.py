"""Jobs that were advertised more than once, as a table: who asks for them need not read the ids of all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from unionjobs_scraper.publish.site.state import Kept
from unionjobs_scraper.storage.queries.site import SHORT

COLUMNS = {
    "job_id": str,
    "employer": str,
    "title": str,
    "postings": int,
    "boards": int,
    "times_open": int,
    "first_open": str,
    "last_seen": str,
    "days_open_at_least": float,
}
USED = ("job_id", "open_by", "seen_until", "days_min")


def reposts(kept: Sequence[Kept], stretches: Path) -> tuple[dict[str, type], Iterator[list[Any]]]:
    """Columns and rows: what the question of that name says in SQL. `stretches`: that table of the site."""
    import pyarrow.parquet

    of_job: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    with pyarrow.parquet.ParquetFile(stretches) as file:  # threads of `read_table` can abort at exit
        table = file.read(columns=list(USED), use_threads=False)
    for job_id, *others in zip(*(table[name].to_pylist() for name in USED), strict=True):
        of_job[job_id].append(tuple(others))
    return dict(COLUMNS), _rows(kept, of_job)


def _rows(kept: Sequence[Kept], of_job: dict[str, list[tuple[str, str, float]]]) -> Iterator[list[Any]]:
    for each in kept:
        open_times = of_job[each.job_id]
        if open_times and (len(open_times) > 1 or len(each.postings) > 1):
            begun, seen, days = zip(*open_times, strict=True)
            named = (min(filter(None, _values(each, name)), default=None) for name in ("employer", "title"))
            counts = len(each.postings), len(set(_values(each, "source"))), len(open_times)
            known = [value for value in days if value is not None]
            last = max(filter(None, seen), default=None)
            yield [each.job_id, *named, *counts, min(begun), last, sum(known) if known else None]


def _values(each: Kept, name: str) -> list[Any]:
    place = SHORT.index(name)
    return [row[place] for row in each.postings]
