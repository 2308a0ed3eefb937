"""The files of the feeds' folder: Atom documents (RFC 4287), the calendar of deadlines, the page that lists them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, RowMapping

from unionjobs_scraper import __version__
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.entries import TAG, Entry, headline, line, web_address
from unionjobs_scraper.publish.feeds.gather import Feed
from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.storage.queries.feeds import Edition, deadlines, editions

SUBTITLE = "Staff jobs that labor unions advertise: opened, changed, closed and reopened, with the evidence."


def atom(feed: Feed, base: str = "") -> bytes:
    """The document. `base`: the address that the folder is published at. Raises `SettingError` without feedgen."""
    try:
        from feedgen.feed import FeedGenerator
    except ModuleNotFoundError:
        raise SettingError("feeds need the package feedgen: pip install 'unionjobs-scraper[feeds]'") from None
    document = FeedGenerator()
    document.id(f"{TAG}feeds/{feed.name}")
    document.title(feed.title)
    document.subtitle(SUBTITLE)
    document.updated(feed.updated)
    document.author(name="unionjobs_scraper")
    document.generator("unionjobs_scraper", version=__version__)
    document.language("en")
    if base:
        document.link(href=f"{base}/{feed.name}.atom", rel="self", type="application/atom+xml")
        document.link(href=f"{base}/index.html", rel="alternate", type="text/html")
    for each in feed.entries:
        _add(document.add_entry(order="append"), each)
    text: bytes = document.atom_str(pretty=True)
    return text


def _add(element: Any, entry: Entry) -> None:
    element.id(entry.id)
    element.title(entry.title)
    element.updated(entry.at)
    element.published(entry.at)
    element.content(entry.text, type="text")
    if entry.link:
        element.link(href=entry.link, rel="alternate", type="text/html")
    element.category([{"term": term} for term in entry.terms])


NAME = "Union staff jobs: application deadlines"


def calendar(connection: Connection, newest: datetime, sources: Collection[str]) -> tuple[bytes, int]:
    """The calendar and its number of events: deadlines on or after the day of the newest run (UTC).

    `sources`: the register's; a posting whose status is unknown has no deadline here.
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
    terms = [term for term in (line(posting["union_abbr"]), line(posting["job_family"])) if term]
    if terms:
        event.add("categories", terms)
    return event


HEADINGS = {"all": "Everything", "kinds": "What happened", "unions": "Unions", "regions": "States and provinces"}


def index(feeds: Sequence[Feed], deadlines: int) -> bytes:
    """The page that lists the feeds, HTML in UTF-8; it asks nothing of the network."""
    groups = groupby(feeds, key=lambda feed: feed.name.partition("/")[0])
    page = rendered(
        "feeds/index.html.j2",
        lists=[(HEADINGS[group], [_listed(feed) for feed in members]) for group, members in groups],
        calendar=NAME,
        deadlines=f"{deadlines} {'deadline' if deadlines == 1 else 'deadlines'}",
    )
    return page.encode()


def _listed(feed: Feed) -> dict[str, str]:
    """One line of the page."""
    count = len(feed.entries)
    entries = f"{count} {'entry' if count == 1 else 'entries'}"
    return {
        "address": f"{quote(feed.name)}.atom",
        "of": feed.title.partition(": ")[2],
        "counted": f"{entries}, the newest of {feed.updated:%Y-%m-%d}" if count else "empty",
    }
