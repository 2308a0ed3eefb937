"""Feeds as Atom documents (RFC 4287), by feedgen."""

from __future__ import annotations

from typing import Any

from unionjobs_scraper import __version__
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.entries import TAG, Entry
from unionjobs_scraper.publish.feeds.gather import Feed

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
