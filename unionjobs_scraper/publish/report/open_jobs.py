"""The sections on open jobs: over time, by union, by kind of work, by place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from unionjobs_scraper.publish.report import charts
from unionjobs_scraper.publish.report.facts import Facts
from unionjobs_scraper.publish.report.figures import HEAD, NUMBERS, Section, figure, numbers_of, rows_of
from unionjobs_scraper.publish.report.formatting import counted, day, number, share, shown
from unionjobs_scraper.publish.report.over_time import Open, Timeline
from unionjobs_scraper.publish.report.tallies import Count, ranked
from unionjobs_scraper.publish.report.tiles import TILES

SHOWN_UNIONS = 15
NAMED = 3
"""Of those that share the first place."""
MONTHLY_FROM = 62
"""Points from which on a table of numbers has one row a month instead of one a day."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who has the most open jobs, and how many: one, or several that have as many."""

    names: str
    open: int
    shared: bool

    @classmethod
    def of(cls, counts: Collection[Count], kind: str) -> Self:
        """Of counts of which one at least is open; more than three are told as their number, with `kind`."""
        most = max(count.open for count in counts)
        names = sorted(shown(count.name, 40) for count in counts if count.open == most)
        listed = f"{number(len(names))} {kind}" if len(names) > NAMED else " and ".join(_by_comma(names))
        return cls(listed, most, len(names) > 1)

    @property
    def caption(self) -> str:
        """As a sentence."""
        return f"The most: {self.names}, {number(self.open)}{self.each}."

    @property
    def each(self) -> str:
        """What follows the number."""
        return " each" if self.shared else ""


def _by_comma(names: Sequence[str]) -> Sequence[str]:
    return [", ".join(names[:-1]), names[-1]] if len(names) > 1 else names


def over_time(facts: Facts) -> Section:
    """Open jobs over time."""
    name, heading = "over-time", "Open jobs over time"
    found = facts.timeline
    if not facts.tallies.every.ever:
        return Section(name=name, heading=heading, said=("No job has been recorded yet.",))
    if not found.counts:
        said = "No census has been complete yet: how many jobs were open at a time cannot be told."
        return Section(name=name, heading=heading, said=(said,))
    most = max(found.counts, key=lambda count: count.middle)
    said_first = f"{_open_now(facts)} The most that were open at once: {number(most.middle)}, on {_day(most.at)}."
    said_all = [said_first, *_came_and_went(found)]
    if len(found.counts) < 2:
        said_all.append("There has been one census so far: a line needs a second day.")
        return Section(name=name, heading=heading, said=tuple(said_all))
    rows = [(_day(each.at), number(each.sure), number(each.middle), number(each.most)) for each in _thin(found.counts)]
    drawing = figure(
        name,
        f"Line chart: jobs open from {_day(found.counts[0].at)} to {_day(found.counts[-1].at)}",
        "The line counts each job with the probability that it was open: any moment between the complete censuses that"
        " bound it is as likely, but for what partial ones between them listed. It ends with the last complete one. The"
        " band goes from those that were surely open to those that may have been, which opened or closed between"
        " censuses or which no complete census has confirmed since.",
        (("day", "surely open", "open", "at most"), rows),
        lambda width: charts.open_jobs(found, width),
        (("time", "surely_open", "open", "at_most"), [(_iso(each.at), *each[1:]) for each in found.counts]),
    )
    return Section(name=name, heading=heading, said=tuple(said_all), figures=(drawing,))


def _came_and_went(found: Timeline) -> list[str]:
    """What moves the line and is no hiring."""
    said = []
    if found.joined:
        said.append(
            f"The record has grown: {counted(len(found.joined), 'source')} joined later (orange marks at the foot of"
            " the chart), and a rise there is no rise in hiring."
        )
    if found.departed:
        said.append(
            f"{counted(len(found.departed), 'source is', 'sources are')} no longer watched (gray marks): a fall there"
            " is no fall in hiring. The table counts of the export makes an index that neither moves."
        )
    if found.gaps:
        said.append(
            f"{counted(len(found.gaps), 'time')} longer than a week passed without a complete census (gray bands):"
            " the line is interrupted there."
        )
    return said


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _open_now(facts: Facts) -> str:
    every = facts.tallies.every
    said = f"{counted(every.open, 'job is', 'jobs are')} open on {day(facts.now)}"
    if every.unknown:
        said += (
            f"; {counted(every.unknown, 'more was', 'more were')} open when last seen, but no complete census has"
            " looked for 14 days"
        )
    return said + "."


