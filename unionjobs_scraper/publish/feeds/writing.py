"""All feeds and calendars of a database, put into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from unionjobs_scraper.publish.feeds.calendars import Sheet, calendars
from unionjobs_scraper.publish.feeds.documents import atom, index, json_feed
from unionjobs_scraper.publish.feeds.entries import Entry
from unionjobs_scraper.publish.feeds.folder import place, remembered
from unionjobs_scraper.publish.feeds.gather import Feed, feeds
from unionjobs_scraper.publish.feeds.queries import Query
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import newest_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a writing put into the folder."""

    feeds: Sequence[Feed]
    calendars: Sequence[Sheet]
    removed: Sequence[str]


def write(
    database: Database,
    folder: Path,
    *,
    now: datetime,
    sources: Sequence[str],
    limit: int,
    base: str = "",
    queries: Sequence[Query] = (),
) -> Written:
    """Writes the folder. `base`: the address that it is published at. Raises `SettingError`."""
    memory = remembered(folder, now)
    with database.read() as connection:
        newest = newest_run(connection)
        assert newest
        found = feeds(connection, limit, newest, memory=memory, queries=queries)
        sheets = calendars(connection, newest, sources)
    fragments: dict[Entry, Markup] = {}
    files = {f"{feed.name}.atom": atom(feed, base, fragments) for feed in found}
    files |= {f"{feed.name}.json": json_feed(feed, base) for feed in found}
    files |= {f"{sheet.name}.ics": sheet.text for sheet in sheets}
    files["index.html"] = index(found, sheets)
    return Written(feeds=found, calendars=sheets, removed=place(folder, files, memory))
