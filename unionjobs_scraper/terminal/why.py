"""A posting's life in plain sentences, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import groupby

from sqlalchemy import RowMapping

from unionjobs_scraper.lifecycle.status import is_unknown
from unionjobs_scraper.lifecycle.wording import ended
from unionjobs_scraper.storage.queries.history import Life

SHORT = 70
"""Characters of an old or new value that are shown."""


def why(life: Life, now: datetime, crawled: Collection[str]) -> Iterator[str]:
    """The lines that `scrapy why` prints. `crawled`: the sources that the register has and does not turn off."""
    posting = life.posting
    yield f"{posting['posting_id']}  {posting['title']}, {posting['employer']}"
    yield f"{posting['url']}"
    yield ""
    for spell in life.spells:
        yield from _opened(spell, life.archives)
        yield from _edited(life, spell)
        yield from _ended(spell, life.archives)
    yield ""
    yield _today(life, now, crawled)


def _opened(spell: RowMapping, archives: Mapping[int, str]) -> Iterator[str]:
    again = "appeared" if spell["spell"] == 1 else f"came back (spell {spell['spell']})"
    if spell["open_after"]:
        yield f"It {again} after {_time(spell['open_after'])}, when a complete census did not list it, and by"
        yield f"  {_time(spell['open_by'])}, when run {spell['opened_run']} saw it."
    else:
        yield f"It was already there at the first census: run {spell['opened_run']} saw it, {_time(spell['open_by'])}."
    if spell["opened_run"] in archives:
        yield f"  The list of that run is kept: {archives[spell['opened_run']]}."


def _edited(life: Life, spell: RowMapping) -> Iterator[str]:
    end = spell["closed_by"]
    within = [
        change for change in life.changes if change["at"] >= spell["open_by"] and (end is None or change["at"] <= end)
    ]
    for at, edits in groupby(within, key=lambda change: change["at"]):
        yield f"It was edited, as seen {_time(at)}:"
        for edit in edits:
            kept = f" ({edit['archive']})" if edit["archive"] else ""
            yield f"  {edit['field']}: {_short(edit['old'])} became {_short(edit['new'])}{kept}"


def _ended(spell: RowMapping, archives: Mapping[int, str]) -> Iterator[str]:
    if not spell["closed_by"]:
        return
    bounds = f"by {_time(spell['closed_by'])}"
    if spell["closed_after"]:
        bounds = f"after {_time(spell['closed_after'])}, when it was last seen open, and {bounds}"
    yield f"It ended {bounds}."
    status = f" answered HTTP {spell['evidence_status']}" if spell["evidence_status"] else ""
    address = f"{spell['evidence_url']}{status}" if spell["evidence_url"] else ""
    words = f": “{spell['evidence']}”" if spell["evidence"] else ""
    yield f"  How we know: {ended(spell['closed_reason'])}{words}."
    yield f"  Its own page: {address or 'not read'} (run {spell['closed_run']})."
    if spell["closed_run"] in archives:
        yield f"  The list of that run is kept: {archives[spell['closed_run']]}."


def _today(life: Life, now: datetime, crawled: Collection[str]) -> str:
    posting = life.posting
    if posting["status"] == "closed":
        return "Today it is closed."
    if posting["source"] not in crawled:
        return f"Today it is unknown: {posting['source']} is no longer crawled."
    if is_unknown(life.last_complete, now, crawled=True):
        last = _time(life.last_complete) if life.last_complete else "never"
        return f"Today it is unknown: the last complete census of {posting['source']} was {last}."
    if posting["missing_since"] and not posting["misses"]:
        since = _time(posting["missing_since"])
        return f"Today it is open, but missing from the list since {since}: no complete census counts against it yet."
    if posting["missing_since"]:
        return (
            f"Today it is open, but missing from the list since {_time(posting['missing_since'])}"
            f" ({posting['misses']} complete census so far): one more, six hours later, closes it."
        )
    return f"Today it is open: last seen {_time(posting['last_seen'])}."


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _short(value: str) -> str:
    line = " ".join(value.split())
    return f"“{line[: SHORT - 1]}…”" if len(line) > SHORT else f"“{line}”"
