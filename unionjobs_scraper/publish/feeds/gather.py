"""Which event belongs into which feed, and the entries of each: the newest ones, up to a limit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from unionjobs_scraper.publish.feeds.entries import Entry, entry
from unionjobs_scraper.storage.queries.feeds import Event, Kind, edits, endings, events, of_events

PLAIN = re.compile(r"[A-Za-z0-9_-]")
REGION = re.compile(r"[A-Z0-9]{1,3}")
COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One Atom document."""

    name: str
    """Its path in the folder, without `.atom`: `all`, `kinds/closed`, `unions/SEIU`, `regions/US-OH`."""
    title: str
    updated: datetime
    """Time of its newest entry, of the newest run when it has none."""
    entries: tuple[Entry, ...]


def feeds(connection: Connection, limit: int, newest: datetime) -> list[Feed]:
    """Every feed with at most `limit` entries, newest first. `newest`: the time of the newest run (UTC)."""
    dealt, titles = _deal(events(connection), limit)
    told = _told(connection, {event for few in dealt.values() for event in few})
    return [
        Feed(
            name=name,
            title=_title(name, titles[name]),
            updated=few[0].at if few else newest,
            entries=tuple(told[event] for event in few),
        )
        for name, few in sorted(dealt.items(), key=lambda item: _place(item[0]))
    ]


def _deal(happened: Iterable[Event], limit: int) -> tuple[dict[str, list[Event]], dict[str, str]]:
    """Deals the events, newest first, out to the feeds until each is full; then what each feed is about."""
    always = ("all", *(f"kinds/{kind.value}" for kind in Kind))
    dealt: dict[str, list[Event]] = {name: [] for name in always}
    titles = dict.fromkeys(always, "")
    for event in happened:
        for name, about in _feeds_of(event):
            titles.setdefault(name, about)
            few = dealt.setdefault(name, [])
            if len(few) < limit:
                few.append(event)
    return dealt, titles


def _feeds_of(event: Event) -> Iterator[tuple[str, str]]:
    """Names and titles of the feeds that an event belongs to."""
    yield "all", ""
    yield f"kinds/{event.kind.value}", ""
    if event.union:
        yield f"unions/{file_name(event.union)}", event.union
    for region in sorted(regions(event)):
        yield f"regions/{region}", region


def regions(event: Event) -> set[str]:
    """The states and provinces (ISO 3166-2) of every place of a posting."""
    places = [place.split(", ")[-2:] for place in event.locations.split("; ")]
    places.append([event.region, event.country])
    return {
        f"{country}-{region}"
        for region, country in (place for place in places if len(place) == 2)
        if REGION.fullmatch(region) and COUNTRY.fullmatch(country)
    }


def file_name(abbreviation: str) -> str:
    """A name that is safe in every file system: `UNITE_HERE`; what is neither letter nor digit by its number."""
    spelled = (letter if PLAIN.match(letter) else f"_{ord(letter):x}_" for letter in abbreviation.replace(" ", "_"))
    return "".join(spelled)[:LONGEST_NAME]


def _told(connection: Connection, kept: set[Event]) -> Mapping[Event, Entry]:
    """Each event in words."""
    moments: dict[Kind, list[tuple[str, datetime]]] = defaultdict(list)
    for event in kept:
        moments[event.kind].append((event.posting_id, event.at))
    rows = of_events(connection, {event.posting_id for event in kept})
    edited, ended = edits(connection, moments[Kind.CHANGED]), endings(connection, moments[Kind.CLOSED])
    return {
        event: entry(
            event,
            rows[event.posting_id],
            edited.get((event.posting_id, event.at), []),
            ended.get((event.posting_id, event.at)),
        )
        for event in kept
    }


def _place(name: str) -> tuple[int, str]:
    """The place of a feed in the list of feeds."""
    return ("all", "kinds", "unions", "regions").index(name.partition("/")[0]), name


def _title(name: str, about: str) -> str:
    group, _, rest = name.partition("/")
    return {
        "all": "Union staff jobs: everything that happened",
        "kinds": f"Union staff jobs: {rest}",
        "unions": f"Union staff jobs: {about}",
        "regions": f"Union staff jobs: {_region_title(about)}",
    }[group]


def _region_title(code: str) -> str:
    import pycountry  # here: its tables take a while to read

    found = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    country = pycountry.countries.get(alpha_2=code[:2])
    return f"{found.name}, {country.name}" if found and country else code
