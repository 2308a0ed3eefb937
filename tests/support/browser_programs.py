"""Chromium: found on this machine, or installed from Debian's package."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CHOSEN = "UNIONJOBS_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")
"""Text without any font is no picture of anything."""
HOW_TO = (
    "Chromium was not found. Install it (Debian, Ubuntu: `apt-get install chromium`), or set"
    f" {CHOSEN} to the path of a Chromium or Chrome"
)


class Unavailable(RuntimeError):
    """There is no browser here: the message says what to do."""


def installed() -> Path | None:
    """The browser on this machine: the one that the environment names, else the first on the PATH."""
    chosen = os.environ.get(CHOSEN, "")
    if chosen:
        if not Path(chosen).is_file():
            raise Unavailable(f"{CHOSEN}={chosen}: there is no such file")
        return Path(chosen)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def binary() -> Path:
    """The browser's program, installed where that is possible. Raises `Unavailable`."""
    # the lock of postgres_programs: two apt-gets at once would disturb each other
    with Path(tempfile.gettempdir(), f"unionjobs-postgresql-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = installed()
        if found is None and os.getuid() == 0 and shutil.which("apt-get"):
            install()
            found = installed()
    if found is None:
        raise Unavailable(HOW_TO)
    return found


def install(command: Sequence[str] = ("apt-get",)) -> None:
    """Installs Debian's packages. Raises `Unavailable`."""
    print(f"Chromium is missing: installing {' '.join(PACKAGES)} (once)", file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    keep = ("-o", "Dpkg::Options::=--force-confold")
    for words in (("update",), (*keep, "install", "--yes", "--no-install-recommends", *PACKAGES)):
        ended = subprocess.run([*command, *words], env=quiet, capture_output=True, text=True, check=False)
        if ended.returncode:
            last = (ended.stderr or ended.stdout).strip().splitlines()[-1:] or ["no message"]
            raise Unavailable(f"apt-get {words[0]} failed ({last[0]}). {HOW_TO}")
