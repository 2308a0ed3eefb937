"""The facts as sections of the page: sentences, a figure where there is something to draw, and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from unionjobs_scraper.report import charts
from unionjobs_scraper.report.facts import Facts
from unionjobs_scraper.report.svg import drawn
from unionjobs_scraper.report.tallies import ENOUGH, Count, ranked
from unionjobs_scraper.report.tiles import TILES
from unionjobs_scraper.report.words import counted, day, days, money, number, share

SHOWN_UNIONS = 15
MONTHLY_FROM = 62
"""Points from which on a table of numbers has one row a month instead of one a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing for two widths, and the numbers that it shows."""

    name: str
    label: str
    wide: str
    narrow: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what is to be said under it, and figures."""

    name: str
    heading: str
    said: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


def sections(facts: Facts) -> list[Section]:
    """Every section with a figure, in the order of the page."""
    parts = (over_time, by_union, by_family, by_place, by_pay, time_open)
    return [part(facts) for part in parts]


def _figure(
    name: str,
    label: str,
    caption: str,
    table: tuple[tuple[str, ...], Sequence[tuple[str, ...]]],
    draw: Callable[[int], charts.Spec],
) -> Figure:
    """Draws for both widths; `label` names the figure to who cannot see it, `caption` describes it to everyone."""
    wide, narrow = (
        drawn(draw(width), f"{name}-{kind}", label, caption)
        for kind, width in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    )
    head, rows = table
    return Figure(name=name, label=label, wide=wide, narrow=narrow, caption=caption, head=head, rows=tuple(rows))


def over_time(facts: Facts) -> Section:
    """Open jobs over time."""
    name, heading = "over-time", "Open jobs over time"
    counts = facts.counts
    if not facts.tallies.every.ever:
        return Section(name=name, heading=heading, said=("No job has been recorded yet.",))
    most = max(counts, key=lambda count: count[1])
    said = [f"{_open_now(facts)} The most that were surely open at once: {number(most[1])}, on {_day(most[0])}."]
    if facts.joined:
        said.append(
            f"The record has grown: {counted(len(facts.joined), 'source')} joined later (orange marks at the foot of"
            " the chart), and a rise there is no rise in hiring."
        )
    if len(counts) < 2:
        said.append("There has been one census so far: a line needs a second day.")
        return Section(name=name, heading=heading, said=tuple(said))
    figure = _figure(
        name,
        f"Line chart: jobs open from {_day(counts[0][0])} to {_day(counts[-1][0])}",
        "The line counts jobs that a census saw before and after, or that are still listed; the band above it adds"
        " those that opened or ended between two censuses, and those that nobody has vouched for since.",
        (("day", "surely open", "at most"), [(_day(at), number(sure), number(top)) for at, sure, top in _thin(counts)]),
        lambda width: charts.open_jobs(counts, facts.joined, width),
    )
    return Section(name=name, heading=heading, said=tuple(said), figures=(figure,))


def _open_now(facts: Facts) -> str:
    every = facts.tallies.every
    said = f"{counted(every.open, 'job is', 'jobs are')} open on {day(facts.now)}"
    if every.unknown:
        said += (
            f"; {counted(every.unknown, 'more was', 'more were')} open when last seen, but no complete census has"
            " looked for 14 days"
        )
    return said + "."


def _thin(counts: Sequence[tuple[int, int, int]]) -> Sequence[tuple[int, int, int]]:
    if len(counts) < MONTHLY_FROM:
        return counts
    last_of_month: dict[tuple[int, int], tuple[int, int, int]] = {}
    for count in counts:
        at = datetime.fromtimestamp(count[0], UTC)
        last_of_month[at.year, at.month] = count
    return list(last_of_month.values())


def _day(at: int) -> str:
    return day(datetime.fromtimestamp(at, UTC))


HEAD = ("", "open now", "unknown", "ever recorded", "postings")


def _rows(counts: Sequence[Count]) -> list[tuple[str, ...]]:
    return [
        (count.name, *(number(value) for value in (count.open, count.unknown, count.ever, count.postings)))
        for count in counts
    ]


