"""The files at the root that let others in are valid, agree with the program and name all bundled data."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lab.program.program import ROOT
from unionjobs_scraper import __version__

WORKFLOWS = [*(ROOT / ".github" / "workflows").glob("*.yml")]
FORMS = [path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"]
SCHEMAS = [
    ("citation-file-format", [ROOT / "CITATION.cff"]),
    ("github-workflows", WORKFLOWS),
    ("github-issue-forms", FORMS),
    ("github-issue-config", [ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"]),
]


@pytest.mark.parametrize(("schema", "files"), SCHEMAS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_file_fits_its_schema(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_starts_without_permissions(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    actions = re.findall(r"uses: (\S+)", text)
    assert actions
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in actions), actions
    assert YAML(typ="safe").load(text)["permissions"] == {}


def test_the_checks_run_what_every_change_must_pass() -> None:
    text = (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    assert "run: .ci/run\n" in text
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert f'"{oldest.removeprefix(">=")}"' in text


def test_version_and_license_are_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (project["version"], cited["version"]) == (__version__, __version__)
    assert (project["license"], cited["license"]) == ("MIT", "MIT")
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    for name in project["license-files"]:
        assert (ROOT / name).is_file(), name


def test_the_changelog_begins_with_what_is_not_released() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[:2] == ["Unreleased", __version__]


def test_the_notice_names_all_data_of_others() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for path in sorted((ROOT / "unionjobs_scraper").rglob("*.tsv")):
        assert path.relative_to(ROOT).as_posix() in notice
    for owner in ("GeoNames", "iso-codes"):
        assert owner in notice


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", text, re.MULTILINE))


def test_the_lock_for_running_it_is_the_smaller_part_of_the_tested_one() -> None:
    tested, run = pins("requirements.lock"), pins("requirements-run.lock")
    assert run.items() <= tested.items()
    assert len(run) < len(tested) / 2
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    assert {re.match(r"[\w.-]+", each)[0].lower() for each in needed} <= run.keys()  # type: ignore[index]
