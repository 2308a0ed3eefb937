"""Runs the program like `lab.program.forkserver`, and notes what it took. Small: every night's process imports it."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

from lab.program import forkserver


def carry_out(order: forkserver.Order, receipt: Path) -> None:
    """Is the program; when it ends by itself, writes its seconds, its CPU seconds and its memory (KiB)."""
    began = time.monotonic()
    try:
        forkserver.carry_out(order)
    finally:
        used = resource.getrusage(resource.RUSAGE_SELF)
        took = {
            "seconds": time.monotonic() - began,
            "processor": used.ru_utime + used.ru_stime,
            "memory": used.ru_maxrss,
        }
        receipt.write_text(json.dumps(took), encoding="utf-8")
