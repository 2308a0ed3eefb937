"""Runs that saw a list and closed nothing: what they tell of when a job opened or closed, between its bounds.

A partial run proves no absence, so a job's bounds pass over it. Still, one that lists nearly every open posting would
hardly have missed this one: the job had more probably not opened yet, or had closed already. Left out of account,
nights of partial runs would make jobs open too early and close too late.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from unionjobs_scraper.lifecycle.verdict import Reason, Verdict
from unionjobs_scraper.storage.queries.seconds import Seconds
from unionjobs_scraper.storage.schema import runs

MOST = 0.99
"""How probable it is at most that a list shows a posting that is open."""
ENDING = 1 / (40 * 86_400)
"""Share of the open jobs that close in a second, about: what an absence is weighed against before it is confirmed."""
SIGHTLESS = frozenset({"cached", "clock", "taken-over"})
"""Reasons for which a run records no sighting: what it does not list, it may have seen."""


class Look(NamedTuple):
    """One run that saw a list; times in seconds since 1970."""

    began: int
    over: int
    """When its list had been read."""
    shown: float
    """How probable it is that it lists a posting that is open."""
    stored: float
    """How probable it is that it lists and stores one that is new: not every board's list holds enough to be stored."""


Points = tuple[tuple[float, float], ...]
"""Times, and how probable it is that something has happened by each; between two, any moment is as probable."""

Lacks = tuple[tuple[int, float], ...]
"""Times at which lists lacked a job, and how probable that is of a job that was open."""


def looks(connection: Connection) -> dict[str, list[Look]]:
    """Every run that listed something, by source, in the order of time."""
    one = runs.c
    times = (Seconds(one.started_at), Seconds(func.coalesce(one.census_at, one.started_at)))
    query = select(one.source, *times, one.listed, one.new, one.changed + one.unchanged, one.verdict, one.reason)
    return looks_of(connection.execute(query.where(one.listed > 0).order_by(one.started_at)))


def looks_of(ordered: Iterable[Sequence[Any]]) -> dict[str, list[Look]]:
    """The same of runs that listed something, in the order of time, as their columns are asked for above."""
    found = defaultdict(list)
    for source, *told, verdict, reason in ordered:
        if not SIGHTLESS & Reason.codes(reason):
            found[source].append(_Listed._make((*told, verdict == Verdict.COMPLETE.value)))
    return {source: list(_weighed(each)) for source, each in found.items()}


class _Listed(NamedTuple):
    began: int
    over: int
    listed: int
    new: int
    known: int
    complete: bool


def _weighed(found: Sequence[_Listed]) -> Iterator[Look]:
    """Measures the length of each list by those of the complete runs before and after it."""
    after: list[int] = []
    for each in reversed(found):
        after.append(each.listed if each.complete else after[-1] if after else 0)
    before = 0
    for each, then in zip(found, reversed(after), strict=True):
        before = each.listed if each.complete else before
        shown = min(MOST, each.listed / max(before, then, each.listed))
        fresh = max(each.new, each.listed - each.known)
        yield Look(each.began, each.over, shown, shown * each.new / fresh if fresh else shown)


def lacked_before(after: int, by: int, found: Sequence[Look]) -> Lacks:
    """The looks between two runs of which only the later one listed a job."""
    return tuple((each.over, 1 - each.stored) for each in between(found, after, by) if each.over < by)


def lacked_since(seen: int, by: int | None, found: Sequence[Look]) -> Lacks:
    """The looks after a job was last listed, up to the run that closed it, if one has."""
    return tuple(
        (each.began, 1 - each.shown)
        for each in between(found, seen, by)
        if seen < each.began and (by is None or each.over < by)
    )


def opening(after: int, by: int, lacks: Lacks) -> Points:
    """When a job opened that a complete run before `after` and the looks since did not list; empty: no look tells."""
    if not lacks:
        return ()
    weights, unseen = [], 1.0
    times = [after, *(at for at, _ in lacks), by]
    for (begin, end), lack in zip(reversed(list(pairwise(times))), [*reversed(lacks), None], strict=True):
        weights.append((end - begin) * unseen)
        unseen *= lack[1] if lack else 1
    return _summed(times, weights[::-1], 0.0)


def closing(seen: int, by: int | None, lacks: Lacks) -> Points:
    """When a job closed that was last listed at `seen` and not in the looks since; `by` None: nothing has closed it."""
    if not lacks:
        return ()
    weights, unseen = [], 1.0
    times = [seen, *(at for at, _ in lacks), *([] if by is None else [by])]
    for (begin, end), lack in zip(pairwise(times), [*lacks, None], strict=False):
        weights.append((end - begin) * unseen)
        unseen *= lack[1] if lack else 1
    return _summed(times, weights, 0.0 if by else unseen / ENDING)


def _summed(times: Sequence[int], weights: Sequence[float], never: float) -> Points:
    """`never`: the weight of its not having happened yet."""
    total, so_far, points = sum(weights) + never, 0.0, [(float(times[0]), 0.0)]
    for time, weight in zip(times[1:], weights, strict=True):
        so_far += weight
        points.append((float(time), so_far / total))
    return tuple(points)


def between(found: Sequence[Look], begin: int, end: int | None) -> Sequence[Look]:
    """The looks of a source that were over after one time and began before another."""
    low = bisect_right(found, begin, key=lambda each: each.over)
    return found[low:] if end is None else found[low : bisect_left(found, end, key=lambda each: each.began)]
