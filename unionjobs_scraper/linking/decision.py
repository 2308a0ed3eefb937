"""What is decided of two postings, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unionjobs_scraper.linking.employer import EmployerAgreement
from unionjobs_scraper.linking.place import PlaceAgreement
from unionjobs_scraper.linking.title import TitleAgreement


class Relation(StrEnum):
    """What two postings are to each other."""

    SAME_AD = "same_ad"
    """One job, advertised on both at the same time."""
    REPOST = "repost"
    """One job, advertised again after the first ad had ended."""
    APART = "apart"
    """Two jobs."""


class Stage(StrEnum):
    """What decided."""

    REVIEW = "review"
    APPLY = "apply"
    TEXT = "text"
    FACTS = "facts"
    """Too little text; the stated dates, pay or address decided."""
    CLASH = "clash"
    """The two can never be one job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A pair's relation, and the evidence for it."""

    relation: Relation
    decided_by: Stage
    why: str
    title: TitleAgreement
    place: PlaceAgreement
    employer: EmployerAgreement
    text: float | None = None
    """Share of equal words; None where texts were not compared."""
    margin: float = 1.0
    """How far from the threshold, 0 to 1: the least certain pairs are reviewed first."""
    apply_shared: bool = False
    learned: bool = False
    """Whether the employer's stock was taken out: then another ad of the employer may change the decision."""
