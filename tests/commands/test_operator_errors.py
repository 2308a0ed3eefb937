"""What goes wrong for the person at the terminal: one line with cause and cure, a status, no traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest

from lab.program.program import ROOT, Ended, Program
from lab.replica import Fault
from tests.conftest import Site, ad
from tests.support.stored import run_once
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 113)]


def assert_one_line(ended: Ended, status: int, *said: str) -> None:
    assert ended.status == status, ended.err
    assert "Traceback" not in ended.err
    lines = [line for line in ended.err.splitlines() if "error" in line.lower()]
    assert len(lines) == 1, ended.err
    for words in said:
        assert words in lines[0]


WRONG = [
    ("unionjobs.db", "is not a database address"),
    ("mysql://somewhere/jobs", "not supported"),
    ("postgresql://nobody@127.0.0.1:9/none", "PostgreSQL cannot be reached"),
    ("sqlite:///{folder}/notes.txt", "the file is something else"),
    ("sqlite:///", "names no file"),
    ("sqlite:///.", "is a folder"),
    ("sqlite://", "names no file"),
    ("sqlite:///:memory:", "names no file"),
    ("sqlite:///file:jobs?mode=memory&uri=true", "names no file"),
    ("sqlite:///file::memory:?cache=shared&uri=true", "names no file"),
]


@pytest.mark.parametrize("command", [("crawl", "unionjobs"), ("export",)], ids=lambda command: command[0])
@pytest.mark.parametrize(("url", "said"), WRONG)
def test_wrong_database_url(program: Program, tmp_path: Path, url: str, said: str, command: tuple[str, ...]) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, only a few words in a text file\n" * 40)
    program.database_url = url.format(folder=tmp_path)
    assert_one_line(program(*command), 2, said)


def test_a_crawl_says_which_folder_is_missing(program: Program, tmp_path: Path) -> None:
    program.database_url = f"sqlite:///{tmp_path}/no/such/folder/jobs.db"
    assert_one_line(program("crawl", "unionjobs"), 2, "does not exist: create it")


READERS = ["export", "health", "why unionjobs:1", "report", "feeds f", "release r", "browse", "duplicates", "relink"]


@pytest.mark.parametrize("command", READERS)
def test_a_mistyped_path_makes_no_database(program: Program, tmp_path: Path, command: str) -> None:
    program.database_url = f"sqlite:///{tmp_path}/unionjob.db"
    assert_one_line(program(*command.split()), 2, "there is no database at", "make crawl")
    assert not list(tmp_path.glob("unionjob.db*"))


@pytest.mark.parametrize("command", ["export", "health", "report", "publish site", "feeds f", "browse"])
def test_a_file_without_our_tables_gets_none_from_a_reader(program: Program, tmp_path: Path, command: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE moz_places (url TEXT)")
    other.close()
    before = path.read_bytes()
    program.database_url = f"sqlite:///{path}"
    ended = program(*command.split())
    assert ended.status == (1 if command == "health" else 2)
    assert "nothing has been crawled into" in ended.out + ended.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["publish", "feeds", "release"])
def test_nothing_is_published_of_a_database_into_which_nothing_was_crawled(
    program: Program, tmp_path: Path, command: str
) -> None:
    Database(program.database_url).close()
    assert_one_line(program(command, str(tmp_path / "made")), 2, "nothing has been crawled into")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("table", ["postings", "stretches", "counts", "jobs"])
def test_a_database_into_which_nothing_was_crawled_exports_the_heads_of_its_tables(
    program: Program, table: str
) -> None:
    Database(program.database_url).close()
    ended = program("export", "--table", table)
    assert ended.status == 0, ended.err
    assert ended.out.splitlines() == [",".join(TABLES[table].columns)]


AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()
"""Whom a file's permissions bind: not root."""


@cache
def _runs_here() -> bool:
    """Whether they may run this interpreter and read this checkout: either may lie in a folder of root's."""
    words = [*AS_NOBODY, sys.executable, "-c", "import unionjobs_scraper"]
    return not AS_NOBODY or (
        which("setpriv") is not None
        and not subprocess.run(words, cwd=ROOT, capture_output=True, check=False).returncode
    )


