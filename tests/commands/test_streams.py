"""Standard output of any charset, closed, full, or no longer read: one line at most, never a traceback."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lab.program.program import ROOT, Program
from tests.support.stored import AD, MONDAY, page, store
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow

TITLE = "Zażółć 組合 Organizer"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(f"sqlite:///{tmp_path}/unionjobs.db")
    database = Database(program.database_url)
    store(database, MONDAY, page(replace(AD, title=TITLE), MONDAY))
    database.close()
    return program


def shell(program: Program, line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The line as a shell runs it; `scrapy` is this project's."""
    line = line.replace("scrapy", f"{sys.executable} -m scrapy")
    return subprocess.run(
        ["bash", "-c", line],
        cwd=ROOT,
        env={**program.environment(), **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("charset", ["cp1252", "ascii", "utf-16"])
def test_data_is_utf_8_whatever_the_charset_of_the_output(program: Program, charset: str) -> None:
    ended = shell(program, "scrapy export", PYTHONIOENCODING=charset)
    assert (ended.returncode, ended.stderr) == (0, b"")
    rows = list(csv.DictReader(io.StringIO(ended.stdout.decode("utf-8"))))
    assert [row["title"] for row in rows] == [TITLE]


@pytest.mark.parametrize("charset", ["cp1252", "ascii"])
def test_words_that_a_terminal_cannot_show_are_shown_otherwise(program: Program, charset: str) -> None:
    ended = shell(program, "scrapy why unionjobs:99001", PYTHONIOENCODING=charset)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\\u7d44" in ended.stdout


@pytest.mark.parametrize(
    ("to", "said"), [(">&-", "standard output is closed"), ("> /dev/full", "No space left on device")]
)
def test_an_output_that_takes_nothing_is_one_line(program: Program, to: str, said: str) -> None:
    ended = shell(program, f"scrapy export {to}")
    assert ended.returncode == 2
    assert ended.stderr.decode().count("\n") == 1
    assert said in ended.stderr.decode()
    assert "-o FILE" in ended.stderr.decode()


@pytest.mark.parametrize("command", ["export --table runs", "why unionjobs:99001"])
def test_a_reader_that_has_seen_enough_is_no_error(program: Program, command: str) -> None:
    ended = shell(program, f"set -o pipefail; scrapy {command} | true")
    assert (ended.returncode, ended.stderr) == (0, b"")
