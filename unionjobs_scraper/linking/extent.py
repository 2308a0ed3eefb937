"""What the ads of a job span together: by it two jobs are known to have no ads that clash, however many they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import product
from math import inf
from typing import Self

from unionjobs_scraper.linking.clash import clash_whenever
from unionjobs_scraper.linking.facts import Ad

Role = tuple[Hashable, Ad]
"""What `clash_whenever` reads of an ad but its place and opening, and an ad of that role."""
RolesApart = Callable[[Role, Role], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The bounds of a job's ads."""

    roles: Mapping[Hashable, Ad]
    places: frozenset[tuple[str, str, str]] | None
    """The places in common of those that name any; None where none does."""
    first: datetime
    last: datetime | None
    """None while one of them is open."""
    systems: frozenset[str]
    """The applicant systems of which they have numbers."""
    openings: frozenset[tuple[str, str]]
    """The numbers that all of them have."""
    dearest: Ad
    """The one whose least pay is highest."""
    cheapest: Ad
    """The one whose most pay is lowest."""

    @classmethod
    def of(cls, ad: Ad) -> Self:
        """The extent of one ad."""
        employer = (ad.employer, ad.union_abbr, ad.local)
        return cls(
            roles={(ad.title_words, ad.years, ad.department, ad.employment_type, employer): ad},
            places=ad.places.named or None,
            first=ad.first_seen,
            last=None if ad.open else max(ad.first_seen, ad.last_seen),
            systems=frozenset(system for system, _ in ad.requisitions),
            openings=ad.requisitions,
            dearest=ad,
            cheapest=ad,
        )

    def joined(self, other: Self) -> Self:
        """The extent of both jobs' ads."""
        return type(self)(
            roles=self.roles if other.roles.keys() <= self.roles.keys() else {**self.roles, **other.roles},
            places=_common(self.places, other.places),
            first=min(self.first, other.first),
            last=None if self.last is None or other.last is None else max(self.last, other.last),
            systems=self.systems | other.systems,
            openings=self.openings & other.openings,
            dearest=max(self.dearest, other.dearest, key=_floor),
            cheapest=min(self.cheapest, other.cheapest, key=_top),
        )

    def agrees_with(self, other: Self, apart: RolesApart) -> bool:
        """Whether certainly no ad of the one clashes with one of the other, unless both are open at once."""
        if (places := _common(self.places, other.places)) is not None and not places:
            return False
        return not any(apart(one, another) for one, another in product(self.roles.items(), other.roles.items()))

    def agrees_at_once(self, other: Self) -> bool:
        """Whether certainly none clashes while both are open."""
        if _ends_before(self, other) or _ends_before(other, self) or self.openings & other.openings:
            return True
        return not (self.systems & other.systems or any(_top(low) < _floor(high) for low, high in self.by_pay(other)))

    def by_pay(self, other: Self) -> tuple[tuple[Ad, Ad], tuple[Ad, Ad]]:
        """The pairs whose pay is furthest apart."""
        return (self.cheapest, other.dearest), (other.cheapest, self.dearest)


Places = frozenset[tuple[str, str, str]]


def _common(one: Places | None, other: Places | None) -> Places | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _floor(ad: Ad) -> float:
    return ad.salary_min or -inf


def _top(ad: Ad) -> float:
    return (ad.salary_max or ad.salary_min or inf) if ad.salary_min else inf


def _ends_before(one: Extent, other: Extent) -> bool:
    return one.last is not None and one.last < other.first


def roles_apart() -> RolesApart:
    """A function that tells whether ads of two roles may clash whenever they are open, and remembers it."""
    examples: dict[Hashable, Ad] = {}

    @lru_cache(maxsize=1 << 16)
    def remembered(one: Hashable, other: Hashable) -> bool:
        return bool(clash_whenever(examples[one], examples[other]))

    def apart(one: Role, other: Role) -> bool:
        for role, ad in (one, other):
            if role not in examples:  # one opening may be told by two roles: here it is not
                examples[role] = replace(ad, url="", apply_url="", stated_requisition="")
        return remembered(one[0], other[0])

    return apart
