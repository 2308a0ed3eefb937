"""Runs one command and writes what it cost: `python -I -S lab/bench/launch.py FILE.json COMMAND …`.

The kernel counts the size of the process that starts a command to the command's own peak: so a small one starts it.
"""

from __future__ import annotations

import json
import os
import sys
from time import perf_counter


def main(path: str, *command: str) -> int:
    """Returns the command's exit status."""
    begun = perf_counter()
    number = os.fork()
    if number == 0:
        os.execvp(command[0], command)  # noqa: S606
    _, status, usage = os.wait4(number, 0)
    wall = perf_counter() - begun
    cost = {
        "wall": wall,
        "processor": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * 1024 / 1e6,
    }
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 (pathlib would make this process larger)
        json.dump(cost, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
