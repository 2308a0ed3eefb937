"""Standard streams as a shell hands them over: closed, full, narrow, or read by somebody who leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab.program.program import ROOT
from unionjobs_scraper.adding import add
from unionjobs_scraper.adding.find import NotAdded

CHILD = """\
import os, sys
from unionjobs_scraper.terminal.streams import careful, data_output, patient
{before}
with careful():
    {during}
sys.stderr.write("went on")
"""


def child(during: str, before: str = "", **streams: object) -> subprocess.CompletedProcess[str]:
    ended: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-c", CHILD.format(before=before, during=during)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        text=True,
        check=False,
        **{"capture_output": True, **streams},  # type: ignore[call-overload]
    )
    return ended


def test_a_stream_that_was_closed_is_one_to_nowhere() -> None:
    assert child("print('a'); sys.stdout.isatty()", "sys.stdout = None").stderr == "went on"
    assert child("sys.stderr.write('a')", "sys.stderr = None").returncode == 0


def test_data_want_a_stream_that_is_there() -> None:
    ended = child("with data_output(): pass", "sys.stdout = None")
    assert "standard output is closed: use -o FILE" in ended.stderr


@pytest.mark.parametrize(("during", "heard"), [("print('a'); sys.stdout.flush()", ""), ("", "worked")])
def test_work_that_prints_goes_on_when_its_reader_leaves(during: str, heard: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    work = "with patient(): print('a' * 99999, flush=True); print('b', flush=True); sys.stderr.write('worked ')"
    try:
        ended = child(during or work, capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    finally:
        os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, f"{heard} went on".strip())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "status"), [("list >&-", 0), ("list >/dev/full", 2), ("list 2>&- >&- <&-", 0), ("list | head -1", 0)]
)
def test_a_list_of_sources_into_such_a_stream(command: str, status: int) -> None:
    script = f"set -o pipefail; {sys.executable} -m unionjobs_scraper {command}"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        ["bash", "-c", script], cwd="/", env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr.count("\n") <= 1, "Exception" in ended.stderr) == (status, True, False)


@pytest.mark.slow
def test_a_table_of_sources_is_printed_in_a_charset_that_lacks_its_signs() -> None:
    narrow = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "unionjobs_scraper", "list", "-v"]
    assert subprocess.run(command, cwd="/", env=narrow, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_register_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    register = tmp_path / "boards.toml"
    register.write_text("kept")
    (tmp_path / ".boards.toml.part").symlink_to("/dev/full")
    with pytest.raises(NotAdded, match=r"boards.toml cannot be written \(No space left on device\), nothing was added"):
        add._replace(register, "new")
    assert register.read_text() == "kept"
    add._replace(register, "new")
    assert register.read_text() == "new"


def test_a_register_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "boards.toml").symlink_to(tmp_path / "dotfiles" / "boards.toml")
    add._replace(tmp_path / "boards.toml", "new")
    assert (tmp_path / "boards.toml").is_symlink()
    assert (tmp_path / "dotfiles" / "boards.toml").read_text() == "new"
