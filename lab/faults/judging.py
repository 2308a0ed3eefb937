"""What became of the postings: how many closed, how many wrongly, what is lost, and whether the end is the truth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lab.faults.board import ADS, CHANGED_AT, ENDED, NEW, key
from lab.faults.site import UNIONJOBS, Site
from lab.program.program import Ended, Program

Row = Mapping[str, str]
TIMES = frozenset("open_after open_by closed_after closed_by first_seen last_seen read_at pay_first_stated".split())
"""Columns that depend on which runs were complete: their bounds are checked against the truth instead."""


@dataclass(frozen=True, slots=True)
class View:
    """The database as the exports show it."""

    postings: Mapping[str, Row]
    changes: Sequence[Row]
    runs: Sequence[Row]
    site: Site = UNIONJOBS

    @classmethod
    def of(cls, program: Program, site: Site = UNIONJOBS) -> View:
        """The present state; a posting's key has its number on the board, whatever the site's own id is."""
        rows = program.rows("postings")
        keys = {row["posting_id"]: key(int(site.number_of(row)), row["source"]) for row in rows}
        changes = [{**row, "posting_id": keys[row["posting_id"]]} for row in program.rows("changes")]
        return cls({keys[row["posting_id"]]: row for row in rows}, changes, program.rows("runs"), site)

    def named(self, numbers: Iterable[int]) -> frozenset[str]:
        """The keys of postings of the board."""
        return frozenset(key(number, self.site.source) for number in numbers)

    @property
    def closed(self) -> set[str]:
        """The ids of closed postings."""
        return {name for name, row in self.postings.items() if row["status"] == "closed"}


@dataclass(slots=True, kw_only=True)
class Result:
    """One trial on one database."""

    name: str
    kind: str
    verdict: str = ""
    status: int = 0
    closed: int = 0
    """Postings that the second day's run closed."""
    wrongly: int = 0
    """Postings that are open in truth and that any run closed."""
    lost: int = 0
    """Postings on record before that are gone, or stripped of their text."""
    told: int = 0
    """Really ended postings that are closed at last, with the right reason and bounds."""
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    skipped: str = ""

    @property
    def passed(self) -> bool:
        """Whether everything was as it must be."""
        return not (self.problems or self.wrongly or self.lost)

    @property
    def failed(self) -> bool:
        """Whether anything was not."""
        return not self.passed


def wrongly_closed(view: View) -> set[str]:
    """Postings that some run closed though the board has them."""
    ever = {row["posting_id"] for row in view.changes if (row["field"], row["new"]) == ("status", "closed")}
    return ((ever | view.closed) & view.named(ADS)) - view.named(ENDED)


def lost(before: View, after: View) -> set[str]:
    """Postings that were on record and are no more, or that have lost their words."""
    gone = before.postings.keys() - after.postings.keys()
    stripped = {
        name
        for name, row in before.postings.items()
        for column in ("title", "employer", "description")
        if name in after.postings and row[column] and not after.postings[name][column]
    }
    return gone | stripped


def plain(ended: Ended) -> Iterator[str]:
    """What no run may show, however it ends."""
    if "Traceback" in ended.err + ended.out:
        last = [line for line in ended.err.splitlines() if line.strip()][-1:]
        yield f"a traceback ({''.join(last)[:120]})"


def truthful(view: View, told: Mapping[str, Row], *, others: bool = False) -> Iterator[str]:
    """Where the end is not the truth; `told` is what an undisturbed program had on record at that time."""
    unlike = told.keys() - view.postings.keys() if others else view.postings.keys() ^ told.keys()
    if unlike:
        yield f"on record at last and not in truth, or the other way: {sorted(unlike)}"
    for name in view.postings.keys() & told.keys():
        differing = [
            f"{column} {view.postings[name][column][:40]!r} where {told[name][column][:40]!r} is true"
            for column in told[name]
            if column not in TIMES and view.postings[name][column] != told[name][column]
        ]
        if differing:
            yield f"{name}: {differing[0]}"
    ended = view.named(ENDED)
    for name in sorted(view.postings.keys() & (ended | view.named(NEW))):
        row = view.postings[name]
        begins, ends = ("closed_after", "closed_by") if name in ended else ("open_after", "open_by")
        if not _contains(row[begins], row[ends]):
            yield f"{name}: {begins} {row[begins]}, {ends} {row[ends]} do not hold the true moment"


def _contains(after: str, by: str) -> bool:
    return bool(after and by) and datetime.fromisoformat(after) < CHANGED_AT <= datetime.fromisoformat(by)


def told_truly(view: View) -> int:
    """How many of the really ended postings are closed with the right reason, bounds and spell."""
    rows = {number: view.postings.get(key(number, view.site.source)) for number in ENDED}
    return sum(
        bool(row)
        and (row["status"], row["closed_reason"], row["spells"]) == ("closed", view.site.ended[number], "1")
        and _contains(row["closed_after"], row["closed_by"])
        for number, row in rows.items()
        if row is not None
    )
