"""The long chain of `lab.chain`, cut short: every byte is watched, and a mirror that was away ends as the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.chain import flips_found, long_chain, month
from unionjobs_scraper.publish.release.verifying import check_chain

pytestmark = pytest.mark.slow


def test_every_changed_byte_of_a_long_chain_is_found(tmp_path: Path) -> None:
    release = long_chain(tmp_path, 60)
    assert check_chain(release, tmp_path / "chain").number == 60
    assert flips_found(release, tmp_path / "chain", 40) == 40
    assert check_chain(release, tmp_path / "chain").number == 60


def test_a_mirror_that_missed_full_releases_ends_with_the_same_hashes(tmp_path: Path) -> None:
    assert month(tmp_path, days=2, away=1) == (2, 1)
