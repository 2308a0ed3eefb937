"""`scrapy forget`: a posting's text is gone from the database and the archive, its life and all offsets stay."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lab.program.program import Program
from tests.conftest import Site, ad
from unionjobs_scraper.archive.erasing import _filler
from unionjobs_scraper.crawl.cache_erasing import erase_cached

ADDRESS = "pat.doe@example.org"


@pytest.mark.parametrize("length", [150, 151, 200, 4000, 65_700, 66_000, 200_000])
def test_what_takes_the_place_of_a_record_is_as_long(length: int) -> None:
    made = _filler(length)
    assert len(made) == length
    assert b"erased" in gzip.decompress(made)


def test_a_cache_loses_the_pages_of_the_source_or_all(tmp_path: Path) -> None:
    held = {
        "unionjobs/ab.gz": gzip.compress(b"{}\nany list"),
        "unionjobs/cd/cd12/response_body": b"of FilesystemCacheStorage",
        "unionjobs.db": b"of DbmCacheStorage",
        "nzctu/ef.gz": gzip.compress(gzip.compress(f"write to {ADDRESS}".encode())),
        "nzctu/gh/gh12/response_body": f"write to {ADDRESS}".encode("utf-16"),
        "nzctu/gh/gh12/pickled_meta": b"without its body Scrapy would end in an error",
        "nzctu/kl.json": b"{}",
    }
    for name, content in held.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    left = {name for name in held if name.startswith("nzctu")}
    assert erase_cached(tmp_path, {"unionjobs"}) == 3
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == left
    assert erase_cached(tmp_path, None) == 4
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert erase_cached(tmp_path / "nowhere", {"unionjobs"}) == 0


@pytest.mark.slow
def test_a_forgotten_posting_keeps_its_life_and_nothing_else(site: Site, program: Program, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    ads = [ad(number) for number in range(101, 112)]
    ads.append(ad(112, body=f"<p>The local seeks a lead organizer for a campaign. Write to Pat Doe, {ADDRESS}.</p>"))
    site.show(ads)
    program.crawl(ARCHIVE_DIR=kept)
    (path,) = kept.rglob("*.warc.gz")
    size, before = path.stat().st_size, program.rows("runs")
    assert ADDRESS.encode() in gzip.decompress(path.read_bytes())

    cache = tmp_path / "cache"
    (cache / "unionjobs").mkdir(parents=True)
    (cache / "unionjobs" / "ab.gz").write_bytes(gzip.compress(b"{}\nlist"))
    ended = program("forget", "--contact", ADDRESS, ARCHIVE_DIR=kept, HTTPCACHE_DIR=cache)
    assert ended.status == 0, ended.err
    assert "unionjobs:112: its text is taken out\n1 record(s) of the archive erased, 1 file(s)" in ended.out
    assert not list(cache.rglob("*.gz"))
    assert ADDRESS.encode() not in gzip.decompress(path.read_bytes())
    assert path.stat().st_size == size
    with closing(sqlite3.connect(tmp_path / "unionjobs.db")) as connection:
        assert ADDRESS not in "\n".join(connection.iterdump())
    program.crawl(at="2026-05-09T06:00:00Z", ARCHIVE_DIR=kept, REFRESH_AFTER_DAYS="0")
    for run in (lambda: None, lambda: program("replay", str(kept))):
        run()
        row = program.posting("112")
        assert row["description"] == "[taken out on request]"
        assert (row["status"], row["title"], row["apply_url"]) == ("open", "Organizer", "")
        assert all(ADDRESS not in str(rows) for rows in (program.rows(), program.rows("changes")))
        assert program.rows("runs")[0] == before[0]
    assert program("forget", "unionjobs:999").status == 2
