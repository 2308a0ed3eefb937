"""What many sources store is stored one batch at a turn of the event loop, and never after a source's end."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from unionjobs_scraper.crawl.beside import Turns
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.pipelines import store
from unionjobs_scraper.pipelines.store import Store


class Noting:
    """A run that says when it is handed a batch."""

    failure = None
    census = SimpleNamespace(seen={})
    clock = SimpleNamespace(now=lambda: datetime(2026, 5, 1, tzinfo=UTC))

    def __init__(self, name: str, events: list[str], users: int = 3) -> None:
        self._name, self._events = name, events
        self.database = SimpleNamespace(users=users)
        self.saved: list[int] = []

    def accept(self, item: JobPosting) -> None:
        """Takes any."""

    def save(self, items: Any) -> None:
        self._events.append(self._name)
        self.saved.append(len(items))


def _stores(events: list[str]) -> list[Store]:
    return [Store(Noting(name, events)) for name in "abc"]  # type: ignore[arg-type]


async def _turns(events: list[str], count: int) -> None:
    for _ in range(count):
        events.append("tick")
        await asyncio.sleep(0)


def test_timers_that_ring_together_store_one_at_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turns, "lock", asyncio.Lock())
    events: list[str] = []

    async def ring() -> None:
        stores = _stores(events)
        for each in stores:
            each.open_spider()
        for each in stores:
            each._timer._call()  # type: ignore[union-attr]
        await _turns(events, 20)
        for each in stores:
            each._timer.stop()

    asyncio.run(ring())
    places = [events.index(name) for name in "abc"]
    assert places == sorted(places)
    assert all("tick" in events[one:other] for one, other in pairwise(places))


ITEM = JobPosting(source="board", source_id="7", url="https://board.test/7", employer="XYZ", title="Organizer")


async def _processed(each: Store) -> None:
    found = each.process_item(ITEM)
    assert (found if isinstance(found, JobPosting) else await found) is ITEM


def test_batches_that_are_full_together_are_stored_one_at_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turns, "lock", asyncio.Lock())
    events: list[str] = []
    runs = [Noting(name, events) for name in "abc"]

    async def fill() -> None:
        stores = [Store(each) for each in runs]  # type: ignore[arg-type]
        for _ in range(store.AMONG_OTHERS - 1):
            for each in stores:
                assert each.process_item(ITEM) is ITEM
        assert not events
        full = [each for each in stores for _ in range(2)]  # two pages of a source at once
        await asyncio.gather(*map(_processed, full), _turns(events, 30))

    asyncio.run(fill())
    assert [len(each.saved) for each in runs] == [1, 1, 1]
    places = [events.index(name) for name in "abc"]
    assert all("tick" in events[one:other] for one, other in pairwise(places))


def test_a_source_alone_stores_a_full_batch_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turns, "lock", asyncio.Lock())
    run = Noting("a", [], users=1)

    async def fill() -> None:
        each = Store(run)  # type: ignore[arg-type]
        for _ in range(store.BATCH):
            assert each.process_item(ITEM) is ITEM

    asyncio.run(fill())
    assert run.saved == [store.BATCH]


def test_what_waits_for_its_turn_stores_nothing_after_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turns, "lock", asyncio.Lock())
    events: list[str] = []

    async def end() -> None:
        each = _stores(events)[0]
        each.open_spider()
        each._timer._call()  # type: ignore[union-attr]
        each.close_spider()
        await _turns(events, 10)

    asyncio.run(end())
    assert events.count("a") == 1
    assert events[0] == "a"


def test_a_source_alone_stores_at_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turns, "lock", None)
    monkeypatch.setattr(store, "EVERY", 0.001)

    async def alone() -> bool:
        done = asyncio.Event()
        each = Store(SimpleNamespace(failure=None, save=lambda _: done.set()))  # type: ignore[arg-type]
        each.open_spider()
        await asyncio.wait_for(done.wait(), 5)
        each._timer.stop()
        return True

    assert asyncio.run(alone())
