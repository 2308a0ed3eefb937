"""What a run saw goes through JSON into its archive, and comes back as it was."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime

from unionjobs_scraper.crawl import run_record
from unionjobs_scraper.crawl.conclusion import Tally
from unionjobs_scraper.crawl.run_record import RunRecord
from unionjobs_scraper.items import GroupRead, LeftOut
from unionjobs_scraper.lifecycle.census import Answer, Census, Check
from unionjobs_scraper.lifecycle.paging import Paging

AT = datetime(2026, 5, 1, 6, tzinfo=UTC)
CHECK = Check(answer=Answer.MARKED, url="https://example.org/1", status=200, words="Filled", at=AT)
FULL = Census(
    seen={"1": AT, "2": AT},
    pages=2,
    read_at=AT,
    declared_empty="none",
    stated_total=2,
    listing_failures=["HTTP 500"],
    blocked=["a wall"],
    cached_pages=1,
    confirmed_pages=1,
    parts={"b.", "a."},
    posting_pages=3,
    posting_failures=["HTTP 502"],
    broken_links=1,
    marked={"1": CHECK},
    checks={"2": CHECK},
    still_linked=["2"],
    repeated=1,
    left_out=Counter({"no-known-link": 2}),
    unread_rows=[LeftOut(reason="no-known-link", words="Rates and dates")],
    groups=[GroupRead(name="h3.job", kept=Counter({"noun": 2}), left_out=Counter({"short": 1}))],
    paging=Paging(first_pages={"https://example.org": ("1", "2")}, pages=2, moved="it moved", too_much=True),
)


def test_every_part_of_a_census_comes_back() -> None:
    empty = Census()
    assert [each.name for each in fields(Census) if getattr(FULL, each.name) == getattr(empty, each.name)] == []
    record = RunRecord(
        run=7,
        source="unionjobs",
        started_at=AT,
        finished_at=AT,
        finish_reason="finished",
        census=FULL,
        tally=Tally(known=1, returned={"1": AT}, marked_rows={"1": "ab"}, unsaved={"2"}, store_failure="locked"),
        saved=[("1", AT, AT), ("2", AT, None)],
        stats={"downloader/request_count": 4},
    )
    read = run_record.read(json.loads(json.dumps(run_record.told(record))))
    assert read == record
