"""A feed as an Atom document (RFC 4287) and as a JSON Feed (version 1.1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from unionjobs_scraper import __version__
from unionjobs_scraper.publish.feeds.calendars import Sheet
from unionjobs_scraper.publish.feeds.entries import TAG, Entry
from unionjobs_scraper.publish.feeds.gather import Feed
from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.storage.values import cell_text

SUBTITLE = "Staff jobs that labor unions advertise: opened, changed, closed and reopened, with the evidence."
AUTHOR = "unionjobs_scraper"


def atom(feed: Feed, base: str = "", fragments: dict[Entry, Markup] | None = None) -> bytes:
    """The Atom document.

    Args:
        feed: what to write.
        base: the address that the folder is published at.
        fragments: entries that were written before: an event is in several feeds, and is written once.
    """
    known = {} if fragments is None else fragments
    for each in feed.entries:
        if each not in known:
            known[each] = _element(each)
    return rendered(
        "feeds/feed.xml.j2",
        id=f"{TAG}feeds/{feed.name}",
        title=feed.title,
        subtitle=SUBTITLE,
        updated=cell_text(feed.updated),
        author=AUTHOR,
        version=__version__,
        base=base,
        address=quote(feed.name),
        entries=[known[each] for each in feed.entries],
    ).encode()


def _element(entry: Entry) -> Markup:
    """`dc:date` is when it was seen; `published` and `updated` are when feeds had it."""
    times = {name: cell_text(getattr(entry, name)) for name in ("published", "updated", "at")}
    return Markup(rendered("feeds/entry.xml.j2", entry=entry, **times).rstrip())  # noqa: S704 — the template escapes


def json_feed(feed: Feed, base: str = "") -> bytes:
    """The JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": SUBTITLE,
        "language": "en",
        "authors": [{"name": AUTHOR}],
    }
    if base:
        document |= {"home_page_url": f"{base}/index.html", "feed_url": f"{base}/{quote(feed.name)}.json"}
    document["items"] = [_item(each) for each in feed.entries]
    return json.dumps(document, ensure_ascii=False, indent=0).encode() + b"\n"


def _item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": cell_text(entry.published),
        "date_modified": cell_text(entry.updated),
        "tags": list(entry.terms),
        "_unionjobs": {"kind": entry.kind.value, "seen_at": cell_text(entry.at)},
    }
    return item | ({"url": entry.link} if entry.link else {})


HEADINGS = {
    "all": "Everything",
    "kinds": "What happened",
    "remote": "Remote",
    "unions": "Unions",
    "families": "Kinds of work",
    "regions": "States and provinces",
    "queries": "Saved questions",
}


def index(feeds: Sequence[Feed], calendars: Sequence[Sheet]) -> bytes:
    """The page that lists the feeds, HTML in UTF-8; it asks nothing of the network."""
    groups = groupby(feeds, key=lambda feed: feed.name.partition("/")[0])
    page = rendered(
        "feeds/index.html.j2",
        lists=[(HEADINGS[group], [_listed(feed) for feed in members]) for group, members in groups],
        calendars=[_calendar(sheet) for sheet in calendars],
    )
    return page.encode()


def _listed(feed: Feed) -> dict[str, str]:
    """One line of the page."""
    count = len(feed.entries)
    entries = f"{count} {'entry' if count == 1 else 'entries'}"
    return {
        "address": quote(feed.name),
        "of": feed.title.partition(": ")[2],
        "counted": f"{entries}, the newest of {feed.updated:%Y-%m-%d}" if count else "empty",
    }


def _calendar(sheet: Sheet) -> dict[str, str]:
    count = f"{sheet.count} {'deadline' if sheet.count == 1 else 'deadlines'}"
    return {"address": f"{quote(sheet.name)}.ics", "of": sheet.title.partition(": ")[2], "counted": count}
