"""The long chain of `lab.chain`, cut short: every byte is watched, and a mirror that was away ends as the others."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from lab.audit import START
from lab.chain import flips_found, long_chain, month
from unionjobs_scraper.publish.release.chain import Cursor, Tables, append, cursor, head_of, links, rebuild
from unionjobs_scraper.publish.release.edition import Edition
from unionjobs_scraper.publish.release.verifying import check_chain

pytestmark = pytest.mark.slow


def test_the_long_chain_is_what_the_program_writes(tmp_path: Path) -> None:
    release = long_chain(tmp_path, 12)
    tables: Tables = {}
    for number in range(1, 13):
        one = tmp_path / "one"
        one.mkdir()
        (one / f"{number:06}.jsonl").write_bytes((tmp_path / f"chain/{number:06}.jsonl").read_bytes())
        after = cursor(tmp_path / "again") if number > 1 else Cursor()
        _, new = rebuild(one, tables, Cursor(number - 1, after.hash) if number > 1 else None)
        at = START + timedelta(days=number - 1)
        append(tmp_path / "again", Edition(version=f"{at:%Y.%m.%d}", as_of=at, created=at), tables, new)
        tables = new
        shutil.rmtree(one)
    again = [path.read_bytes() for path in links(tmp_path / "again")]
    assert again == [path.read_bytes() for path in links(tmp_path / "chain")]
    assert head_of(release) == cursor(tmp_path / "again")


def test_every_changed_byte_of_a_long_chain_is_found(tmp_path: Path) -> None:
    release = long_chain(tmp_path, 60)
    assert check_chain(release, tmp_path / "chain").number == 60
    assert flips_found(release, tmp_path / "chain", 40) == 40
    assert check_chain(release, tmp_path / "chain").number == 60


def test_a_mirror_that_missed_full_releases_ends_with_the_same_hashes(tmp_path: Path) -> None:
    assert month(tmp_path, days=2, away=1) == (2, 1)
