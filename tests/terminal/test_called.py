"""Messages name commands that can be typed where the program is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab.program.program import ROOT
from unionjobs_scraper import extras
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.terminal.called import called

DECLARED = ["scrapy>=2", "psycopg[binary]>=3; extra == 'postgres'", "xlsxwriter>=3; extra == 'xlsx'"]
NEEDS = "xlsx needs the package xlsxwriter: pip install 'unionjobs-scraper[xlsx]'"


@pytest.mark.parametrize(
    ("started", "text", "said"),
    [
        ("/users/a/.local/bin/unionjobs", "names: scrapy list", "names: unionjobs list"),
        ("/users/a/.local/bin/unionjobs", "Usage: scrapy crawl [options]", "Usage: unionjobs crawl [options]"),
        ("C:/tools/unionjobs.exe", "scrapy <command> -h", "unionjobs <command> -h"),
        ("/opt/lib/unionjobs_scraper/__main__.py", "scrapy why x:1", "unionjobs why x:1"),
        ("/users/a/.local/bin/unionjobs", "Scrapy 2.19.0, scrapy.cfg", "Scrapy 2.19.0, scrapy.cfg"),
        ("/srv/.venv/bin/scrapy", "names: scrapy list", "names: scrapy list"),
        ("/srv/unionjobs/.venv/bin/scrapy", "names: scrapy list", "names: scrapy list"),
    ],
)
def test_a_command_is_named_as_the_program_was_called(
    monkeypatch: pytest.MonkeyPatch, started: str, text: str, said: str
) -> None:
    monkeypatch.setattr(sys, "argv", [started, "crawl"])
    assert called(text) == said


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("pipx_metadata.json", "xlsx needs the package xlsxwriter: pipx inject unionjobs-scraper xlsxwriter"),
        ("uv-receipt.toml", "xlsx needs the package xlsxwriter: uv pip install --python {} xlsxwriter"),
        ("pyvenv.cfg", NEEDS),
    ],
)
def test_an_extra_is_installed_the_way_that_the_program_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mark: str, said: str
) -> None:
    monkeypatch.setattr(extras, "requires", lambda name: DECLARED)
    (tmp_path / mark).touch()
    assert extras.installing(NEEDS, tmp_path) == said.format(tmp_path)


def test_brackets_of_a_package_are_kept_from_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "requires", lambda name: DECLARED)
    assert extras.packages(["xlsx", "postgres"]) == ["'psycopg[binary]'", "xlsxwriter"]
    assert extras.packages(["no_such"]) == []


def test_all_that_is_missing_is_said_at_once() -> None:
    wanted = {"no_such_a": "feeds", "pytest": "release", "no_such_b": "release"}
    said = r"a feed needs no_such_a, no_such_b: pip install 'unionjobs-scraper\[feeds,release\]'"
    with pytest.raises(SettingError, match=said):
        extras.check("a feed", wanted)
    extras.check("a feed", {"pytest": "release"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--version"], 0, "unionjobs-scraper "),
        ([], 0, "unionjobs <command> [options] [args]"),
        (["crawll"], 2, "error: there is no command 'crawll': did you mean 'crawl'?"),
        (["crawl"], 2, "one source is needed: unionjobs crawl SOURCE (names: unionjobs list)"),
        (["export", "x"], 2, "unexpected 'x': see unionjobs export --help"),
    ],
)
def test_the_console_script_speaks_of_itself(tmp_path: Path, arguments: list[str], status: int, said: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "UNIONJOBS_HOME": os.devnull}
    command = [sys.executable, "-m", "unionjobs_scraper", *arguments]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, said in ended.stdout + ended.stderr) == (status, True), ended
    assert "scrapy " not in ended.stdout + ended.stderr
