"""When a page is read: one at a turn of the event loop, and large ones beside the crawl.

A page of megabytes takes seconds, in which no other source may wait; and of a hundred sources that are answered at once
none may wait until the pages of all are read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, ParamSpec, TypeVar

from scrapy.http import Response

P = ParamSpec("P")
T = TypeVar("T")
LARGE = 60_000
"""Bytes; what is smaller is read in less than a tenth of a second."""
HUGE = 1_000_000
"""Bytes; what is larger takes much memory too, and others of its size wait for it."""
AT_A_TIME = 1
"""Pages of either size that are read beside the event loop: each thread more makes its turns once more as long."""
PLACES = {size: asyncio.Semaphore(AT_A_TIME) for size in (LARGE, HUGE)}


class Turns:
    """Where many sources are crawled at once; a source alone waits for none, and a turn for each page costs 2%."""

    lock: ClassVar[asyncio.Lock | None] = None
    """Held for a page until the next turn: before another is read, the network and the clock have their say."""

    @classmethod
    def taken(cls) -> None:
        """From now on a page is read at a turn."""
        cls.lock = asyncio.Lock()


async def at_a_turn(act: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `act` returns or raises: at a turn of the event loop of its own, where many sources are crawled at once."""
    lock = Turns.lock
    if lock is None:
        return act(*args, **named)
    await lock.acquire()
    try:
        return act(*args, **named)
    finally:
        asyncio.get_running_loop().call_soon(lock.release)


async def beside(response: Response, read: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `read`, a pure function of the page, returns or raises."""
    size = len(response.body)
    if size < LARGE:
        return await at_a_turn(read, *args, **named)
    async with PLACES[LARGE if size < HUGE else HUGE]:
        return await asyncio.to_thread(read, *args, **named)
