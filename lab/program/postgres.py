"""A real PostgreSQL server for the tests and the fault matrix: found, or installed, and started once a process.

The server is Debian's package `postgresql`. Its files lie in a temporary folder, it listens on a Unix socket only,
and it syncs nothing to disk. `UNIONJOBS_TEST_POSTGRES` (an address such as `postgresql://postgres@localhost/postgres`,
of a user that may create databases) makes the tests use a running server instead.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
from sqlalchemy import make_url

from lab.program.postgres_programs import REUSED, Unavailable, binaries, collation, not_root, ordinary_user

__all__ = ["REUSED", "Running", "Server", "Unavailable", "ordinary_user", "shared"]

STARTING = 60.0
"""Seconds that a server may take to answer."""
LIGHT = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


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
        command += ["--auth=trust", "--username=postgres", "--encoding=UTF8", *collation(self._programs)]
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
            self._process.send_signal(signal.SIGQUIT)
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


@cache
def shared() -> Server:
    """The server of this process, started when it is first asked for. Raises `Unavailable`."""
    address = os.environ.get(REUSED, "")
    server = Running(address) if address else Server()
    atexit.register(server.remove)
    server.start()
    return server
