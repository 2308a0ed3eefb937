"""Facts of JSON interfaces as words: what is written is what was stated, and the normalizers read it back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.pay import find_pay
from unionjobs_scraper.platforms.facts_in_words import (
    joined,
    marked,
    pay_range,
    period_of,
    places,
    untracked,
    workplace,
    workplace_of_flags,
)
from unionjobs_scraper.platforms.getro import posted
from unionjobs_scraper.reading.closing import closing_mark

PAY: list[tuple[tuple[object, ...], str]] = [
    ((60000, 75000, "USD", "per-year-salary"), "USD 60,000 – 75,000 per year"),
    ((60000, 75000, "USD", "1 YEAR"), "USD 60,000 – 75,000 per year"),
    ((60000, 75000, "USD", "ANNUAL"), "USD 60,000 – 75,000 per year"),
    (("3500", "4200", "eur", "month"), "EUR 3,500 – 4,200 per month"),
    ((24.28, 24.28, "USD", "HOUR"), "USD 24.28 per hour"),
    ((28.5, 30, "CAD", "per-hour-wage"), "CAD 28.50 – 30 per hour"),
    ((60000, None, "USD", "YEARLY"), "starting at USD 60,000 per year"),
    ((0, 75000, "USD", "year"), "up to USD 75,000 per year"),
    ((60000, 75000, "USD", ""), "USD 60,000 – 75,000"),
    ((0, 0, "USD", "year"), ""),
    ((None, None, None, None), ""),
    (("a lot", {}, [], "year"), ""),
    ((-1, -5, "USD", "year"), ""),
    ((5000, 5000, "USD", "one-time"), ""),
    ((2000, 2500, "USD", "2 WEEKS"), ""),
    ((2000, 2500, "USD", "biweekly"), ""),
    ((2000, 2500, "USD", "semi-monthly"), ""),
    ((60000, 75000, "USD", "period_not_defined"), ""),
]


@pytest.mark.parametrize(("facts", "said"), PAY)
def test_pay_is_written_as_stated_or_not_at_all(facts: tuple[object, ...], said: str) -> None:
    assert pay_range(*facts) == said


@pytest.mark.parametrize(
    ("period", "least", "most"), [("YEAR", 20_000, 90_000), ("HOUR", 15, 90), ("MONTH", 2_000, 9_000)]
)
@pytest.mark.parametrize("currency", ["USD", "CAD", "GBP", "EUR", "AUD"])
@given(share=st.floats(0, 1), more=st.floats(0, 0.6))
def test_the_normalizer_reads_pay_back(
    period: str, least: int, most: int, currency: str, share: float, more: float
) -> None:
    low = round(least + share * (most - least))
    high = low + round(more * low)
    pay = find_pay(pay_range(low, high, currency, f"1 {period}"))
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == (low, high, currency, period)


WILD = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())


@given(low=WILD, high=WILD, currency=WILD, period=WILD)
def test_pay_takes_anything(low: object, high: object, currency: object, period: object) -> None:
    assert isinstance(pay_range(low, high, currency, period), str)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Hourly rate, Illinois", "per hour"),
        ("Daily rate", "per day"),
        ("1 WEEK", "per week"),
        ("MONTHLY", "per month"),
        ("Annual base salary", "per year"),
        ("per annum", "per year"),
        ("Salary range", ""),
        ("twice a month", ""),
        ("0.5 MONTH", ""),
    ],
)
def test_a_period_is_one_unit_of_time(text: str, period: str) -> None:
    assert period_of(text) == period


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (("Hybrid",), "hybrid"),
        (("on_site",), "on-site"),
        (("OnSite",), "on-site"),
        (("onsite", "remote"), "remote"),
        (("Fully Remote", "Hybrid"), "hybrid"),
        (("TELECOMMUTE",), "remote"),
        ((None, True, ""), ""),
        (("unspecified",), ""),
    ],
)
def test_workplace_words(said: tuple[object, ...], word: str) -> None:
    assert workplace(*said) == word


def test_workplace_flags_that_are_true_together() -> None:
    assert workplace_of_flags(remote=True, hybrid=True, onsite=True) == "hybrid"
    assert workplace_of_flags(remote=True, onsite=True) == "remote"
    assert workplace_of_flags(onsite=True) == "on-site"
    assert workplace_of_flags(remote="yes", hybrid=None) == ""


def test_places_keep_their_order_and_are_said_once() -> None:
    assert places(["Oakland, CA", None, " Reno, NV ", "Oakland, CA"], "hybrid") == "Oakland, CA; Reno, NV (hybrid)"
    assert places([None, ""], "remote") == "Remote"
    assert places(["Remote - US"], "remote") == "Remote - US"
    assert joined(["Field", "", None, "Field", 7]) == "Field; 7"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.test/jobs?gh_jid=7&gh_src=x&utm_source=y#apply", "https://a.test/jobs?gh_jid=7#apply"),
        ("https://a.test/o?source=union&id=5&opportunityId=9", "https://a.test/o?id=5&opportunityId=9"),
        ("https://a.test/o?lever-source=u&pcr-id=1&rcid=2&jwId=3&selectedMenuKey=4", "https://a.test/o"),
        ("https://a.test/o?req=12&resource=1", "https://a.test/o?req=12&resource=1"),
        ("mailto:jobs@a.test", ""),
        ("javascript:void(0)", ""),
        (None, ""),
    ],
)
def test_tracking_is_cut_and_identity_kept(url: object, kept: str) -> None:
    assert untracked(url) == kept


def test_a_posting_in_json_says_in_its_own_text_that_it_is_closed() -> None:
    item = JobPosting(description="This position has been filled.\n\nWe film hearings.")
    assert marked(item).closing_mark == "This position has been filled."
    assert marked(JobPosting(description="Open until filled.")).closing_mark == ""
    assert marked(JobPosting(closing_mark="status: closed", description=item.description)).closing_mark != closing_mark(
        item.description
    )


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        (1775044800, "2026-04-01T12:00:00Z"),
        ("1775044800", "2026-04-01T12:00:00Z"),
        (1775044800000, "2026-04-01T12:00:00Z"),
        ("2026-04-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z"),
        (None, ""),
        (0, "0"),
        ("9" * 30, "9" * 30),
    ],
)
def test_getro_days(stated: object, day: str) -> None:
    assert posted(stated) == day


@given(st.text() | st.integers())
def test_getro_days_never_raise_and_no_number_becomes_an_old_date(stated: str | int) -> None:
    said = posted(stated)
    if isinstance(stated, int) and said != str(stated):
        assert date.fromisoformat(said[:10]) >= date(2001, 9, 9)
