"""Text and addresses from sites, made fit for a feed: no markup, no invisible characters, a bounded length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from w3lib.url import safe_url_string

from unionjobs_scraper.lifecycle.wording import ended
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.publish.feeds.arrivals import Arrival
from unionjobs_scraper.storage.queries.feeds import Event, Kind
from unionjobs_scraper.storage.values import cell_text

LONGEST_ADDRESS = 2000
AHEAD = 2
"""How many times the wanted length is cleaned: a text can be megabytes, most of it beyond the cut."""


def line(text: str, most: int = 200) -> str:
    """One line of at most that many characters, cut with an ellipsis."""
    return _cut(clean_line(text[: AHEAD * most]), most)


def paragraphs(text: str, most: int = 2000) -> str:
    """Paragraphs of at most that many characters in all, cut with an ellipsis."""
    return _cut(clean_text(text[: AHEAD * most]), most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def web_address(text: str) -> str:
    """The address when it is one of a web page, percent-encoded where it must be; empty for any other scheme."""
    if not text or len(text) > LONGEST_ADDRESS:
        return ""
    try:
        safe = safe_url_string(text)
        parts = urlsplit(safe)
        return safe if parts.scheme in ("http", "https") and parts.hostname else ""
    except (ValueError, UnicodeError):
        return ""


TAG = "tag:unionjobs-scraper,2026:"
"""Beginning of every id (RFC 4151). It never changes: readers know by it what they have shown already."""
ENOUGH = 6000
"""Characters of a text that are looked at: no entry shows more."""
DESCRIPTION, VALUE = 1500, 300
"""Characters of a posting's text, and of an old or new value, that an entry shows."""
FACTS = {
    "employer": "Employer",
    "union_abbr": "Union",
    "local": "Local",
    "department": "Department",
    "locations": "Place",
    "workplace": "Workplace",
    "salary_text": "Pay",
    "date_posted": "Posted",
    "valid_through": "Deadline",
}
"""Columns that an entry shows, and what it calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed; all of it plain text."""

    id: str
    kind: Kind
    title: str
    text: str
    at: datetime
    """When it was seen (UTC)."""
    published: datetime
    """When feeds first had it (UTC): by this they are in order, so that nothing slips in below."""
    updated: datetime
    link: str = ""
    """Address of the posting; empty where it has none that a browser may open."""
    terms: tuple[str, ...] = ()
    """Categories: what happened, the union, the job family."""


def entry(
    event: Event, posting: Mapping[str, Any], edits: Sequence[Mapping[str, Any]], ending: Mapping[str, Any] | None
) -> Entry:
    """Says an event in words. `edits`: what changed then; `ending`: the spell that ended then."""
    told: dict[Kind, Callable[[], Iterator[str]]] = {
        Kind.OPENED: lambda: iter(()),
        Kind.CHANGED: lambda: _changed(edits),
        Kind.CLOSED: lambda: _closed(ending),
        Kind.REOPENED: lambda: iter(["It is on the board again."]),
    }
    parts = [*told[event.kind](), f"Seen: {event.at:%Y-%m-%d %H:%M} UTC", "\n".join(_facts(posting))]
    if event.kind in (Kind.OPENED, Kind.REOPENED):
        parts.append(paragraphs(posting["description"], DESCRIPTION))
    terms = (event.kind.value, line(posting["union_abbr"]), line(posting["job_family"]))
    return Entry(
        id=entry_id(event),
        kind=event.kind,
        title=f"{event.kind.value.capitalize()}: {headline(posting)}",
        text="\n\n".join(filter(None, parts)),
        at=event.at,
        published=event.recorded,
        updated=event.recorded,
        link=web_address(posting["url"]),
        terms=tuple(filter(None, terms)),
    )


def added(arrival: Arrival, feed: str) -> Entry:
    """The one entry of a board's first census in a feed."""
    jobs = f"{arrival.count} {'posting' if arrival.count == 1 else 'postings'}"
    return Entry(
        id=f"{TAG}{quote(arrival.source)}/added/{quote(feed)}",
        kind=Kind.ADDED,
        title=f"Board added: {arrival.source}, {jobs}",
        text=f"The board {arrival.source} was read for the first time, {arrival.at:%Y-%m-%d %H:%M} UTC, and listed"
        f" {jobs} that belong here. They opened at unknown earlier times.",
        at=arrival.at,
        published=arrival.recorded,
        updated=arrival.grown,
        terms=(Kind.ADDED.value,),
    )


def entry_id(event: Event) -> str:
    """The id of an event: the same in every feed, and it never changes."""
    return f"{TAG}{quote(event.posting_id, safe=':~')}/{event.kind.value}/{cell_text(event.at)}"


def headline(posting: Mapping[str, Any]) -> str:
    """Title, employer and place in one line."""
    said = ", ".join(filter(None, (line(posting["title"]), line(posting["employer"])))) or line(posting["posting_id"])
    place = line(posting["locations"], 80)
    return f"{said} ({place})" if place else said


def _facts(posting: Mapping[str, Any]) -> Iterator[str]:
    for column, name in FACTS.items():
        if said := line(cell_text(posting.get(column)), VALUE):
            yield f"{name}: {said}"
    yield f"Source: {posting['source']}"


def _changed(edits: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "\n".join(f"{edit['field']}: {_said(edit['old'])} became {_said(edit['new'])}" for edit in edits)


def _said(value: str) -> str:
    return f"“{line(value, VALUE)}”" if value else "nothing"


def _closed(ending: Mapping[str, Any] | None) -> Iterator[str]:
    if ending is None:
        yield "It left the board for a few hours only: the closing was taken back."
        return
    bounds = f"by {cell_text(ending['closed_by'])}"
    if ending["closed_after"]:
        bounds = f"after {cell_text(ending['closed_after'])} and {bounds}"
    yield f"It closed {bounds}: {ended(ending['closed_reason'])}."
    if ending["evidence"]:
        yield f"Evidence: “{line(ending['evidence'], VALUE)}”"
