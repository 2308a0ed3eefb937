"""What a crawl keeps makes its record again, whoever is killed in the middle; nothing secret is in it."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from lab.program.program import Program
from lab.replica import Fault
from lab.replica.unionjobs import Ad
from tests.conftest import Site, ad

pytestmark = pytest.mark.slow

EDITED = {104: "<p>The local seeks a lead organizer now. Salary: $80,000 per year.</p>"}
DAYS: Sequence[Mapping[int, str]] = (
    dict.fromkeys(range(101, 117), ""),
    {number: EDITED.get(number, "") for number in range(102, 118)},
    {number: EDITED.get(number, "") for number in range(104, 118)},
    {number: EDITED.get(number, "") for number in (101, *range(104, 119))},
)
"""What the board lists each day, with the text of what was edited."""
PROVENANCE = ("archive",)


def ads(day: Mapping[int, str]) -> list[Ad]:
    return [ad(number, body=body, **({"posted": "4/9/2026"} if body else {})) for number, body in day.items()]


def told(program: Program) -> dict[str, list[dict[str, Any]]]:
    return {
        table: [{name: value for name, value in row.items() if name not in PROVENANCE} for row in program.rows(table)]
        for table in ("postings", "spells", "changes", "runs", "jobs", "stretches")
    }


LAST = dict.fromkeys((*range(104, 117), *range(119, 123)), "")
NIGHTS: Sequence[tuple[Mapping[int, str], Sequence[Fault], Mapping[str, str]]] = (
    *((day, (), {}) for day in DAYS),
    (DAYS[3], (Fault(kind="status", status=503, path="/staffing_list.php"),), {}),
    # killed with the postings stored, and nothing concluded
    (
        LAST,
        (),
        {"ADDONS": '{"lab.faults.kill_addon.Dying": 1}', "DIE_AT": "^UPDATE runs SET census_at", "DIE_WHEN": "commit"},
    ),
    (LAST, (Fault(kind="half_body", path="/staffing_list.php"),), {}),
    (LAST, (Fault(kind="status", status=404, path="/listing.php"),), {}),
    (LAST, (), {}),
    (DAYS[3], (), {}),
)
"""What the board lists each night, what fails, and what becomes of the program."""


def test_an_archive_of_our_own_gives_the_crawls_own_exports(site: Site, program: Program, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for night, (listed, faults, settings) in enumerate(NIGHTS, 1):
        site.show(ads(listed))
        site.replica.mend()
        site.replica.break_(*faults)
        program.crawl(at=f"2026-05-{night:02}T06:00:00Z", ARCHIVE_DIR=kept, **settings)
    crawled = told(program)
    assert [row["verdict"] for row in crawled["runs"]].count("complete") >= 6
    assert any(row["reason"].startswith("interrupted") for row in crawled["runs"])
    assert {row["status"] for row in crawled["postings"]} == {"open", "closed"}
    assert any(row["field"] == "salary_min" for row in crawled["changes"])
    assert program.rows("runs")[0]["archive"].startswith("unionjobs-2026-05.warc.gz:")

    assert "The list of that run is kept: unionjobs-2026-05.warc.gz:" in program("why", "unionjobs:101").out

    files = sorted(kept.rglob("*.warc.gz"))
    assert [path.name for path in files] == ["unionjobs-2026-05.warc.gz"]
    text = gzip.decompress(files[0].read_bytes())
    assert b"WARC-Type: revisit" in text

    again = Program(f"sqlite:///{tmp_path}/again.db", site.replica, run_at=program.run_at)
    ended = again("replay", str(kept))
    assert ended.status == 0, ended.err
    assert told(again) == crawled

    # and in the database that it was crawled into
    assert program("replay", str(kept)).status == 0
    assert told(program) == crawled


def test_a_file_that_a_killed_crawl_left_is_read_up_to_its_last_record(
    site: Site, program: Program, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    site.show(ads(DAYS[0]))
    program.crawl(at="2026-05-01T06:00:00Z", ARCHIVE_DIR=kept)
    (path,) = kept.rglob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-700])  # within the note of the run's end
    program.crawl(at="2026-05-08T06:00:00Z", ARCHIVE_DIR=kept)
    again = Program(f"sqlite:///{tmp_path}/again.db", site.replica, run_at=program.run_at)
    ended = again("replay", str(kept))
    assert ended.status == 0, ended.err
    assert "left out of unionjobs-2026-05.warc.gz: 1" in ended.out
    assert len(again.rows()) == len(DAYS[0])
    assert [row["started_at"] for row in again.rows("runs")] == ["2026-05-01T06:00:00Z", "2026-05-08T06:00:00Z"]
