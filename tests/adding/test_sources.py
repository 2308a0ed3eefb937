"""docs/sources.md is current, and no source that is known has been forgotten."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from unionjobs_scraper.adding.sources_page import PAGE, known_sources, main, page, seen
from unionjobs_scraper.boards import REGISTER, crawled, register
from unionjobs_scraper.platforms import platforms

LIST = Path(__file__).parents[2] / "../shared/field-notes/sources.csv"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page() + "\n", (
        "python -m unionjobs_scraper.adding.sources_page writes it"
    )
    assert main(["--check"]) == 0


def test_the_page_has_every_source_with_what_is_to_be_said_of_it() -> None:
    text = page()
    for board in register().values():
        assert f"| {board.name} |" in text
        assert board.off in text
    for reason, sources in known_sources().items():
        assert reason[1:] in text
        assert all(source.name in text for source in sources.values())


def test_every_table_says_where_its_source_was_seen() -> None:
    assert not [name for name, words in seen(REGISTER.read_text(encoding="utf-8")).items() if not words]


def test_the_register_covers_the_field() -> None:
    assert len(crawled()) >= 57
    assert len(platforms()) >= 26


def test_a_source_is_known_once() -> None:
    names = [name for sources in known_sources().values() for name in sources]
    assert len(names) == len(set(names))
    assert not set(names) & set(register())


def test_a_source_that_another_one_covers_names_one_of_the_register() -> None:
    covered = next(sources for reason, sources in known_sources().items() if "another source" in reason)
    assert {source.by for source in covered.values()} <= set(register())


@pytest.mark.skipif(not LIST.exists(), reason="needs ../shared/field-notes")
def test_no_source_of_the_field_notes_is_missing() -> None:
    with LIST.open(encoding="utf-8", newline="") as file:
        ids = {row["id"].replace("-", "_") for row in csv.DictReader(file)}
    known = {name for sources in known_sources().values() for name in sources} | set(register())
    assert not ids - {name.replace("-", "_") for name in known}
