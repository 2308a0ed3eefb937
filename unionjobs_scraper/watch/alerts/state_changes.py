"""When a source's state changes: pure functions over its rows of `runs`.

Well turns to unwell after `ALERT_AFTER` runs in a row that are not complete, or at once when what happened will not
pass by itself: a refusal, or a page of another shape. Unwell turns to well with the first complete run. The rows of a
source never change once the next run has begun, so each change belongs to one run, on whatever machine it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from unionjobs_scraper.crawl.network import CAUSES
from unionjobs_scraper.lifecycle.verdict import Reason, Verdict
from unionjobs_scraper.storage.queries.history import RunRow

AFTER = 2
"""Runs in a row that are not complete before an alert is sent."""
REMEMBERED = 366
"""Runs that are looked at, at most."""
SILENT = frozenset({"interrupted", "taken-over"})
"""Codes of runs that say nothing about their source: they ended on this side, and cannot tell anybody."""
LASTING = frozenset({"blocked", "empty", "total"})
"""Codes that another try will not mend: a refusal, a list without rows, paging that has changed."""
PASSING = ("HTTP ", "no page of the board's list was read", *CAUSES.values())
"""How the words of a list begin that could not be fetched, this time; any others are a page of unknown shape."""


class State(StrEnum):
    """How a source is."""

    UNWELL = "unwell"
    WELL = "well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A source's change of state, made by one run."""

    source: str
    now: State
    at: datetime
    """Start of the run that made it, UTC."""
    since: datetime
    """Start of the first run that was not complete, UTC."""
    runs: int
    """Runs in a row that were not complete."""
    verdict: str
    reason: str
    """Of the newest run that was not complete, as stored: `code: words; code: words`."""
    last_complete: datetime | None
    """Start of the last complete run before this one, UTC."""


def turn(rows: Sequence[RunRow], run_id: int, after: int = AFTER) -> Turn | None:
    """Whether a run changed its source's state; `rows` are the source's, newest first. None when it did not."""
    told = [row for row in rows if row.run_id <= run_id and row.verdict and _speaks(row)]
    if not told or told[0].run_id != run_id:
        return None
    newest = told[0]
    before = list(_until_complete(told[1:]))
    last = next((row.started_at for row in told[1:] if _complete(row)), None)
    if _complete(newest):
        return _turned(State.WELL, newest, before, last) if unwell(before, after) else None
    if unwell(before, after) or not unwell([newest, *before], after):
        return None
    return _turned(State.UNWELL, newest, [newest, *before], last)


def unwell(bad: Sequence[RunRow], after: int) -> bool:
    """Whether these runs since the last complete one make their source unwell."""
    return len(bad) >= max(1, after) or any(lasting(row.reason) for row in bad)


def lasting(reason: str) -> bool:
    """Whether a run's reasons name something that will not pass by itself."""
    return any(
        each.code in LASTING or (each.code == "list-unread" and not each.words.startswith(PASSING))
        for each in Reason.parse_all(reason)
    )


def _turned(now: State, newest: RunRow, bad: Sequence[RunRow], last: datetime | None) -> Turn:
    return Turn(
        source=newest.source,
        now=now,
        at=newest.started_at,
        since=bad[-1].started_at,
        runs=len(bad),
        verdict=bad[0].verdict,
        reason=bad[0].reason,
        last_complete=last,
    )


def _until_complete(rows: Sequence[RunRow]) -> Iterator[RunRow]:
    for row in rows:
        if _complete(row):
            return
        yield row


def _speaks(row: RunRow) -> bool:
    """Whether a run says something about its source."""
    return not Reason.codes(row.reason) & SILENT


def _complete(row: RunRow) -> bool:
    return row.verdict == Verdict.COMPLETE.value
