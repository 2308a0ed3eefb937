"""`stretches`, `counts`, the report and the notebook, held against the truth of a world."""

from __future__ import annotations

import io
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path
from statistics import median
from typing import Any, Final

from lab.program.program import ROOT
from lab.tables.truth import World
from lab.year.nights import at
from unionjobs_scraper.publish.report.survival import Lives, Survival, survival
from unionjobs_scraper.publish.writers import write_csv
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.counts import Count, Weeks, believed, counts, weeks
from unionjobs_scraper.storage.queries.exports import TABLES, Filters, plain_rows, rows
from unionjobs_scraper.storage.queries.looks import looks
from unionjobs_scraper.storage.queries.open_times import open_times

NEAR: Final = 0.02
"""How far from the truth an estimate may be, as a share."""


def day_of(moment: datetime) -> float:
    """Days since the first night."""
    return (moment - at(0)) / timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week's stock, as `counts` has it and as it was."""

    least: float
    middle: float
    most: float
    both: int
    """Jobs that list and page alike showed as open."""
    either: int
    """Jobs that one of them did."""

    @property
    def is_inside(self) -> bool:
        """Whether the band holds the truth."""
        return self.least <= self.either and self.both <= self.most

    @property
    def error(self) -> float:
        """How far the estimate is from the truth, as a share; 0 where list and page disagree about that much."""
        nearest = min(max(self.middle, self.both), self.either)
        return (self.middle - nearest) / nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a world."""

    weeks: Sequence[Week]
    growth: float
    """From the first week to the last in `open_mid`, as a share."""
    true_growth: float
    linked: float
    """The same by the notebook's index, which links week to week through the boards that were watched in both."""
    true_linked: float
    """Likewise from the truth of those boards."""
    survival: Survival
    true_medians: tuple[float, float]
    """Where a job is over as soon as its page says so, and where it is when it leaves the list."""
    notebook_median: float | None
    stretches: int
    begins: int
    """Stretches whose bounds hold a true beginning, of those whose beginning was observed."""
    begun: int
    ends: int
    ended: int

    @property
    def median_error(self) -> float:
        """How far the report's median is from the truth, as a share; 0 where list and page disagree about that much."""
        return beside(self.survival.median, *self.true_medians)


def beside(found: float | None, low: float, high: float) -> float:
    """How far a value is from a range, as a share of the nearest end."""
    nearest = min(max(inf if found is None else found, low), high)
    return ((inf if found is None else found) - nearest) / nearest


def judge(database: Database, world: World, sources: Sequence[str], days: int, folder: Path) -> Judged:
    """Judges a world that has been played."""
    told = estimated(database, sources)
    found = stock(database, world, sources)
    export(database, folder, sources, at(days))
    noted = notebook(folder)
    return Judged(
        weeks=found,
        growth=found[-1].middle / found[0].middle - 1,
        true_growth=_middle(found[-1]) / _middle(found[0]) - 1,
        linked=noted["index"].iloc[-1] / 100 - 1,
        true_linked=true_linked(database, world, sources) - 1,
        survival=told,
        true_medians=true_medians(database, world, sources, days),
        notebook_median=noted["found"].median,
        **bounds(database, world, sources, at(days)),
    )


def estimated(database: Database, sources: Sequence[str]) -> Survival:
    """What the report says of how long jobs stay open."""
    told = survival(read_lives(database, sources))
    assert told
    return told


def read_lives(database: Database, sources: Sequence[str]) -> Lives:
    """The stretches as the report reads them."""
    lives = Lives()
    with database.read() as connection:
        _, carried = believed(connection, sources)
        for time in open_times(connection, carried):
            lives.add(time)
    return lives


