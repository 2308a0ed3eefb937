"""Datasette in the test's own process, without a network."""

from __future__ import annotations

import asyncio
import gc
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from unionjobs_scraper.publish.browse.serve import datasette

T = TypeVar("T")


def in_datasette(folder: Path, use: Callable[[Any], T]) -> T:
    """What is made of Datasette over a prepared folder, which is let go of."""
    served = datasette(folder)
    try:
        return use(served)
    finally:
        served.executor.shutdown()
        del served
        if sys.version_info >= (3, 13):  # Datasette leaves its threads' connections open, and Python warns since then
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)
                gc.collect()


def ask(folder: Path, *paths: str) -> list[Any]:
    """What Datasette answers to each path."""

    async def answers(served: Any) -> list[Any]:
        return [await served.client.get(path) for path in paths]

    with ThreadPoolExecutor(1) as elsewhere:  # playwright keeps a loop of its own in this thread
        return in_datasette(folder, lambda served: elsewhere.submit(lambda: asyncio.run(answers(served))).result())
