"""A Scrapy add-on that watches the process from inside: how long it did not answer, and what it did then.

`WATCH_FILE` names the file that it writes at the end: by source when it began and ended, and the longest silences.
"""

from __future__ import annotations

import json
import re
import sys
import threading
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
"""Seconds of silence from which it is kept what the process did."""


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
    worked: ClassVar[float] = 0.0
    """Seconds of the processor: another program's share of a busy machine is no silence of this one."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        watch = cls()
        crawler.signals.connect(watch.opened, signal=signals.spider_opened)
        crawler.signals.connect(watch.closed, signal=signals.spider_closed)
        watch.file = Path(crawler.settings["WATCH_FILE"])
        return watch

    file: Path

    def opened(self, spider: Spider) -> None:
        """Begins with the first."""
        from twisted.internet import reactor

        Watch.times[spider.name] = [time.time()]
        if not Watch.last:
            Watch.last, Watch.worked = time.monotonic(), time.thread_time()
            _beat(reactor)
            main = threading.main_thread().ident
            assert main
            threading.Thread(target=_watch, args=(main,), daemon=True).start()

    def closed(self, spider: Spider) -> None:
        """Writes what is known so far."""
        Watch.times[spider.name].append(time.time())
        worst = sorted(Watch.silences, reverse=True)[:40]
        self.file.write_text(json.dumps({"times": Watch.times, "silences": worst}), encoding="utf-8")


def _beat(reactor: Any) -> None:
    now, worked = time.monotonic(), time.thread_time()
    if worked - Watch.worked > TOLD:
        Watch.silences.append((worked - Watch.worked, "; ".join(_seen)))
    Watch.last, Watch.worked = now, worked
    _seen.clear()
    reactor.callLater(BEAT, _beat, reactor)


_seen: list[str] = []


def _watch(main: int) -> None:
    """Notes, while the process is silent, where it is."""
    while True:
        time.sleep(TOLD / 2)
        if time.monotonic() - Watch.last > TOLD / 2 and len(_seen) < 6:
            frame = sys._current_frames().get(main)
            if frame:
                _seen.append(_place(frame))


def _place(frame: FrameType) -> str:
    own = [each for each in traceback.extract_stack(frame) if re.search("unionjobs_scraper|lab", each.filename)]
    return " < ".join(f"{Path(each.filename).stem}.{each.name}:{each.lineno}" for each in reversed(own[-4:]))
