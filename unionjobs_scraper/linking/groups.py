"""Jobs of pairs: postings that belong together, as long as nothing speaks against it.

The result depends on the pairs alone, not on the order in which they were found: the strongest evidence is taken
first, and a pair that would put two postings into one job that can never be one is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from unionjobs_scraper.linking.decision import Stage
from unionjobs_scraper.linking.extent import Extent, RolesApart, roles_apart
from unionjobs_scraper.linking.spans import ALWAYS, Spans, pairs_at_once

FEW = 64
"""Pairs of kinds that are asked about before it is looked up which ads were open at once."""
STRENGTH = {Stage.REVIEW: 3, Stage.APPLY: 2, Stage.TEXT: 1, Stage.FACTS: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two postings that are one job, and what says so."""

    posting_id: str
    other_id: str
    decided_by: Stage
    text: float | None = None

    @property
    def rank(self) -> tuple[float, float, str, str]:
        """Sorts the strongest evidence first."""
        return (-STRENGTH[self.decided_by], -(self.text or 0), self.posting_id, self.other_id)


Apart = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Postings of one kind are told from others alike: a job of many reposts need not be compared one by one."""

    of: Callable[[str], Hashable] = str
    apart: Callable[[Hashable, Hashable], bool | None] = lambda *_: None
    """Whether postings of two kinds can never be one job; None where it depends on the postings."""
    when: Callable[[str], tuple[datetime, datetime | None]] = lambda _: ALWAYS
    """From when until when a posting is open; two that are of kinds about which it depends are apart if at once."""
    extent: Callable[[str], Extent | None] = lambda _: None
    """What a posting spans; None where that does not tell."""
    roles_apart: RolesApart = field(default_factory=roles_apart)


@dataclass(slots=True)
class _Job:
    by_kind: dict[Hashable, Spans]
    extent: Extent | None
    spans: Spans

    def postings(self) -> Iterable[str]:
        return (posting_id for _, posting_id, _ in self.spans)


def grouped(
    posting_ids: Iterable[str], links: Iterable[Link], apart: Apart, barred: Apart, kinds: Kinds | None = None
) -> list[list[str]]:
    """The jobs, each a sorted list of postings.

    `apart`: whether two postings can never be one job; `barred`: whether a person has said so. What a person has
    said to be one job is only kept apart by what a person has said.
    """
    kinds = kinds or Kinds()
    group = {posting_id: _alone(posting_id, kinds) for posting_id in posting_ids}
    for link in sorted(links, key=lambda each: each.rank):
        one, other = group[link.posting_id], group[link.other_id]
        if one is other:
            continue
        if link.decided_by is Stage.REVIEW:
            if any(barred(a, b) for a in one.postings() for b in other.postings()):
                continue
        elif _apart(one, other, apart, kinds):
            continue
        if len(one.spans) < len(other.spans):
            one, other = other, one
        one.extent = one.extent.joined(other.extent) if one.extent and other.extent else None
        one.spans.join(other.spans)
        for kind, some in other.by_kind.items():
            one.by_kind.setdefault(kind, Spans()).join(some)
        group.update(dict.fromkeys(other.postings(), one))
    return sorted(sorted(job.postings()) for job in {id(job): job for job in group.values()}.values())


def _alone(posting_id: str, kinds: Kinds) -> _Job:
    spans, of_kind = Spans(), Spans()
    for each in (spans, of_kind):
        each.add(posting_id, *kinds.when(posting_id))
    return _Job({kinds.of(posting_id): of_kind}, kinds.extent(posting_id), spans)


def _apart(one: _Job, other: _Job, apart: Apart, kinds: Kinds) -> bool:
    if one.extent and other.extent and one.extent.agrees_with(other.extent, kinds.roles_apart):
        if one.extent.agrees_at_once(other.extent):
            return False
        if any(apart(low.posting_id, high.posting_id) for low, high in one.extent.by_pay(other.extent)):
            return True
        if len(one.by_kind) * len(other.by_kind) > FEW:
            return any(apart(a, b) for a, b in pairs_at_once(one.spans, other.spans))
    for kind, some in one.by_kind.items():
        for other_kind, others in other.by_kind.items():
            said = kinds.apart(kind, other_kind)
            if said or (said is None and any(apart(a, b) for a, b in pairs_at_once(some, others))):
                return True
    return False
