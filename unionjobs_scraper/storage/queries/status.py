"""The rule of `lifecycle.status` in SQL: which sources are vouched for at a time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from unionjobs_scraper.lifecycle.status import UNKNOWN_AFTER
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.schema import runs


def vouched(source: ColumnElement[str], at: datetime, sources: Collection[str]) -> ColumnElement[bool]:
    """Whether a row's source is in `sources` (those that are crawled) and had a complete run lately enough."""
    return source.in_(_lately_complete(at)) & source.in_(sorted(sources))


def _lately_complete(at: datetime) -> Select[Any]:
    complete = runs.c.verdict == Verdict.COMPLETE.value
    return select(runs.c.source).where(complete, runs.c.started_at >= at - UNKNOWN_AFTER)
