"""The workflow that publishes the site: valid, pinned, with least permissions, after each census."""

from __future__ import annotations

import re
import subprocess
import sys

from ruamel.yaml import YAML

from lab.program.program import ROOT

WORKFLOW = ROOT / "deploy" / "github-actions" / "publish.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
LOADED = YAML(typ="safe").load(TEXT)


def test_it_fits_its_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


def test_every_action_is_pinned_by_its_hash() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert len(used) == 5
    assert [each for each in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", each)] == []


def test_each_job_may_do_what_it_needs_and_no_more() -> None:
    assert LOADED["permissions"] == {}
    assert {name: job["permissions"] for name, job in LOADED["jobs"].items()} == {
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert "persist-credentials: false" in TEXT


def test_its_steps_are_in_order_and_are_shell() -> None:
    scripts = [step["run"] for step in LOADED["jobs"]["build"]["steps"] if "run" in step]
    for script in scripts:
        assert subprocess.run(["bash", "-n", "-c", script], check=False).returncode == 0
    places = [TEXT.index(word) for word in ("Fetch the database", "scrapy release", "scrapy publish", "upload-pages")]
    assert places == sorted(places)
    assert LOADED["on"]["workflow_run"]["workflows"] == ["census"]
