"""Calendars of application deadlines (iCalendar, RFC 5545): everything, each union, each state or province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection

from unionjobs_scraper import __version__
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.entries import ENOUGH, headline, line, web_address
from unionjobs_scraper.publish.feeds.places import file_name, region_title, regions_of
from unionjobs_scraper.publish.release.redaction import redacted_mappings
from unionjobs_scraper.storage.queries.feeds import Deadline, deadlines

NAME = "Union staff jobs: application deadlines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One calendar."""

    name: str
    """Its path in the folder, without `.ics`: `deadlines`, `unions/SEIU`, `regions/US-OH`."""
    title: str
    count: int
    """Deadlines of open jobs; those of closed ones are in it as cancelled."""
    text: bytes


def calendars(connection: Connection, newest: datetime, sources: Collection[str]) -> list[Sheet]:
    """Every calendar: deadlines on or after the day of the newest run (UTC), each job once.

    A job that has closed stays as cancelled until its day has passed: a calendar that took it over is told.
    `sources`: the register's; a job whose status is unknown has no deadline here. Raises `SettingError` without
    icalendar.
    """
    found = deadlines(connection, newest, sources)
    cut = ({**each.posting, "description": each.posting["description"][:ENOUGH]} for each in found)
    events = [
        (each, _event(each, shown)) for each, shown in zip(found, redacted_mappings("postings", cut), strict=True)
    ]
    of_sheet: dict[tuple[str, str], list[tuple[Deadline, Any]]] = defaultdict(list)
    of_sheet["deadlines", NAME] = []
    for deadline, event in events:
        for sheet in _sheets_of(deadline):
            of_sheet[sheet].append((deadline, event))
    return [_sheet(name, title, members) for (name, title), members in sorted(of_sheet.items())]


def _sheets_of(deadline: Deadline) -> Iterator[tuple[str, str]]:
    row = deadline.posting
    yield "deadlines", NAME
    if row["union_abbr"]:
        yield f"unions/{file_name(row['union_abbr'])}", f"{NAME}, {line(row['union_abbr'])}"
    for region in sorted(regions_of(row["locations"], row["region"], row["country"])):
        yield f"regions/{region}", f"{NAME}, {region_title(region)}"


def _sheet(name: str, title: str, members: Sequence[tuple[Deadline, Any]]) -> Sheet:
    document = _icalendar().Calendar()
    document.add("prodid", f"-//unionjobs_scraper//{__version__}//EN")
    document.add("version", "2.0")
    document.add("method", "PUBLISH")
    document.add("x-wr-calname", title)
    for _, event in members:
        document.add_component(event)
    count = sum(deadline.is_open for deadline, _ in members)
    return Sheet(name=name, title=title, count=count, text=document.to_ical())


def _icalendar() -> Any:
    try:
        import icalendar
    except ModuleNotFoundError:
        raise SettingError("deadlines need the package icalendar: pip install 'unionjobs-scraper[feeds]'") from None
    return icalendar


def _event(deadline: Deadline, posting: dict[str, Any]) -> Any:
    """One day, all of it; the application itself is not in the calendar's owner's way (TRANSPARENT)."""
    event = _icalendar().Event()
    # percent-encoded: parsers differ on whether a backslash or a comma in it is escaped
    event.add("uid", f"{quote(deadline.job_id, safe=':~')}@unionjobs-scraper")
    event.add("dtstamp", deadline.at)
    event.add("last-modified", deadline.at)
    event.add("sequence", deadline.sequence)
    event.add("dtstart", posting["valid_through"])
    event.add("summary", f"{'Deadline' if deadline.is_open else 'Closed'}: {headline(posting)}")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if deadline.is_open else "CANCELLED")
    event.add("description", f"{line(posting['salary_text'], 300)}\nPosting: {posting['posting_id']}".strip())
    if posting["locations"]:
        event.add("location", line(posting["locations"], 300))
    if address := web_address(posting["url"]):
        event.add("url", address)
    terms = [term for term in (line(posting["union_abbr"]), line(posting["job_family"])) if term]
    if terms:
        event.add("categories", terms)
    return event
