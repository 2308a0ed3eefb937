"""The facts as sections of the page, in its order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unionjobs_scraper.extras import check
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.publish.report.facts import Facts
from unionjobs_scraper.publish.report.figures import Section
from unionjobs_scraper.publish.report.formatting import counted, day, moment, number, shown, web_address
from unionjobs_scraper.publish.report.open_jobs import by_family, by_place, by_union, over_time
from unionjobs_scraper.publish.report.pay_and_time import by_pay, time_open
from unionjobs_scraper.storage.queries.report import Fresh
from unionjobs_scraper.watch.health import MARKS, Health

__all__ = ["Section", "sections"]


def sections(facts: Facts) -> list[Section]:
    """Every section with a figure."""
    parts = (over_time, by_union, by_family, by_place, by_pay, time_open)
    return [part(facts) for part in parts]


NEEDED = dict.fromkeys(("altair", "vl-convert-python", "numpy"), "research")
VERDICTS = {mark: verdict or "unfinished" for verdict, mark in MARKS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A line of the newest openings, fit to show."""

    title: str
    employer: str
    places: str
    address: str
    source: str
    appeared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A line of the sources' health, fit to show."""

    name: str
    state: str
    last_complete: str
    verdicts: tuple[str, ...]
    tally: str
    listed: str
    usual: str
    open: str
    reason: str


def check_extras() -> None:
    """Raises `SettingError` where a package is missing that only the report needs."""
    check("the report", NEEDED)


def page(facts: Facts) -> str:
    """The whole page."""
    return rendered(
        "report/report.html.j2",
        moment=moment(facts.now),
        figures=_key_figures(facts),
        span=_span(facts),
        sections=sections(facts),
        latest=[_opening(found) for found in facts.latest],
        health=_health(facts.sources),
        sources=[_source(found) for found in sorted(facts.sources, key=lambda found: (found.well, found.source))],
    )


def _key_figures(facts: Facts) -> list[tuple[str, str, str]]:
    """(number, what it counts, a remark)."""
    every, totals = facts.tallies.every, facts.totals
    unknown = f"{number(every.unknown)} more unknown" if every.unknown else ""
    well = sum(source.well and not source.retired for source in facts.sources)
    return [
        (number(every.open), "jobs open" if every.open != 1 else "job open", unknown),
        (number(totals.open), "open postings" if totals.open != 1 else "open posting", ""),
        (
            number(every.ever),
            "jobs ever recorded",
            f"{number(totals.postings)} postings, {number(totals.employers)} employers",
        ),
        (f"{number(well)} of {number(len(facts.sources))}", "sources well", counted(totals.runs, "census", "censuses")),
    ]


def _span(facts: Facts) -> str:
    totals = facts.totals
    if totals.first_run is None or totals.last_run is None:
        return "No source has been crawled into this database yet."
    return f"The first census began on {day(totals.first_run)}, the last one on {moment(totals.last_run)}."


def _opening(found: Fresh) -> Opening:
    same_day = found.open_after.date() == found.open_by.date()
    after, by = day(found.open_after), day(found.open_by)
    return Opening(
        title=shown(found.title) or "(no title)",
        employer=shown(found.employer),
        places=shown(found.locations, 80),
        address=web_address(found.url),
        source=found.source,
        appeared=("again " if found.again else "") + (by if same_day else f"between {after} and {by}"),
    )


def _health(found: Iterable[Health]) -> str:
    sources = [source for source in found if not source.retired]
    if not sources:
        return "No source of the register has been crawled into this database yet."
    well = sum(source.well for source in sources)
    return (
        f"{number(well)} of {counted(len(sources), 'source')} {'is' if well == 1 else 'are'} well: the last census was"
        " complete and no older than 14 days. Only a complete census may say that a posting is gone."
    )


def _source(found: Health) -> Source:
    verdicts = tuple(VERDICTS[mark] for mark in found.verdicts)
    complete = sum(verdict == Verdict.COMPLETE.value for verdict in verdicts)
    return Source(
        name=found.source,
        state="retired" if found.retired else "well" if found.well else "unwell",
        last_complete=day(found.last_complete) if found.last_complete else "never",
        verdicts=verdicts,
        tally=f"{complete} of the last {counted(len(verdicts), 'census', 'censuses')} complete",
        listed=_count(found.listed),
        usual=_count(found.usual),
        open=_count(found.open),
        reason=shown(found.reason, 240),
    )


def _count(value: float | None) -> str:
    return "" if value is None else number(value)
