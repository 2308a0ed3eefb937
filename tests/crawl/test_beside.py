"""Between the pages of two sources the event loop has its turn."""

from __future__ import annotations

import asyncio

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
