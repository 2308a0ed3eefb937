"""What follows for a posting that a complete run found missing, or marked as closed: nothing yet, or its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from unionjobs_scraper.lifecycle.census import Answer, Check

CONFIRMATION_GAP = timedelta(hours=6)
"""Two absences count as two only when this far apart: a list that flaps is one event."""

ALIVE_CONFIRMATIONS = 2
"""Complete runs that must miss a posting whose own page shows it as open, and that must read a mark of a listed one."""


SEVERAL = 2
"""Open postings of a board whose list, when it says that there are none, is no look at them by itself."""
DECLARATIONS = 2
"""Complete runs that must read such a list, `CONFIRMATION_GAP` apart; together they are as many absences."""


class ClosedReason(StrEnum):
    """How we know that a posting is closed: the code that is stored, and its words."""

    MARKED = "marked", "its own page, or its row of the list, says so"
    GONE = "gone", "its own page answers 404 or 410"
    DELISTED = "delisted", "complete censuses no longer list it"

    words: str

    def __new__(cls, code: str, words: str = "") -> Self:
        """Makes a member of its code and its words."""
        reason = str.__new__(cls, code)
        reason._value_, reason.words = code, words
        return reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A stored open posting that a complete census does not list."""

    source_id: str
    last_seen: datetime
    read_at: datetime | None = None
    """When its own page was last read as open."""
    missing_since: datetime | None = None
    """When the first of the current row of complete censuses missed it."""
    missed_at: datetime | None = None
    """When the last absence that counted was noted."""
    misses: int = 0
    marked: bool = False
    """Whether what was counted so far are readings of a closing mark while it was listed, and no absences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Still open: absent, not yet confirmed."""

    source_id: str
    missing_since: datetime
    missed_at: datetime | None
    """None: no absence has counted yet."""
    misses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A list that says that it has none, of a board with several open postings."""

    before: datetime | None
    """When the last complete census that read such a list, at least `CONFIRMATION_GAP` earlier, was taken."""

    def seconds(self, posting: Missing) -> bool:
        """Whether it is the second of two such lists, between which no list had the posting."""
        return bool(self.before and posting.missing_since and posting.missing_since <= self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a posting's spell, with its bounds and its evidence."""

    source_id: str
    reason: ClosedReason
    closed_after: datetime | None
    """None: it was never read as open."""
    closed_by: datetime
    url: str
    status: int | None
    words: str


def settle(
    posting: Missing,
    check: Check | None,
    census_at: datetime,
    *,
    control: bool,
    confirmations: int,
    doubtful: bool = False,
    held: bool = False,
    declared: Declared | None = None,
) -> Closing | Miss:
    """Decides about a posting that a complete census does not list.

    `control`: a listed posting's own page was read as open in the same run. Without one, a site that
    answers 404 (or "no longer available") to everything would look like a hundred closings.

    A page that shows the posting as open is a veto for this run: absence then needs two complete runs, however
    authoritative the list is. So does one that gave no answer, where the same trouble may have spoiled the list.

    `doubtful`: the list has rows that are furniture as far as is known, or the site's pages contradict its list;
    absence then needs two complete runs.

    `held`: a row that nobody understood may be the posting in another form; then no absence counts.

    `declared`: the list says that there are none, where several were open. One broken page says that of all of them;
    it counts only with another one, read since the posting was last listed, and no other absence stands in for that.
    """
    if posting.marked:  # words on its page are no absence: it was listed then
        posting = replace(posting, missing_since=None, missed_at=None, misses=0)
    absent = _absence(posting, census_at)
    if control and check and check.answer in (Answer.GONE, Answer.MARKED):
        return Closing(
            source_id=posting.source_id,
            reason=ClosedReason(check.answer.value),
            closed_after=posting.last_seen,
            closed_by=absent.missing_since,
            url=check.url,
            status=check.status,
            words=check.words,
        )
    alive = check is not None and check.answer is Answer.ANSWERS
    silent = check is not None and check.answer is Answer.UNCLEAR and check.status is None
    if held or (declared and not declared.seconds(posting)):
        return replace(absent, missed_at=posting.missed_at, misses=posting.misses)
    if declared:
        absent = replace(absent, misses=max(absent.misses, DECLARATIONS))
    if absent.misses < (max(ALIVE_CONFIRMATIONS, confirmations) if alive or silent or doubtful else confirmations):
        return absent
    times = "once" if absent.misses == 1 else f"{absent.misses} times"
    return Closing(
        source_id=posting.source_id,
        reason=ClosedReason.DELISTED,
        closed_after=posting.last_seen,
        closed_by=absent.missing_since,
        url=check.url if check else "",
        status=check.status if check else None,
        words=f"missing from complete censuses {times} since {absent.missing_since:%Y-%m-%dT%H:%M:%SZ}",
    )


def settle_marked(posting: Missing, check: Check, *, control: bool, confirmations: int) -> Closing | Miss:
    """Decides about a posting that is still listed, but whose own page says in words that it is closed.

    The list says that it is open, so the words have to be read in two complete runs; without a `control`, in as
    many as an absence, where that is more. Its end lies between the last reading of its page as open and the first
    reading of the words.
    """
    absent = _absence(posting, check.at)
    if absent.misses < (ALIVE_CONFIRMATIONS if control else max(ALIVE_CONFIRMATIONS, confirmations)):
        return absent
    return Closing(
        source_id=posting.source_id,
        reason=ClosedReason.MARKED,
        closed_after=posting.read_at,
        closed_by=absent.missing_since,
        url=check.url,
        status=check.status,
        words=check.words,
    )


def _absence(posting: Missing, census_at: datetime) -> Miss:
    """One more absence, if it is far enough from the last one that counted."""
    counts = posting.missed_at is None or census_at - posting.missed_at >= CONFIRMATION_GAP
    return Miss(
        source_id=posting.source_id,
        missing_since=posting.missing_since or census_at,
        missed_at=census_at if counts or posting.missed_at is None else posting.missed_at,
        misses=posting.misses + counts,
    )
