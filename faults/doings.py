"""Faults of the machine and of whoever runs the program: killed, stopped, no room, no database, two at a time."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg

from faults.bases import Postgres, Sqlite, put_back
from faults.board import BEFORE, DAYS
from faults.stage import LIST, POSTING, Running, Stage
from faults.trial import Doing, Trial
from replica import Fault
from tests.postgres import Server, ordinary_user
from tests.program import Ended

KILLED: Final = -signal.SIGKILL
LATE: Final = 0.4
"""Seconds that a posting's page takes while a trial wants to act."""
MIB: Final = 2**20


# ------------------------------------------------------------------------------- killed and stopped


def killed_at(path: str, after: int = 0) -> Doing:
    """kill -9 while the program waits for a page."""

    def doing(stage: Stage) -> Ended:
        hold = Fault(kind="timeout", path=path, after=after)
        stage.replica.break_(hold)
        running = stage.start()
        stage.until(f"*{path}", after + 1, running)
        running.signal(signal.SIGKILL)
        stage.replica.mend(hold)
        return running.ended()

    return doing


def killed_in(pattern: str, when: str) -> Doing:
    """kill -9 at a statement, or at the commit of its transaction."""

    def doing(stage: Stage) -> Ended:
        return stage.crawl(ADDONS=json.dumps({"faults.dying.Dying": 1}), DIE_AT=pattern, DIE_WHEN=when)

    return doing


def power_cut(stage: Stage) -> Ended:
    """kill -9 at the last commit, and half of SQLite's write-ahead log never reached the disk."""
    ended = killed_in(FINISHING, "commit")(stage)
    assert isinstance(stage.base, Sqlite)
    log = stage.base.file.with_name(stage.base.file.name + "-wal")
    os.truncate(log, log.stat().st_size // 2)
    return ended


@contextmanager
def in_the_middle(stage: Stage, **settings: Any) -> Iterator[Running]:
    """A run that has read the list and one posting, and is slow with the others."""
    slow = Fault(kind="late", path=POSTING, seconds=LATE)
    stage.replica.break_(slow)
    running = stage.start(**settings)
    stage.until(POSTING, 2, running)
    yield running
    stage.replica.mend(slow)


def signalled(*numbers: signal.Signals) -> Doing:
    """Ended by signals, as an operator or a service manager does it."""

    def doing(stage: Stage) -> Ended:
        with in_the_middle(stage) as running:
            for number in numbers:
                running.signal(number)
                stage.wait(partial(_said, running, number.name), "the signal to arrive", running)
        return running.ended()

    return doing


def _said(running: Running, words: str) -> bool:
    return words in running.err.read_text(encoding="utf-8")


def twice_at_once(stage: Stage) -> Ended:
    """A second run while the first one is frozen; the first then goes on."""
    with in_the_middle(stage) as running:
        running.signal(signal.SIGSTOP)
        second = stage.crawl()
        running.signal(signal.SIGCONT)
    if second.status != 75 or f"process {running.pid} " not in second.err or " since 20" not in second.err:
        stage.problems.append(f"the second run ended {second.status}: {second.err.strip()[-200:]}")
    return running.ended()


def backwards(stage: Stage) -> Ended:
    """A run by a clock that has gone back to before the first one."""
    today, stage.at = stage.at, "2026-04-30T06:00:00Z"
    ended = stage.crawl()
    stage.at = today
    return ended


# ------------------------------------------------------------------------------------- no room left


@contextmanager
def small_disk(stage: Stage, size: int) -> Iterator[Path]:
    """A file system of its own for a trial; undone when the trial is over."""
    folder = stage.folder / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)  # noqa: S603, S607  # root's own tool
    stage.clearing.callback(subprocess.run, ["umount", str(folder)], check=True)
    yield folder


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
    with small_disk(stage, 24 * MIB) as disk:
        if isinstance(stage.base, Postgres):
            user = ordinary_user()
            os.chown(disk, user.pw_uid, user.pw_gid)
            space = f"small_{stage.base.name}"
            stage.base.server.execute(f"CREATE TABLESPACE {space} LOCATION '{disk}'")
            stage.base = stage.base.copy(disk, tablespace=space)
            stage.clearing.callback(stage.base.server.execute, f"DROP TABLESPACE {space}")
            stage.clearing.callback(stage.base.remove)
        else:
            stage.base = stage.base.copy(disk)
        with in_the_middle(stage) as running:
            ballast = fill(disk)
        ended = running.ended()
        ballast.unlink()
    return ended


