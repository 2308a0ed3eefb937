"""What a trial prints: the counts, the first postings as they would be stored, and what went wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from unionjobs_scraper.adding.short_spider import PAGES
from unionjobs_scraper.adding.trial import Trial
from unionjobs_scraper.items import JobPosting

WIDTH = 118


def report(found: Trial) -> str:
    """The counts, the first postings as they would be stored, and what went wrong."""
    return "\n".join([*_counts(found), *_postings(found.items[:PAGES]), *_troubles(found)])


def _counts(found: Trial) -> Iterator[str]:
    if found.listed:
        stated = f" of {found.stated_total} that the board says it has" if found.stated_total is not None else ""
        yield f"  list        {found.listed} postings{stated}"
    elif found.declared_empty:
        yield f"  list        no postings: the board says {found.declared_empty!r}"
    yield f"  read        {len(found.read)} of {found.asked} asked for, nothing stored"


def _postings(items: list[JobPosting]) -> Iterator[str]:
    for item in items:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in _facts(item):
            table.add_row(f"    {name}", value or "–")
        text = io.StringIO()
        Console(file=text, width=WIDTH, color_system=None).print(table)
        yield "\n" + "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _facts(item: JobPosting) -> Iterator[tuple[str, str]]:
    yield "title", item.title
    yield "employer", item.employer
    yield "department", item.department
    yield "places", item.locations
    yield "posted", str(item.date_posted or "")
    yield "deadline", str(item.valid_through or "")
    yield "type", item.employment_type
    yield "pay", _pay(item)
    yield "apply", item.apply_url
    yield "text", f"{len(item.description)} characters"
    yield "closed", item.closing_mark
    yield "address", item.url


def _pay(item: JobPosting) -> str:
    ends = [f"{end:,.2f}" for end in (item.salary_min, item.salary_max) if end is not None]
    return " ".join([" to ".join(dict.fromkeys(ends)), item.salary_currency, item.salary_period]) if ends else ""


def _troubles(found: Trial) -> Iterator[str]:
    for words in found.problems:
        yield f"  problem     {words}"
    for words in found.notes:
        yield f"  note        {words}"
