"""The sections on what jobs pay and how long they stay open."""

from __future__ import annotations

from collections.abc import Mapping

from unionjobs_scraper.publish.report import charts
from unionjobs_scraper.publish.report.facts import Facts
from unionjobs_scraper.publish.report.figures import Figure, Section, figure
from unionjobs_scraper.publish.report.formatting import counted, days, money, number, share
from unionjobs_scraper.publish.report.survival import Survival
from unionjobs_scraper.publish.report.tallies import ENOUGH

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
    drawn = {currency: shown for currency in CURRENCIES if (shown := _pay(facts, currency))}
    others = paid - sum(map(facts.tallies.paid, CURRENCIES))
    if others:
        said.append(f"{counted(others, 'job')} paid in other currencies {'is' if others == 1 else 'are'} left out.")
    if drawn:
        few = {name: facts.tallies.paid(code) for code, name in CURRENCIES.items() if code not in drawn}
        said += [
            f"{counted(jobs, 'job')} paid in {name}: too few in any family to draw."
            for name, jobs in few.items()
            if jobs
        ]
    else:
        said.append(f"No job family has {ENOUGH} jobs with pay in one currency: too few to draw.")
    return Section(name=name, heading=heading, said=tuple(said), figures=tuple(drawn.values()))


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
    return figure(
        f"pay-{currency.lower()}",
        f"Range chart: yearly pay by job family in {CURRENCIES[currency]}",
        f"{CURRENCIES[currency]} a year, {counted(sum(pay.jobs for pay in found), 'job')}. Orange: the median, its"
        f" amount at the left; blue: the middle half; line: all but the lowest and the highest tenth.{few}",
        (("job family", "jobs", "10th percentile", "25th", "median", "75th", "90th"), rows),
        lambda width: charts.pays(found, currency, width),
        (PAY_NUMBERS, [tuple(getattr(pay, name) for name in PAY_NUMBERS) for pay in found]),
    )


PAY_NUMBERS = ("family", "jobs", "tenth", "quarter", "median", "three_quarters", "nine_tenths")


def time_open(facts: Facts) -> Section:
    """How long jobs stay open."""
    name, heading = "time-open", "How long a job stays open"
    lives, found = facts.lives, facts.survival
    left_out = (
        f" {counted(lives.unknown, 'stretch', 'stretches')} of unknown beginning left out." if lives.unknown else ""
    )
    if found is None:
        some = f"{counted(lives.ended, 'stretch', 'stretches')} of known age ended so far"
        return Section(name=name, heading=heading, said=(f"{some}: too few for an estimate.{left_out}",))
    shown = figure(
        name,
        "Survival curve: share of jobs still open by days since they were first advertised",
        f"Maximum likelihood for bounds, 95% confidence band, from {counted(len(lives.bounds), 'stretch', 'stretches')}"
        f" of open time, {number(lives.ended)} of them ended. {OF_BOUNDS}{left_out}",
        (
            ("days", "still open", "95% from", "to", "jobs observed"),
            [
                (str(step.day), share(step.share), share(step.low), share(step.high), number(step.at_risk))
                for step in found.steps[:: max(1, len(found.steps) // 24)]
            ],
        ),
        lambda width: charts.curve(found, width),
        (STEP_NUMBERS, [tuple(getattr(step, each) for each in STEP_NUMBERS) for step in found.steps]),
    )
    return Section(name=name, heading=heading, said=(_half(found),), figures=(shown,))


def _half(found: Survival) -> str:
    """The median in a sentence, with the age that it holds from."""
    whose = f"Of the jobs that are open for {days(found.since)} at least, half" if found.since else "Half of the jobs"
    if found.median is None:
        more = f"Of the jobs that are open for {days(found.since)} at least, more" if found.since else "More"
        rest = "" if found.since else " of the jobs"
        return f"{more} than half{rest} are still open after {days(found.steps[-1].day)}, as far as the record goes."
    return (
        f"{whose} are off the boards after {days(found.median)} (95% interval: {days(found.median_low)} to"
        f" {days(found.median_high)})."
    )


STEP_NUMBERS = ("day", "share", "low", "high", "at_risk")
OF_BOUNDS = (
    "A beginning or an end lies anywhere between the two censuses that bound it; jobs that lasted too short to be seen"
    " are allowed for; a job that is still open counts until it was last seen; one that was there at a board's first"
    " census counts from the age that its stated date gives it. The hazard is constant between some ages."
)
