"""`scrapy health`, `scrapy why`, and the status that nobody vouches for."""

from __future__ import annotations

import json

from replica import Fault
from tests.conftest import Site, ad
from tests.program import Program

ADS = [ad(number) for number in range(101, 113)]
FIRST = "2026-05-01T06:00:00Z"


def test_postings_of_an_unwell_source_become_unknown_and_are_restored(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=FIRST)
    assert program("health").status == 0

    site.replica.break_(Fault(kind="status", status=503, path="/staffing_list.php"))
    program.crawl(at="2026-05-02T06:00:00Z")
    site.replica.mend()
    ended = program("health")
    assert ended.status == 1
    assert "█▁" in ended.out
    assert "HTTP 503" in " ".join(ended.out.split())
    assert {row["status"] for row in program.rows()} == {"open"}  # a day without a census is no mystery yet

    program.run_at = "2026-05-15T06:00:01Z"  # fourteen days and a second after the last complete run
    assert {row["status"] for row in program.rows()} == {"unknown"}
    assert json.loads(program("health", "--json").out)["unknown"] == len(ADS)
    assert "exported as unknown" in " ".join(program("health").out.split())
    assert "Today it is unknown" in program("why", "unionjobs:101").out

    assert program.crawl().status == 0
    assert {row["status"] for row in program.rows()} == {"open"}


def test_why_tells_a_life(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=FIRST)
    site.show(ADS[1:])
    program.crawl(at="2026-05-03T06:00:00Z")
    site.show(ADS)
    program.crawl(at="2026-05-05T06:00:00Z")
    told = program("why", "unionjobs:101").out
    for words in (
        "It was already there at the first census: run 1 saw it, 2026-05-01 06:00 UTC.",
        "It ended after 2026-05-01 06:00 UTC, when it was last seen open, and by 2026-05-03 06:00 UTC.",
        "Its own page is no more: https://www.unionjobs.com/listing.php?id=101 answered HTTP 404 (run 2).",
        "It came back (spell 2) after 2026-05-03 06:00 UTC, when a complete census did not list it",
        "Today it is open: last seen 2026-05-05 06:00 UTC.",
    ):
        assert words in told
    ended = program("why", "unionjobs:10")
    assert ended.status == 2
    assert "did you mean unionjobs:101" in ended.err


def test_health_of_nothing(program: Program) -> None:
    ended = program("health")
    assert ended.status == 0
    assert "nothing has been crawled" in ended.out
    assert program("health", "nowhere").status == 2
