"""The deadlines of open postings as a calendar (RFC 5545), by icalendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from unionjobs_scraper import __version__
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.entries import headline
from unionjobs_scraper.publish.feeds.plain import line, web_address
from unionjobs_scraper.storage.queries.feeds import Edition, deadlines, editions

NAME = "Union staff jobs: application deadlines"


def calendar(connection: Connection, newest: datetime, sources: Collection[str]) -> tuple[bytes, int]:
    """The calendar and its number of events: deadlines on or after the day of the newest run (UTC).

    `sources`: the register's; a posting that nobody vouches for any more has no deadline here.
    Raises `SettingError` without icalendar.
    """
    try:
        from icalendar import Calendar
    except ModuleNotFoundError:
        raise SettingError("deadlines need the package icalendar: pip install 'unionjobs-scraper[feeds]'") from None
    rows = deadlines(connection, newest, sources)
    known = editions(connection, [row["posting_id"] for row in rows])
    document = Calendar()
    document.add("prodid", f"-//unionjobs_scraper//{__version__}//EN")
    document.add("version", "2.0")
    document.add("method", "PUBLISH")
    document.add("x-wr-calname", NAME)
    for row in rows:
        document.add_component(_event(row, known[row["posting_id"]]))
    return document.to_ical(), len(rows)


def _event(posting: RowMapping, edition: Edition) -> Any:
    """One day, all of it; the application itself is not in the calendar's owner's way (TRANSPARENT)."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{line(posting['posting_id'])}@unionjobs-scraper")
    event.add("dtstamp", edition.at)
    event.add("last-modified", edition.at)
    event.add("sequence", edition.sequence)
    event.add("dtstart", posting["valid_through"])
    event.add("summary", f"Deadline: {headline(posting)}")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    event.add("description", f"{line(posting['salary_text'], 300)}\nPosting: {posting['posting_id']}".strip())
    if posting["locations"]:
        event.add("location", line(posting["locations"], 300))
    if address := web_address(posting["url"]):
        event.add("url", address)
    terms = [term for term in (line(posting["union"]), line(posting["job_family"])) if term]
    if terms:
        event.add("categories", terms)
    return event
