"""The faults of the year: what strikes a source on a night, and what strikes the whole night."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from lab.replica import Fault
from lab.year import rewrites
from lab.year.boards import BACKWARDS, SKELETONS, Source

CHANCE: Final = 0.02
"""Of each fault, for each source and night."""
REDESIGN: Final = (
    '<!DOCTYPE html><html><body><main data-app="jobs"><section><h2>Find union work</h2><p>Welcome to the new site.'
    "</p></section></main></body></html>"
)
UNAVAILABLE: Final = (
    "<!DOCTYPE html><html><body><h4>Sorry</h4><p>This position is no longer available.</p></body></html>"
)
PATIENCE: Final = 2
"""Seconds that a run waits for an answer (DOWNLOAD_TIMEOUT), so that a silent site costs the year little."""

Making = Callable[[Source], Sequence[Fault]]


def _on_list(kind: str, **how: object) -> Making:
    return lambda source: [Fault(kind=kind, host=source.host, path=source.list_path, **how)]  # type: ignore[arg-type]


def _on_postings(kind: str, **how: object) -> Making:
    def making(source: Source) -> Sequence[Fault]:
        if not source.posting_path:
            return []
        return [Fault(kind=kind, host=source.host, path=source.posting_path, **how)]  # type: ignore[arg-type]

    return making


def _rewritten(rewrite: Callable[[Source], rewrites.Rewrite], *, lists: bool, postings: bool) -> Making:
    """A rewriting of the list, of the postings' pages or of both; some boards have but the one page."""

    def making(source: Source) -> Sequence[Fault]:
        paths = [source.list_path] if lists or not source.posting_path else []
        paths += [source.posting_path] if postings and source.posting_path else []
        return [Fault(kind="rewrite", host=source.host, path=path, rewrite=rewrite(source)) for path in paths]

    return making


def _nothing(source: Source) -> Sequence[Fault]:
    return [Fault(kind="body", host=source.host, path=source.list_path, body=rewrites.nothing(source))]


CLOSED_ALL: Final = "postings: all say no longer available"
FAULTS: Final[dict[str, Making]] = {
    "host: connection refused": lambda source: [Fault(kind="refused", host=source.host)],
    "list: HTTP 503": _on_list("status", status=503),
    "list: no answer in time": _on_list("timeout"),
    "list: connection reset": _on_list("reset"),
    "list: half the body": _on_list("half_body"),
    "list: challenge, 200": _on_list("challenge", status=200),
    "list: empty 200": _on_list("empty"),
    "list: redesigned": _on_list("body", body=REDESIGN),
    "list: nothing, under another key or for students": _nothing,
    "list: three rows in another form": _rewritten(rewrites.other_form, lists=True, postings=False),
    "list: sessions and tracking": _rewritten(rewrites.sessions, lists=True, postings=False),
    "list: another charset than said": _rewritten(rewrites.another_charset, lists=True, postings=True),
    "list: nothing fit to store": _rewritten(rewrites.too_long, lists=True, postings=True),
    "postings: words that nobody sees": _rewritten(rewrites.hidden_words, lists=False, postings=True),
    "postings: words about something else": _rewritten(rewrites.narrower_words, lists=False, postings=True),
    "postings: HTTP 404, every one": _on_postings("status", status=404),
    "postings: HTTP 500, every third": _on_postings("status", status=500, every=3),
    CLOSED_ALL: _on_postings("body", body=UNAVAILABLE),
}
"""Faults that the replica carries out."""
LEFT_OUT: Final[dict[str, Callable[[int], int]]] = {
    "list: a few rows left out": lambda count: min(3, count),
    "list: half the rows left out": lambda count: count // 2,
    "list: says that there are none": lambda count: count,
}
"""Faults of the board itself: how many of its rows a list, whole and well, leaves out."""
LIES: Final = frozenset({*LEFT_OUT, CLOSED_ALL})
"""What is whole, well and wrong; told in two complete runs, it is believed (docs/architecture.md, Promises)."""
ODD: Final = (BACKWARDS, SKELETONS)
"""What a board shows otherwise than usual, and truly all the same."""
AHEAD: Final = "a clock a year ahead, mended the next day"
OF_THE_NIGHT: Final = (
    "the machine is off",
    "kill -9 at a batch",
    "kill -9 at the last commit",
    "a batch lost: locked",
    AHEAD,
)
"""Faults that every source shares."""
KILL: Final = "lab.faults.kill_addon.Dying"
FAIL: Final = "lab.faults.kill_addon.Failing"
MOMENTS: Final[dict[str, dict[str, str]]] = {
    "kill -9 at a batch": {"addon": KILL, "DIE_AT": r"^INSERT INTO spells", "DIE_WHEN": "commit"},
    "kill -9 at the last commit": {"addon": KILL, "DIE_AT": r"^UPDATE runs SET census_at", "DIE_WHEN": "commit"},
    "a batch lost: locked": {"addon": FAIL, "FAIL_AT": r"FROM job_keys", "FAIL_WITH": "database is locked"},
}
"""The add-ons that bring them about (`lab.faults.kill_addon`), with their settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What goes wrong on one night."""

    whole: str = ""
    """One of `OF_THE_NIGHT`, or nothing."""
    faults: tuple[Fault, ...] = ()
    names: dict[str, list[str]] = field(default_factory=dict)
    """Fault names by source."""
    hidden: dict[str, frozenset[int]] = field(default_factory=dict)
    """Rows that a lying list leaves out, by source."""

    @property
    def lying(self) -> set[str]:
        """Sources that do not tell the truth tonight."""
        return {source for source, names in self.names.items() if LIES & set(names)}


def draw(random: Random, sources: Sequence[Source], listed: Callable[[str], list[int]], lied: set[str]) -> Struck:
    """Draws a night's faults. `lied`: sources that have had no truthful complete run since their last lie."""
    whole = next((name for name in OF_THE_NIGHT if random.random() < CHANCE), "")
    faults: list[Fault] = []
    names: dict[str, list[str]] = {}
    hidden: dict[str, frozenset[int]] = {}
    for source in sources:
        drawn = [name for name in (*FAULTS, *LEFT_OUT, *ODD) if random.random() < CHANCE]
        happening = [name for name in drawn if name not in LIES or not _believed(name, source, lied)]
        rows = listed(source.name)
        for name in happening:
            if name in FAULTS:
                faults += FAULTS[name](source)
            elif name in LEFT_OUT:
                left_out = frozenset(random.sample(rows, LEFT_OUT[name](len(rows))))
                hidden[source.name] = hidden.get(source.name, frozenset()) | left_out
        if happening:
            names[source.name] = happening
    return Struck(whole=whole, faults=tuple(faults), names=names, hidden=hidden)


def _believed(name: str, source: Source, lied: set[str]) -> bool:
    """Whether a lie is the truth by promise: told twice, or by an authoritative list of postings without pages.

    A posting's own page that shows it as open takes an authoritative list's word back.
    """
    alone = source.authoritative and not source.posting_path and not source.counts
    return source.name in lied or (name in LEFT_OUT and alone)
