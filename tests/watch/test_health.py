"""`scrapy health`, `scrapy why`, and the status that nobody vouches for."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lab.program.program import Program
from lab.replica import Fault
from tests.conftest import Site, ad
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow

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
        "Its own page: https://www.unionjobs.com/listing.php?id=101 answered HTTP 404 (run 2).",
        "How we know: its own page answers 404 or 410: “HTTP 404”.",
        "It came back (spell 2) after 2026-05-03 06:00 UTC, when a complete census did not list it",
        "Today it is open: last seen 2026-05-05 06:00 UTC.",
    ):
        assert words in told
    ended = program("why", "unionjobs:10")
    assert ended.status == 2
    assert "did you mean unionjobs:101" in ended.err


def test_a_posting_whose_source_left_the_register_is_unknown_everywhere(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=FIRST)
    with closing(sqlite3.connect(program.database_url.removeprefix("sqlite:///"))) as file, file:
        file.execute("PRAGMA foreign_keys=OFF")
        file.execute("UPDATE postings SET source = 'left', posting_id = 'left:101' WHERE posting_id = 'unionjobs:101'")
        file.execute("UPDATE spells SET posting_id = 'left:101' WHERE posting_id = 'unionjobs:101'")
    assert "Today it is unknown: left is no longer crawled." in program("why", "left:101").out
    assert {row["posting_id"] for row in program.rows() if row["status"] == "unknown"} == {"left:101"}


def test_a_run_from_the_future_is_not_well_and_can_be_mended(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=FIRST)
    program.crawl(at="2026-05-09T06:00:00Z")  # the clock is a week ahead for one night
    program.run_at = "2026-05-02T12:00:00Z"
    assert program("health").status == 1  # complete, and no bound of it can be right
    site.show(ADS[1:])
    for day in (3, 4):  # also the second night after it: the night between was refused, not the one from the future
        assert "[clock]" in program.crawl(at=f"2026-05-0{day}T06:00:00Z").out
    ended = program("health")
    assert ended.status == 1
    assert "run 2 is stamped 2026-05-09T06:00Z, in the future" in " ".join(ended.out.split())
    mended = program("restamp", "2", "--at", "2026-05-02T06:00:00Z")
    assert (mended.status, mended.err) == (0, "")
    assert program.crawl(at="2026-05-05T06:00:00Z").status == 0
    assert program("health").status == 0
    row = program.posting("101")
    assert (row["closed_after"], row["closed_by"]) == ("2026-05-02T06:00:00Z", "2026-05-05T06:00:00Z")


def test_health_of_nothing(program: Program) -> None:
    ended = program("health")
    assert ended.status == 2  # no database: a mistyped address
    assert "there is no database at" in ended.err
    assert not Path(program.database_url.removeprefix("sqlite:///")).exists()
    Database(program.database_url).close()
    ended = program("health")
    assert ended.status == 1  # nothing is watched: that is not well
    assert "nothing has been crawled" in ended.out


# ---------------------------------------------------------------------- a layout that changes in silence

SECOND = "2026-05-02T06:00:00Z"


def told(program: Program, column: str) -> dict[str, Any]:
    """What `scrapy health --json` says of a column, once it says that something is lost."""
    ended = program("health", "--json")
    assert ended.status == 1
    health = json.loads(ended.out)
    assert not health["well"]
    assert f"{column} was filled in 100% of the postings" in health["reason"]
    return next(dict(each) for each in health["columns"] if each["name"] == column)


def is_as_it_was(program: Program, before: list[dict[str, str]]) -> bool:
    """Whether every posting of before is open, and the run complete."""
    statuses = {row["posting_id"]: row["status"] for row in program.rows()}
    last = program.rows("runs")[-1]
    return last["verdict"] == "complete" and all(statuses[row["posting_id"]] == "open" for row in before)


def test_a_column_gone_from_the_list_is_told_within_one_run(site: Site, program: Program) -> None:
    placed = [replace(each, header=("", each.employer, "Organizer<br>Organizing")) for each in ADS]
    site.show(placed)
    program.crawl(at=FIRST)
    before = program.rows()
    assert {row["locations"] for row in before} == {"OH, US"}
    assert program("health").status == 0

    site.show([replace(each, state="") for each in placed])  # the rows are there, and no longer name the state
    ended = program.crawl(at=SECOND)
    assert ended.status == 0
    assert (
        f"warning     locations was filled in 100% of the postings read before 2026-05-02, now in 0 of {len(ADS)}"
        in (ended.out)
    )
    column = told(program, "locations")
    assert (column["read"], column["filled"], column["lost"]) == (len(ADS), 0, True)
    assert "LOST" in program("health", "unionjobs").out
    assert is_as_it_was(program, before)


def test_a_label_gone_from_the_pages_is_told_by_the_new_postings(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=FIRST)
    before = program.rows()
    silent = [replace(each, body=each.body.replace("Salary: $61,000 – $72,000 per year.", "")) for each in ADS]
    new = [replace(silent[0], number=number) for number in range(201, 206)]
    site.show([*silent, *new])  # no row of the old ones has changed
    asked = site.replica.count("*listing.php*")
    ended = program.crawl(at=SECOND)
    assert site.replica.count("*listing.php*") - asked == len(new)
    assert "warning     salary_min was filled in 100%" in ended.out
    assert told(program, "salary_min")["read"] == len(new)
    assert is_as_it_was(program, before)


def test_a_list_that_is_built_otherwise_has_five_pages_read_again(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=FIRST)
    before = program.rows()
    site.show([replace(each, body=each.body.replace("Salary: $61,000 – $72,000 per year.", "")) for each in ADS])
    new_look = Fault(
        kind="rewrite", replace={'<ul id="nav">': '<ul id="nav" class="menu-2">'}, path="/staffing_list.php"
    )
    site.replica.break_(new_look)
    asked = site.replica.count("https://*")
    program.crawl(at=SECOND)
    assert site.replica.count("https://*") - asked == 2 + 5
    assert told(program, "salary_min")["read"] == 5
    assert is_as_it_was(program, before)
    # the new look is known then
    asked = site.replica.count("https://*")
    program.crawl(at="2026-05-03T06:00:00Z")
    assert site.replica.count("https://*") - asked == 2
    assert program("health").status == 1  # it is still lost


def test_refusals_are_counted_for_two_weeks(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=FIRST)
    site.replica.put("https://www.unionjobs.com/robots.txt", b"User-agent: *\nDisallow: /\n")
    program.crawl(at=SECOND)
    health = json.loads(program("health", "--json", "unionjobs").out)
    assert [each["at"] for each in health["refusals"]] == [SECOND]
    assert "robots.txt" in health["refusals"][0]["words"]
    assert health["age_hours"] == 24.0
    assert [each["verdict"] for each in health["runs"]] == ["failed", "complete"]
    program.run_at = "2026-05-17T06:00:00Z"
    assert json.loads(program("health", "--json").out)["refusals"] == []
