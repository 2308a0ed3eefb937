"""`salary_year_*`, `pay_stated` and `pay_first_stated` of the postings, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.stored import AD, MONDAY, OTHER, TUESDAY, WEDNESDAY, page, store
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import PAY_COLUMNS, Filters, rows

NOW = WEDNESDAY + timedelta(hours=6)


def pay_of(database: Database, source_id: str) -> tuple[Any, ...]:
    found = rows(database, "postings", Filters(), now=NOW, sources=["unionjobs"])
    return next(tuple(getattr(row, name) for name in PAY_COLUMNS) for row in found if row.source_id == source_id)


@pytest.mark.parametrize(
    ("amounts", "period", "expected"),
    [
        ((30.0, 35.5), "HOUR", (62400.0, 73840.0, True)),
        ((200.0, None), "DAY", (52000.0, None, True)),
        ((None, 1500.0), "WEEK", (None, 78000.0, True)),
        ((5000.0, 6000.0), "MONTH", (60000.0, 72000.0, True)),
        ((60000.0, 70000.0), "YEAR", (60000.0, 70000.0, True)),
        ((30.0, 40.0), "", (None, None, True)),  # it may be an hour's or a thousand a year: nothing is guessed
        ((None, None), "HOUR", (None, None, False)),
    ],
)
def test_pay_as_that_of_a_full_time_year(
    database: Database, amounts: tuple[Any, Any], period: str, expected: tuple[Any, ...]
) -> None:
    ad = replace(AD, salary_min=amounts[0], salary_max=amounts[1], salary_period=period)
    store(database, MONDAY, page(ad, MONDAY))
    *found, first = pay_of(database, AD.source_id)
    assert tuple(found) == expected
    assert first == (MONDAY if expected[2] else None)


def test_since_when_pay_is_stated(either: Database) -> None:
    silent, paid = replace(AD, salary_min=None), replace(AD, salary_min=50000.0, salary_text="$50,000")
    other = replace(OTHER, salary_min=40.0, salary_text="$40 an hour")
    store(either, MONDAY, page(silent, MONDAY), page(other, MONDAY))
    assert pay_of(either, AD.source_id)[2:] == (False, None)
    store(either, TUESDAY, page(paid, TUESDAY), page(replace(other, salary_min=None, salary_text=""), TUESDAY))
    assert pay_of(either, AD.source_id)[2:] == (True, TUESDAY)  # an edit added it
    assert pay_of(either, OTHER.source_id)[2:] == (False, MONDAY)  # an edit took it away
    raised = replace(paid, salary_min=51000.0, salary_text="$51,000")
    store(either, WEDNESDAY, page(raised, WEDNESDAY), page(other, WEDNESDAY))
    assert pay_of(either, AD.source_id)[2:] == (True, TUESDAY)  # a raise is no first
    assert pay_of(either, OTHER.source_id)[2:] == (True, MONDAY)
