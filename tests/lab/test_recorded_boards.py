"""Lists of boards that others recorded: which are recognized, and what counts as another country."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lab.accuracy.conformance import boards
from lab.accuracy.conformance.boards import SYSTEMS, countries_denied, countries_named, main, measured

HERE = Path(__file__).parents[1] / "fixtures"
OUTSIDE = Path(__file__).parents[3] / "shared" / "captures"


def _offer(**fields: Any) -> dict[str, Any]:
    return {"id": 7, "slug": "o", "title": "Organizer", "careers_url": "https://x.recruitee.com/o/o", **fields}


def _write(folder: Path, *offers: dict[str, Any]) -> Path:
    (folder / "harbor-jobs.json").write_text(json.dumps({"offers": offers}))
    return folder


def test_a_board_is_read_and_its_places_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, _offer(city="Metzingen", country_code="DE"))
    assert main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "recruitee: 1 board(s), 0 refused as not understood\n1 posting(s), 1 with a place" in said


def test_a_wrong_country_and_a_failure_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, _offer(city="Reno", country_code="DE"))
    monkeypatch.setattr(boards, "countries_named", lambda text: {"FR"})
    monkeypatch.setattr(boards, "_code", lambda said: "FR")
    assert main([str(tmp_path)]) == 1
    monkeypatch.setattr(boards, "read", lambda capture: [][0])
    assert main([str(tmp_path)]) == 1


def test_other_files_are_no_boards(tmp_path: Path) -> None:
    (tmp_path / "page.json").write_text('{"jobs": [1]}')
    (tmp_path / "broken.json").write_text("{")
    assert main([str(tmp_path)]) == 2


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Remote: United States | Canada", {"US", "CA"}),
        ("Munich (DE)", {"DE", "US"}),
        ("Sunnyvale, CA or Toronto, Ontario", {"US", "CA"}),
        ("Jersey City", set()),
        ("London, UK", {"GB"}),
    ],
)
def test_the_countries_that_a_free_text_names(text: str, countries: set[str]) -> None:
    assert countries_named(text) == countries


def test_fields_deny_any_other_country_and_a_free_text_a_whole_answer() -> None:
    greenhouse, lever = SYSTEMS["greenhouse"], SYSTEMS["lever"]
    assert countries_denied(lever, {"country": "DE"}, {"US"}) == {"DE"}
    assert countries_denied(lever, {"country": "DE"}, {"DE"}) == set()
    assert countries_denied(greenhouse, {"location": {"name": "Lyon, France"}}, {"US"}) == {"FR"}
    assert countries_denied(greenhouse, {"location": {"name": "Toronto; Chicago, IL"}}, {"CA", "US"}) == set()


@pytest.mark.parametrize(
    "folder", [HERE, pytest.param(OUTSIDE, marks=pytest.mark.skipif(not OUTSIDE.exists(), reason="no captures here"))]
)
def test_no_board_here_fails_or_gets_another_country(folder: Path) -> None:
    found = measured(boards.boards([folder]))
    assert found.boards
    assert not found.failed
    assert not found.wrong
