"""A finished run as our own archive notes it: what it saw and stored, as plain JSON, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any

from unionjobs_scraper.crawl.conclusion import Tally
from unionjobs_scraper.items import GroupRead, LeftOut
from unionjobs_scraper.lifecycle.census import Answer, Census, Check
from unionjobs_scraper.lifecycle.paging import Paging

STATS = ("downloader/request_count", "downloader/response_bytes", "unionjobs/validate/refused")
"""The counters that a run's conclusion reads; the last one also with what follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """Everything that a run's conclusion is drawn from, but for the postings, which its pages hold."""

    run: int
    source: str
    started_at: datetime
    finished_at: datetime
    finish_reason: str
    census: Census
    tally: Tally
    saved: Sequence[tuple[str, datetime, datetime | None]] = ()
    """The postings that were stored, in order: the site's id, when it was seen, when its page was read."""
    stats: Mapping[str, int] = field(default_factory=dict)


def told(record: RunRecord) -> dict[str, Any]:
    """A record as plain JSON."""
    tally = record.tally
    content: dict[str, Any] = _plain(
        {
            "run": record.run,
            "source": record.source,
            "started_at": record.started_at,
            "finished_at": record.finished_at,
            "finish_reason": record.finish_reason,
            "census": record.census,
            "known": tally.known,
            "returned": tally.returned,
            "marked_rows": tally.marked_rows,
            "unsaved": sorted(tally.unsaved),
            "store_failure": tally.store_failure,
            "saved": record.saved,
            "stats": dict(record.stats),
        }
    )
    return content


def saved_told(started_at: datetime, saved: Sequence[tuple[str, datetime, datetime | None]]) -> dict[str, Any]:
    """What a run has stored, as plain JSON; nothing at its beginning."""
    content: dict[str, Any] = _plain({"started_at": started_at, "saved": saved})
    return content


def saved_read(content: Mapping[str, Any]) -> list[tuple[str, datetime, datetime | None]]:
    """What a record says was stored. Raises `KeyError`, `TypeError` and `ValueError` for what is none."""
    return [(site_id, datetime.fromisoformat(seen), _time(page)) for site_id, seen, page in content["saved"]]


def _plain(value: Any) -> Any:
    """Times as text, dataclasses as what they hold; in containers too."""
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):  # not by `asdict`, which makes of a `Counter` one that counts pairs
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def read(content: Mapping[str, Any]) -> RunRecord:
    """The inverse of `told`. Raises `KeyError`, `TypeError` and `ValueError` for what is none."""
    tally = Tally(
        known=content["known"],
        returned=_times(content["returned"]),
        marked_rows=dict(content["marked_rows"]),
        unsaved=set(content["unsaved"]),
        store_failure=content["store_failure"],
    )
    return RunRecord(
        run=content["run"],
        source=content["source"],
        started_at=datetime.fromisoformat(content["started_at"]),
        finished_at=datetime.fromisoformat(content["finished_at"]),
        finish_reason=content["finish_reason"],
        census=_census(content["census"]),
        tally=tally,
        saved=saved_read(content),
        stats=content["stats"],
    )


def _census(content: Mapping[str, Any]) -> Census:
    paging = dict(content["paging"])
    paging["first_pages"] = {url: tuple(ids) for url, ids in paging["first_pages"].items()}
    return Census(
        **{
            **content,
            "seen": _times(content["seen"]),
            "read_at": _time(content["read_at"]),
            "parts": set(content["parts"]),
            "marked": _checks(content["marked"]),
            "checks": _checks(content["checks"]),
            "left_out": Counter(content["left_out"]),
            "unread_rows": [LeftOut(**row) for row in content["unread_rows"]],
            "groups": [GroupRead(**group) for group in content["groups"]],
            "paging": Paging(**paging),
        }
    )


def _times(content: Mapping[str, str]) -> dict[str, datetime]:
    return {key: datetime.fromisoformat(at) for key, at in content.items()}


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _checks(content: Mapping[str, Mapping[str, Any]]) -> dict[str, Check]:
    return {
        key: Check(**{**each, "answer": Answer(each["answer"]), "at": datetime.fromisoformat(each["at"])})
        for key, each in content.items()
    }
