"""Starts the program quickly: a process that has loaded everything once has a child for every run.

Each run is a process of its own, as at a terminal, with its own environment, limits and end; only the loading of
Python modules and of the shipped tables, most of a short run's time, is shared. The settings are read anew, and no
reactor is inherited.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pkgutil
import resource
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = (
    "scrapy.commands",
    "scrapy.core",
    "scrapy.core.downloader",
    "scrapy.core.downloader.handlers",
    "scrapy.downloadermiddlewares",
    "scrapy.extensions",
    "scrapy.spidermiddlewares",
    "scrapy.utils",
    "unionjobs_scraper",
    "unionjobs_scraper.commands",
    "unionjobs_scraper.crawl",
    "unionjobs_scraper.pipelines",
    "unionjobs_scraper.spiders",
    "unionjobs_scraper.storage",
    "unionjobs_scraper.terminal",
)
SINGLE: Final = (
    "scrapy.cmdline",
    "scrapy.dupefilters",
    "scrapy.logformatter",
    "scrapy.pqueues",
    "scrapy.squeues",
    "scrapy.statscollectors",
    "scrapy.resolver",
    "alembic.command",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
    "dateparser",
    "encodings.charmap",
    "encodings.idna",
    "rich.progress_bar",
    "rich.table",
    "unionjobs_scraper.watch.alerts.extension",
    "_strptime",
)
NEVER: Final = (
    "unionjobs_scraper.settings",  # it reads the environment of the run
    "scrapy.core.downloader.handlers.http",
    "scrapy.core.downloader.handlers.http2",
    "scrapy.extensions.statsmailer",
    "scrapy.utils.benchserver",
    "scrapy.utils.testsite",
)


def modules() -> list[str]:
    """Every module that a run may need, and that does not mind being shared."""
    names = [*SINGLE]
    for package in PACKAGES:
        folder = importlib.import_module(package).__path__
        names += [f"{package}.{each.name}" for each in pkgutil.iter_modules(folder) if not each.ispkg]
    return [name for name in names if name not in NEVER]


CONTEXT: Final = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["lab.program.forkserver", *modules(), "lab.program.tables"])
_ALONE: Final = threading.Lock()
"""Exit statuses are handed over once: only one thread at a time may ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to run, and where."""

    arguments: Sequence[str]
    """What follows `scrapy` on the command line."""
    environment: Mapping[str, str]
    out: Path
    err: Path
    path: Path
    """A folder whose modules the program can import."""
    limits: Mapping[int, int] = field(default_factory=dict)
    """Resource limits (`resource.RLIMIT_…`)."""


def start(order: Order) -> BaseProcess:
    """Starts the program."""
    process = CONTEXT.Process(target=carry_out, args=(order,), daemon=True)
    with _ALONE:
        process.start()
    return process


def status_of(process: BaseProcess, patience: float) -> int | None:
    """Its exit status, negative for a signal; None when it has not ended within `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        with _ALONE:
            status = process.exitcode
        if status is not None or time.monotonic() > deadline:
            return status
        time.sleep(0.01)


def carry_out(order: Order) -> None:
    """Is the program: what a terminal's `scrapy …` would be."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(order.environment)
    for path, number in ((order.out, 1), (order.err, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdout, sys.stderr = (open(number, "w", buffering=1, encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115  # open as long as the process is
    for limit, size in order.limits.items():
        resource.setrlimit(limit, (size, size))
    sys.path[:0] = [str(ROOT), str(order.path)]
    sys.argv = ["scrapy", *order.arguments]
    from scrapy.cmdline import execute

    assert "twisted.internet.reactor" not in sys.modules
    execute()
