"""Which event belongs into which feed, and the entries of each: the newest ones, up to a limit."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from unionjobs_scraper.publish.feeds.arrivals import Arrival
from unionjobs_scraper.publish.feeds.entries import ENOUGH, Entry, added, entry, entry_id
from unionjobs_scraper.publish.feeds.memory import Memory
from unionjobs_scraper.publish.feeds.places import file_name, region_title, regions_of
from unionjobs_scraper.publish.feeds.queries import Query
from unionjobs_scraper.publish.release.redaction import redacted_mappings
from unionjobs_scraper.storage.queries.feeds import Event, Kind, edits, endings, events, of_events

ALWAYS = ("all", *(f"kinds/{kind.value}" for kind in Kind), "remote")
ORDER = ("all", "kinds", "remote", "unions", "families", "regions", "queries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed."""

    name: str
    """Its path in the folder, without a suffix: `all`, `unions/SEIU`, `unions/SEIU/opened`, `regions/US-OH`."""
    title: str
    updated: datetime
    """Time of its newest entry, of the newest run when it has none."""
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Window:
    """The newest events of one feed, and what first censuses brought into it."""

    about: str
    limit: int
    newest: list[tuple[datetime, datetime, str, str, Event]] = field(default_factory=list)
    arrivals: dict[str, Arrival] = field(default_factory=dict)

    def note(self, event: Event, published: datetime) -> None:
        item = (published, event.at, event.posting_id, event.kind.value, event)
        if len(self.newest) < self.limit:
            heapq.heappush(self.newest, item)
        else:
            heapq.heappushpop(self.newest, item)

    def arrive(self, event: Event) -> None:
        before = self.arrivals.get(event.source)
        self.arrivals[event.source] = before.joined(event) if before else Arrival.first(event)


def feeds(
    connection: Connection, limit: int, newest: datetime, *, memory: Memory | None = None, queries: Sequence[Query] = ()
) -> list[Feed]:
    """Every feed with at most `limit` entries, those published last first.

    Args:
        connection: of the database.
        limit: entries a feed.
        newest: the time of the newest run (UTC).
        memory: what was published before; it notes what is published now. None: nothing was.
        queries: a feed of its own for each.
    """
    memory = memory or Memory()
    windows = _deal(connection, limit, memory, queries)
    told = _told(connection, {item[-1] for window in windows.values() for item in window.newest})
    found = (_feed(name, window, told, newest, memory) for name, window in windows.items())
    return sorted(found, key=lambda feed: (ORDER.index(feed.name.partition("/")[0]), feed.name))


def _deal(connection: Connection, limit: int, memory: Memory, queries: Sequence[Query]) -> dict[str, _Window]:
    """Deals the events out to the feeds."""
    windows = {name: _Window("", limit) for name in ALWAYS}
    windows |= {f"queries/{query.name}": _Window(query.words, limit) for query in queries}
    for event in events(connection):
        published = event.recorded if event.kind is Kind.ADDED else memory.published(entry_id(event), event.recorded)
        for name, about in (*_feeds_of(event), *((f"queries/{q.name}", "") for q in queries if q.takes(event))):
            window = windows.setdefault(name, _Window(about, limit))
            if event.kind is Kind.ADDED:
                window.arrive(event)
            else:
                window.note(event, published)
    return windows


def _feeds_of(event: Event) -> Iterator[tuple[str, str]]:
    """Names and titles of the feeds that an event belongs to."""
    yield "all", ""
    yield f"kinds/{event.kind.value}", ""
    if event.workplace == "remote":
        yield "remote", ""
    if event.union:
        name = f"unions/{file_name(event.union)}"
        yield name, event.union
        if event.kind in (Kind.OPENED, Kind.REOPENED):
            yield f"{name}/opened", event.union
    if event.family:
        yield f"families/{file_name(event.family)}", event.family
    for region in sorted(regions_of(event.locations, event.region, event.country)):
        yield f"regions/{region}", region
        if event.family:
            yield f"regions/{region}/{file_name(event.family)}", region


def _feed(name: str, window: _Window, told: Mapping[Event, Entry], newest: datetime, memory: Memory) -> Feed:
    entries = [replace(told[item[-1]], published=item[0], updated=item[0]) for item in window.newest]
    for arrival in window.arrivals.values():
        each = added(arrival, name)
        published = memory.published(each.id, arrival.recorded)
        entries.append(replace(each, published=published, updated=max(published, arrival.grown)))
    entries.sort(key=lambda each: (each.published, each.at, each.id), reverse=True)
    del entries[window.limit :]
    return Feed(
        name=name,
        title=_title(name, window.about),
        updated=max((each.updated for each in entries), default=newest),
        entries=tuple(entries),
    )


def _told(connection: Connection, kept: set[Event]) -> Mapping[Event, Entry]:
    """Each event in words, without contacts."""
    moments: dict[Kind, list[tuple[str, datetime]]] = defaultdict(list)
    for event in kept:
        moments[event.kind].append((event.posting_id, event.at))
    rows = of_events(connection, {event.posting_id for event in kept})
    cut = ({**row, "description": row["description"][:ENOUGH]} for row in rows.values())
    shown = {row["posting_id"]: row for row in redacted_mappings("postings", cut)}
    edited, ended = edits(connection, moments[Kind.CHANGED]), endings(connection, moments[Kind.CLOSED])
    found = {}
    for event in kept:
        place = (event.posting_id, event.at)
        changed = list(redacted_mappings("changes", map(_cut, edited.get(place, []))))
        spell = ended.get(place)
        ending = next(redacted_mappings("spells", [{**spell}]), None) if spell else None
        found[event] = entry(event, shown[event.posting_id], changed, ending)
    return found


def _cut(edit: RowMapping) -> dict[str, Any]:
    return {**edit, "old": str(edit["old"])[:ENOUGH], "new": str(edit["new"])[:ENOUGH]}


def _title(name: str, about: str) -> str:
    group, _, rest = name.partition("/")
    kind = rest.partition("/")[2].replace("_", " ")
    said = {
        "all": "everything that happened",
        "kinds": "boards added" if rest == "added" else rest,
        "unions": about,
        "families": about,
        "remote": "remote",
        "regions": region_title(about) if group == "regions" else "",
        "queries": about,
    }[group]
    return f"Union staff jobs: {said}{f', {kind}' if kind else ''}"
