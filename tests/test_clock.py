"""The run's time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from unionjobs_scraper.clock import Clock
from unionjobs_scraper.errors import SettingError

SIX = datetime(2026, 5, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("setting", "at"),
    [
        ("2026-05-01T06:00:00Z", SIX),
        ("2026-05-01T06:00:00", SIX),
        ("2026-05-01 06:00", SIX),
        ("2026-05-01T02:00:00-04:00", SIX),
        ("2026-05-01T06:00:00.999Z", SIX),
        ("20260501T060000Z", SIX),
        ("2026-05-01", SIX.replace(hour=0)),
    ],
)
def test_run_at_is_read_as_utc(setting: str, at: datetime) -> None:
    clock = Clock.from_setting(setting)
    assert clock.now() == at
    assert clock.now().tzinfo is UTC
    assert clock.now() == clock.now()


@pytest.mark.parametrize("setting", ["yesterday", "1 May 2026", "2026-13-01", "2026-05-01T25:00", "now", " "])
def test_what_is_no_time_is_refused_with_a_cure(setting: str) -> None:
    with pytest.raises(SettingError) as refused:
        Clock.from_setting(setting)
    assert repr(setting) in str(refused.value)
    assert "2026-05-01T06:00:00Z" in str(refused.value)


@pytest.mark.parametrize("setting", [None, ""])
def test_without_a_setting_the_clock_runs(setting: str | None) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = Clock.from_setting(setting).now()
    assert before <= now <= datetime.now(UTC)
    assert now.microsecond == 0
