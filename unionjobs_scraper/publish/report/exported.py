"""The stretches of exported files as the estimate takes them in: the ones that the report reads of the database."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from unionjobs_scraper.publish.report.survival import Lives
from unionjobs_scraper.storage.queries.looks import Look, looks_of
from unionjobs_scraper.storage.queries.open_times import OpenTime, weighed

BESIDE = ("postings", "spells", "runs")
"""The tables that tell what partial lists lacked; without them, the bounds alone count."""


def lives(folder: Path) -> Lives:
    """The stretches of `stretches.csv`, with what `postings.csv`, `spells.csv` and `runs.csv` beside it tell of them.

    Raises `OSError` where the first cannot be read.
    """
    found = Lives()
    for time in open_times(folder):
        found.add(time)
    return found


def open_times(folder: Path) -> Iterator[OpenTime]:
    """The stretches of a folder's exported tables, one by one; none of them is vouched for after its last sighting."""
    told = all((folder / f"{name}.csv").exists() for name in BESIDE)
    sources, looks = (_sources(folder), _looks(folder)) if told else ({}, {})
    for row in _rows(folder, "stretches"):
        source = sources.get((row["job_id"], row["open_by"]), "") if row["boards"] == "1" else ""
        by, seen = _second(row["open_by"]), _second(row["seen_until"])
        assert by is not None
        assert seen is not None
        age = float(row["entry_age"]) if row["entry_age"] else None
        closed = _second(row["closed_by"])
        bounds = OpenTime(row["job_id"], _second(row["open_after"]), by, seen, closed, age, frozenset({source}), 0)
        yield weighed(bounds, looks.get(source, ()), int(row["stretch"]), row["closed_reason"])


def _sources(folder: Path) -> dict[tuple[str, str], str]:
    """Which source showed a job at the beginning of a spell."""
    jobs = {row["posting_id"]: (row["job_id"], row["source"]) for row in _rows(folder, "postings")}
    found = {}
    for spell in _rows(folder, "spells"):
        job, source = jobs[spell["posting_id"]]
        found[job, spell["open_by"]] = source
    return found


def _looks(folder: Path) -> dict[str, list[Look]]:
    runs = [row for row in _rows(folder, "runs") if int(row["listed"])]
    return looks_of(map(_run, sorted(runs, key=lambda row: row["started_at"])))


def _run(row: dict[str, str]) -> tuple[str, int, int, int, int, int, str, str]:
    began = _second(row["started_at"])
    assert began is not None
    numbers = (int(row[name]) for name in ("listed", "new", "changed", "unchanged"))
    listed, new, changed, unchanged = numbers
    over = _second(row["census_at"]) or began
    return row["source"], began, over, listed, new, changed + unchanged, row["verdict"], row["reason"]


def _second(text: str) -> int | None:
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp()) if text else None


def _rows(folder: Path, table: str) -> Iterable[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
