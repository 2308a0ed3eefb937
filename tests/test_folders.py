"""Where an operator's files are, with a home and without one; and settings that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab.program.program import ROOT
from unionjobs_scraper import folders
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.setting_values import check

NAME = "unionjobs_scraper"


@pytest.mark.parametrize(
    ("environment", "own", "caches"),
    [
        ({"HOME": "/users/a"}, f"/users/a/.config/{NAME}", f"/users/a/.cache/{NAME}"),
        ({"HOME": "/users/a", "XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/k"}, f"/c/{NAME}", f"/k/{NAME}"),
        ({"HOME": "/users/a", "XDG_CACHE_HOME": "k"}, f"/users/a/.config/{NAME}", f"/users/a/.cache/{NAME}"),
        ({"HOME": "/users/a", "UNIONJOBS_HOME": "~/own"}, "/users/a/own", f"/users/a/.cache/{NAME}"),
        ({"HOME": "not/absolute"}, os.devnull, None),
        ({"UNIONJOBS_HOME": "/etc/unionjobs"}, "/etc/unionjobs", None),
        ({}, os.devnull, None),
    ],
)
def test_folders_follow_xdg_and_need_no_home(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], own: str, caches: str | None
) -> None:
    def nobody(number: int) -> None:
        raise KeyError(number)

    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "UNIONJOBS_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)  # a number that is no user, as containers and units have them
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert folders.own_folder() == Path(own)
    assert folders.cache_folder() == (Path(caches) if caches else None)


@pytest.mark.slow
def test_a_number_that_is_no_user_and_has_no_home_can_start_it(tmp_path: Path) -> None:
    command = "import os, pwd, sys; pwd.getpwuid = {}.__getitem__; sys.argv = ['unionjobs', 'list']\n"
    command += "from unionjobs_scraper.__main__ import main; main()"
    kept = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "UNIONJOBS_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in kept} | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", command], cwd=tmp_path, env=environment, capture_output=True)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"unionjobs" in ended.stdout.split()


@pytest.mark.parametrize("value", [3, 0.5, "3", "0.2", None])
def test_a_number_may_be_written_as_a_text(value: object) -> None:
    check("DOWNLOAD_DELAY", value, 2)


@pytest.mark.parametrize(
    ("name", "value", "default", "said"),
    [
        ("DOWNLOAD_DELAY", "abc", 2, "DOWNLOAD_DELAY=abc is no number, as 2 is"),
        ("DATABASE_TIMEOUT", "", 30.0, "DATABASE_TIMEOUT= is no number"),
        ("HTTPCACHE_ENABLED", "maybe", True, "HTTPCACHE_ENABLED=maybe is no switch: it is True or False"),
        ("settings.toml: RETRY_TIMES", [1], 2, r"settings.toml: RETRY_TIMES=\[1\] is no number"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, value: object, default: object, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        check(name, value, default)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("{} health -s DATABASE_TIMEOUT=soon", "error: DATABASE_TIMEOUT=soon is no number, as 30 is"),
        ("{} health -L NOISY", "unionjobs: error: -L NOISY: levels are DEBUG, INFO"),
        ("{} health --pidfile no/such", "error: no/such: No such file or directory"),
        ("mkdir x; cd x; rmdir ../x; {} health", "error: the folder in which this was started is gone: cd to one"),
    ],
)
def test_a_start_that_cannot_be_is_one_line(tmp_path: Path, script: str, said: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = script.format(f"{sys.executable} -m unionjobs_scraper")
    ended = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, "Traceback" in ended.stderr) == (2, "", False), ended
    assert said in ended.stderr.replace("__main__.py", "unionjobs").splitlines()[-1]
