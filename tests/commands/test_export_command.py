"""`scrapy export` as a user meets it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from lab.program.program import ROOT, Program
from tests.support.stored import run_once
from unionjobs_scraper.storage.queries.exports import TABLES

REFUSED = [
    (("--since", "May"), "--since May: write a day as 2026-05-01"),
    (("--until", "2026-02-30"), "--until 2026-02-30: write a day as 2026-05-01"),
    (("--as-of", "yesterday"), "--as-of yesterday: write a day as 2026-05-01"),
    (("--until", "9999-12-31"), "--until 9999-12-31: write a day as 2026-05-01"),
    (("--since", "2026-06-01", "--until", "2026-05-31"), "--since 2026-06-01 is after --until 2026-05-31"),
    (("--since", "2026-05-01", "--as-of", "2026-04-30"), "--since 2026-05-01 is after --as-of 2026-04-30"),
    (("--as-of", "2026-05-02"), "--as-of 2026-05-02 is still to come"),
    (("--table", "runs", "--status", "open"), "--table runs has no --status: it knows --source, --since"),
    (("--table", "runs", "--job-family", "legal"), "--table runs has no --job-family"),
    (("--table", "jobs", "--source", "unionjobs"), "--table jobs has no --source: it knows --status"),
]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(f"sqlite:///{tmp_path}/unionjobs.db")


@pytest.mark.parametrize(("options", "said"), REFUSED)
def test_what_cannot_be_meant_is_refused_in_one_line(program: Program, options: tuple[str, ...], said: str) -> None:
    ended = program("export", *options)
    assert ended.status == 2
    assert ended.out == ""
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_every_filter_together(program: Program) -> None:
    run_once(program.database_url)
    chosen = ("--status", "open", "--source", "unionjobs", "--union", "SEIU", "--job-family", "legal")
    ended = program("export", *chosen, "--since", "2026-04-30", "--until", "2026-05-01", "--as-of", "2026-05-01")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == ",".join(TABLES["postings"].columns) + "\n"


def test_a_bar_for_a_person_and_silence_for_a_log(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    run_once(program.database_url)
    quiet = program("export", "-o", str(path))
    assert quiet.err == f"{path}: 0 rows of postings\n"
    terminal, end = pty.openpty()
    environment = dict(program.environment()) | {"TERM": "xterm", "COLUMNS": "200"}
    command = [sys.executable, "-m", "scrapy", "export", "-o", str(path)]
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=end, check=True)
    os.close(end)
    seen = os.read(terminal, 65536).decode()
    os.close(terminal)
    assert "━" in seen, "a bar"
    assert "0 rows of postings" in seen
