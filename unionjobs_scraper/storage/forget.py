"""Taking a posting's text out of the database for good: what stays is a tombstone, the bare life of the posting."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, or_, select, update

from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.postings import FORGOTTEN
from unionjobs_scraper.storage.schema import changes, fingerprints, history, observations, postings, readings

TAKEN_OUT = "[taken out on request]"
"""Stands in place of a posting's text."""
PERSONAL = ("description", "apply_url", "valid_through_text", "salary_text", "department")
"""Columns that hold words of the posting which may name or reach a person."""
GONE = {**dict.fromkeys(PERSONAL, ""), "description": TAKEN_OUT, "content_hash": FORGOTTEN}


class Named(NamedTuple):
    """A posting that is to be forgotten."""

    posting_id: str
    source: str
    source_id: str
    site_id: str
    url: str


_COLUMNS = tuple(postings.c[name] for name in Named._fields)


def by_id(connection: Connection, posting_ids: Sequence[str]) -> list[Named]:
    """The postings of these ids that there are."""
    query = select(*_COLUMNS).where(among(postings.c.posting_id))
    return [Named._make(row) for row in found(connection, query, posting_ids)]


def with_contact(connection: Connection, address: str) -> list[Named]:
    """The postings whose text, now or before an edit, has an address."""
    holds = [postings.c[name].icontains(address, autoescape=True) for name in PERSONAL]
    edited = select(changes.c.posting_id).where(
        or_(changes.c.old.icontains(address, autoescape=True), changes.c.new.icontains(address, autoescape=True))
    )
    query = select(*_COLUMNS).where(or_(*holds, postings.c.posting_id.in_(edited))).order_by(postings.c.posting_id)
    return [Named._make(row) for row in connection.execute(query)]


def forgotten(connection: Connection, source: str) -> list[Named]:
    """The postings of a source whose text was taken out."""
    query = select(*_COLUMNS).where(postings.c.source == source, postings.c.content_hash == FORGOTTEN)
    return [Named._make(row) for row in connection.execute(query)]


def forget(connection: Connection, named: Sequence[Named]) -> None:
    """Takes the text of postings out of every table; their ids, titles, employers, places and lives stay."""
    for each in named:
        here = postings.c.posting_id == each.posting_id
        connection.execute(update(postings).where(here).values(GONE))
        personal = changes.c.field.in_(PERSONAL)
        emptied = update(changes).where(changes.c.posting_id == each.posting_id, personal)
        connection.execute(emptied.values(old=TAKEN_OUT, new=TAKEN_OUT))
        connection.execute(delete(fingerprints).where(fingerprints.c.posting_id == each.posting_id))
    _empty_history(connection, [each.posting_id for each in named])
    for source in {each.source for each in named}:
        _scrub(connection, source, {each.site_id or each.source_id for each in named if each.source == source})


def _empty_history(connection: Connection, posting_ids: Sequence[str]) -> None:
    """Takes the text out of what the postings' rows held before, the last time just now: one walk for all of them."""
    keys = [json.dumps([each], ensure_ascii=False) for each in posting_ids]
    query = select(history.c.history_id, history.c.old).where(history.c.relation == postings.name, among(history.c.key))
    for row in list(found(connection, query.where(history.c.old.is_not(None)), keys)):
        old = json.loads(row.old)
        old.update({name: value for name, value in GONE.items() if name in old})
        emptied = json.dumps(old, ensure_ascii=False)
        connection.execute(update(history).where(history.c.history_id == row.history_id).values(old=emptied))


def _scrub(connection: Connection, source: str, ids: set[str]) -> None:
    """Takes the text out of what archives were read to say."""
    query = select(readings).join_from(observations, readings, readings.c.reading_id == observations.c.reading_id)
    query = query.where(observations.c.source == source, observations.c.kind.in_(("posting", "list", "crawl", "run")))
    for row in connection.execute(query.distinct()).all():
        content = json.loads(zlib.decompress(row.content))
        if _scrubbed(content, ids):
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
            connection.execute(update(readings).where(readings.c.reading_id == row.reading_id).values(content=packed))


def _scrubbed(content: Any, ids: set[str], *, inside: bool = False) -> bool:
    """Empties the texts of postings in a reading; returns whether there was one."""
    if isinstance(content, list):
        return sum(_scrubbed(each, ids, inside=inside) for each in content) > 0
    if not isinstance(content, dict):
        return False
    inside = inside or content.get("source_id") in ids
    touched = sum(_scrubbed(each, ids, inside=inside) for each in content.values()) > 0
    if inside and content.get("field") in PERSONAL:
        content["old"] = content["new"] = TAKEN_OUT
        touched = True
    if inside and "description" in content:
        content.update({name: value for name, value in GONE.items() if name in content})
        content.pop("stated", None)
        touched = True
    return touched
