"""Commands as whole processes: how long each ran, what it took of the processor, its peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAUNCHER = Path(__file__).with_name("launch.py")
LEFT_OUT = frozenset({"PYTHONDONTWRITEBYTECODE", "DATABASE_URL", "RUN_AT", "SCRAPY_SETTINGS_MODULE"})
"""Variables that would make a child another one than a user starts; every start without bytecode compiles anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One process, from its start to its end."""

    wall: float
    """Seconds."""
    processor: float
    """Seconds of the processor, user and system."""
    memory: float
    """MB of 10⁶ bytes, at the peak."""


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a child is given: this process's variables without proxies and without what would disturb it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in LEFT_OUT and not name.lower().endswith("_proxy")
    }
    return kept | {"PYTHONPATH": str(ROOT)} | dict(extra or {})


def measured(command: Sequence[str], env: Mapping[str, str], folder: Path) -> Cost:
    """Runs a command in `folder` to its end. Raises `SystemExit` with its last words when it fails."""
    said, told = folder / "said.txt", folder / "cost.json"
    launcher = (sys.executable, "-I", "-S", str(LAUNCHER), str(told))
    with said.open("wb") as file:
        ended = subprocess.run([*launcher, *command], cwd=folder, env=dict(env), stdout=file, stderr=file, check=False)
    if ended.returncode:
        last = said.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(command)} ended with exit status {ended.returncode}: {last}")
    return Cost(**json.loads(told.read_text(encoding="utf-8")))


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of this environment."""
    return [sys.executable, "-m", module, *arguments]


def tell(words: str) -> None:
    """A line of progress."""
    print(words, file=sys.stderr, flush=True)