def files_limited(stage: Stage) -> Ended:
    """No file of the process may grow beyond a few pages: a quota, `ulimit -f`."""
    return stage.start(limits={resource.RLIMIT_FSIZE: 40 * 1024}).ended()


# ------------------------------------------------------------------------------- no database, or not ours


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
    """The server dies while the postings are read, and is started again the next day."""
    server = stage.clearing.enter_context(Server())
    stage.base = Postgres(server)
    today, stage.at = stage.at, DAYS[0]
    after = stage.replica
    folder = BEFORE.write(stage.folder / "first")
    stage.replica.show(folder)
    first = stage.crawl()
    if first.status:
        stage.problems.append(f"the first day ended {first.status}")
    stage.at = today
    after.show(stage.folder / f"site-{stage.shown}")
    after.forget()
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


BATCH: Final = r"^INSERT INTO spells"
SIGHTING: Final = r"^UPDATE postings SET last_seen="
FINISHING: Final = r"^UPDATE runs SET census_at"

TRIALS: Final = (
    Trial(name="kill -9: before the list", verdict="failed", status=KILLED, doing=killed_at(LIST)),
    Trial(name="kill -9: among the postings", verdict="failed", status=KILLED, doing=killed_at(POSTING, 5)),
    Trial(name="kill -9: inside a batch", verdict="failed", status=KILLED, doing=killed_in(BATCH, "statement")),
    Trial(name="kill -9: at a batch's commit", verdict="failed", status=KILLED, doing=killed_in(BATCH, "commit")),
    Trial(
        name="kill -9: between batch and end", verdict="failed", status=KILLED, doing=killed_in(SIGHTING, "statement")
    ),
    Trial(name="kill -9: at the last commit", verdict="failed", status=KILLED, doing=killed_in(FINISHING, "commit")),
    Trial(name="power cut: half the log lost", verdict="failed", status=KILLED, doing=power_cut, kinds=("sqlite",)),
    Trial(name="SIGTERM", verdict="partial", status=1, doing=signalled(signal.SIGTERM), reason="ended early"),
    Trial(name="SIGINT", verdict="partial", status=1, doing=signalled(signal.SIGINT), reason="ended early"),
    Trial(name="SIGTERM, twice", verdict="failed", status=1, doing=signalled(signal.SIGTERM, signal.SIGTERM)),
    Trial(name="two runs at once", verdict="complete", status=0, doing=twice_at_once),
    Trial(name="clock runs backwards", verdict="partial", status=1, doing=backwards, reason="stamped"),
    Trial(name="disk full", verdict="failed", status=2, doing=disk_full, root=True),
    Trial(name="files may not grow", verdict="failed", status=2, doing=files_limited, kinds=("sqlite",)),
    Trial(name="database removed", verdict="", status=2, doing=removed),
    Trial(name="database server crashed", verdict="failed", status=2, doing=server_crashed, kinds=("postgresql",)),
    Trial(name="database locked, too long", verdict="failed", status=75, doing=locked_for_long, reason="locked"),
    Trial(name="database locked, briefly", verdict="complete", status=0, doing=locked_briefly),
    Trial(name="database read-only", verdict="", status=2, doing=read_only),
    Trial(name="database overwritten", verdict="", status=2, doing=overwritten, kinds=("sqlite",)),
)
