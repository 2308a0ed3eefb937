"""What the linker looks at of a posting."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from unionjobs_scraper.linking.employer import Employer
from unionjobs_scraper.linking.place import Places
from unionjobs_scraper.linking.requisition import apply_address, names_one_opening
from unionjobs_scraper.linking.title import TitleWords
from unionjobs_scraper.normalize.applicant_systems import opening

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, kw_only=True)
class Ad:
    """A stored posting's facts, without its text."""

    posting_id: str
    source: str
    url: str = ""
    apply_url: str = ""
    employer: str = ""
    union_abbr: str = ""
    local: str = ""
    title: str = ""
    department: str = ""
    locations: str = ""
    employment_type: str = ""
    salary_min: float | None = None
    salary_max: float | None = None
    salary_period: str = ""
    date_posted: date | None = None
    valid_through: date | None = None
    first_seen: datetime
    last_seen: datetime
    open: bool = True
    stated_requisition: str = ""
    """The requisition number that the title or the text states."""

    @cached_property
    def places(self) -> Places:
        """Where the job is."""
        return Places.read(self.locations)

    @cached_property
    def title_words(self) -> TitleWords:
        """What the title says of the role."""
        return TitleWords.read(self.title, self.places.words | self.employer_name.acronyms)

    @cached_property
    def employer_name(self) -> Employer:
        """Who employs."""
        return Employer.read(self.employer, self.union_abbr, self.local)

    @cached_property
    def requisitions(self) -> frozenset[tuple[str, str]]:
        """(system, id) of the opening, as its own address, its apply link or its text has it."""
        stated = (f"employer {self.employer_name.key}", self.stated_requisition) if self.stated_requisition else None
        return frozenset(filter(None, (opening(self.url), opening(self.apply_url), stated)))

    @cached_property
    def kind(self) -> Hashable:
        """Equal for ads that clash with the same others, but for when they are open (`clash.py`)."""
        job = (self.title_words, self.years, self.department, self.employment_type, self.locations)
        pay = (self.salary_min, self.salary_max, self.salary_period)
        opening_address = self.apply_address if names_one_opening(self.apply_address) else ""
        return job, pay, (self.employer, self.union_abbr, self.local), self.requisitions, opening_address

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that the title names."""
        return frozenset(_YEAR.findall(self.title))

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Words of its title, places and employer, which each board writes in its own way."""
        return self.title_words.words | self.places.words | self.employer_name.words

    @cached_property
    def apply_address(self) -> str:
        """The address to apply at, without what only tells where the visitor came from."""
        return apply_address(self.apply_url)


def at_once(a: Ad, b: Ad) -> bool:
    """Whether both have been open at the same time, as far as the censuses can tell."""
    a_first = (a.first_seen, a.posting_id) <= (b.first_seen, b.posting_id)
    return lasts_until(a, b) if a_first else lasts_until(b, a)


def lasts_until(first: Ad, second: Ad) -> bool:
    """The same, where it is known which of them came first."""
    return first.open or first.last_seen >= second.first_seen
