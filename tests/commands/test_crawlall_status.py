"""The exit status of `scrapy crawlall`: what is wrong here weighs more than what is wrong with a site."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest

from unionjobs_scraper.commands.crawlall import Command, _exit_status
from unionjobs_scraper.crawl.beside import Turns, at_a_turn
from unionjobs_scraper.crawl.conclusion import Outcome
from unionjobs_scraper.errors import SourceBusy, StoreError
from unionjobs_scraper.lifecycle.verdict import Judgement, Verdict
from unionjobs_scraper.storage.runs import Counts
from unionjobs_scraper.terminal.crawlall_outlook import outlook
from unionjobs_scraper.terminal.crawlall_table import Crawled


def ended(verdict: Verdict, error: Exception | None = None) -> Crawled:
    return Crawled("any", Outcome(source="any", judgement=Judgement(verdict=verdict), counts=Counts()), error)


WELL, UNWELL = ended(Verdict.COMPLETE), ended(Verdict.PARTIAL)
BUSY, FULL = Crawled("any", None, SourceBusy("in use")), ended(Verdict.PARTIAL, StoreError("the disk is full"))
BROKEN = Crawled("any", None, ValueError("no such page"))


@pytest.mark.parametrize(
    ("crawled", "status"),
    [
        ([], 0),
        ([WELL, WELL], 0),
        ([WELL, UNWELL], 1),
        ([WELL, BROKEN], 1),
        ([WELL, BUSY], 75),
        ([UNWELL, BUSY], 75),
        ([WELL, FULL], 2),
        ([BUSY, UNWELL, FULL, BROKEN], 2),
    ],
)
def test_our_own_trouble_comes_before_a_site_s(crawled: list[Crawled], status: int) -> None:
    assert _exit_status(crawled) == status


def test_what_closed_is_counted_in_the_table() -> None:
    assert all(cell.isdigit() for cell in WELL.counts())


HOSTS = {"a.test": ["one", "two"], "b.test": ["three"], "c.test": ["four"]}
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("took", "told"),
    [
        ({}, "4 sources on 3 hosts: how long they take is not known before each has had a complete run"),
        (
            {"one": 2 * MINUTE, "two": 3 * MINUTE, "three": 4 * MINUTE, "four": MINUTE},
            (
                "4 sources on 3 hosts: 5 min by their last complete runs, the time of a.test"
                " (2 sources, one after the other)"
            ),
        ),
        (
            {"one": 2 * MINUTE, "three": 100 * MINUTE},
            "4 sources on 3 hosts: 1.7 h by their last complete runs, the time of b.test; 2 sources had none",
        ),
        (
            {"four": timedelta(seconds=40), "gone": 99 * MINUTE},
            "4 sources on 3 hosts: 40 s by their last complete runs, the time of c.test; 3 sources had none",
        ),
        (
            {"three": timedelta(seconds=119), "four": timedelta(seconds=40)},
            "4 sources on 3 hosts: 119 s by their last complete runs, the time of b.test; 2 sources had none",
        ),
        (
            {"three": timedelta(seconds=150)},
            "4 sources on 3 hosts: 2.5 min by their last complete runs, the time of b.test; 3 sources had none",
        ),
        (
            {"one": timedelta()},
            "4 sources on 3 hosts: how long they take is not known before each has had a complete run",
        ),
    ],
)
def test_all_take_as_long_as_the_slowest_host(took: dict[str, timedelta], told: str) -> None:
    assert outlook(HOSTS, took) == told


def _beginning(command: Command, monkeypatch: pytest.MonkeyPatch, *broken: str) -> list[str]:
    """The names of the sources that have begun; those that are broken cannot begin."""
    begun: list[str] = []

    def begin(queue: deque[str]) -> bool:
        name = queue.popleft()
        begun.extend([name] if name not in broken else [])
        return name not in broken

    monkeypatch.setattr(command, "_next", begin)
    return begun


def test_hosts_begin_one_at_a_turn_of_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    command = Command()
    begun = _beginning(command, monkeypatch, "second", "fifth")
    command._waiting = deque(deque([name]) for name in ("first", "second", "third", "fourth", "fifth"))

    async def turns() -> list[int]:
        monkeypatch.setattr(Turns, "lock", asyncio.Lock())
        command._next_host()
        counts = [len(begun)]
        beginning = asyncio.ensure_future(command._other_hosts())
        while not beginning.done():
            await asyncio.sleep(0)
            counts.append(len(begun))
        return counts

    counts = asyncio.run(turns())
    assert sorted({*counts}) == [1, 2, 3]
    assert all(later - earlier <= 1 for earlier, later in pairwise(counts))
    assert begun == ["first", "third", "fourth"]


def test_a_host_begins_at_a_turn_in_which_no_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    command = Command()
    events = _beginning(command, monkeypatch)
    command._waiting = deque(deque([name]) for name in ("one", "two"))

    async def turns() -> None:
        monkeypatch.setattr(Turns, "lock", asyncio.Lock())
        pages = [at_a_turn(events.append, "page") for _ in range(2)]
        done = asyncio.gather(command._other_hosts(), *pages)
        while not done.done():
            events.append("tick")
            await asyncio.sleep(0)

    asyncio.run(turns())
    acts = [place for place, each in enumerate(events) if each != "tick"]
    assert sorted(events[each] for each in acts) == ["one", "page", "page", "two"]
    assert all("tick" in events[one:other] for one, other in pairwise(acts))


def test_the_collector_leaves_the_crawlers_alone_once_all_have_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    command, frozen = Command(), list[int]()
    begun = _beginning(command, monkeypatch)
    command._waiting = deque(deque([name]) for name in ("first", "second"))
    monkeypatch.setattr("gc.freeze", lambda: frozen.append(len(begun)))
    asyncio.run(command._other_hosts())
    assert frozen == [2]


def test_a_crawler_that_has_ended_is_kept_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Crawler:
        """One that has ended."""

        stats = SimpleNamespace(get_value=lambda name: "finished")
        get_extension = staticmethod(lambda kind: None)

    async def ended() -> None:
        command, queue, crawler = Command(), deque[str](), Crawler()
        command._waiting, command._stopped, command._crawled, command._under_way = deque(), False, [], {}
        command._display = SimpleNamespace(began=lambda *_: None, ended=lambda _: None)
        task = asyncio.ensure_future(asyncio.sleep(0))
        process = SimpleNamespace(create_crawler=lambda name: crawler, crawl=lambda _: task)
        monkeypatch.setattr(command, "crawler_process", process)
        queue.append("one")
        assert command._next(queue)
        assert "one" in command._under_way
        await task
        await asyncio.sleep(0)
        assert [each.source for each in command._crawled] == ["one"]
        assert not command._under_way

    asyncio.run(ended())
