"""The demo, played once from start to end, and what its database and its CSV say afterwards."""

from __future__ import annotations

import csv
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lab.replica import Replica
from lab.replica.demo.ads import load_ads, load_traps
from lab.replica.demo.every_board import BOARDS, STAMP, differences
from lab.replica.demo.site import Site
from lab.replica.demo.stage import Ended, Stage
from lab.replica.demo.story import STORY

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TIMES = [f"2026-05-0{day}T06:00:00Z" for day in range(1, 8)]
FIRST, SECOND, THIRD, FOURTH, _, _, SEVENTH = TIMES


def test_the_demo_tells_the_truth(tmp_path: Path) -> None:
    output = tmp_path / "a folder"
    ended = subprocess.run(
        [sys.executable, "-m", "lab.replica.demo", "--output", str(output)],
        cwd=ROOT,
        env=os.environ | {"FORCE_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stderr == ""
    database = output / "unionjobs.db"
    _says_the_story(ended.stdout, output)
    _every_board(ended.stdout)
    _runs(database)
    _spells(database)
    _changes(database)
    _csv(output / "postings.csv")
    _would_notice_a_lie(output)


def _says_the_story(said: str, output: Path) -> None:
    headings = re.findall(r"^Day (\d) · (\w+), May (\d), 2026 ─", said, re.MULTILINE)
    weekdays = ["Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"]
    assert headings == [(str(day), name, str(day)) for day, name in enumerate(weekdays, start=1)]
    verdicts = re.findall(r"^ +unionjobs: (\w+)$", said, re.MULTILINE)
    assert verdicts == ["COMPLETE"] * 4 + ["FAILED"] * 2 + ["COMPLETE"]
    assert said.count("Notice: ") == 9
    assert "HTTP 503" in said
    assert "no div.organization on the list" in said
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b]| $", said, re.MULTILINE)
    assert max(len(line) for line in said.splitlines() if str(output) not in line) <= 100


def _every_board(said: str) -> None:
    """The table of the one crawl of nine sources, as a reader sees it."""
    chapter = said.partition("Every board at once")[2].partition("Notice: ")[0]
    rows = re.findall(r"^    ([\w-]+) +(complete|failed)((?: +\d+){8})$", chapter, re.MULTILINE)
    listed_new_missing = {
        source: (verdict, *(int(counts.split()[place]) for place in (0, 1, 4))) for source, verdict, counts in rows
    }
    assert listed_new_missing == {
        "aflcio-hirecentric": ("complete", 3, 3, 1),
        "afscme": ("complete", 2, 2, 0),
        "calaborfed": ("complete", 2, 2, 0),
        "daybook": ("complete", 2, 2, 0),
        "kiwa": ("complete", 2, 2, 0),
        "rocunited": ("complete", 0, 0, 0),
        "seiu509": ("failed", 0, 0, 0),
        "unionjobs": ("complete", 47, 0, 0),
        "wsna": ("complete", 2, 2, 0),
    }
    assert "blocked: HTTP 403 (https://www.seiu509.org/jobs)" in chapter
    assert "8 of 9 runs complete\n    exit status 1\n" in chapter


def _ask(database: Path, query: str, *about: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query, about).fetchall()


def _runs(database: Path) -> None:
    found = _ask(
        database,
        "SELECT started_at, verdict, listed, new, changed, closed_marked, closed_gone, closed_delisted, reopened"
        " FROM runs WHERE source = 'unionjobs' ORDER BY run_id",
    )
    expected = [
        ("complete", 46, 46, 0, 0, 0, 0, 0),
        ("complete", 48, 2, 2, 0, 0, 0, 0),
        ("complete", 45, 0, 0, 1, 1, 0, 0),
        ("complete", 46, 1, 0, 0, 0, 1, 0),
        ("failed", 0, 0, 0, 0, 0, 0, 0),
        ("failed", 0, 0, 0, 0, 0, 0, 0),
        ("complete", 47, 0, 0, 0, 0, 0, 1),
        ("complete", 47, 0, 0, 0, 0, 0, 0),
    ]
    assert found == [(at, *counts) for at, counts in zip([*TIMES, STAMP], expected, strict=True)]


def _spells(database: Path) -> None:
    ended = _ask(
        database,
        "SELECT posting_id, spell, open_after, open_by, closed_after, closed_by, closed_reason, evidence_status"
        " FROM spells WHERE closed_by IS NOT NULL AND posting_id LIKE 'unionjobs:%' ORDER BY posting_id",
    )
    assert ended == [
        ("unionjobs:90115", 1, None, FIRST, SECOND, THIRD, "marked", 200),
        ("unionjobs:90139", 1, None, FIRST, SECOND, THIRD, "gone", 404),
        ("unionjobs:90144", 1, None, FIRST, SECOND, THIRD, "delisted", 200),
    ]
    evidence = "SELECT evidence FROM spells WHERE posting_id = 'unionjobs:90115'"
    assert _ask(database, evidence) == [("This position has been filled.",)]
    later = "SELECT posting_id, spell, open_after, open_by FROM spells WHERE open_after IS NOT NULL ORDER BY posting_id"
    assert _ask(database, later) == [
        ("unionjobs:90144", 2, FOURTH, SEVENTH),
        ("unionjobs:90146", 1, FIRST, SECOND),
        ("unionjobs:90147", 1, FIRST, SECOND),
        ("unionjobs:90148", 1, THIRD, FOURTH),
    ]


def _changes(database: Path) -> None:
    query = "SELECT at, old, new FROM changes WHERE posting_id = ? AND field = ? ORDER BY change_id"
    assert _ask(database, query, "unionjobs:90101", "valid_through") == [(SECOND, "2026-05-15", "2026-05-29")]
    assert _ask(database, query, "unionjobs:90134", "salary_max") == [(SECOND, "64900", "68400")]
    assert _ask(database, query, "unionjobs:90144", "status") == [
        (THIRD, "open", "closed"),
        (SEVENTH, "closed", "open"),
    ]


def _csv(file: Path) -> None:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        every = list(csv.DictReader(lines))
    sources = Counter(row["source"] for row in every)
    others = {"aflcio-hirecentric": 3, "afscme": 2, "calaborfed": 2, "daybook": 2, "kiwa": 2, "wsna": 2}
    assert sources == {"unionjobs": 49, **others}
    _csv_of_others({row["posting_id"]: row for row in every})
    rows = {row["source_id"]: row for row in every if row["source"] == "unionjobs"}
    ends = {"90115": "marked", "90139": "gone"}
    assert {key: row["closed_reason"] for key, row in rows.items() if row["status"] == "closed"} == ends
    assert rows["90144"]["spells"] == "2"
    assert {row["status"] for key, row in rows.items() if key not in ends} == {"open"}
    assert not [cell for row in rows.values() for cell in row.values() if cell.startswith(("=", "+", "@"))]
    assert rows["90119"]["locations"] == "Canton, MA, US"
    assert rows["90108"]["locations"] == "Montréal, QC, CA"
    assert (rows["90111"]["salary_min"], rows["90111"]["salary_max"]) == ("117994", "183725")
    assert rows["90111"]["department"] == ""


def _csv_of_others(rows: Mapping[str, Mapping[str, str]]) -> None:
    # its page says that it is closed: a second census has to read it too
    marked = rows["aflcio-hirecentric:239902"]
    assert (marked["status"], marked["closed_reason"]) == ("open", "")
    assert {row["status"] for row in rows.values() if row["source"] != "unionjobs"} == {"open"}
    pay = ("salary_min", "salary_max", "salary_currency", "salary_period")
    assert [rows["kiwa:31"][name] for name in pay] == ["27", "31.5", "USD", "HOUR"]
    assert [rows["calaborfed:research-director"][name] for name in pay] == ["108500", "126000", "USD", "YEAR"]
    assert rows["wsna:b8804ea6512c"]["workplace"] == "remote"
    assert rows["daybook:kT4vN8wQ2zL6yB1rX"]["valid_through"] == "2026-05-22"
    assert rows["afscme:labor-economist-iii-0"]["locations"] == "Washington, DC, US"


def _would_notice_a_lie(output: Path) -> None:
    """The demo's own check, asked about the database that it has just made."""
    stage, day = Stage(output.resolve(), Replica()), STORY[-1]
    told = Ended(status=1, output="", errors="")
    wrong = list(stage.differences(replace(day, counts={**day.counts, "listed": 48}), told))
    assert "exit status: expected 0, found 1" in wrong
    assert "runs.listed: expected 48, found 47" in wrong
    fact = replace(day.facts[0], answer=[("closed", "gone", None, None)])
    assert any("'gone'" in line for line in stage.differences(replace(day, facts=[fact]), told))
    unsaid = list(differences(stage, Ended(status=0, output="", errors="")))
    assert "exit status: expected 1, found 0" in unsaid
    assert {source for source in BOARDS if any(line.startswith(f"{source} in the table") for line in unsaid)} == {
        *BOARDS
    }


def test_the_board_has_every_awkward_form_once_and_no_text_twice() -> None:
    first, second, fourth = (load_ads()[day] for day in (1, 2, 4))
    assert (len(first), len({ad.number for ad in first}), len(second), len(fourth)) == (47, 46, 2, 1)
    texts: dict[str, int] = {}
    for ad in [*first, *second, *fourth]:
        assert texts.setdefault(ad.body, ad.number) in (ad.number, 90130)
    assert len(load_traps()) > 30


@pytest.mark.parametrize("numbers", [[1], [3, 1, 2]])
def test_a_site_lists_employers_in_the_order_of_the_alphabet(numbers: Sequence[int]) -> None:
    ads = [replace(load_ads()[1][0], number=number, employer=f"Local {number}") for number in numbers]
    assert [ad.number for ad in Site().post(ads).listed] == sorted(numbers)


def test_a_site_takes_postings_away_and_back(tmp_path: Path) -> None:
    ads = load_ads()[1][:4]
    filled, deleted, delisted, kept = (ad.number for ad in ads)
    site = Site().post(ads).fill(filled).delete(deleted).delist(delisted)
    pages = site.write(tmp_path) / "www.unionjobs.com"
    list_page = (pages / "staffing_list.php").read_text(encoding="utf-8")
    assert re.findall(r"listing\.php\?id=(\d+)", list_page) == [str(kept)]
    assert "has been filled" in (pages / f"listing.php@id={filled}").read_text(encoding="utf-8")
    assert not (pages / f"listing.php@id={deleted}").exists()
    assert (pages / f"listing.php@id={delisted}").exists()
    assert site.relist(delisted).listed == Site().post([ads[2], ads[3]]).listed
    with pytest.raises(ValueError, match="does not say 'never'"):
        site.edit(kept, "never", "ever", posted="5/1/2026")
