"""Measure captures: `python -m lab.accuracy.conformance FOLDER [--misses] [--without-hosts] [--platform NAME …]`.

Ends with 0 when the captures were measured and enough cells are right (`--at-least`, a share), 1 when fewer are,
2 when there is nothing to measure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lab.accuracy.conformance.captures import CaptureError, captures
from lab.accuracy.conformance.cells import cells
from lab.accuracy.conformance.reading import readings
from lab.accuracy.conformance.table import miss_lines, tables
from lab.accuracy.scores import Outcome


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return the exit status."""
    options = _options().parse_args(arguments)
    try:
        found = captures(options.folder)
    except CaptureError as error:
        print(error, file=sys.stderr)
        return 2
    if options.platform:
        found = [each for each in found if each.platform in options.platform]
    if not found:
        print(f"no capture of {', '.join(options.platform)} in {options.folder}", file=sys.stderr)
        return 2
    if options.without_hosts:
        found = [each.without_hosts() for each in found]
    measured = [cell for capture, reading in readings(found) for cell in cells(capture, reading)]
    print(tables(measured, every=options.all))
    if options.misses:
        print("\n" + "\n".join(miss_lines(measured)))
    right = sum(cell.outcome is Outcome.RIGHT for cell in measured)
    return int(right < options.at_least * len(measured))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make conformance", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of captures")
    parser.add_argument("--misses", action="store_true", help="list every cell that is not right, with its cause")
    parser.add_argument("--all", action="store_true", help="every column of every platform, not only those with a miss")
    parser.add_argument("--without-hosts", action="store_true", help="leave the hosts out of each board's entry")
    parser.add_argument("--platform", nargs="+", default=(), help="only these")
    parser.add_argument("--at-least", type=float, default=0.0, help="share of right cells below which the exit is 1")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
