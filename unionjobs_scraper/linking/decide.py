"""Whether two postings are one job: in stages, each with its evidence.

1. What can never be one job is set apart: other title, place, employer, hours, year, or another requisition or pay
   at the same time.
2. An applicant system's id that both name is enough, whatever the texts say.
3. Otherwise the texts decide, without what the employer says in its ads for other roles; where title or employer only
   resemble each other, or where there is little text, more is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from unionjobs_scraper.linking import employer, place, title
from unionjobs_scraper.linking.clash import clash, same_pay, shares_opening_address
from unionjobs_scraper.linking.decision import Decision, Relation, Stage
from unionjobs_scraper.linking.employer import EmployerAgreement
from unionjobs_scraper.linking.facts import Ad, at_once
from unionjobs_scraper.linking.likeness import Compared, Likeness, likeness
from unionjobs_scraper.linking.place import PlaceAgreement
from unionjobs_scraper.linking.text import Wording
from unionjobs_scraper.linking.title import TitleAgreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Shares of words from which texts are one. Chosen on the labelled pairs: `python -m lab.accuracy.thresholds`."""

    whole: float = 0.9
    """Of both whole texts: then it does not matter what is stock."""
    summary: float = 0.95
    """Of the shorter whole text, where one is a summary of the other."""
    shared: float = 0.72
    """Of both, without the employer's stock."""
    contained: float = 0.8
    """Of the shorter, without the employer's stock."""
    little: float = 0.8
    """Of both whole texts, where little is left without the stock."""
    resembling: float = 0.9
    """Of both, where title or employer only resemble each other."""
    enough: int = 40
    """Words that can be compared; with fewer, stated facts must agree too."""
    swaps: int = 2
    """Other words in the same place that tell a later ad from a repost; for ads at the same time, one is enough."""
    near: int = 21
    """Days between the first sights of two ads, one of which has no text at all."""


THRESHOLDS = Thresholds()


def decide(
    a: Ad,
    b: Ad,
    wordings: Callable[[Ad], Wording],
    stock: Callable[[Ad, Ad], Collection[int]],
    thresholds: Thresholds = THRESHOLDS,
) -> Decision:
    """Compares two postings. `stock`: fingerprints of what the employer says in its ads for other roles."""
    return decided(a, b, clash(a, b), wordings, stock, thresholds)


def decided(
    a: Ad,
    b: Ad,
    reason: str,
    wordings: Callable[[Ad], Wording],
    stock: Callable[[Ad, Ad], Collection[int]],
    thresholds: Thresholds = THRESHOLDS,
) -> Decision:
    """The same, where it is known why the two clash, or that they do not (empty)."""
    if b.posting_id < a.posting_id:
        a, b = b, a
    evidence = _Evidence.of(a, b)
    if reason:
        return evidence.decision(Relation.APART, Stage.CLASH, reason)
    first, second = wordings(a), wordings(b)
    if a.requisitions & b.requisitions:
        translated = first.language and second.language and first.language != second.language
        if evidence.title is TitleAgreement.DIFFERENT and not translated:
            return evidence.decision(Relation.APART, Stage.CLASH, "title")
        return evidence.decision(evidence.together, Stage.APPLY, "the same requisition of an applicant system")
    compared = Compared.of(first, second)
    swapped = compared.swaps(a.own_words | b.own_words)
    if len(swapped) >= (1 if evidence.together is Relation.SAME_AD else thresholds.swaps):
        gone, come = (" ".join(sorted(said)) for said in swapped[0])
        why = f"other words in the same place: {gone} / {come}"
        return evidence.decision(Relation.APART, Stage.TEXT, why, margin=1 - 1 / (1 + len(swapped)))
    whole = compared.likeness
    if whole.length < thresholds.enough:
        return _from_facts(evidence, whole, thresholds)
    if evidence.resembling and not shares_opening_address(a, b):
        return _from_text(evidence, whole, thresholds.resembling, 1.0, "")
    if whole.shared >= thresholds.whole or whole.contained >= thresholds.summary:
        return _from_text(evidence, whole, thresholds.whole, thresholds.summary, "")
    common = frozenset(stock(a, b))
    told = bool(common) and (first.says_any(common) or second.says_any(common))
    rest = likeness(*compared.without(common)) if told else whole
    if rest.length < thresholds.enough:
        return _from_text(evidence, whole, thresholds.little, 1.0, "little is left without the employer's stock; ")
    return _from_text(evidence, rest, thresholds.shared, thresholds.contained, "without the employer's stock, ")


