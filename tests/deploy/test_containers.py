"""deploy/container and deploy/kubernetes: well formed, and as they promise of privileges, data and health."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import Any

import pytest
from ruamel.yaml import YAML

from lab.program.program import ROOT
from unionjobs_scraper.boards import TAGS

DOCKERFILE = ROOT / "deploy" / "container" / "Dockerfile"
COMPOSE = DOCKERFILE.with_name("compose.yml")
CRONJOB = ROOT / "deploy" / "kubernetes" / "census.yml"


def engine() -> bool:
    """Whether a container engine runs here that has the base image."""
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "image", "inspect", "python:3.13-slim"], capture_output=True).returncode == 0


def loaded(path: Any) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def test_the_image_runs_unprivileged_from_the_run_lock_and_tells_its_health() -> None:
    text = DOCKERFILE.read_text(encoding="utf-8")
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001", last, re.MULTILINE)
    assert last.index("\nUSER ") < last.index("\nENTRYPOINT ")
    assert "--require-hashes -r /source/requirements-run.lock" in text
    assert re.search(r'^HEALTHCHECK .*CMD \["unionjobs", "health"\]$', last, re.MULTILINE)
    assert "ca-certificates" in last
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / name).exists() for name in copied.split()), copied


@pytest.mark.skipif(not shutil.which("hadolint"), reason="hadolint is not on this machine")
def test_hadolint_finds_nothing() -> None:
    ended = subprocess.run(["hadolint", "--ignore", "DL3008", str(DOCKERFILE)], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (0, "")


@pytest.mark.skipif(not engine(), reason="no container engine with the base image is on this machine")
def test_the_image_is_built_and_runs() -> None:
    built = subprocess.run(
        ["docker", "build", "-q", "-f", str(DOCKERFILE), str(ROOT)], capture_output=True, text=True, check=True
    )
    run = ["docker", "run", "--rm", "--read-only", "--tmpfs", "/data", built.stdout.strip(), "list"]
    assert "unionjobs" in subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()


def test_compose_fits_its_schema_and_takes_no_privileges() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
    census = loaded(COMPOSE)["services"]["census"]
    assert census["read_only"]
    assert census["cap_drop"] == ["ALL"]
    assert census["depends_on"]["database"]["condition"] == "service_healthy"
    assert not re.search(r"PASSWORD: (?!\$\{)", COMPOSE.read_text(encoding="utf-8"))


def test_a_cron_job_takes_no_privileges_and_does_not_repeat_what_a_site_has_failed() -> None:
    job = loaded(CRONJOB)
    assert (job["apiVersion"], job["kind"], job["spec"]["concurrencyPolicy"]) == ("batch/v1", "CronJob", "Forbid")
    spec = job["spec"]["jobTemplate"]["spec"]
    assert spec["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"] == [1]
    pod = spec["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    (container,) = pod["containers"]
    assert container["args"][0] == "crawlall"
    assert container["args"][container["args"].index("--tag") + 1] in TAGS
    security = container["securityContext"]
    assert (security["allowPrivilegeEscalation"], security["readOnlyRootFilesystem"]) == (False, True)
    assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
