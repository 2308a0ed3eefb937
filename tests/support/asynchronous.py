"""Runs asynchronous callbacks to their end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

T = TypeVar("T")


def every(found: AsyncIterator[T]) -> list[T]:
    """All that a callback yields."""

    async def read() -> list[T]:
        return [each async for each in found]

    return asyncio.run(read())
