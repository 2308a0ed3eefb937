"""Jobs -> counts by union, by family, by state or province, and what they pay."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from unionjobs_scraper.publish.report.formatting import shown
from unionjobs_scraper.publish.report.tiles import TILES
from unionjobs_scraper.storage.queries.pay import PER_YEAR
from unionjobs_scraper.storage.queries.report import Job

ENOUGH = 5
"""Jobs of which a spread of pay can be shown."""


@dataclass(slots=True)
class Count:
    """Jobs of one kind: open now, unknown, ever; and the postings they were advertised in."""

    name: str
    open: int = 0
    unknown: int = 0
    ever: int = 0
    postings: int = 0
    one: bool = True
    """False: what is left over, not one union or family or place."""

    def add(self, job: Job) -> None:
        """Counts one more."""
        self.open += job.status == "open"
        self.unknown += job.status == "unknown"
        self.ever += 1
        self.postings += job.postings


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What the jobs of a family pay in a year: the middle of each one's range."""

    family: str
    jobs: int
    tenth: float
    quarter: float
    median: float
    three_quarters: float
    nine_tenths: float


@dataclass(slots=True)
class Tallies:
    """Everything that is counted in jobs."""

    every: Count = field(default_factory=lambda: Count("jobs"))
    unions: dict[str, Count] = field(default_factory=dict)
    families: dict[str, Count] = field(default_factory=dict)
    tiles: dict[tuple[str, str], Count] = field(default_factory=dict)
    elsewhere: Count = field(default_factory=lambda: Count("elsewhere"))
    """Jobs that name places, none of which is a state or province."""
    placeless: Count = field(default_factory=lambda: Count("no place stated"))
    yearly: dict[tuple[str, str], array[float]] = field(default_factory=dict)
    """Yearly pay by (currency, family)."""

    def add_all(self, jobs: Iterable[Job]) -> None:
        """Counts every job."""
        for job in jobs:
            self.every.add(job)
            self.unions.setdefault(job.union, Count(job.union)).add(job)
            self.families.setdefault(job.job_family, Count(job.job_family)).add(job)
            self._place(job)
            amount = yearly(job)
            if amount is not None:
                self.yearly.setdefault((job.salary_currency, job.job_family), array("d")).append(amount)

    def _place(self, job: Job) -> None:
        if not job.locations:
            self.placeless.add(job)
            return
        tiles = sorted(regions(job.locations))
        for tile in tiles:
            self.tiles.setdefault(tile, Count(TILES[tile].name)).add(job)
        if not tiles:
            self.elsewhere.add(job)

    def pay(self, currency: str) -> list[Pay]:
        """The spread of pay by family, the best paid first; families with too few jobs are left out."""
        found = [
            spread(family, amounts)
            for (paid_in, family), amounts in self.yearly.items()
            if paid_in == currency and len(amounts) >= ENOUGH
        ]
        return sorted(found, key=lambda pay: (-pay.median, pay.family))

    def paid(self, currency: str) -> int:
        """How many jobs state pay in a currency, per a known period."""
        return sum(len(amounts) for (paid_in, _), amounts in self.yearly.items() if paid_in == currency)


def yearly(job: Job) -> float | None:
    """The middle of the stated range as pay in a full-time year; None where the period or the currency is unknown."""
    times = PER_YEAR.get(job.salary_period)
    ends = [amount for amount in (job.salary_min, job.salary_max) if amount is not None and 0 < amount < 1e9]
    if times is None or not ends or not job.salary_currency:
        return None
    return times * sum(ends) / len(ends)


def spread(family: str, amounts: Sequence[float]) -> Pay:
    """Deciles and quartiles of at least two amounts."""
    tenths = quantiles(amounts, n=10, method="inclusive")
    quarters = quantiles(amounts, n=4, method="inclusive")
    return Pay(
        family=family,
        jobs=len(amounts),
        tenth=tenths[0],
        quarter=quarters[0],
        median=quarters[1],
        three_quarters=quarters[2],
        nine_tenths=tenths[8],
    )


def regions(locations: str) -> set[tuple[str, str]]:
    """The states and provinces in `Oakland, CA, US; Sacramento, CA, US`, each once, as (country, region)."""
    found = set()
    for place in locations.split("; "):
        parts = place.split(", ")
        if len(parts) >= 2 and (parts[-1], parts[-2]) in TILES:
            found.add((parts[-1], parts[-2]))
    return found


def ranked(counts: Mapping[str, Count], most: int, rest: str, nameless: str) -> list[Count]:
    """The largest counts, their names fit to show; then one for the rest and one for those without a name."""
    named = sorted(
        (count for name, count in counts.items() if name), key=lambda count: (-count.open, -count.ever, count.name)
    )
    result = [_renamed([count], shown(count.name, 40), one=True) for count in named[:most]]
    if named[most:]:
        result.append(_renamed(named[most:], f"{rest} ({len(named) - most})"))
    return [*result, _renamed([counts[""]], nameless)] if "" in counts else result


def _renamed(counts: Iterable[Count], name: str, *, one: bool = False) -> Count:
    total = Count(name, one=one)
    for count in counts:
        total.open += count.open
        total.unknown += count.unknown
        total.ever += count.ever
        total.postings += count.postings
    return total
