"""Datasette in the test's own process, without a network."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from unionjobs_scraper.publish.browse.serve import datasette

T = TypeVar("T")


def in_datasette(folder: Path, use: Callable[[Any], T]) -> T:
    """What is made of Datasette over a prepared folder; its connections are closed, which it leaves to its threads."""
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def connected(*values: Any, **named: Any) -> sqlite3.Connection:
        made.append(connect(*values, **{**named, "check_same_thread": False}))
        return made[-1]

    with mock.patch("sqlite3.connect", connected):
        served = datasette(folder)
        try:
            return use(served)
        finally:
            served.executor.shutdown()
            for each in made:
                each.close()


def ask(folder: Path, *paths: str) -> list[Any]:
    """What Datasette answers to each path."""

    async def answers(served: Any) -> list[Any]:
        return [await served.client.get(path) for path in paths]

    with ThreadPoolExecutor(1) as elsewhere:  # playwright keeps a loop of its own in this thread
        return in_datasette(folder, lambda served: elsewhere.submit(lambda: asyncio.run(answers(served))).result())
