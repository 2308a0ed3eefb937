"""Which sources are well: the age of the last complete run, the verdicts, the counts, columns that were lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection

from unionjobs_scraper.lifecycle.judging import HISTORY
from unionjobs_scraper.lifecycle.lost_columns import Column
from unionjobs_scraper.lifecycle.status import is_unknown
from unionjobs_scraper.lifecycle.verdict import Reason, Verdict
from unionjobs_scraper.storage import unread_rows
from unionjobs_scraper.storage.column_counts import watched_columns
from unionjobs_scraper.storage.queries import history
from unionjobs_scraper.storage.queries.history import RunRow
from unionjobs_scraper.storage.runs import last_complete

MARKS = {Verdict.COMPLETE.value: "█", Verdict.PARTIAL.value: "▄", Verdict.FAILED.value: "▁", "": "?"}
"""One sign a run, the oldest first."""
SHOWN = 14
RECENT = timedelta(days=14)
"""How far back refusals are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A run that the site, or its robots.txt, did not let through."""

    at: datetime
    """When the run started, UTC."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is."""

    source: str
    well: bool
    """Its last run is complete and recent enough for its postings to count as known, and no column is lost."""
    retired: bool
    """It has postings here but is no longer in the register."""
    last_complete: datetime | None
    age_hours: float | None
    """Since the last complete run."""
    verdicts: str
    """The newest runs as signs, the newest last."""
    listed: int | None
    usual: float | None
    """Median count of recent complete runs."""
    open: int
    unknown: int
    """Open postings that no complete run vouches for any more."""
    reason: str
    columns: tuple[Column, ...] = ()
    """How full each watched column is, against its past."""
    refusals: tuple[Refusal, ...] = ()
    """Refusals by the site or its robots.txt in the last 14 days, the newest first."""
    runs: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    """The newest runs' start, verdict, reason and count, the newest first."""


def health(connection: Connection, source: str, now: datetime, registered: Sequence[str]) -> Health:
    """Looks at one source's record."""
    runs = history.recent_runs(connection, source)
    last = last_complete(connection, source)
    retired = source not in registered
    stale = is_unknown(last, now, crawled=True)
    still_open = history.open_count(connection, source)
    complete = [run.listed for run in runs if run.verdict == Verdict.COMPLETE.value][:HISTORY]
    newest = runs[0] if runs else None
    ahead = next((run for run in runs if run.started_at > now), None)
    watched = watched_columns(connection, source, now)
    lost = [each for each in watched if each.lost]
    return Health(
        source=source,
        well=bool(newest and newest.verdict == Verdict.COMPLETE.value) and not (stale or lost or ahead),
        retired=retired,
        last_complete=last,
        age_hours=round((now - last).total_seconds() / 3600, 1) if last else None,
        verdicts="".join(MARKS[run.verdict] for run in reversed(runs[:SHOWN])),
        listed=newest.listed if newest else None,
        usual=median(complete) if complete else None,
        open=still_open,
        unknown=still_open if stale or retired else 0,
        reason="; ".join(
            (
                *_reasons(newest, lost, stale=stale, retired=retired, last=last),
                *_from_the_future(ahead),
                *_furniture(newest, unread_rows.count(connection, source)),
            )
        ),
        columns=tuple(watched),
        refusals=tuple(_refusals(runs, now)),
        runs=tuple(
            {name: getattr(run, name) for name in ("started_at", "verdict", "reason", "listed")} for run in runs[:SHOWN]
        ),
    )


def _from_the_future(run: RunRow | None) -> Iterator[str]:
    """A run whose clock ran ahead, or a clock here that runs behind: no age can be told, no bound be right."""
    if run:
        yield f"run {run.run_id} is stamped {run.started_at:%Y-%m-%dT%H:%MZ}, in the future: see scrapy restamp"


def _furniture(newest: RunRow | None, unread: int) -> Iterator[str]:
    """Rows that a complete run left out: a person decides whether one is a posting."""
    if newest and unread and newest.verdict == Verdict.COMPLETE.value:
        yield f"{unread} row(s) of its list are not read, and taken for furniture of the site"


def _refusals(runs: Sequence[RunRow], now: datetime) -> Iterator[Refusal]:
    for run in runs:
        for reason in Reason.parse_all(run.reason):
            if now - run.started_at <= RECENT and (reason.code == "blocked" or "robots.txt" in reason.words):
                yield Refusal(at=run.started_at, words=reason.words)


def _reasons(
    newest: RunRow | None, lost: Sequence[Column], *, stale: bool, retired: bool, last: datetime | None
) -> Iterator[str]:
    if newest is None:
        yield "never crawled"
        return
    if retired:
        yield "retired: no longer in the register; its open postings are exported as unknown"
    elif stale:
        since = f"since {last:%Y-%m-%d}" if last else "ever"
        yield f"no complete run {since}: its open postings are exported as unknown"
    if newest.reason:
        yield newest.reason
    if newest.refused:
        yield f"{newest.refused} posting(s) of its last run were refused as unfit to store"
    yield from map(str, lost)
