"""Pay as a year's, and since when a posting states it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, null, or_, select, type_coerce

from unionjobs_scraper.storage.schema import UtcTime, changes, postings

PER_YEAR: Mapping[str, int] = MappingProxyType({"YEAR": 1, "MONTH": 12, "WEEK": 52, "DAY": 260, "HOUR": 2080})
"""Periods of pay in a full-time year: 52 weeks of 5 days of 8 hours."""
AMOUNTS = ("salary_min", "salary_max")


def yearly(amount: ColumnElement[Any], period: ColumnElement[Any]) -> ColumnElement[Any]:
    """An amount as that of a full-time year, in its own currency; NULL without a period."""
    return case(*((period == name, amount * times) for name, times in PER_YEAR.items()), else_=null())


def is_stated(lowest: ColumnElement[Any], highest: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a figure of pay is known."""
    return or_(lowest.is_not(None), highest.is_not(None))


def _edits() -> Subquery:
    """One row a posting whose figures were edited: whether it stated each before, and when an edit first stated one."""
    order = {"partition_by": (changes.c.posting_id, changes.c.field), "order_by": (changes.c.at, changes.c.change_id)}
    edit = (
        select(changes, func.row_number().over(**order).label("nth"))  # type: ignore[arg-type]
        .where(changes.c.field.in_(AMOUNTS))
        .subquery("edit")
    )
    was = (
        func.max(case(((edit.c.nth == 1) & (edit.c.field == name), case((edit.c.old != "", 1), else_=0)))).label(name)
        for name in AMOUNTS
    )
    stated_at = func.min(case((edit.c.new != "", edit.c.at)))
    return (
        select(edit.c.posting_id, type_coerce(stated_at, UtcTime()).label("stated_at"), *was)
        .group_by(edit.c.posting_id)
        .subquery("pay_edits")
    )


edits = _edits()
"""To be joined to `postings`, where `first_stated` is asked for."""


def first_stated() -> ColumnElement[Any]:
    """When a posting was first seen to state a figure of pay; NULL where it never did."""
    at_first = (func.coalesce(edits.c[name], case((postings.c[name].is_not(None), 1), else_=0)) for name in AMOUNTS)
    return case((or_(*(each == 1 for each in at_first)), postings.c.first_seen), else_=edits.c.stated_at)
