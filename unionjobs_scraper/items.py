"""The one item: a posting, from the extractor that reads it to the row that keeps it.

An extractor fills what the page states, as the page states it. The pipelines add what they read from
it with `changed`; the words stay beside the value (`salary_text`, `location_text`, …).
The docstring under a field is its entry in the codebook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPosting:
    """One posting as one page of one source shows it. Empty is empty: `""` for words, `None` for values."""

    source: str = ""
    """The source's key in the register."""
    source_id: str = ""
    """The site's own id."""
    url: str = ""
    """The posting's canonical address."""
    employer: str = ""
    """The employer as the board shows it."""
    union_abbr: str = ""
    """Abbreviation of the national union that the employer belongs to or is; empty for other employers."""
    local: str = ""
    """Number or designation of the local, council or district."""
    title: str = ""
    """The job's title, without department, place or pay."""
    department: str = ""
    """The department, team or campaign that the header names."""
    job_family: str = ""
    """The kind of work, one of the words of `normalize.job_family`."""
    locality: str = ""
    """City of the first place."""
    region: str = ""
    """ISO 3166-2 part of the first place: state, province."""
    country: str = ""
    """ISO 3166-1 alpha-2 code of the first place."""
    locations: str = ""
    """Every place: `Oakland, CA, US; Sacramento, CA, US`."""
    workplace: str = ""
    """onsite, hybrid or remote, where stated."""
    employment_type: str = ""
    """FULL_TIME, PART_TIME, TEMPORARY, CONTRACTOR or INTERN, where stated."""
    salary_min: float | None = None
    """Lowest pay advertised, in `salary_currency` per `salary_period`."""
    salary_max: float | None = None
    """Highest pay advertised, in `salary_currency` per `salary_period`."""
    salary_currency: str = ""
    """ISO 4217 code."""
    salary_period: str = ""
    """YEAR, MONTH, WEEK, DAY or HOUR."""
    salary_text: str = ""
    """The words that the pay was read from."""
    date_posted: date | None = None
    """The day on which the board or the posting says that it was posted."""
    valid_through: date | None = None
    """The last day to apply that the posting states. A passed deadline closes nothing."""
    apply_url: str = ""
    """Where to apply: a web address, or `mailto:` where only an e-mail address is given."""
    description: str = ""
    """The posting as plain text, paragraphs kept, the board's own furniture left out."""

    location_text: str = ""
    """The words that the places were read from."""
    region_text: str = ""
    """A state or country that the board names apart from the posting's own location line."""
    date_posted_text: str = ""
    """The words that `date_posted` was read from."""
    valid_through_text: str = ""
    """The words that `valid_through` was read from."""
    employment_text: str = ""
    """The words beside a label such as "Employment type:"."""
    closing_mark: str = ""
    """The words by which the posting's own page says that it is closed; empty on an open posting."""
    stated_open: str = ""
    """The field by which the posting's system says that it is open, which outweighs words of its text."""
    deadline_made_up: str = ""
    """How a system made up the day that `valid_through_text` names; empty for a deadline of the employer's."""
    content_hash: str = ""
    """Fingerprint of what the site states (`stated_hash`); a better normalizer does not change it."""
    row_hash: str = ""
    """Fingerprint of the census row that led here; an unchanged row need not be fetched again."""

    @property
    def posting_id(self) -> str:
        """`SOURCE:SOURCE_ID`; it never changes."""
        return f"{self.source}:{self.source_id}"


STATED = (
    "employer",
    "title",
    "department",
    "location_text",
    "region_text",
    "employment_text",
    "salary_text",
    "date_posted_text",
    "valid_through_text",
    "apply_url",
    "description",
)
"""The fields that an extractor reads; all others are derived from them."""

FIELDS = tuple(field.name for field in fields(JobPosting))

_values_of = attrgetter(*FIELDS)
_stated_of = attrgetter(*STATED)


def changed(item: JobPosting, **values: Any) -> JobPosting:
    """The item with other values: `dataclasses.replace` for what happens to every item, in two thirds of its time."""
    return JobPosting(**{**dict(zip(FIELDS, _values_of(item), strict=True)), **values})


def stated_hash(item: JobPosting) -> str:
    """16 hex digits that change when what the site states of a posting changes."""
    return hash_of_stated(_stated_of(item))


def hash_of_stated(words: Iterable[str]) -> str:
    """`stated_hash` of an item whose `STATED` fields have these values."""
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row of a board's list: the id, the address, and whatever else the row says of the posting."""

    source_id: str
    """The site's own id."""
    url: str
    """Canonical address of the posting's own page."""
    title: str = ""
    """The row's text for the job, which may hold the department as well."""
    employer: str = ""
    """The employer as the list shows it."""
    location_text: str = ""
    """The row's own words for the place."""
    region_text: str = ""
    """A state or country that the list names apart from the place."""
    date_posted_text: str = ""
    """The row's own words for the day of posting."""
    closing_mark: str = ""
    """The row's words that the posting is closed: "(FILLED)"."""

    @property
    def fingerprint(self) -> str:
        """Changes (16 hex digits) when the row does."""
        words = "\x1f".join(getattr(self, each.name) for each in fields(self)).removesuffix("\x1f")
        return hashlib.sha256(words.encode()).hexdigest()[:16]


WORDS_KEPT = 120
"""Characters of what was left out that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row or link among the postings of a page that the extractor does not take for a posting."""

    reason: str
    """Why, as a counter names it: lower case, words joined by hyphens."""
    words: str = ""
    """The row's own text, cut to `WORDS_KEPT` characters."""
    known: bool = False
    """True for a row that the extractor knows as no posting: site furniture, a talent pool."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", " ".join(self.words.split())[:WORDS_KEPT])


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRead:
    """A group of records of a page that was read by structure: how many are postings, and why not the others."""

    name: str
    """Its shape, for a person: the tag and classes of its heads."""
    kept: Mapping[str, int]
    """Records taken for postings, by reason."""
    left_out: Mapping[str, int]
    """The other records, by reason."""

    def __str__(self) -> str:
        others = ", ".join(f"{count} {reason}" for reason, count in self.left_out.items())
        return f"{self.name}: {sum(self.kept.values())} kept" + (f", left out {others}" if others else "")
