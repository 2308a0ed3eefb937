"""On a cluster one of whose two workers is killed in the middle, the same rows come out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lab.archives.web import LIST, POSTING, Web
from lab.program.program import ROOT
from lab.replica.unionjobs import list_page, posting_page
from tests.conftest import ad
from unionjobs_scraper.archive import tables
from unionjobs_scraper.archive.files import Part, parts
from unionjobs_scraper.archive.observing import observed

pytestmark = pytest.mark.slow

AT = datetime(2004, 5, 1, 6, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> list[Part]:
    web = Web(tmp_path / "pages.warc.gz")
    ads = [ad(number) for number in range(1, 121)]
    web.answer(LIST, list_page(ads), AT)
    for each in ads:
        web.answer(POSTING.format(each.number), posting_page(each), AT + timedelta(minutes=each.number))
    return parts(web.path, 4000)


def rows(folder: Path) -> list[dict[str, Any]]:
    return sorted(tables.rows_of(folder, "unionjobs"), key=lambda row: (row["at"], row["key"]))


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """A scheduler of its own process; ended by its number."""
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    told = tmp_path / "scheduler.json"
    process = _started([*command, "--no-dashboard", "--scheduler-file", str(told)], tmp_path)
    try:
        yield str(told)
    finally:
        process.kill()
        process.wait()


def _started(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    env = os.environ | {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    with (folder / "cluster.log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log)


def _worker(scheduler: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", scheduler, "--nthreads", "1"]
    return _started([*command, "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"], folder)


def test_a_worker_that_is_killed_costs_no_row(archive: list[Part], scheduler: str, tmp_path: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    list(observed(archive, alone, ("unionjobs",)))
    workers = [_worker(scheduler, tmp_path) for _ in range(2)]
    try:
        done = observed(archive, together, ("unionjobs",), scheduler=f"file:{scheduler}")
        next(done)
        workers[0].send_signal(signal.SIGKILL)
        assert len(list(done)) == len(archive) - 1
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert rows(together) == rows(alone)
    assert len(rows(alone)) == 121
