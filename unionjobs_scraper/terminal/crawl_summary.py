"""A run in one screen of plain words."""

from __future__ import annotations

from collections.abc import Iterator

from unionjobs_scraper.crawl.conclusion import Outcome
from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.lifecycle.verdict import Verdict


def summary(outcome: Outcome) -> str:
    """What `scrapy crawl` ends with."""
    return "\n".join(_lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    counts, judgement = outcome.counts, outcome.judgement
    yield f"{outcome.source}: {judgement.verdict.value.upper()}"
    for reason in judgement.reasons:
        yield f"  because     {reason.words} [{reason.code}]"
    if judgement.verdict is not Verdict.COMPLETE:
        yield "              nothing was closed, and no posting's status has changed"
    yield f"  listed      {counts.listed} postings; {counts.pages_read} of their own pages read"
    yield f"  new         {counts.new}"
    yield f"  changed     {counts.changed}"
    yield f"  unchanged   {counts.unchanged}"
    why = ", ".join(f"{reason} {counts.closed[reason]}" for reason in ClosedReason)
    yield f"  closed      {counts.closed.total()}{f' ({why})' if counts.closed else ''}"
    if counts.missing:
        yield f"  missing     {counts.missing}, not yet confirmed: still open"
    yield f"  reopened    {counts.reopened}"
    yield f"  refused     {counts.refused}"
    yield f"  requests    {counts.requests} ({counts.bytes / 1024:,.0f} KiB received)"
    for column in outcome.lost:
        yield f"  warning     {column}"
    for note in outcome.notes:
        yield f"  note        {note}"
