"""What was crawled and what archives hold live in one database: the crawl's own conclusions stay as they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lab.archives.web import LIST, POSTING, Web
from lab.program.program import Program
from lab.replica.unionjobs import list_page, posting_page
from tests.archive.test_own_archive import DAYS, ads, told
from tests.conftest import Site, ad

pytestmark = pytest.mark.slow

BEFORE = datetime(2026, 3, 1, 6, tzinfo=UTC)


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["posting_id"]: row for row in rows}


def test_archives_add_to_a_crawled_record_and_change_nothing_of_it(
    site: Site, program: Program, tmp_path: Path
) -> None:
    for day, listed in enumerate(DAYS, 1):
        site.show(ads(listed))
        program.crawl(at=f"2026-05-0{day}T06:00:00Z")
    crawled = told(program)

    nothing = Web(tmp_path / "nothing.warc.gz")
    nothing.answer(LIST, "<html><p>Moved.</p></html>", BEFORE - timedelta(days=400))
    assert program("replay", str(nothing.path)).status == 0
    again = told(program)
    assert [row for row in again["runs"] if row["verdict"] == "complete"] == crawled["runs"]
    for table in ("spells", "changes", "postings", "jobs", "stretches"):
        assert again[table] == crawled[table], table

    # two lists before the first crawl: 90 ended before it, 105 was there, 101 too
    old, others = Web(tmp_path / "old.warc.gz"), [ad(number) for number in range(60, 70)]
    old.answer(LIST, list_page([*others, ad(90), ad(91), ad(101), ad(105)]), BEFORE)
    old.answer(LIST, list_page([*others, ad(91), ad(92), ad(101), ad(105)]), BEFORE + timedelta(days=30))
    old.answer(POSTING.format(105), posting_page(ad(105)), BEFORE + timedelta(days=31))
    ended = program("replay", str(old.path), "unionjobs")
    assert ended.status == 0, ended.err
    found, before = by_id(program.rows()), by_id(crawled["postings"])
    assert found.keys() == before.keys() | {f"unionjobs:{number}" for number in (*range(60, 70), 90, 91, 92)}
    assert (found["unionjobs:90"]["closed_after"], found["unionjobs:90"]["closed_by"]) == (
        "2026-03-01T06:00:00Z",
        "2026-03-31T06:00:00Z",
    )
    for number in (91, 92):  # the first two crawls did not have them
        row = found[f"unionjobs:{number}"]
        assert (row["closed_after"], row["closed_by"]) == ("2026-03-31T06:00:00Z", "2026-05-01T06:00:00Z")
    same = {"first_seen", "open_by", "open_after", "pay_first_stated"}
    for posting_id, row in before.items():
        changed = {name for name in row if row[name] != found[posting_id][name]}
        assert changed <= (same if posting_id in ("unionjobs:101", "unionjobs:105") else {"open_after"}), posting_id
    assert found["unionjobs:105"]["first_seen"] == "2026-03-01T06:00:00Z"
    assert found["unionjobs:110"]["open_after"] == "2026-03-31T06:00:00Z"

    # the crawl goes on
    site.show(ads(DAYS[3]))
    program.crawl(at="2026-05-05T06:00:00Z")
    assert program.rows("runs")[-1]["verdict"] == "complete"
    once = told(program)
    assert program("replay", str(old.path), "unionjobs").status == 0
    assert told(program) == once
