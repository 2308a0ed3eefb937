"""Jobs of pairs: postings that belong together, as long as nothing speaks against it.

The result depends on the pairs alone, not on the order in which they were found: the strongest evidence is taken
first, and a pair that would put two postings into one job that can never be one is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import chain

from unionjobs_scraper.linking.decision import Stage

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


@dataclass(slots=True)
class _Job:
    by_kind: dict[Hashable, list[str]]
    count: int = 1

    def postings(self) -> Iterable[str]:
        return chain.from_iterable(self.by_kind.values())


def grouped(
    posting_ids: Iterable[str], links: Iterable[Link], apart: Apart, barred: Apart, kinds: Kinds | None = None
) -> list[list[str]]:
    """The jobs, each a sorted list of postings.

    `apart`: whether two postings can never be one job; `barred`: whether a person has said so. What a person has
    said to be one job is only kept apart by what a person has said.
    """
    kinds = kinds or Kinds()
    group = {posting_id: _Job({kinds.of(posting_id): [posting_id]}) for posting_id in posting_ids}
    for link in sorted(links, key=lambda each: each.rank):
        one, other = group[link.posting_id], group[link.other_id]
        if one is other:
            continue
        if link.decided_by is Stage.REVIEW:
            if any(barred(a, b) for a in one.postings() for b in other.postings()):
                continue
        elif _apart(one, other, apart, kinds):
            continue
        if one.count < other.count:
            one, other = other, one
        one.count += other.count
        for kind, some in other.by_kind.items():
            one.by_kind.setdefault(kind, []).extend(some)
            group.update(dict.fromkeys(some, one))
    return sorted(sorted(job.postings()) for job in {id(job): job for job in group.values()}.values())


def _apart(one: _Job, other: _Job, apart: Apart, kinds: Kinds) -> bool:
    for kind, some in one.by_kind.items():
        for other_kind, others in other.by_kind.items():
            said = kinds.apart(kind, other_kind)
            if said or (said is None and any(apart(a, b) for a in some for b in others)):
                return True
    return False
