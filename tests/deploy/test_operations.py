"""Every command in docs/operations.md, run as it stands there, in its order, in a fresh folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lab.archives.web import Web
from lab.program.postgres import shared
from lab.program.postgres_programs import binaries
from lab.program.program import ROOT
from tests.conftest import Site, ad
from tests.support.typed import scrapy_typed
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow

GUIDE = ROOT / "docs" / "operations.md"
ADDRESS = "postgresql://unionjobs@localhost/unionjobs"
"""Stands in the guide for the reader's own."""
EXPECTED = re.compile(r"\s+# exit status (\d+)$")
SETTINGS = "from unionjobs_scraper.settings import *\nDOWNLOAD_DELAY = 0\nRETRY_TIMES = 0\n"
SQLITE3 = """#!{python}
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1], isolation_level=None).execute(sys.argv[2]):
    print("|".join(map(str, row)))
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the guide, and how it has to end."""

    words: str
    status: int
    run: bool


def commands(guide: str) -> Iterator[Command]:
    """The commands of the fenced `sh` blocks; a line that ends in a backslash goes on."""
    for info, block in re.findall(r"^```sh ?(.*)\n((?:.*\n)*?)```$", guide, re.MULTILINE):
        assert info in ("", "not-run"), info
        for line in block.replace("\\\n", " ").splitlines():
            expected = EXPECTED.search(line)
            yield Command(EXPECTED.sub("", line), int(expected[1]) if expected else 0, info != "not-run")


FOUND = list(commands(GUIDE.read_text(encoding="utf-8")))


def test_most_commands_are_run() -> None:
    assert sum(each.run for each in FOUND) >= 20
    left_out = {each.words.split()[0] for each in FOUND if not each.run}
    assert left_out <= {"python3", ".venv/bin/pip", ".", "git", "sudo", "pip", "pipx", "unionjobs", "docker"}
    text = GUIDE.read_text(encoding="utf-8")
    assert len(re.findall("^```", text, re.MULTILINE)) == 2 * (len(re.findall("^```(?:sh|toml)", text, re.MULTILINE)))
    assert not re.findall(r"^    \S", text, re.MULTILINE)  # no command hides in an indented block


def test_the_words_about_a_newer_schema_are_the_program_s(tmp_path: Path) -> None:
    source = Path(str(sys.modules[Database.__module__].__file__)).read_text(encoding="utf-8")
    quoted = re.search(r"`(was written by a newer version of this program) \(schema …\)`", GUIDE.read_text("utf-8"))
    assert quoted
    assert quoted[1] in source


@pytest.fixture
def surroundings(site: Site, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a deployment: the programs on the PATH, the replica for a web, no delay."""
    programs, deployment = tmp_path / "bin", tmp_path / "deployment"
    for folder in (programs, deployment):
        folder.mkdir()
    (programs / "sqlite3").write_text(SQLITE3.format(python=sys.executable))
    (programs / "sqlite3").chmod(0o755)
    (deployment / "scrapy.cfg").write_text("[settings]\ndefault = hurried\n")
    Web(deployment / "pages.warc.gz").visit(
        [ad(number) for number in range(101, 113)], datetime(2026, 5, 1, tzinfo=UTC)
    )
    shutil.copy(deployment / "pages.warc.gz", deployment / "more.warc.gz")
    (deployment / "folder").mkdir()
    shutil.copy(deployment / "pages.warc.gz", deployment / "folder")
    (deployment / "captures.cdxj").write_text(
        'com,unionjobs)/staffing_list.php 20050101000000 {"url": "http://www.unionjobs.com/staffing_list.php",'
        ' "status": "200", "length": "123", "offset": "456", "filename": "a.warc.gz"}\n'
    )
    (deployment / "hurried.py").write_text(SETTINGS)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "SCRAPY_SETTINGS_MODULE") and not name.lower().endswith("_proxy")
    }
    variables = {
        **inherited,
        **site.replica.environment,
        "PATH": f"{programs}:{binaries()}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "RUN_AT": "2026-05-01T06:00:00Z",
    }
    with scrapy_typed(programs / "scrapy"):
        yield variables


def test_every_command_does_what_the_guide_says(site: Site, surroundings: dict[str, str], tmp_path: Path) -> None:
    site.show([*(ad(number) for number in range(101, 113)), ad(12345)])
    server = shared()
    name = server.create()
    lines = []
    for number, each in enumerate(FOUND):
        if each.run:
            lines.append(f"echo '== {number}'; echo '== {number}' >&2")
            lines.append(each.words.replace(ADDRESS, f"'{server.url(name)}'"))
            lines.append(f'status=$?; [ $status = {each.status} ] || {{ echo "ended $status" >&2; exit 100; }}')
    ended = subprocess.run(
        ["sh"],
        input="\n".join(lines),
        cwd=tmp_path / "deployment",
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    server.drop(name)
    last = int(re.findall(r"^== (\d+)$", ended.stderr, re.MULTILINE)[-1])
    assert ended.returncode == 0, f"{FOUND[last].words}\n{ended.stdout[-1500:]}\n{ended.stderr[-1500:]}"
    assert "It was already there at the first census" in ended.stdout
    assert "rows copied to postgresql" in ended.stdout
    assert "ok\n" in ended.stdout
    assert "13\n" in ended.stdout
    assert (tmp_path / "deployment" / "fixtures").is_dir()
    assert len((tmp_path / "deployment" / "postings.csv").read_text(encoding="utf-8").splitlines()) > 13
