"""Faults of the database and its disk: no room, gone, crashed, locked, read-only, overwritten."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import psycopg

from lab.faults.board import AFTER, BEFORE, DAYS
from lab.faults.kill_addon import LOST
from lab.faults.middle import in_the_middle
from lab.faults.stage import POSTING, Stage
from lab.faults.trial import Doing, Trial
from lab.program.databases import Base, Postgres, Sqlite, put_back
from lab.program.postgres import Server, ordinary_user
from lab.program.program import Ended

MIB: Final = 2**20


def small_disk(stage: Stage, size: int) -> Path:
    """A file system of its own for a trial, for the server's user too; undone when the trial is over."""
    folder = Path(tempfile.mkdtemp(prefix="faults-disk-"))
    stage.clearing.callback(folder.rmdir)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "none", str(folder)]
    subprocess.run(mount, check=True)  # root's own tool
    stage.clearing.callback(subprocess.run, ["umount", str(folder)], check=True)
    return folder


def fill(folder: Path) -> Path:
    """Leaves no free byte there."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 512)
        except OSError:
            return ballast


def disk_full(stage: Stage) -> Ended:
    """The disk fills up while the postings are read."""
    disk = small_disk(stage, 24 * MIB)
    stage.base = _moved(stage, stage.base, disk)
    with in_the_middle(stage) as running:
        ballast = fill(disk)
    ended = running.ended()
    ballast.unlink()
    return ended


def _moved(stage: Stage, base: Base, disk: Path) -> Base:
    if not isinstance(base, Postgres):
        return base.copy(disk)
    user, space = ordinary_user(), f"small_{base.name}"
    os.chown(disk, user.pw_uid, user.pw_gid)
    base.server.execute(f"CREATE TABLESPACE {space} LOCATION '{disk}'")
    stage.clearing.callback(base.server.execute, f"DROP TABLESPACE {space}")
    moved = base.copy(disk, tablespace=space)
    stage.clearing.callback(moved.remove)
    return moved


def files_limited(stage: Stage) -> Ended:
    """No file of the process may grow beyond a few pages: a quota, `ulimit -f`."""
    return stage.start(limits={resource.RLIMIT_FSIZE: 40 * 1024}).ended()


def removed(stage: Stage) -> Ended:
    """The database is deleted while the postings are read; a backup takes its place the next day."""
    base = stage.base
    backup = base.copy(stage.folder / "backup")
    with in_the_middle(stage) as running:
        base.remove()
    ended = running.ended()
    if isinstance(base, Sqlite):
        put_back(base, stage.folder / "backup")
    else:
        stage.base = backup
        stage.clearing.callback(backup.remove)
    return ended


def server_crashed(stage: Stage) -> Ended:
    """The server, one of the trial's own, dies while the postings are read, and is started again the next day."""
    server = stage.clearing.enter_context(Server())
    stage.base = Postgres(server)
    today, stage.at = stage.at, DAYS[0]
    stage.show(BEFORE)
    if stage.crawl().status:
        stage.problems.append("the first day on the trial's own server did not end well")
    stage.at = today
    stage.show(AFTER)
    stage.replica.forget()
    with in_the_middle(stage) as running:
        server.stop()
    ended = running.ended()
    server.start()
    return ended


@contextmanager
def locked(stage: Stage) -> Iterator[None]:
    """Another program holds what the run wants to write."""
    if isinstance(stage.base, Sqlite):
        with closing(sqlite3.connect(stage.base.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(stage.base.url) as connection:
            connection.execute("LOCK TABLE postings, runs IN ACCESS EXCLUSIVE MODE")
            yield
            connection.rollback()


def locked_for_long(stage: Stage) -> Ended:
    """Locked from the middle of the run, for longer than the program is told to wait."""
    with in_the_middle(stage, DATABASE_TIMEOUT=1) as running:
        pass
    with locked(stage):
        return running.ended(20)


def locked_briefly(stage: Stage) -> Ended:
    """Locked from the middle of the run, for less than the program is told to wait."""
    with in_the_middle(stage) as running, locked(stage):
        stage.until(POSTING, 6, running)
    return running.ended()


def read_only(stage: Stage) -> Ended:
    """The database lets itself be read and nothing else."""
    base = stage.base
    if isinstance(base, Sqlite):
        return stage.start(environment={"DATABASE_URL": f"sqlite:///file:{base.file}?mode=ro&uri=true"}).ended()
    assert isinstance(base, Postgres)
    base.server.execute(f'ALTER DATABASE "{base.name}" SET default_transaction_read_only = on')
    ended = stage.crawl()
    base.server.execute(f'ALTER DATABASE "{base.name}" RESET default_transaction_read_only')
    return ended


def overwritten(stage: Stage) -> Ended:
    """Something wrote over the middle of the file; a backup takes its place the next day."""
    base = stage.base
    assert isinstance(base, Sqlite)
    base.copy(stage.folder / "backup")
    with base.file.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (base.file.stat().st_size - 8192))
    ended = stage.crawl()
    put_back(base, stage.folder / "backup")
    return ended


LAST_BATCH: Final = r"FROM job_keys"
"""Of the linking, inside the only batch of a run of fewer than a hundred postings."""


def last_batch_lost(words: str) -> Doing:
    """The last batch cannot be stored, and a moment later all is well again."""

    def doing(stage: Stage) -> Ended:
        return stage.crawl(ADDONS=json.dumps({"lab.faults.kill_addon.Failing": 1}), FAIL_AT=LAST_BATCH, FAIL_WITH=words)

    return doing


def _lost(words: str, status: int, kind: str) -> Trial:
    name, doing = f"last batch lost: {words.removeprefix('database ')}", last_batch_lost(words)
    return Trial(name=name, verdict="partial", status=status, doing=doing, kinds=(kind,), reason="not-stored")


TRIALS: Final = (
    _lost("database is locked", 75, "sqlite"),
    _lost("database or disk is full", 2, "sqlite"),
    _lost(LOST, 2, "postgresql"),
    Trial(name="disk full", verdict="failed", status=2, doing=disk_full, root=True),
    Trial(name="files may not grow", verdict="failed", status=2, doing=files_limited, kinds=("sqlite",)),
    Trial(name="database removed", verdict="", status=2, doing=removed),
    Trial(name="database server crashed", verdict="failed", status=2, doing=server_crashed, kinds=("postgresql",)),
    Trial(name="database locked, too long", verdict="failed", status=75, doing=locked_for_long, reason="locked"),
    Trial(name="database locked, briefly", verdict="complete", status=0, doing=locked_briefly),
    Trial(name="database read-only", verdict="", status=2, doing=read_only),
    Trial(name="database overwritten", verdict="", status=2, doing=overwritten, kinds=("sqlite",)),
)