def true_medians(database: Database, world: World, sources: Sequence[str], days: int) -> tuple[float, float]:
    """Of the times that began while the boards were looked at; an absence that no rule could tell parts none."""
    with database.read() as connection:
        complete, _ = believed(connection, sources)
    looks = {source: [_day(start) for start in starts] for source, starts in complete.items()}
    first, last = (
        median(
            end - begin
            for spells in world.spells(looks, by_page=by_page).values()
            for begin, end in spells
            if 0 <= begin < days
        )
        for by_page in (True, False)
    )
    return first, last


def true_linked(database: Database, world: World, sources: Sequence[str]) -> float:
    """The growth of the boards that were watched in a week and in the one before, multiplied over the weeks."""
    with database.read() as connection:
        watched = weeks(*believed(connection, sources))
    factor = 1.0
    for place in range(1, len(watched.ends)):
        before, now = (
            sum(world.open_jobs(_day(watched.ends[end]), watched.linked(place))) for end in (place - 1, place)
        )
        factor *= now / before if before else 1
    return factor


def _day(second: int) -> float:
    return day_of(datetime.fromtimestamp(second, UTC))


def stock(database: Database, world: World, sources: Sequence[str]) -> list[Week]:
    """The open jobs of every week."""
    with database.read() as connection:
        complete, carried = believed(connection, sources)
        watched, seen = weeks(complete, carried), looks(connection)
        return list(
            _weeks(world, watched, {each: seen[each][0].began for each in seen}, carried, counts(connection, sources))
        )


def _middle(week: Week) -> float:
    return (week.both + week.either) / 2


def _weeks(
    world: World, watched: Weeks, first: Mapping[str, int], carried: Mapping[str, int], found: Iterator[Count]
) -> Iterator[Week]:
    """The truth is of the boards of which a list had been read, and which were not given up since."""
    sums: dict[Any, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in found:
        for place, name in enumerate(("open_min", "open_mid", "open_max")):
            sums[row.week][place] += getattr(row, name)
    for (_, (least, middle, most)), end in zip(sorted(sums.items()), watched.ends, strict=True):
        known = [source for source, began in first.items() if began <= end <= carried.get(source, end)]
        both, either = world.open_jobs(_day(end), known)
        yield Week(least=least, middle=middle, most=most, both=both, either=either)


def export(database: Database, folder: Path, sources: Sequence[str], now: datetime) -> None:
    """Every table as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files(database, sources, now):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")


def files(database: Database, sources: Sequence[str], now: datetime) -> Iterator[tuple[str, str]]:
    """Each table and its CSV."""
    for name, kind in TABLES.items():
        text = io.StringIO(newline="")
        write_csv(plain_rows(database, name, Filters(), now=now, sources=sources), kind.columns, text)
        yield name, text.getvalue()


def notebook(folder: Path) -> dict[str, Any]:
    """The names that docs/analysis.ipynb gives its figures, run on a folder of exports."""
    import matplotlib as mpl

    mpl.use("Agg")
    names: dict[str, Any] = {"display": lambda *_: None}
    cells = json.loads((ROOT / "docs" / "analysis.ipynb").read_text(encoding="utf-8"))["cells"]
    os.environ["UNIONJOBS_POSTINGS"] = str(folder / "postings.csv")
    with redirect_stdout(io.StringIO()):
        for cell in cells:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102  # ours
    return names


def bounds(database: Database, world: World, sources: Sequence[str], now: datetime) -> Mapping[str, int]:
    """How many stretches there are, and how many hold a true beginning and end."""
    true = world.spells()
    told = dict.fromkeys(("stretches", "begins", "begun", "ends", "ended"), 0)
    for row in rows(database, "stretches", Filters(), now=now, sources=sources):
        spells = true[row.job_id]
        told["stretches"] += 1
        if not row.left_truncated:
            after, by = day_of(row.open_after), day_of(row.open_by)
            told["begun"] += 1
            told["begins"] += any(after < begin <= by for begin, _ in spells)
        if row.ended:
            after, by = day_of(row.closed_after), day_of(row.closed_by)
            told["ended"] += 1
            told["ends"] += any(after < last and first <= by for first, last in world.ends(row.job_id))
    return told
