"""The program as a wheel installs it: all files, the console script's commands, the operator's own files beside."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lab.program.program import ROOT
from lab.replica import Replica
from tests.adding.test_addsource import LIST, detail
from tests.conftest import Site, ad
from tests.support.source_tree import PACKAGE

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 113)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    names = ["unionjobs_scraper", "pyproject.toml", "README.md", "LICENSE", "NOTICE"]
    subprocess.run(["cp", "-r", *names, str(source)], cwd=ROOT, check=True)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*pip, str(source)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


class Operator:
    """Somebody who has the program from its wheel: a home, and a folder that is no checkout."""

    def __init__(self, installed: Path, folder: Path, replica: Replica) -> None:
        self.installed = installed
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        kept = {name: value for name, value in os.environ.items() if name not in ("UNIONJOBS_HOME", "PYTHONPATH")}
        own = {"HOME": str(self.home), "PYTHONPATH": str(installed), "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": ""}
        self.environment = kept | replica.environment | own

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "unionjobs_scraper", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def sources() -> set[str]:
    """The package's files: those that git knows, or all of them in a copy of the sources that is no checkout."""
    if shutil.which("git"):
        tracked = subprocess.run(["git", "ls-files", PACKAGE], cwd=ROOT, capture_output=True, text=True, check=False)
        if tracked.returncode == 0 and tracked.stdout:
            return set(tracked.stdout.split())
    files = (path for path in (ROOT / PACKAGE).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_a_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("unionjobs_scraper/")}
        scripts = archive.read(next(name for name in archive.namelist() if name.endswith("entry_points.txt"))).decode()
    assert sources() <= packed
    assert "unionjobs = unionjobs_scraper.__main__:main" in scripts


def test_it_crawls_exports_and_adds_from_any_folder(installed: Path, site: Site, tmp_path: Path) -> None:
    site.show(ADS)
    site.replica.tag()  # so that the list is kept, and asked after
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    operator = Operator(installed, folder, site.replica)
    own = operator.home / ".config" / "unionjobs_scraper"
    own.mkdir(parents=True)
    (own / "settings.toml").write_text("DOWNLOAD_DELAY = 0\n")
    ended = operator("crawl", "unionjobs")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert operator("export", "-o", "jobs.csv").returncode == 0
    with (folder / "jobs.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(ADS)
    assert (folder / "unionjobs.db").is_file()
    assert list((operator.home / ".cache" / "unionjobs_scraper").iterdir())

    api = "https://lamplighters.bamboohr.com/careers"
    site.replica.put(f"{api}/list", json.dumps(LIST), headers={"Content-Type": "application/json"})
    for number in range(1, 6):
        page = json.dumps(detail(number))
        site.replica.put(f"{api}/{number}/detail", page, headers={"Content-Type": "application/json"})
    before = {path: path.stat().st_mtime for path in installed.rglob("*.toml")}
    ended = operator("addsource", "https://lamplighters.bamboohr.com/careers")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "[lamplighters]" in (own / "boards.toml").read_text(encoding="utf-8")
    assert before == {path: path.stat().st_mtime for path in installed.rglob("*.toml")}
    assert "lamplighters" in operator("list").stdout.split()
    assert operator("crawl", "lamplighters").returncode == 0


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("settings.toml", "DOWNLOAD_DELAY = \n", "settings.toml cannot be read"),
        ("settings.toml", "download_delay = 3\n", "'download_delay' is no setting"),
        ("boards.toml", "[mine]\ntitle = 3\n", "boards.toml, line 2: [mine] title = 3 should be a text"),
    ],
)
def test_a_mistake_in_the_operators_own_files_is_one_line(
    installed: Path, site: Site, tmp_path: Path, file: str, text: str, said: str
) -> None:
    operator = Operator(installed, tmp_path, site.replica)
    own = tmp_path / "own"
    own.mkdir()
    (own / file).write_text(text)
    operator.environment["UNIONJOBS_HOME"] = str(own)
    ended = operator("crawl", "unionjobs")
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
