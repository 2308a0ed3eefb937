"""A Scrapy add-on that watches the process from inside: how long it did not answer, and what it did then.

`WATCH_FILE` names the file that it writes at the end: by source when it began and ended, the longest silences, the
seconds of the processor, and those of waiting for one. `WATCH_FROM`: seconds of silence from which it is kept what the
process did.
"""

from __future__ import annotations

import atexit
import json
import re
import signal
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

BEAT = 0.02
"""Seconds between two signs of life."""
TOLD = 0.3
"""`WATCH_FROM`, where it is not set."""
WAITED = Path("/proc/thread-self/schedstat")
"""What the kernel (Linux) knows of a thread: nanoseconds at work, and nanoseconds of waiting for a processor."""


class Watching:
    """Scrapy's hook."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Adds the extension."""
        own = {**settings.getdict("EXTENSIONS"), "lab.hostile.watch_addon.Watch": 1}
        settings.set("EXTENSIONS", own, priority="cmdline")


class Watch:
    """One for every crawler; the watching itself is the process's."""

    times: ClassVar[dict[str, list[float]]] = {}
    silences: ClassVar[list[tuple[float, str]]] = []
    last: ClassVar[float] = 0.0
    waited: ClassVar[float] = 0.0
    """Seconds without a processor: another program's share of a busy machine is no silence of this one."""
    worked: ClassVar[float] = 0.0
    """Seconds of the processor: the rest of a silence is waiting, as for a disk."""
    most: ClassVar[float] = 0.0
    """The most of them between two signs of life."""
    told: ClassVar[float] = TOLD

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        watch = cls()
        crawler.signals.connect(watch.opened, signal=signals.spider_opened)
        crawler.signals.connect(watch.closed, signal=signals.spider_closed)
        watch.file = Path(crawler.settings["WATCH_FILE"])
        Watch.told = crawler.settings.getfloat("WATCH_FROM", TOLD)
        return watch

    file: Path

    def opened(self, spider: Spider) -> None:
        """Begins with the first."""
        from twisted.internet import reactor

        Watch.times[spider.name] = [time.time()]
        if not Watch.last:
            Watch.last, Watch.waited, Watch.worked = time.monotonic(), _waited(), time.thread_time()
            _beat(reactor)
            signal.signal(
                signal.SIGALRM, _look
            )  # not another thread: the frames of a thread at work may be read by none
            signal.setitimer(signal.ITIMER_REAL, Watch.told / 2, Watch.told / 2)
            atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)  # an alarm that nobody handles ends a process

    def closed(self, spider: Spider) -> None:
        """Writes what is known so far."""
        Watch.times[spider.name].append(time.time())
        worst = sorted(Watch.silences, reverse=True)[:40]
        seen = {
            "times": Watch.times,
            "silences": worst,
            "most": Watch.most,
            "processor": time.process_time(),
            "waited": _waited(),
        }
        self.file.write_text(json.dumps(seen), encoding="utf-8")


def _beat(reactor: Any) -> None:
    now, waited, worked = time.monotonic(), _waited(), time.thread_time()
    silent = now - Watch.last - (waited - Watch.waited) - BEAT
    if silent > Watch.told:
        of_it = f"{worked - Watch.worked:.2f} s of the processor"
        Watch.silences.append((silent, "; ".join((of_it, *_seen))))
    Watch.most = max(Watch.most, worked - Watch.worked)
    Watch.last, Watch.waited, Watch.worked = now, waited, worked
    _seen.clear()
    reactor.callLater(BEAT, _beat, reactor)


def _waited() -> float:
    return int(WAITED.read_text().split()[1]) / 1e9


_seen: list[str] = []


def _look(_signal: int, frame: FrameType | None) -> None:
    """Notes, while the process is silent, where it is."""
    if frame and time.monotonic() - Watch.last > Watch.told / 2 and len(_seen) < 6:
        _seen.append(_place(frame))


def _place(frame: FrameType) -> str:
    own = [each for each in traceback.extract_stack(frame) if re.search("unionjobs_scraper|lab", each.filename)]
    return " < ".join(f"{Path(each.filename).stem}.{each.name}:{each.lineno}" for each in reversed(own[-4:]))
