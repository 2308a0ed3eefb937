"""One `crawlall` in company, and what it cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lab.hostile.boards import HOSTILE, Hostile, good, prepared
from lab.program.program import ROOT
from lab.replica import Replica
from lab.replica.answers import Answer

GOOD = tuple(f"good{number}" for number in range(1, 6))
PLAIN = Hostile(page=good)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one process did."""

    status: int
    out: str
    err: str
    seconds: float
    processor: float
    """Seconds of it, when the last source had ended."""
    waited: float
    """Seconds in which others had every processor."""
    most: float
    """Seconds of the processor that it worked at most without answering: a silence of others' making is longer."""
    memory: int
    """MB at the peak, with its children."""
    took: Mapping[str, float] = field(default_factory=dict)
    """Seconds by source."""
    silences: Sequence[tuple[float, str]] = ()
    """The longest times in which the process answered nobody, in seconds, and what it did."""


def host(name: str) -> str:
    """Where a board answers."""
    hosts = {"greenhouse": "boards-api.greenhouse.io", "personio": "laugh.jobs.personio.de"}
    return hosts.get(_board(name).platform, f"{name}.union.example".replace("_", "-"))


def _board(name: str) -> Hostile:
    return HOSTILE.get(name, PLAIN)


def register(names: Sequence[str], keys: str) -> str:
    """A register of these boards; `keys` are further lines of each table."""
    return "\n".join(f"{_table(name)}{keys}\n" for name in names)


def _table(name: str) -> str:
    board = _board(name)
    address = f'start = "https://{host(name)}{board.start}"\nhosts = ["{host(name)}"]\n' if board.start else ""
    return (
        f'[{name}]\ntitle = "{name}"\ncountry = "US"\ntags = ["union", "us"]\nplatform = "{board.platform}"\n'
        f'tenant = "{board.tenant}"\n{address}evidence = "invented"\naddress_is = "seen"\nemployer = "Local 9"\n'
    )


def serve(replica: Replica, names: Sequence[str]) -> None:
    """Has the boards answer."""
    by_host = {host(name): _board(name) for name in names}

    def answers(_method: str, url: str, _headers: Mapping[str, str], _body: bytes) -> Answer | None:
        parts = urlsplit(url)
        board = by_host.get(parts.netloc)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return board.page(path, parts.netloc) if board and path != "/robots.txt" else None

    replica.pages(answers)
    for name in names:
        prepared(_board(name))
        for fault in _board(name).faults:
            replica.break_(type(fault)(**{each: getattr(fault, each) for each in FAULT} | {"host": host(name)}))


FAULT = ("kind", "path", "seconds", "chunk", "size")


def run(
    folder: Path, names: Sequence[str], settings: Mapping[str, object], keys: str = "", patience: float = 1800
) -> Seen:
    """Crawls the boards in one process."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "boards.toml").write_text(register(names, keys), encoding="utf-8")
    with Replica() as replica:
        serve(replica, names)
        return crawled(folder, names, replica.environment, settings, patience)


def crawled(
    folder: Path, names: Sequence[str], way: Mapping[str, str], settings: Mapping[str, object], patience: float = 1800
) -> Seen:
    """Crawls the sources of the register in `folder`; `way`: the variables that lead to their replica."""
    watched = folder / "watched.json"
    chosen = {
        "ADDONS": json.dumps({"lab.hostile.watch_addon.Watching": 1}),
        "WATCH_FILE": watched,
        "HTTPCACHE_DIR": folder / "kept",
        **settings,
    }
    flags = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    own = {"DATABASE_URL": f"sqlite:///{folder}/u.db", "UNIONJOBS_HOME": str(folder)}
    started = time.monotonic()
    with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawlall", *names, *flags],
            cwd=ROOT,
            env={**kept, **way, **own},
            stdout=out,
            stderr=err,
        )
        peak = _watch(process, started + patience)
    nothing: dict[str, Any] = {"times": {}, "silences": [], "processor": 0.0, "waited": 0.0, "most": 0.0}
    said = json.loads(watched.read_text(encoding="utf-8")) if watched.exists() else nothing
    return Seen(
        status=process.returncode,
        out=(folder / "out").read_text(encoding="utf-8"),
        err=(folder / "err").read_text(encoding="utf-8"),
        seconds=time.monotonic() - started,
        processor=said["processor"],
        waited=said["waited"],
        most=said["most"],
        memory=peak // 1_000_000,
        took={name: times[1] - times[0] for name, times in said["times"].items() if len(times) == 2},
        silences=said["silences"],
    )


def _watch(process: subprocess.Popen[bytes], until: float) -> int:
    """The most bytes that the process and its children took together (proportional set size)."""
    peak = 0
    while process.poll() is None:
        if time.monotonic() > until:
            process.kill()
        peak = max(peak, sum(map(_bytes, _family(process.pid))))
        time.sleep(0.1)  # asking takes the system milliseconds
    return peak


def _family(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    except OSError:
        pass
    return found


def _bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
