"""The facts as sections of the page, in its order."""

from __future__ import annotations

from unionjobs_scraper.publish.report.facts import Facts
from unionjobs_scraper.publish.report.figures import Section
from unionjobs_scraper.publish.report.open_jobs import by_family, by_place, by_union, over_time
from unionjobs_scraper.publish.report.pay_and_time import by_pay, time_open

__all__ = ["Section", "sections"]


def sections(facts: Facts) -> list[Section]:
    """Every section with a figure."""
    parts = (over_time, by_union, by_family, by_place, by_pay, time_open)
    return [part(facts) for part in parts]
