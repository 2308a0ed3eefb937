"""The record held against the truth: what was closed wrongly, what was closed late, what the bounds are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lab.year.lives import Life, Spell
from lab.year.record import Record

WINDOW: Final = 2
"""Complete runs, at least six hours apart, after which a posting that has left its board must be closed."""
APART: Final = 0.25
"""Days between two complete runs that count as two."""
Posting = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A posting about which the record was not true."""

    posting: Posting
    day: float
    """The night of the run."""
    words: str

    def __str__(self) -> str:
        return f"{self.posting[0]}:{self.posting[1]}, night {self.day:.0f}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Everything that the year has shown of open and closed."""

    wrongly: Sequence[Fault]
    """Closed by a run at whose moment the posting was open."""
    unbounded: Sequence[Fault]
    """Closed with bounds that hold no true end."""
    late: Sequence[Fault]
    """Not closed by the second complete run after it had left."""
    waits: Sequence[int]
    """Nights from a posting's leaving to the run that closed it."""
    closings: int
    ends: int
    """True ends that stood long enough to be confirmed."""
    brief: int
    """True ends that nobody could see: the posting was back, or the year over, before two complete runs."""
    open_in_truth: int
    open_on_record: int
    differing: int
    """Postings of which truth and record say different things on the last night."""


def judge(lives: Mapping[str, Sequence[Life]], record: Record, last: int) -> Judgement:
    """Judges a year whose last night was number `last`."""
    each = {(source, life.number): life for source, every in lives.items() for life in every}
    late, waits, ends, brief = [], [], 0, 0
    for posting, life in each.items():
        for spell, back in _ends(life):
            confirming = _confirming(record.looks.get(posting[0], ()), spell.leaves, back)
            if not record.status_on(posting, spell.leaves):
                continue  # it came and went unseen
            if len(confirming) < WINDOW:
                brief += 1
                continue
            ends += 1
            if record.status_on(posting, confirming[-1]) != "closed":
                words = f"left on day {spell.leaves:.2f} ({spell.ending}) and is open after {WINDOW} complete runs"
                late.append(Fault(posting=posting, day=confirming[-1], words=words))
            waits += _waits(record, posting, spell, back)
    now_open = {posting for posting, life in each.items() if life.open_at(last)}
    on_record = {posting for posting, status in record.status.items() if status != "closed"}
    return Judgement(
        wrongly=list(_wrongly(each, record)),
        unbounded=list(_unbounded(each, record)),
        late=late,
        waits=waits,
        closings=sum(turn.to == "closed" for turns in record.turns.values() for turn in turns),
        ends=ends,
        brief=brief,
        open_in_truth=len(now_open),
        open_on_record=len(on_record),
        differing=len(now_open ^ on_record),
    )


def _ends(life: Life) -> Iterator[tuple[Spell, float]]:
    """Each spell with the day on which the posting is back."""
    following = [spell.opens for spell in life.spells[1:]]
    yield from zip(life.spells, [*following, float("inf")], strict=True)


def _confirming(complete: Sequence[float], since: float, until: float) -> list[float]:
    """The first complete runs, far enough apart, between a posting's leaving and its return."""
    found: list[float] = []
    for day in complete:
        if since <= day < until and len(found) < WINDOW and (not found or day - found[-1] >= APART):
            found.append(day)
    return found


def _waits(record: Record, posting: Posting, spell: Spell, back: float) -> list[int]:
    closed = [turn.day for turn in record.turns.get(posting, ()) if turn.to == "closed"]
    inside = [day for day in closed if spell.leaves <= day < back]
    return [int(inside[0] - spell.leaves) + 1] if inside else []


def _wrongly(lives: Mapping[Posting, Life], record: Record) -> Iterator[Fault]:
    for posting, turns in record.turns.items():
        for turn in turns:
            if turn.to == "closed" and lives[posting].open_at(turn.day):
                yield Fault(posting=posting, day=turn.day, words="closed while it was open")


def _unbounded(lives: Mapping[Posting, Life], record: Record) -> Iterator[Fault]:
    for posting, ends in record.ends.items():
        for end in ends:
            after = end.after if end.after is not None else float("-inf")
            # one that its page has ended and the list still has may end, for the program, when it leaves
            if not any(after < spell.leaves and spell.ends <= end.by for spell in lives[posting].spells):
                words = f"closed ({end.reason}) between day {after:g} and {end.by:g}, where it did not end"
                yield Fault(posting=posting, day=end.by, words=words)
