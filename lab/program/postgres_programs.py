"""PostgreSQL's server programs: found on this machine, or installed from Debian's package."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

REUSED = "UNIONJOBS_TEST_POSTGRES"
DEBIAN = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "postgres")
HOW_TO = (
    "PostgreSQL's server programs were not found. Install them (Debian, Ubuntu: `apt-get install postgresql`), or"
    f" set {REUSED} to the address of a running server, such as postgresql://postgres@localhost/postgres"
)


class Unavailable(RuntimeError):
    """There is no PostgreSQL here: the message says what to do."""


def newest(places: Sequence[Path]) -> Path | None:
    """The folder with the server's programs, of the newest version among those that are whole."""
    whole = [place for place in places if all((place / name).is_file() for name in NEEDED)]
    return max(whole, key=_version, default=None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def installed() -> Path | None:
    """The server's programs on this machine, where Debian puts them or on the PATH."""
    on_path = shutil.which("initdb")
    return newest([*DEBIAN.glob("*/bin"), *([Path(on_path).resolve().parent] if on_path else [])])


def binaries() -> Path:
    """The folder of the server's programs, installed where that is possible. Raises `Unavailable`."""
    with Path(tempfile.gettempdir(), f"unionjobs-postgresql-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # parallel test processes install once
        found = installed()
        if found is None and os.getuid() == 0 and shutil.which("apt-get"):
            install()
            found = installed()
    if found is None:
        raise Unavailable(HOW_TO)
    return found


def install(command: Sequence[str] = ("apt-get",)) -> None:
    """Installs Debian's package, without the cluster that it would start. Raises `Unavailable`."""
    print("PostgreSQL is missing: installing Debian's package postgresql (once)", file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    keep = ("-o", "Dpkg::Options::=--force-confold")
    for words in (("update",), (*keep, "install", "--yes", "--no-install-recommends", "postgresql")):
        ended = subprocess.run([*command, *words], env=quiet, capture_output=True, text=True, check=False)
        if ended.returncode:
            last = (ended.stderr or ended.stdout).strip().splitlines()[-1:] or ["no message"]
            raise Unavailable(f"apt-get {words[0]} failed ({last[0]}). {HOW_TO}")


def not_root() -> tuple[str, ...]:
    """The words that run a command as an ordinary user, where this process is root: the server insists."""
    if os.getuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        raise Unavailable(f"PostgreSQL does not run as root, and setpriv (package util-linux) is missing. {HOW_TO}")
    user = ordinary_user()
    return ("setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")


def ordinary_user() -> pwd.struct_passwd:
    """PostgreSQL's own user where there is one, else nobody."""
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def collation(programs: Path) -> tuple[str, ...]:
    """Text sorted unlike its bytes, where the server can: exports must not depend on it."""
    icu = _version(programs) >= 15
    return ("--locale=C", "--locale-provider=icu", "--icu-locale=en-US") if icu else ("--locale=C",)
