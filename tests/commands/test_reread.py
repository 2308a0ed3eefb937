"""`scrapy reread`: kept pages through today's readers, as a table or as corrections of ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lab.program.program import Program
from tests.conftest import Site, ad

pytestmark = pytest.mark.slow


def test_what_today_reads_otherwise_is_told_and_corrected_as_ours(site: Site, program: Program, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    site.show([ad(number) for number in range(101, 113)])
    program.crawl(ARCHIVE_DIR=kept)
    with closing(sqlite3.connect(tmp_path / "unionjobs.db")) as connection, connection:
        # as an earlier version read it
        connection.execute("UPDATE postings SET salary_min = 61, locality = '' WHERE source_id = '104'")
    ended = program("reread", "unionjobs", ARCHIVE_DIR=kept)
    assert ended.status == 0, ended.err
    assert "unionjobs:104\tsalary_min\t61\t61000" in ended.out
    assert "12 page(s) read again: 1 posting(s) would change" in ended.out
    assert program.posting("104")["salary_min"] == "61"

    program.run_at = "2026-05-02T06:00:00Z"
    assert "1 posting(s) changed" in program("reread", "--apply", ARCHIVE_DIR=kept).out
    assert (program.posting("104")["salary_min"], program.posting("104")["locality"]) == ("61000", "Dayton")
    told = [row for row in program.rows("changes") if row["doing"] == "correction"]
    assert {(row["field"], row["old"], row["new"]) for row in told} == {
        ("salary_min", "61", "61000"),
        ("locality", "", "Dayton"),
    }
    assert all(row["archive"].startswith("unionjobs-2026-05.warc.gz:") for row in told)
    assert "0 posting(s) would change" in program("reread", ARCHIVE_DIR=kept).out


def test_without_an_archive_it_says_what_is_missing(site: Site, program: Program) -> None:
    site.show([ad(number) for number in range(101, 113)])
    program.crawl()
    ended = program("reread")
    assert ended.status == 2
    assert "ARCHIVE_DIR is not set" in ended.err