@dataclass(frozen=True, slots=True)
class _Evidence:
    a: Ad
    b: Ad
    together: Relation
    """What they are if they are one job."""
    title: TitleAgreement
    place: PlaceAgreement
    employer: EmployerAgreement

    @classmethod
    def of(cls, a: Ad, b: Ad) -> _Evidence:
        return cls(
            a,
            b,
            Relation.SAME_AD if at_once(a, b) else Relation.REPOST,
            title.agreement(a.title_words, b.title_words),
            place.agreement(a.places, b.places),
            employer.agreement(a.employer_name, b.employer_name),
        )

    @property
    def apply_shared(self) -> bool:
        return bool(self.a.apply_address) and self.a.apply_address == self.b.apply_address

    @property
    def resembling(self) -> bool:
        """Whether title or employer only resemble each other."""
        return self.title is not TitleAgreement.SAME or self.employer is not EmployerAgreement.SAME

    def decision(
        self,
        relation: Relation,
        stage: Stage,
        why: str,
        text: float | None = None,
        margin: float = 1.0,
        *,
        learned: bool = False,
    ) -> Decision:
        return Decision(
            relation=relation,
            decided_by=stage,
            why=why,
            title=self.title,
            place=self.place,
            employer=self.employer,
            text=text,
            margin=margin,
            apply_shared=self.apply_shared,
            learned=learned,
        )


def _from_text(evidence: _Evidence, found: Likeness, shared: float, contained: float, said: str) -> Decision:
    """The texts decide: by the share of both, or of the shorter one."""
    score = max(_beyond(found.shared, shared), _beyond(found.contained, contained))
    relation = evidence.together if score >= 0 else Relation.APART
    why = f"{said}{found.shared:.0%} of the words are the same, {found.contained:.0%} of the shorter text"
    return evidence.decision(relation, Stage.TEXT, why, found.shared, abs(score), learned=bool(said))


def _beyond(share: float, threshold: float) -> float:
    """How far a share is from a threshold, of the way to none (-1) or to all (1)."""
    if share < threshold:
        return (share - threshold) / threshold
    return (share - threshold) / (1 - threshold) if threshold < 1 else 0.0


def _from_facts(evidence: _Evidence, whole: Likeness, thresholds: Thresholds) -> Decision:
    """Without text, title, employer and place must agree, and a stated fact of this opening too."""
    a, b = evidence.a, evidence.b
    settled = not evidence.resembling and evidence.place in (PlaceAgreement.SAME, PlaceAgreement.OVERLAP)
    facts = {
        "apply address": shares_opening_address(a, b),
        "deadline": bool(a.valid_through) and a.valid_through == b.valid_through,
        "date posted": bool(a.date_posted) and a.date_posted == b.date_posted,
        "pay": same_pay(a, b),
        "text": whole.length >= 8 and whole.shared >= thresholds.resembling,
        "time": not whole.length and a.source != b.source and abs(a.first_seen - b.first_seen).days <= thresholds.near,
    }
    agreeing = [name for name, agrees in facts.items() if agrees]
    if settled and agreeing:
        why = f"little text; the same {' and '.join(agreeing)}"
        return evidence.decision(evidence.together, Stage.FACTS, why, whole.shared, 0.1)
    return evidence.decision(Relation.APART, Stage.FACTS, "too little text", whole.shared, 0.05)