@pytest.mark.parametrize("command", ["export", "health", "why unionjobs:101"])
def test_a_database_that_may_only_be_read_is_read(site: Site, program: Program, command: str) -> None:
    if not _runs_here():
        pytest.skip("setpriv is missing, or the interpreter lies where only root may read")
    site.show(ADS)
    with TemporaryDirectory() as name:
        path = Path(name, "unionjobs.db")
        program.database_url = f"sqlite:///{path}"
        assert program.crawl().status == 0
        path.chmod(0o444)
        path.parent.chmod(0o555)
        wanted, before = program(*command.split()).out, path.read_bytes()
        words = [*AS_NOBODY, sys.executable, "-m", "scrapy", *command.split()]
        ended = subprocess.run(words, cwd=ROOT, env=program.environment(), capture_output=True, text=True, check=False)
        path.parent.chmod(0o755)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout == wanted
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_password_is_not_shown(program: Program) -> None:
    program.database_url = "postgresql://me:secret@127.0.0.1:9/jobs"
    ended = program("crawl", "unionjobs")
    assert "secret" not in ended.err + ended.out


def test_unwritable_folder(program: Program) -> None:
    program.database_url = "sqlite:////proc/unionjobs.db"  # not even root may write there
    assert_one_line(program("crawl", "unionjobs"), 2, "writable")


def test_unknown_source(program: Program) -> None:
    ended = program("crawl", "unionjob")
    assert_one_line(ended, 2, "unknown source 'unionjob'", "did you mean 'unionjobs'?")


def test_database_locked_by_another_program(site: Site, program: Program, tmp_path: Path) -> None:
    site.show(ADS)
    assert program.crawl().status == 0
    other = sqlite3.connect(tmp_path / "unionjobs.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    ended = program("crawl", "unionjobs", DATABASE_TIMEOUT=0.2)
    other.close()
    assert_one_line(ended, 75, "is locked by another program", "run this again")


def test_database_locked_in_the_middle_of_a_run(site: Site, program: Program, tmp_path: Path) -> None:
    """The run stops, says so, and the next one finds everything as it was and records the broken one."""
    site.show(ADS)
    other = sqlite3.connect(tmp_path / "unionjobs.db", isolation_level=None, check_same_thread=False)

    def lock(body: bytes) -> bytes:
        other.execute("BEGIN EXCLUSIVE")
        return body

    site.replica.break_(Fault(kind="rewrite", rewrite=lock, path="*id=101", times=1))
    ended = program.crawl(at="2026-05-01T06:00:00Z", DATABASE_TIMEOUT=0.2)
    other.close()
    assert_one_line(ended, 75, "is locked by another program")
    assert program.crawl(at="2026-05-01T07:00:00Z").status == 0
    assert [(row["verdict"], row["reason"].partition(":")[0]) for row in program.rows("runs")] == [
        ("failed", "interrupted"),
        ("complete", ""),
    ]
    assert len(program.rows()) == len(ADS)


def test_no_network(program: Program, site: Site) -> None:
    site.replica.stop()
    ended = program("crawl", "unionjobs")
    assert ended.status == 1
    assert "Traceback" not in ended.err
    assert "is the network, or its proxy, up?" in ended.out


@pytest.mark.parametrize("run_at", ["yesterday", "2026-13-01"])
def test_wrong_time(program: Program, run_at: str) -> None:
    program.run_at = run_at
    assert_one_line(program("crawl", "unionjobs"), 2, "is not a time", "2026-05-01T06:00:00Z")


def test_export_says_what_it_cannot_do(program: Program, tmp_path: Path) -> None:
    assert_one_line(
        program("export", "-o", str(tmp_path / "jobs.xls")), 2, ".csv, .jsonl, .parquet, .duckdb, .xlsx or .dta"
    )
    run_once(program.database_url)
    assert_one_line(program("export", "-o", "/proc/jobs.csv"), 2, "cannot be written")
    assert_one_line(program("export", "--since", "May"), 2, "write a day as 2026-05-01")


def test_a_broken_register_names_the_line(program: Program) -> None:
    ended = program("crawl")
    assert ended.status == 2
    assert "scrapy crawl SOURCE" in ended.err


@pytest.mark.parametrize(
    ("head", "cure"),
    [
        (b"SQLite format 3\0" + b"\xff" * 5000, "restore the newest backup"),
        (bytes(5000), "restore the newest backup"),  # what a disk leaves of a file that it lost
        (b"title,employer\n" * 500, "the file is something else"),
        (b"PK\x03\x04" + b"\xff" * 5000, "the file is something else"),
    ],
)
def test_a_damaged_file_is_named_as_damaged(program: Program, tmp_path: Path, head: bytes, cure: str) -> None:
    (tmp_path / "u.db").write_bytes(head)
    program.database_url = f"sqlite:///{tmp_path}/u.db"
    for command in (("health",), ("export",), ("crawl", "unionjobs")):
        ended = program(*command)
        assert (ended.status, ended.out) == (2, "")
        assert cure in ended.err
    assert (tmp_path / "u.db").read_bytes() == head
