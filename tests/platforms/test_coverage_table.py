"""The acceptance table is complete, and it would not be if a case were missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support import coverage_table
from tests.support.coverage_table import COLUMNS, cell, extractor, main, subjects, tenants
from unionjobs_scraper.boards import crawled, register
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.platforms.platform import Platform

ONE_SITE = {"drupal_careers"}
"""Platforms that are one site so far."""


@pytest.mark.slow
def test_every_cell_is_green_or_has_the_reason_of_its_extractor(capsys: pytest.CaptureFixture[str]) -> None:
    status, told = main(), capsys.readouterr().out
    assert status == 0, told
    assert "all green" in told


def test_the_table_has_every_platform_and_every_site_that_is_crawled() -> None:
    assert set(platforms()) <= set(subjects())
    own = {name for name in crawled() if not register()[name].platform and not isinstance(extractor(name), Platform)}
    assert own <= set(subjects())
    assert list(COLUMNS) == ["listing", "posting", "empty", "closed", "pagination", "blocked", "redesigned"]


@pytest.mark.parametrize("name", sorted(set(platforms()) - ONE_SITE))
def test_a_platform_is_tested_with_several_of_its_boards(name: str) -> None:
    assert tenants(name) > 1


@pytest.mark.parametrize("column", COLUMNS)
def test_a_case_that_is_taken_away_is_missed(monkeypatch: pytest.MonkeyPatch, column: str) -> None:
    prefix, _ = COLUMNS[column]
    all_cases = coverage_table.cases("adp")
    kept = {case: read for case, read in all_cases.items() if not case.startswith(prefix)}
    monkeypatch.setattr(coverage_table, "cases", lambda name: kept)
    assert cell("adp", column).mark == "MISSING"
    monkeypatch.setattr(coverage_table, "cases", lambda name: all_cases)
    assert cell("adp", column).mark == "✓"


def test_an_absence_needs_words_of_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_table, "cases", lambda name: {})
    assert cell("bamboohr", "pagination").mark == "—"
    assert cell("bamboohr", "closed").mark == "MISSING"
    monkeypatch.setattr(coverage_table, "extractor", lambda name: replace(platforms()[name], paging=""))
    assert cell("bamboohr", "pagination").mark == "MISSING"
