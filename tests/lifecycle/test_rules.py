"""Rules with one home: reasons as text and back, unknown, how an end is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.lifecycle.status import UNKNOWN_AFTER, is_unknown
from unionjobs_scraper.lifecycle.verdict import Judgement, Reason, Verdict
from unionjobs_scraper.lifecycle.wording import all_reasons, ended

AT = datetime(2026, 5, 20, 6, tzinfo=UTC)
CODES = st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True)
WORDS = st.text(min_size=1).filter(lambda words: "; " not in words)


@given(st.lists(st.builds(Reason, code=CODES, words=WORDS), max_size=4))
def test_reasons_are_read_back_as_they_were_written(reasons: list[Reason]) -> None:
    assert Reason.parse_all(str(Judgement(verdict=Verdict.PARTIAL, reasons=tuple(reasons)))) == tuple(reasons)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert {each.code for each in Reason.parse_all(text)} == Reason.codes(text)


def test_the_parting_sign_in_words_parts_nothing() -> None:
    judged = Judgement(verdict=Verdict.FAILED, reasons=(Reason(code="blocked", words="HTTP 403; Access denied"),))
    assert Reason.parse_all(str(judged)) == (Reason(code="blocked", words="HTTP 403, Access denied"),)


def test_a_part_without_a_code_belongs_to_the_words_before_it() -> None:
    older = "list-unread: HTTP 503 (https://example.org/?a=1; b=2); floor: 2 of 10"
    assert Reason.parse_all(older) == (
        Reason(code="list-unread", words="HTTP 503 (https://example.org/?a=1; b=2)"),
        Reason(code="floor", words="2 of 10"),
    )


@pytest.mark.parametrize(
    ("last", "crawled", "unknown"),
    [
        (AT, True, False),
        (AT - UNKNOWN_AFTER, True, False),
        (AT - UNKNOWN_AFTER - timedelta(seconds=1), True, True),
        (None, True, True),
        (AT, False, True),
    ],
)
def test_unknown(last: datetime | None, *, crawled: bool, unknown: bool) -> None:
    assert is_unknown(last, AT, crawled=crawled) is unknown


def test_each_way_to_close_has_words() -> None:
    assert all(reason.words and ended(reason.value) == reason.words for reason in ClosedReason)
    assert all(reason.words in all_reasons() for reason in ClosedReason)
    assert ended("of an older version") == "of an older version"
