"""deploy/: the units verify, the crontab parses, the workflow fits its schema and its scripts do what they say."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML
from scrapy.cmdline import _get_commands_dict
from scrapy.utils.project import get_project_settings

from lab.program.program import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.rglob("*.service")) + sorted(DEPLOY.rglob("*.timer"))
CRONTAB = DEPLOY / "cron" / "unionjobs.crontab"
WORKFLOW = DEPLOY / "github-actions" / "census.yml"
HEADED = [path for path in DEPLOY.rglob("*") if path.suffix in {".service", ".timer", ".crontab", ".yml", ".conf"}]


def run(command: Sequence[str | Path], **how: Any) -> subprocess.CompletedProcess[str]:
    """Runs a program and returns how it ended."""
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **how)


@pytest.mark.parametrize("path", HEADED, ids=lambda path: path.name)
def test_each_file_begins_with_its_installation(path: Path) -> None:
    head = "".join(re.findall(r"^#.*\n", path.read_text(encoding="utf-8"), re.MULTILINE)[:9])
    assert re.search(r"\b(?:two|three) commands install", head, re.IGNORECASE) or "says how to install" in head


@pytest.mark.parametrize("path", sorted(DEPLOY.rglob("*.*")), ids=lambda path: path.name)
def test_commands_and_files_that_are_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8") if "__pycache__" not in path.parts else ""
    commands = _get_commands_dict(get_project_settings(), inproject=True)
    for name in re.findall(r"(?:`|/|&& |5h |run: )scrapy ([a-z]+)", text):
        assert name in commands, f"scrapy {name}"
    for name in re.findall(r"\b(?:deploy|docs|tests)/[\w./-]*\w\.\w+", text):
        assert (ROOT / name).exists(), name


# ------------------------------------------------------------------------------------------- systemd

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd-analyze")


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units, with programs that exist here in the place of /srv/unionjobs."""
    found = []
    for path in UNITS:
        text = re.sub(r"/srv/unionjobs/\.venv/bin/\w+", sys.executable, path.read_text(encoding="utf-8"))
        found.append(tmp_path / path.name)
        found[-1].write_text(text, encoding="utf-8")
    return found


@needs_systemd
def test_the_units_verify(units: list[Path]) -> None:
    ended = run(["systemd-analyze", "verify", "--man=no", *units])
    assert (ended.returncode, ended.stderr) == (0, "")
    units[0].write_text(units[0].read_text(encoding="utf-8").replace("NoNewPrivileges=yes", "NoNewPrivilege=yes"))
    assert "NoNewPrivilege" in run(["systemd-analyze", "verify", "--man=no", *units]).stderr


@needs_systemd
def test_the_services_are_hardened(units: list[Path]) -> None:
    for unit in units:
        if unit.suffix == ".service":
            ended = run(["systemd-analyze", "security", "--offline=true", "--threshold=25", unit])
            assert ended.returncode == 0, ended.stdout[-500:]


@needs_systemd
def test_the_timer_s_time_is_one() -> None:
    timer = (DEPLOY / "systemd" / "unionjobs-census.timer").read_text(encoding="utf-8")
    when = re.findall(r"^OnCalendar=(.+)$", timer, re.MULTILINE)
    assert len(when) == 1
    assert run(["systemd-analyze", "calendar", when[0]]).returncode == 0


# ---------------------------------------------------------------------------------------------- cron