def by_union(facts: Facts) -> Section:
    """Open jobs by national union."""
    found = ranked(facts.tallies.unions, SHOWN_UNIONS, "other unions", "no union named")
    named = [count for name, count in facts.tallies.unions.items() if name and count.open]
    said = ""
    if named:
        first = ranked(facts.tallies.unions, 1, "", "")[0]
        said = (
            f"{counted(len(named), 'national union is', 'national unions are')} hiring; {first.name} has"
            f" {counted(first.open, 'open job')}, the most."
        )
    return _bars(facts, "by-union", "By union", said, ("national union", *HEAD[1:]), found)


def by_family(facts: Facts) -> Section:
    """Open jobs by the kind of work."""
    found = ranked(facts.tallies.families, 20, "", "not told")
    said = ""
    if found and found[0].open and facts.tallies.every.open:
        part = share(found[0].open / facts.tallies.every.open)
        said = f"The largest family is {found[0].name}: {number(found[0].open)} jobs, {part} of those that are open."
    return _bars(facts, "by-family", "By job family", said, ("job family", *HEAD[1:]), found)


def _bars(facts: Facts, name: str, heading: str, said: str, head: tuple[str, ...], found: Sequence[Count]) -> Section:
    if not facts.tallies.every.open:
        return Section(name=name, heading=heading, said=(none_open(facts),))
    drawn_bars = [count for count in found if count.open]
    figure = _figure(
        name,
        f"Bar chart: open jobs {heading[:1].lower()}{heading[1:]}",
        f"Jobs open on {day(facts.now)}. The most: {drawn_bars[0].name}, {number(drawn_bars[0].open)}.",
        (head, _rows(found)),
        lambda width: charts.bars(drawn_bars, width),
    )
    return Section(name=name, heading=heading, said=(said,) if said else (), figures=(figure,))


def none_open(facts: Facts) -> str:
    """Why there is nothing to count as open."""
    every = facts.tallies.every
    if not every.ever:
        return "No job has been recorded yet."
    if every.unknown:
        return (
            f"Of {counted(every.ever, 'job')} on record none counts as open: {number(every.unknown)} were open when"
            " last seen, but no complete census has looked for 14 days."
        )
    return f"None is open: all of the {counted(every.ever, 'job')} on record have closed."


def by_place(facts: Facts) -> Section:
    """Open jobs by state and province."""
    name, heading = "by-place", "By state and province"
    if not facts.tallies.every.open:
        return Section(name=name, heading=heading, said=(none_open(facts),))
    tiles = facts.tallies.tiles
    open_there = {key: count for key, count in tiles.items() if count.open}
    beside = _not_in_grid(facts.tallies.placeless.open, facts.tallies.elsewhere.open)
    if not open_there:
        said = "No open job names a state of the United States or a province of Canada."
        return Section(name=name, heading=heading, said=(f"{said} {beside}".strip(),))
    ordered = sorted(tiles.items(), key=lambda item: (-item[1].open, -item[1].ever, item[0]))
    first = ordered[0][1]
    figure = _figure(
        name,
        "Grid map: open jobs by state of the United States and province of Canada",
        f"A square for each state and province, Canada above; darker means more jobs. A job that names several"
        f" counts in each. The most: {first.name}, {number(first.open)}.",
        (("state or province", *HEAD[1:]), _rows([_with_code(key, count) for key, count in ordered])),
        lambda width: charts.tiles(open_there, width),
    )
    lead = f"Jobs are open in {counted(len(open_there), 'state or province', 'states and provinces')}. {beside}".strip()
    return Section(name=name, heading=heading, said=(lead,), figures=(figure,))


def _not_in_grid(placeless: int, elsewhere: int) -> str:
    parts = [f"{counted(placeless, 'job')} without a stated place"] if placeless else []
    if elsewhere:
        parts.append(f"{counted(elsewhere, 'job')} in other countries, or in no certain state or province")
    return f"Not in the grid: {' and '.join(parts)}." if parts else ""


def _with_code(key: tuple[str, str], count: Count) -> Count:
    named = Count(f"{TILES[key].name} ({key[1]})")
    named.open, named.unknown, named.ever, named.postings = count.open, count.unknown, count.ever, count.postings
    return named


CURRENCIES: Mapping[str, str] = {"USD": "US dollars", "CAD": "Canadian dollars"}


