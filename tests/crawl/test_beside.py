"""Between the pages of two sources the event loop has its turn."""

from __future__ import annotations

import asyncio
from collections import Counter
from threading import Event, Lock

import pytest
from scrapy.http import Response

from unionjobs_scraper.crawl import beside


def _events(monkeypatch: pytest.MonkeyPatch, *failing: str) -> list[str]:
    """What happens when three pages are answered at once, and the loop has something else to do at each turn."""
    monkeypatch.setattr(beside.Turns, "lock", None)
    beside.Turns.taken()
    events: list[str] = []

    def read(name: str) -> str:
        events.append(name)
        if name in failing:
            raise ValueError(name)
        return name

    async def ticking() -> None:
        while True:
            events.append("tick")
            await asyncio.sleep(0)

    async def all_at_once() -> list[str | BaseException]:
        other = asyncio.ensure_future(ticking())
        pages = (beside.beside(Response("https://a.example", body=b"x"), read, name) for name in "abc")
        found = await asyncio.gather(*pages, return_exceptions=True)
        other.cancel()
        return found

    found = asyncio.run(all_at_once())
    assert [each if isinstance(each, str) else str(each) for each in found] == ["a", "b", "c"]
    return events


@pytest.mark.parametrize("failing", ["", "a", "b"])
def test_pages_that_are_answered_at_once_are_read_one_at_a_turn(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    events = _events(monkeypatch, failing)
    places = [events.index(name) for name in "abc"]
    assert places == sorted(places)
    for one, other in ((places[0], places[1]), (places[1], places[2])):
        assert "tick" in events[one:other]


def test_of_large_pages_and_of_huge_ones_one_is_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    places = {size: asyncio.Semaphore(beside.AT_A_TIME) for size in beside.PLACES}  # of this test's loop
    monkeypatch.setattr(beside, "PLACES", places)
    reading, most, lock, rest = Counter[int](), Counter[int](), Lock(), Event()

    def read(size: int) -> int:
        with lock:
            reading[size] += 1
            most[size] = max(most[size], reading[size])
        assert rest.wait(60)
        with lock:
            reading[size] -= 1
        return size

    async def all_at_once() -> list[int]:
        pages = asyncio.gather(
            *(beside.beside(Response("https://a.example", body=b"x" * size), read, size) for size in sizes)
        )
        for _ in range(2000):  # turns in which others could begin
            await asyncio.sleep(0)
        rest.set()
        return await pages

    sizes = [beside.LARGE, beside.HUGE] * 3
    assert asyncio.run(all_at_once()) == sizes
    assert most == {beside.LARGE: 1, beside.HUGE: 1}


def test_a_small_page_does_not_wait_for_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside.Turns, "lock", None)
    rest = Event()

    async def both() -> list[bool]:
        large = beside.beside(Response("https://a.example", body=b"x" * beside.LARGE), rest.wait, 60)
        small = beside.beside(Response("https://a.example", body=b"x" * (beside.LARGE - 1)), rest.set)
        return [bool(each) for each in await asyncio.gather(large, small)]

    assert asyncio.run(both()) == [True, False]
