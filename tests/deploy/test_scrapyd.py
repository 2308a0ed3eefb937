"""deploy/scrapyd: two workers on one PostgreSQL, each source once, and one of them killed in the middle.

Real Scrapyd processes with the shipped scrapyd.conf, runner and scheduler, on loopback ports; the sites are the
replica's.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from lab.faults.script import lives
from lab.program.postgres import Server, shared
from lab.program.program import ROOT, Program
from lab.replica import Fault
from lab.replica.demo.every_board import PAGES, STAMP
from lab.replica.unionjobs import write_site
from tests.conftest import Site, ad

pytestmark = pytest.mark.slow

DEPLOYED = ROOT / "deploy" / "scrapyd"
SOURCES = ("unionjobs", "kiwa", "wsna")
NUMBERS = range(101, 231)
"""Postings of unionjobs.com: more than one batch, so that a killed run leaves some of them stored."""
HELD = Fault(kind="timeout", host="www.unionjobs.com", path="/listing.php*", after=len(NUMBERS) - 10)
PATIENCE = 300.0  # a limit, not a wait: a busy machine is no mistake


class Worker:
    """One Scrapyd with folders and a port of its own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        folder.mkdir()
        options = {"poll_interval": "0.1"} | {f"{name}_dir": str(folder / name) for name in ("dbs", "logs", "eggs")}
        lines = "\n".join(f"{name} = {value}" for name, value in options.items())
        (folder / ".scrapyd.conf").write_text(f"[scrapyd]\n{lines}\n", encoding="utf-8")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {**environment, "HOME": str(folder), "SCRAPYD_HTTP_PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it as the installation says."""
        command = [sys.executable, "-m", "scrapyd", "--pidfile="]
        with (self.folder / "out").open("ab") as out:
            self._process = subprocess.Popen(
                command, cwd=DEPLOYED, env=self._environment, stdout=out, stderr=out, start_new_session=True
            )
        until(self.answers, self.said)

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            return bool(self.ask("daemonstatus.json")["status"] == "ok")
        except OSError:
            return False

    def ask(self, path: str) -> dict[str, Any]:
        """What its API answers."""
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{self.url}/{path}") as response:
            answer: dict[str, Any] = json.load(response)
        return answer

    def jobs(self, *states: str) -> list[str]:
        """The sources in these states."""
        jobs = self.ask("listjobs.json?project=unionjobs")
        return [job["spider"] for state in states for job in jobs[state]]

    def idle(self) -> bool:
        """Whether nothing waits or runs."""
        return not self.jobs("pending", "running")

    def said(self) -> str:
        """Its own log."""
        return (self.folder / "out").read_text(encoding="utf-8")

    def kill(self) -> None:
        """Ends it and its children as a power cut would."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


def until(true: Callable[[], object], what: Callable[[], object] = lambda: "") -> None:
    """Waits for other processes to get there."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, what()
        time.sleep(0.2)  # each question costs the worker as much as it costs us


@pytest.fixture
def server() -> Server:
    """PostgreSQL."""
    return shared()


@pytest.fixture
def undisturbed(site: Site, server: Server) -> Iterator[Program]:
    """The program in front of three boards, with an empty database of its own."""
    site.replica.show(write_site(site.folder / "unionjobs", [ad(number) for number in NUMBERS]), PAGES)
    name = server.create()
    yield Program(server.url(name), site.replica, run_at=STAMP)
    server.drop(name)


@pytest.fixture
def deployed(undisturbed: Program, server: Server) -> Iterator[Program]:
    """The same boards and time, with the database that the workers share."""
    name = server.create()
    yield Program(server.url(name), undisturbed.replica, run_at=STAMP)
    server.drop(name)


@pytest.fixture
def workers(deployed: Program, tmp_path: Path) -> Iterator[list[Worker]]:
    """Two Scrapyds."""
    environment = {**deployed.environment(), "PYTHONPATH": str(ROOT)}
    both = [Worker(tmp_path / name, environment) for name in ("first", "second")]
    for worker in both:
        worker.start()
    yield both
    for worker in both:
        worker.kill()
    shutil.rmtree(DEPLOYED / "__pycache__", ignore_errors=True)


def schedule(program: Program, workers: list[Worker], sources: tuple[str, ...] = SOURCES) -> tuple[int, str]:
    """Calls the scheduler as cron does; its exit status and what it printed."""
    command = [sys.executable, "schedule.py", *(worker.url for worker in workers), "--only", *sources]
    command += ["--set", "DOWNLOAD_DELAY=0", "--set", "RETRY_TIMES=0"]
    environment = {**program.environment(), "PYTHONPATH": str(ROOT), "no_proxy": "127.0.0.1"}
    ended = subprocess.run(
        command, cwd=DEPLOYED, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return ended.returncode, ended.stdout + ended.stderr


def complete(program: Program) -> Counter[str]:
    """Complete runs by source."""
    return Counter(row["source"] for row in program.rows("runs") if row["verdict"] == "complete")


def test_a_killed_worker_s_source_is_taken_over_and_every_source_is_crawled_once(
    undisturbed: Program, deployed: Program, workers: list[Worker], server: Server
) -> None:
    assert undisturbed("crawlall", *SOURCES).status == 0
    replica = undisturbed.replica
    assert replica is not None
    database = make_url(deployed.database_url).database
    assert database
    before = len(replica.requests)
    replica.break_(HELD)

    # each source once, the second call of the scheduler gives nothing twice
    status, said = schedule(deployed, workers)
    assert status == 0, said
    assert "3 of 3 due sources scheduled" in said
    until(lambda: any(request.fault == "timeout" for request in replica.requests[before:]))
    victim = next(worker for worker in workers if "unionjobs" in worker.jobs("running"))
    other = next(worker for worker in workers if worker is not victim)
    waiting = victim.jobs("pending")
    given = [source for worker in workers for source in worker.jobs("pending", "running", "finished")]
    assert sorted(given) == sorted(SOURCES)
    assert waiting, "the sources behind the held one wait in its worker's queue"
    status, said = schedule(deployed, workers)
    assert status == 0
    assert "0 of" in said, said

    # a power cut on one machine, in the middle of a census
    victim.kill()
    replica.mend()
    assert len(deployed.rows()) >= 100
    server.execute("UPDATE leases SET host = 'another-machine'", database)
    until(other.idle, other.said)
    status, said = schedule(deployed, workers)
    assert status == 1
    assert f"{victim.url} does not answer" in said
    until(other.idle, other.said)
    assert "exitstatus=75" in other.said()  # its lease is young: for all the other can know, it lives
    assert complete(deployed) == Counter(source for source in SOURCES if source != "unionjobs")

    # a quarter of an hour without a sign of life
    server.execute("UPDATE leases SET renewed = renewed - interval '901 seconds'", database)
    schedule(deployed, workers)
    until(other.idle, other.said)
    assert complete(deployed) == Counter(SOURCES)

    # the machine comes back, with what waited in its queue
    victim.start()
    assert set(waiting) <= set(victim.jobs("pending", "running", "finished"))
    until(victim.idle, victim.said)
    assert victim.said().count("nothing to do") == len(waiting)
    assert complete(deployed) == Counter(SOURCES)
    runs = [(row["source"], row["verdict"]) for row in deployed.rows("runs") if row["verdict"] != "complete"]
    assert runs == [("unionjobs", "failed")]
    expected, found = (
        {name: program.csv(name) for name in ("postings", "spells", "changes")} for program in (undisturbed, deployed)
    )
    assert lives(found) == lives(expected)
