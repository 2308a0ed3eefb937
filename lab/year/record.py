"""What the program has on record at last: runs, each posting's changes of status, and its spells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lab.program.program import Program
from lab.year.nights import FIRST


def day_of(time: str) -> float:
    """Days since the first night."""
    return (datetime.fromisoformat(time) - FIRST).total_seconds() / 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of status."""

    day: float
    """When the run began that recorded it."""
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A spell that is closed on record: day bounds and reason."""

    after: float | None
    by: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is judged; postings by source and number."""

    complete: Mapping[str, Sequence[float]]
    """Days of a source's complete runs."""
    looks: Mapping[str, Sequence[float]]
    """Those of them that tell what is missing: not a list that says that there are none, but beside another such."""
    verdicts: Mapping[str, int]
    first_seen: Mapping[tuple[str, int], float]
    status: Mapping[tuple[str, int], str]
    turns: Mapping[tuple[str, int], Sequence[Turn]]
    ends: Mapping[tuple[str, int], Sequence[End]]

    def status_on(self, posting: tuple[str, int], day: float) -> str:
        """The status that was on record when the night's run had ended; empty before the first sighting."""
        if posting not in self.first_seen or self.first_seen[posting] > day:
            return ""
        past = [turn.to for turn in self.turns.get(posting, ()) if turn.day <= day]
        return past[-1] if past else "open"


DISTRICT: Final = re.compile(r"district (\d{4})")


def number_of(row: Mapping[str, str]) -> int:
    """The posting's number: its text has it, and so has the end of its id where the title alone makes none."""
    found = DISTRICT.search(row["description"])
    return int(found[1] if found else row["source_id"][-4:])


def record(program: Program) -> Record:
    """Reads the exports."""
    runs, complete, listed, verdicts = {}, defaultdict(list), defaultdict(list), Counter[str]()
    for run in program.rows("runs"):
        runs[run["run_id"]] = day_of(run["started_at"])
        verdicts[run["verdict"]] += 1
        if run["verdict"] == "complete":
            complete[run["source"]].append(runs[run["run_id"]])
            listed[run["source"]].append(int(run["listed"]))
    known = {}
    first_seen, status = {}, {}
    for row in program.rows("postings"):
        posting = (row["source"], number_of(row))
        if posting in first_seen:
            raise ValueError(f"two postings on record are {posting[0]}:{posting[1]}")
        known[row["posting_id"]] = posting
        first_seen[posting], status[posting] = day_of(row["first_seen"]), row["status"]
    turns, ends = defaultdict(list), defaultdict(list)
    for change in program.rows("changes"):
        if change["field"] == "status":
            turns[known[change["posting_id"]]].append(Turn(day=runs[change["run_id"]], to=change["new"]))
    for spell in program.rows("spells"):
        if spell["closed_by"]:
            after = day_of(spell["closed_after"]) if spell["closed_after"] else None
            end = End(after=after, by=day_of(spell["closed_by"]), reason=spell["closed_reason"])
            ends[known[spell["posting_id"]]].append(end)
    for each in turns.values():
        each.sort(key=lambda turn: turn.day)
    return Record(
        complete=complete,
        looks={source: looks(days, listed[source]) for source, days in complete.items()},
        verdicts=verdicts,
        first_seen=first_seen,
        status=status,
        turns=turns,
        ends=ends,
    )


def looks(days: Sequence[float], listed: Sequence[int]) -> list[float]:
    """The complete runs whose list had postings, or that said together with the one beside it that there are none."""
    empty = [False, *(count == 0 for count in listed), False]
    return [day for number, day in enumerate(days, 1) if not empty[number] or empty[number - 1] or empty[number + 1]]