def _thin(counts: Sequence[Open]) -> Sequence[Open]:
    if len(counts) < MONTHLY_FROM:
        return counts
    last_of_month: dict[tuple[int, int], Open] = {}
    for count in counts:
        at = datetime.fromtimestamp(count.at, UTC)
        last_of_month[at.year, at.month] = count
    return list(last_of_month.values())


def _day(at: int) -> str:
    return day(datetime.fromtimestamp(at, UTC))


def by_union(facts: Facts) -> Section:
    """Open jobs by national union."""
    found = ranked(facts.tallies.unions, SHOWN_UNIONS, "other unions", "no union named")
    named = [count for name, count in facts.tallies.unions.items() if name and count.open]
    said, lead = "", Lead.of(named, "unions") if named else None
    if lead:
        said = (
            f"{counted(len(named), 'national union is', 'national unions are')} hiring; {lead.names}"
            f" {'have' if lead.shared else 'has'} {counted(lead.open, 'open job')}{lead.each}, the most."
        )
    return _bars(facts, "by-union", "By union", said, lead, ("national union", *HEAD[1:]), found)


def by_family(facts: Facts) -> Section:
    """Open jobs by the kind of work."""
    found = ranked(facts.tallies.families, 20, "", "not told")
    named = [count for name, count in facts.tallies.families.items() if name and count.open]
    said, lead = "", Lead.of(named, "families") if named else None
    if lead:
        part = share(lead.open / facts.tallies.every.open)
        largest = "The largest families are" if lead.shared else "The largest family is"
        said = f"{largest} {lead.names}: {counted(lead.open, 'job')}{lead.each}, {part} of those that are open."
    return _bars(facts, "by-family", "By job family", said, lead, ("job family", *HEAD[1:]), found)


def _bars(
    facts: Facts, name: str, heading: str, said: str, lead: Lead | None, head: tuple[str, ...], found: Sequence[Count]
) -> Section:
    if not facts.tallies.every.open:
        return Section(name=name, heading=heading, said=(_none_open(facts),))
    drawn_bars = [count for count in found if count.open]
    drawing = figure(
        name,
        f"Bar chart: open jobs {heading[:1].lower()}{heading[1:]}",
        f"Jobs open on {day(facts.now)}. {lead.caption if lead else ''}".strip(),
        (head, rows_of(found)),
        lambda width: charts.bars(drawn_bars, width),
        (NUMBERS, numbers_of(found)),
    )
    return Section(name=name, heading=heading, said=(said,) if said else (), figures=(drawing,))


def _none_open(facts: Facts) -> str:
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
        return Section(name=name, heading=heading, said=(_none_open(facts),))
    tiles = facts.tallies.tiles
    open_there = {key: count for key, count in tiles.items() if count.open}
    beside = _not_in_grid(facts.tallies.placeless.open, facts.tallies.elsewhere.open)
    if not open_there:
        said = "No open job names a state of the United States or a province of Canada."
        return Section(name=name, heading=heading, said=(f"{said} {beside}".strip(),))
    ordered = sorted(tiles.items(), key=lambda item: (-item[1].open, -item[1].ever, item[0]))
    lead = Lead.of(open_there.values(), "of them")
    drawing = figure(
        name,
        "Grid map: open jobs by state of the United States and province of Canada",
        f"A square for each state and province, Canada above; darker means more jobs. A job that names several"
        f" counts in each. {lead.caption}",
        (("state or province", *HEAD[1:]), rows_of([_with_code(key, count) for key, count in ordered])),
        lambda width: charts.tiles(open_there, width),
        (NUMBERS, numbers_of([_with_code(key, count) for key, count in ordered])),
    )
    where = (
        f"Jobs are open in {counted(len(open_there), 'state or province', 'states and provinces')}. {beside}".strip()
    )
    return Section(name=name, heading=heading, said=(where,), figures=(drawing,))


def _not_in_grid(placeless: int, elsewhere: int) -> str:
    parts = [f"{counted(placeless, 'job')} without a stated place"] if placeless else []
    if elsewhere:
        parts.append(f"{counted(elsewhere, 'job')} in other countries, or in no certain state or province")
    return f"Not in the grid: {' and '.join(parts)}." if parts else ""


def _with_code(key: tuple[str, str], count: Count) -> Count:
    named = Count(f"{TILES[key].name} ({key[1]})")
    named.open, named.unknown, named.ever, named.postings = count.open, count.unknown, count.ever, count.postings
    return named
