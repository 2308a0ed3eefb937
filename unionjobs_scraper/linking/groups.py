"""Jobs of pairs: postings that belong together, as long as nothing speaks against it.

The result depends on the pairs alone, not on the order in which they were found: the strongest evidence is taken
first, and a pair that would put two postings into one job that can never be one is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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


def grouped(posting_ids: Iterable[str], links: Iterable[Link], apart: Apart, barred: Apart) -> list[list[str]]:
    """The jobs, each a sorted list of postings.

    `apart`: whether two postings can never be one job; `barred`: whether a person has said so. What a person has
    said to be one job is only kept apart by what a person has said.
    """
    group = {posting_id: [posting_id] for posting_id in posting_ids}
    for link in sorted(links, key=lambda each: each.rank):
        one, other = group[link.posting_id], group[link.other_id]
        if one is other:
            continue
        forbids = barred if link.decided_by is Stage.REVIEW else apart
        if any(forbids(a, b) for a in one for b in other):
            continue
        one.extend(other)
        for posting_id in other:
            group[posting_id] = one
    return sorted(sorted(job) for job in {id(job): job for job in group.values()}.values())
