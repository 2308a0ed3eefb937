"""Runs a `scrapy` command and writes where its processor time went: `python -m lab.bench.sampled FILE.json crawl …`.

The stack is looked at every millisecond, and the processor time since the last look is put down to it. A tracing
profiler would charge every small Python function for being traced, and so shift the shares.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

from lab.bench.parts import ONCE, Seen, part_of

EVERY = 0.001
"""Seconds between two looks."""
OWN = "unionjobs_scraper"


class Sampler:
    """Processor time by part of the program, and by function of the program with all that it calls for pages."""

    def __init__(self) -> None:
        self.parts: defaultdict[str, float] = defaultdict(float)
        self.functions: defaultdict[str, float] = defaultdict(float)
        self._last = 0.0

    def start(self) -> None:
        """Begins to look; what the process took before is put down to its start."""
        signal.signal(signal.SIGALRM, self._look)
        self.parts[part_of(())] += time.process_time()
        self._last = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)

    def stop(self) -> None:
        """Looks no more."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _look(self, _number: int, frame: FrameType | None) -> None:
        took = time.process_time() - self._last
        stack = seen(frame)
        part = part_of(stack)
        self.parts[part] += took
        if part not in ONCE:
            for function in {f"{each.module}.{each.function}" for each in stack if each.module.startswith(OWN)}:
                self.functions[function] += took
        self._last = time.process_time()


def seen(frame: FrameType | None) -> list[Seen]:
    """The functions of a stack, the outermost first."""
    found = []
    while frame:
        found.append(Seen(str(frame.f_globals.get("__name__", "")), frame.f_code.co_qualname))
        frame = frame.f_back
    return found[::-1]


def main() -> None:
    """Ends with the command's own exit status."""
    path, arguments = Path(sys.argv[1]), ["scrapy", *sys.argv[2:]]
    sampler = Sampler()
    sampler.start()
    from scrapy.cmdline import execute  # here: loading it is part of what is looked at

    try:
        execute(arguments)
    finally:
        sampler.stop()
        told = {"parts": sampler.parts, "functions": sampler.functions}
        path.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
