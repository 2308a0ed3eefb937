"""What is new for a saved question, as a message for the channels of the alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from unionjobs_scraper.publish.feeds.entries import Entry
from unionjobs_scraper.publish.feeds.gather import feeds
from unionjobs_scraper.publish.feeds.queries import Query
from unionjobs_scraper.storage.queries.feeds import Kind
from unionjobs_scraper.watch.alerts.message import Message

NEW = frozenset({Kind.OPENED.value, Kind.REOPENED.value, Kind.ADDED.value})
MOST = 100
"""Jobs in one message."""
LONGEST = 600
"""Characters of each."""


def digest(connection: Connection, query: Query, since: datetime, newest: datetime) -> Message | None:
    """What was published at or after `since` (UTC); None where nothing was. `newest`: the time of the newest run.

    A question that names no kind asks for what opened, reopened, or came with a new board.
    """
    asked = query if query.kinds else replace(query, wanted={**query.wanted, "kind": NEW})
    found = feeds(connection, MOST, newest, queries=[asked])
    (feed,) = (each for each in found if each.name == f"queries/{asked.name}")
    new = [each for each in feed.entries if each.updated >= since]
    if not new:
        return None
    count = f"{len(new)}{' or more' if len(new) == MOST else ''}"
    return Message(
        subject=f"[unionjobs] {count} new since {since:%A, %Y-%m-%d}: {query.words}",
        blocks=tuple(_block(each) for each in new),
        bad=False,
    )


def _block(entry: Entry) -> str:
    facts = entry.text.partition("\n\nThe ")[0] if entry.kind is Kind.ADDED else _facts(entry.text)
    return "\n".join(filter(None, (entry.title, facts[:LONGEST], entry.link)))


def _facts(text: str) -> str:
    """The lines that name a fact, such as "Pay: …", without the posting's own text."""
    return next((f"  {block}".replace("\n", "\n  ") for block in text.split("\n\n") if "Source: " in block), "")
