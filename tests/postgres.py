"""A real PostgreSQL server for the tests and the fault matrix: found, or installed, and started once a process.

The server is Debian's package `postgresql`. Its files lie in a temporary folder, it listens on a Unix socket only,
and it syncs nothing to disk. `UNIONJOBS_TEST_POSTGRES` (an address such as `postgresql://postgres@localhost/postgres`,
of a user that may create databases) makes the tests use a running server instead.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
from sqlalchemy import make_url

REUSED = "UNIONJOBS_TEST_POSTGRES"
DEBIAN = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "postgres")
STARTING = 60.0
"""Seconds that a server may take to answer."""
HOW_TO = (
    "PostgreSQL's server programs were not found. Install them (Debian, Ubuntu: `apt-get install postgresql`), or"
    f" set {REUSED} to the address of a running server, such as postgresql://postgres@localhost/postgres"
)
LIGHT = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


class Unavailable(RuntimeError):
    """There is no PostgreSQL here: the message says what to do."""


# ------------------------------------------------------------------------------------ the programs


def newest(places: Sequence[Path]) -> Path | None:
    """The folder with the server's programs, of the newest version among those that are whole."""
    whole = [place for place in places if all((place / name).is_file() for name in NEEDED)]
    return max(whole, key=_version, default=None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def installed() -> Path | None:
    """The server's programs on this machine, where Debian puts them or on the PATH."""
    on_path = shutil.which("initdb")
    return newest([*DEBIAN.glob("*/bin"), *([Path(on_path).resolve().parent] if on_path else [])])


def binaries() -> Path:
    """The folder of the server's programs, installed where that is possible. Raises `Unavailable`."""
    with Path(tempfile.gettempdir(), f"unionjobs-postgresql-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # parallel test processes install once
        found = installed()
        if found is None and os.getuid() == 0 and shutil.which("apt-get"):
            install()
            found = installed()
    if found is None:
        raise Unavailable(HOW_TO)
    return found


def install(command: Sequence[str] = ("apt-get",)) -> None:
    """Installs Debian's package, without the cluster that it would start. Raises `Unavailable`."""
    print("PostgreSQL is missing: installing Debian's package postgresql (once)", file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    keep = ("-o", "Dpkg::Options::=--force-confold")
    for words in (("update",), (*keep, "install", "--yes", "--no-install-recommends", "postgresql")):
        ended = subprocess.run([*command, *words], env=quiet, capture_output=True, text=True, check=False)
        if ended.returncode:
            last = (ended.stderr or ended.stdout).strip().splitlines()[-1:] or ["no message"]
            raise Unavailable(f"apt-get {words[0]} failed ({last[0]}). {HOW_TO}")


def not_root() -> tuple[str, ...]:
    """The words that run a command as an ordinary user, where this process is root: the server insists."""
    if os.getuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        raise Unavailable(f"PostgreSQL does not run as root, and setpriv (package util-linux) is missing. {HOW_TO}")
    user = ordinary_user()
    return ("setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")


def ordinary_user() -> pwd.struct_passwd:
    """PostgreSQL's own user where there is one, else nobody."""
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


# -------------------------------------------------------------------------------------- the server


class Server:
    """One server with a cluster of its own in a temporary folder; `start` again after `stop` keeps its databases."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="unionjobs-pg-"))
        self._programs = binaries()
        self._as_user = not_root()
        self._process: subprocess.Popen[bytes] | None = None
        self._create = threading.Lock()
        self._names = (f"test_{os.getpid()}_{number}" for number in count(1))
        self._initialize()

    def _initialize(self) -> None:
        if self._as_user:
            user = ordinary_user()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        command = [*self._as_user, str(self._programs / "initdb"), f"--pgdata={self.folder}/cluster", "--no-sync"]
        command += ["--auth=trust", "--username=postgres", "--encoding=UTF8", *_collation(self._programs)]
        ended = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if ended.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise Unavailable(f"initdb failed: {ended.stderr.strip()}")

    def start(self) -> None:
        """Starts it and waits until it answers. Raises `Unavailable`."""
        tied = ("--pdeathsig=QUIT",) if self._as_user else ()  # a killed test run leaves no server behind
        options = [f"--{name}={value}" for name, value in LIGHT.items()]
        command = [*self._as_user, *tied, str(self._programs / "postgres"), "-D", f"{self.folder}/cluster"]
        command += ["-k", str(self.folder), *options]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        deadline = time.monotonic() + STARTING
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise Unavailable(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-1000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stops it at once, as a power cut would: what was committed is recovered at the next start."""
        if self._process:
            self._process.send_signal(3)
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        """Starts it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Removes it."""
        self.remove()

    def remove(self) -> None:
        """Stops it and deletes its files."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def execute(self, statement: str, name: str = "postgres") -> None:
        """Carries out one statement, outside a transaction."""
        url = make_url(self.url(name)).render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement.encode())

    def create(self, template: str = "template0", tablespace: str = "") -> str:
        """Makes a database, new or as a copy of another (which nobody may be using), and returns its name."""
        with self._create:
            name = next(self._names)
            where = f" TABLESPACE {tablespace}" if tablespace else ""
            self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{where}')
        return name

    def drop(self, name: str) -> None:
        """Removes a database, whoever is still connected to it."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Running(Server):
    """A server that somebody else has started."""

    def __init__(self, address: str) -> None:
        self._address = make_url(address)
        self._create = threading.Lock()
        self._names = (f"unionjobs_test_{os.getpid()}_{number}" for number in count(1))

    def start(self) -> None:
        """It runs already. Raises `Unavailable` where it does not."""
        if not self._answers():
            raise Unavailable(f"{REUSED}: no server answers at {self._address}")

    def stop(self) -> None:
        """Not ours to stop."""

    def remove(self) -> None:
        """Not ours to remove."""

    def url(self, name: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return self._address.set(database=name).render_as_string(hide_password=False)


def _collation(programs: Path) -> tuple[str, ...]:
    """Text sorted unlike its bytes, where the server can: exports must not depend on it."""
    icu = _version(programs) >= 15
    return ("--locale=C", "--locale-provider=icu", "--icu-locale=en-US") if icu else ("--locale=C",)


@cache
def shared() -> Server:
    """The server of this process, started when it is first asked for. Raises `Unavailable`."""
    address = os.environ.get(REUSED, "")
    server = Running(address) if address else Server()
    atexit.register(server.remove)
    server.start()
    return server
