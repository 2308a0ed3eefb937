"""Captures are measured as they are labelled: right, wrong and empty apart, and exit codes that scripts can trust."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lab.accuracy.conformance.__main__ import main
from lab.accuracy.conformance.captures import CaptureError, captures
from lab.accuracy.conformance.cells import cells, places_agree
from lab.accuracy.conformance.reading import read, readings
from lab.accuracy.scores import Outcome

LIST = "https://harbor.bamboohr.com/careers/list"
ROW = {
    "id": "7",
    "jobOpeningName": "Field Organizer",
    "location": {"city": "Oakland", "state": "California"},
    "atsLocation": {"country": "United States"},
}
LABEL = {"id": "7", "title": "Field Organizer", "places": [{"locality": "Oakland", "region": "CA", "country": "US"}]}


def write(folder: Path, name: str = "bamboohr-1", *, truth: dict[str, Any], **changes: Any) -> Path:
    """A capture of a BambooHR list with one row."""
    own = folder / name
    own.mkdir()
    meta = {
        "platform": "bamboohr",
        "url": LIST,
        "method": "GET",
        "status": 200,
        "content_type": "application/json",
        "kind": "list",
        "tenant": "harbor",
        "country": "US",
        "board_employer": "Harbor Workers",
        "register": {"tenant": "harbor", "hosts": ["harbor.bamboohr.com"]},
    }
    (own / "meta.json").write_text(json.dumps(meta | changes), encoding="utf-8")
    (own / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (own / "page.json").write_text(json.dumps({"meta": {"totalCount": 1}, "result": [ROW]}), encoding="utf-8")
    return folder


def outcomes(folder: Path) -> dict[str, Outcome]:
    """Each column's outcome, of a folder with one capture."""
    return {
        cell.column: cell.outcome for capture, found in readings(captures(folder)) for cell in cells(capture, found)
    }


def test_what_is_labelled_is_right(tmp_path: Path) -> None:
    found = outcomes(write(tmp_path, truth={"count": 1, "postings": [LABEL]}))
    assert found == {"count": Outcome.RIGHT} | dict.fromkeys(LABEL, Outcome.RIGHT)


def test_a_known_wrong_is_wrong_and_a_known_empty_is_empty(tmp_path: Path) -> None:
    label = {**LABEL, "title": "Staff Attorney", "date_posted": "2026-05-01", "places": None}
    found = outcomes(write(tmp_path, truth={"count": 1, "postings": [label]}))
    assert (found["title"], found["places"]) == (Outcome.WRONG, Outcome.WRONG), (
        "filled with something else, filled at all"
    )
    assert found["date_posted"] is Outcome.EMPTY


def test_a_posting_that_is_not_found_leaves_its_cells_empty(tmp_path: Path) -> None:
    label = {**LABEL, "id": "8", "date_posted": None}
    found = outcomes(write(tmp_path, truth={"count": 2, "postings": [label]}))
    assert set(found.values()) == {Outcome.EMPTY}, "even where the label is empty"


def test_a_posting_too_many_is_wrong(tmp_path: Path) -> None:
    assert outcomes(write(tmp_path, truth={"count": 0, "postings": []})) == {"count": Outcome.WRONG}


def test_the_debatable_and_what_a_row_cannot_say_are_not_counted(tmp_path: Path) -> None:
    label = {**LABEL, "title": "Another", "debatable": ["title"], "department": "Field"}
    assert set(outcomes(write(tmp_path, truth={"count": 1, "postings": [label]}))) == {"count", "id", "places"}


def test_a_platform_without_an_extractor_is_empty(tmp_path: Path) -> None:
    write(tmp_path, truth={"count": 1, "postings": [LABEL]}, platform="unheard_of")
    assert set(outcomes(tmp_path).values()) == {Outcome.EMPTY}


def test_a_board_without_hosts_is_read_with_those_of_its_platform(tmp_path: Path) -> None:
    write(tmp_path, truth={"count": 1, "postings": [LABEL]}, register={"tenant": "harbor", "hosts": ["other.org"]})
    (capture,) = captures(tmp_path)
    assert read(capture).refused, "an address of another host"
    assert read(capture.without_hosts()).items


@pytest.mark.parametrize(
    ("found", "want", "agree"),
    [
        ("Oakland, CA, US", "Oakland, CA, US", True),
        ("Cardiff, WLS, GB", "Cardiff, GB", True),
        ("Cardiff, GB", "Cardiff, WLS, GB", False),
        ("Cardiff, WLS, GB; GB", "Cardiff, GB", False),
        ("Newport, OR, US", "Newport, GB", False),
        ("B, CA, US; A, CA, US", "A, CA, US; B, CA, US", True),
    ],
)
def test_places_agree(found: str, want: str, agree: bool) -> None:
    assert places_agree(found, want) is agree


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "holds no capture" in capsys.readouterr().err
    write(tmp_path, truth={"count": 1, "postings": [{**LABEL, "title": "Staff Attorney"}]})
    assert main([str(tmp_path), "--misses"]) == 0
    assert "wrong: bamboohr-1 [Staff Attorney] title: 'Field Organizer' for 'Staff Attorney'" in capsys.readouterr().out
    assert main([str(tmp_path), "--at-least", "0.75"]) == 0
    assert main([str(tmp_path), "--at-least", "0.76"]) == 1
    assert main([str(tmp_path), "--platform", "lever"]) == 2


def test_a_broken_capture_is_named(tmp_path: Path) -> None:
    write(tmp_path, truth={"count": 0})
    (tmp_path / "bamboohr-1/truth.json").write_text("{", encoding="utf-8")
    with pytest.raises(CaptureError, match="bamboohr-1"):
        captures(tmp_path)
