"""What a command keeps on the disk while it runs: found again, first or last, and never lost in silence."""

from __future__ import annotations

import pytest

from unionjobs_scraper.errors import StoreError
from unionjobs_scraper.storage.scratch import Scratch


def test_a_text_is_found_under_its_key_and_a_later_one_replaces_it() -> None:
    scratch = Scratch()
    assert scratch.get("a") is None
    scratch.put("a", "first")
    scratch.put("a", "second")
    scratch.put("b", "Québec")
    assert (scratch.get("a"), scratch.get("b")) == ("second", "Québec")


@pytest.mark.parametrize(
    "odd", ["", "\0", "a\0b", "\ud800", "row \udcff1", "\U0010ffff", "'; --", "\n", "x" * 9999, "é"]
)
def test_any_text_is_a_key_and_is_kept(odd: str) -> None:
    scratch = Scratch()
    scratch.put(odd, odd)
    scratch.add(f"{odd}1", "another")
    assert (scratch.get(odd), scratch.get(f"{odd}1")) == (odd, "another")


def test_a_text_that_is_added_replaces_none() -> None:
    scratch = Scratch()
    scratch.add("a", "first")
    scratch.add("a", "second")
    assert scratch.get("a") == "first"


def test_a_full_disk_is_said_and_loses_nothing_in_silence() -> None:
    scratch = Scratch()
    scratch._file.execute("PRAGMA max_page_count = 50")
    with pytest.raises(StoreError, match="free some space"):
        scratch.put("a", "x" * 400_000)