def by_pay(facts: Facts) -> Section:
    """Stated pay by job family, as a year's."""
    name, heading = "pay", "Pay by job family, where it is stated"
    every, paid = facts.tallies.every.ever, sum(map(len, facts.tallies.yearly.values()))
    if not paid:
        some = f"None of the {counted(every, 'job')} on record states pay that could be read."
        return Section(name=name, heading=heading, said=(some if every else "No job has been recorded yet.",))
    first = (
        f"{counted(paid, 'job')} of {number(every)} on record, open or closed, {'states' if paid == 1 else 'state'} pay"
        " with its period. Each counts with the middle of its range. For comparison only, pay is shown per full-time"
        " year: an hour × 2,080, a day × 260, a week × 52, a month × 12; the tables of the export keep what was"
        " advertised."
    )
    said = [first]
    figures = [figure for currency in CURRENCIES if (figure := _pay(facts, currency))]
    others = paid - sum(map(facts.tallies.paid, CURRENCIES))
    if others:
        said.append(f"{counted(others, 'job')} paid in other currencies {'is' if others == 1 else 'are'} left out.")
    if not figures:
        said.append(f"No job family has {ENOUGH} jobs with pay in one currency: too few to draw.")
    return Section(name=name, heading=heading, said=tuple(said), figures=tuple(figures))


def _pay(facts: Facts, currency: str) -> Figure | None:
    found = facts.tallies.pay(currency)
    if not found:
        return None
    left_out = facts.tallies.paid(currency) - sum(pay.jobs for pay in found)
    rows = [
        (
            pay.family or "not told",
            number(pay.jobs),
            *(
                money(amount, currency)
                for amount in (pay.tenth, pay.quarter, pay.median, pay.three_quarters, pay.nine_tenths)
            ),
        )
        for pay in found
    ]
    few = f" {counted(left_out, 'job')} in families with fewer than {ENOUGH} not drawn." if left_out else ""
    return _figure(
        f"pay-{currency.lower()}",
        f"Range chart: yearly pay by job family in {CURRENCIES[currency]}",
        f"{CURRENCIES[currency]} a year, {counted(sum(pay.jobs for pay in found), 'job')}. Orange: the median, its"
        f" amount at the left; blue: the middle half; line: all but the lowest and the highest tenth.{few}",
        (("job family", "jobs", "10th percentile", "25th", "median", "75th", "90th"), rows),
        lambda width: charts.pays(found, currency, width),
    )


def time_open(facts: Facts) -> Section:
    """How long jobs stay open."""
    name, heading = "time-open", "How long a job stays open"
    lives, found = facts.lives, facts.survival
    ended = sum(lives.ended)
    left_out = (
        f" {counted(lives.unknown, 'stretch', 'stretches')} of unknown beginning left out." if lives.unknown else ""
    )
    if found is None:
        said = f"{counted(ended, 'stretch', 'stretches')} of known age ended so far: too few for an estimate.{left_out}"
        return Section(name=name, heading=heading, said=(said,))
    if found.median is None:
        lead = (
            f"More than half of the jobs are still open after {days(found.steps[-1].day)}, as far as the record goes."
        )
    else:
        lead = (
            f"Half of the jobs are off the boards after {days(found.median)} (95% interval: {days(found.median_low)} to"
            f" {days(found.median_high)}). If every job had been open for as short a time as the censuses allow, that"
            f" would be {days(found.shortest)}; for as long, {days(found.longest)}."
        )
    figure = _figure(
        name,
        "Survival curve: share of jobs still open by days since they were first advertised",
        f"Kaplan–Meier estimate, 95% confidence band, from {counted(len(lives.ended), 'stretch', 'stretches')} of"
        f" open time, {number(ended)} of them ended. {ORDER_OF_BOUNDS}{left_out}",
        (
            ("days", "still open", "95% from", "to", "jobs observed"),
            [
                (str(step.day), share(step.share), share(step.low), share(step.high), number(step.at_risk))
                for step in found.steps[:: max(1, len(found.steps) // 24)]
            ],
        ),
        lambda width: charts.curve(found, width),
    )
    return Section(name=name, heading=heading, said=(lead,), figures=(figure,))


ORDER_OF_BOUNDS = (
    "A beginning or an end that lies between two censuses counts as halfway between them; a job that is still open"
    " counts until it was last seen; one that was there at a board's first census joins at the age that its stated date"
    " gives it."
)
