"""A script of ten runs: alike on both databases, and after any kill the same as without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.faults import kills, script
from lab.faults.kills import Undisturbed
from tests.support.once import once
from unionjobs_scraper.storage.queries.exports import TABLES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """The script without kills, on SQLite."""

    def play(folder: Path) -> None:
        played = kills.undisturbed("sqlite", folder / "script")
        (folder / "undisturbed.json").write_text(json.dumps([played.exports, played.seconds]), encoding="utf-8")

    kept = once(tmp_path_factory, "undisturbed", play) / "undisturbed.json"
    exports, seconds = json.loads(kept.read_text(encoding="utf-8"))
    return Undisturbed(exports=exports, seconds=seconds)


def test_the_script_holds_every_kind_of_event(well: Undisturbed) -> None:
    said = "\n".join(map(str, script.lives(well.exports)["spells"]))
    for words in ("closed_reason=gone", "closed_reason=marked", "closed_reason=delisted", "spell=2"):
        assert words in said
    fields = {part for row in script.lives(well.exports)["changes"] for part in row if part.startswith("field=")}
    assert {"field=status", "field=salary_min", "field=description"} <= fields
    assert "unionjobs:207~2" in well.exports["postings"]


def test_sqlite_and_postgresql_export_the_same_bytes(well: Undisturbed, tmp_path: Path) -> None:
    other = kills.undisturbed("postgresql", tmp_path)
    for table in TABLES:
        assert other.exports[table] == well.exports[table]


@pytest.mark.long  # tests/lab/test_faults.py kills at each kind of statement and commit
def test_killed_runs_converge_to_the_undisturbed_ones(well: Undisturbed, tmp_path: Path) -> None:
    done = kills.killed("sqlite", 1, 6, well, 1, tmp_path)
    assert not done.problems
    assert done.kills >= 1


def test_a_difference_is_seen(well: Undisturbed) -> None:
    found = well.exports | {"postings": well.exports["postings"].replace("closed", "open")}
    assert "postings" in "".join(kills.differences(well.exports, found))
    renumbered = well.exports | {"spells": well.exports["spells"].replace("opened_run", "run_opened")}
    assert list(kills.differences(well.exports, renumbered))
    assert not list(kills.differences(well.exports, well.exports))