def jobs() -> list[str]:
    """The commands of the crontab."""
    lines = [line for line in CRONTAB.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for line in lines:
        if re.match(r"[A-Z_]+=", line):
            continue
        *fields, command = line.split(None, 5)
        assert len(fields) == 5, line
        assert all(re.fullmatch(r"\*|\d+", field) for field in fields), line
        assert "%" not in command, "cron reads it as the end of a line"
        found.append(command)
    return found


@pytest.mark.parametrize(("status", "mailed"), [(0, False), (1, False), (2, True), (75, True)])
def test_cron_mails_what_somebody_must_set_right(tmp_path: Path, status: int, mailed: bool) -> None:
    scrapy = tmp_path / "scrapy"
    scrapy.write_text(f"#!/bin/sh\necho crawled $*\nexit {status}\n")
    scrapy.chmod(0o755)
    (tmp_path / "log").mkdir()
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    commands = [command for command in jobs() if "crawlall" in command]
    assert len(commands) == 2
    for command in commands:
        ended = run(["/bin/sh", "-c", command.replace("/srv/unionjobs", str(tmp_path))], env=environment)
        assert bool(ended.stdout + ended.stderr) is mailed
        assert ended.stdout in ("", "crawled crawlall --since-last 20h\n")


# ------------------------------------------------------------------------------------ GitHub Actions


@pytest.fixture(scope="module")
def workflow() -> Mapping[str, Any]:
    """The workflow as GitHub reads it."""
    loaded: Mapping[str, Any] = YAML(typ="safe").load(WORKFLOW)
    return loaded


@pytest.mark.slow
def test_the_workflow_fits_its_schema(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    ended = run([*command, WORKFLOW])
    assert ended.returncode == 0, ended.stdout
    wrong = tmp_path / "census.yml"
    wrong.write_text(WORKFLOW.read_text(encoding="utf-8").replace("runs-on", "run-on"))
    assert run([*command, wrong]).returncode == 1


def test_the_workflow_s_steps_are_the_promised_ones_in_order(workflow: Mapping[str, Any]) -> None:
    steps = workflow["jobs"]["census"]["steps"]
    for script in (step["run"] for step in steps if "run" in step):
        assert run(["bash", "-n", "-c", script]).returncode == 0
    told = json.dumps(steps)
    order = ["actions/checkout", "requirements.lock", "quick_check", "crawlall --since-last 20h", "VACUUM INTO"]
    order += ["scrapy release", "upload-artifact", "scrapy health"]
    places = [told.index(word) for word in order]
    assert places == sorted(places)
    assert workflow["concurrency"]["cancel-in-progress"] is False


GH = """#!{python}
import pathlib, shutil, subprocess, sys, json
folder, (verb, *rest) = pathlib.Path({folder!r}), sys.argv[1:]
(folder.parent / "calls").open("a").write(" ".join(sys.argv[1:]) + "\\n")
if (folder.parent / "down").exists():
    sys.exit("error connecting to api.github.com")
if verb == "api":
    if not folder.exists():
        sys.exit("gh: Not Found (HTTP 404)")
    said = json.dumps({{"assets": [dict(name=each.name, state="uploaded") for each in folder.iterdir()]}})
    if "--jq" in rest:
        wanted = rest[rest.index("--jq") + 1]
        said = subprocess.run(["jq", "-r", wanted], input=said, text=True, capture_output=True, check=True).stdout
    print(said, end="")
elif rest[0] == "create":
    folder.mkdir()
elif rest[0] == "download":
    pathlib.Path("kept").mkdir()
    shutil.copy(folder / rest[3], "kept")
elif rest[0] == "upload":
    shutil.copy(rest[2], folder)
elif rest[0] == "delete-asset":
    (folder / rest[2]).unlink()
"""
"""GitHub's program as far as the workflow uses it, with a folder for a release."""


class Runner:
    """A machine of GitHub's that carries out steps of the workflow."""

    def __init__(self, folder: Path, workflow: Mapping[str, Any]) -> None:
        self.folder = folder
        self.release = folder / "release"
        self.work = folder / "work"
        self._scripts = {step["name"]: step["run"] for step in workflow["jobs"]["census"]["steps"] if "run" in step}
        programs = folder / "bin"
        programs.mkdir()
        (programs / "gh").write_text(GH.format(python=sys.executable, folder=str(self.release)))
        (programs / "gh").chmod(0o755)
        (programs / "python").symlink_to(sys.executable)
        path = f"{programs}:{os.environ['PATH']}"
        self._environment = {**os.environ, "PATH": path, "GITHUB_REPOSITORY": "o/r", "KEPT": "census-database"}

    def fresh(self) -> None:
        """Another day's machine: nothing is left on it."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()

    def do(self, name: str) -> subprocess.CompletedProcess[str]:
        """Carries out a step, as GitHub does."""
        script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self._scripts[name]]
        return run(script, cwd=self.work, env=self._environment)

    def rows(self) -> list[tuple[int]]:
        """What is in the database."""
        with closing(sqlite3.connect(self.work / "unionjobs.db")) as database:
            return database.execute("SELECT number FROM days ORDER BY number").fetchall()

    def crawl(self, day: int) -> None:
        """A day's work, as far as it can be seen here."""
        with closing(sqlite3.connect(self.work / "unionjobs.db")) as database, database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE IF NOT EXISTS days (number INTEGER)")
            database.execute("INSERT INTO days VALUES (?)", (day,))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("jq"), reason="this machine has no jq")
def test_the_workflow_keeps_its_database_and_never_begins_anew(tmp_path: Path, workflow: Mapping[str, Any]) -> None:
    runner = Runner(tmp_path, workflow)
    for day in range(3):
        runner.fresh()
        ended = runner.do("Fetch the database")
        assert ended.returncode == 0, ended.stderr
        if day:
            assert runner.rows() == [(each,) for each in range(day)]
        runner.crawl(day)
        for old in list(runner.release.iterdir()):  # the clock of a test does not move: yesterday's file gets older
            old.rename(old.with_name(f"unionjobs-2000010{day}T000000Z.db.gz"))
        ended = runner.do("Keep the database")
        assert ended.returncode == 0, ended.stderr
        assert len(list(runner.release.iterdir())) == min(day + 1, 2)

    # GitHub does not answer: no crawl into an empty database
    runner.fresh()
    (tmp_path / "down").touch()
    assert runner.do("Fetch the database").returncode == 1
    assert not (runner.work / "unionjobs.db").exists()
    assert (tmp_path / "calls").read_text().splitlines()[-1].startswith("api "), "no new record is begun"
    (tmp_path / "down").unlink()

    # a file that broke on its way is not taken for the record
    newest = max(runner.release.iterdir())
    newest.write_bytes(gzip.compress(gzip.decompress(newest.read_bytes())[:5000]))
    assert runner.do("Fetch the database").returncode != 0


@pytest.mark.skipif(not shutil.which("jq"), reason="this machine has no jq")
def test_the_workflow_keeps_the_newest_seven(tmp_path: Path, workflow: Mapping[str, Any]) -> None:
    runner = Runner(tmp_path, workflow)
    runner.fresh()
    runner.release.mkdir()
    for number in range(9):
        (runner.release / f"unionjobs-2000010{number + 1}T000000Z.db.gz").touch()
    runner.crawl(1)
    assert runner.do("Keep the database").returncode == 0
    left = sorted(path.name for path in runner.release.iterdir())
    assert len(left) == 7
    assert left[0] == "unionjobs-20000104T000000Z.db.gz"


@pytest.mark.parametrize(("status", "ended"), [(0, 0), (1, 0), (124, 0), (2, 1), (75, 1)])
def test_the_workflow_goes_on_after_an_incomplete_source(
    tmp_path: Path, workflow: Mapping[str, Any], status: int, ended: int
) -> None:
    runner = Runner(tmp_path, workflow)
    runner.fresh()
    (tmp_path / "bin" / "scrapy").write_text(f"#!/bin/sh\nexit {status}\n")
    (tmp_path / "bin" / "scrapy").chmod(0o755)
    assert runner.do("Crawl what is due").returncode == ended


# ------------------------------------------------------------------------------------------- Scrapyd


@pytest.fixture
def schedule(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """deploy/scrapyd/schedule.py."""
    monkeypatch.syspath_prepend(str(DEPLOY / "scrapyd"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    import schedule  # type: ignore[import-not-found, unused-ignore]

    module: ModuleType = schedule
    return module


def test_sources_of_one_host_go_to_one_worker(schedule: ModuleType) -> None:
    hosts = {"a1": "a", "a2": "a", "a3": "a", "b": "b", "c": "c", "d": "d"}
    first, second = schedule.Worker("http://1", ["d"]), schedule.Worker("http://2")
    plan = {source: worker.url for worker, source in schedule.spread(hosts, hosts, [first, second])}
    assert plan == {"a1": "http://2", "a2": "http://2", "a3": "http://2", "b": "http://1", "c": "http://1"}

    # what waits or runs already stays where it is, and what shares its host follows it
    first.has = ["a1", "b", "c", "d"]
    plan = {source: worker.url for worker, source in schedule.spread(hosts, hosts, [first, second])}
    assert plan == {"a2": "http://1", "a3": "http://1"}


def test_the_register_s_hosts_are_known(schedule: ModuleType) -> None:
    hosts = schedule.hosts_of(["unionjobs", "kiwa"])
    assert hosts["kiwa"] == "kiwa.bamboohr.com"
    assert hosts["unionjobs"].endswith("unionjobs.com")
