"""Which sources are well: the age of the last complete run, the verdicts, the count against its past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import Connection

from unionjobs_scraper.lifecycle import HISTORY, Verdict
from unionjobs_scraper.storage import lives
from unionjobs_scraper.storage.exports import UNKNOWN_AFTER

MARKS = {Verdict.COMPLETE.value: "█", Verdict.PARTIAL.value: "▄", Verdict.FAILED.value: "▁", "": "?"}
"""One sign a run, the oldest first."""
SHOWN = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is."""

    source: str
    well: bool
    """Its last run is complete, and recent enough for its postings to count as known."""
    retired: bool
    """It has postings here but is no longer in the register."""
    last_complete: datetime | None
    verdicts: str
    """The newest runs as signs, the newest last."""
    listed: int | None
    usual: float | None
    """Median count of recent complete runs."""
    open: int
    unknown: int
    """Open postings that no complete run vouches for any more."""
    reason: str


def health(connection: Connection, source: str, now: datetime, registered: Sequence[str]) -> Health:
    """Looks at one source's record."""
    runs = lives.recent_runs(connection, source)
    last = lives.last_complete(connection, source)
    retired = source not in registered
    stale = last is None or now - last > UNKNOWN_AFTER
    still_open = lives.open_count(connection, source)
    complete = [run["listed"] for run in runs if run["verdict"] == Verdict.COMPLETE.value][:HISTORY]
    newest = runs[0] if runs else None
    return Health(
        source=source,
        well=bool(newest and newest["verdict"] == Verdict.COMPLETE.value) and not stale,
        retired=retired,
        last_complete=last,
        verdicts="".join(MARKS[run["verdict"]] for run in reversed(runs[:SHOWN])),
        listed=newest["listed"] if newest else None,
        usual=median(complete) if complete else None,
        open=still_open,
        unknown=still_open if stale or retired else 0,
        reason=_reason(newest, stale=stale, retired=retired, last=last),
    )


def _reason(newest: dict[str, Any] | None, *, stale: bool, retired: bool, last: datetime | None) -> str:
    if newest is None:
        return "never crawled"
    said = [newest["reason"]] if newest["reason"] else []
    if retired:
        said.insert(0, "retired: no longer in the register; its open postings are exported as unknown")
    elif stale:
        since = f"since {last:%Y-%m-%d}" if last else "ever"
        said.insert(0, f"no complete run {since}: its open postings are exported as unknown")
    return "; ".join(said)
