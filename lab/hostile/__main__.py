"""`python -m lab.hostile [BOARD ...]`: ten boards of which five are hostile, or those that are named."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from lab.hostile.boards import FIVE, HOSTILE
from lab.hostile.measure import GOOD, Seen, run


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m lab.hostile", description=__doc__)
    parser.add_argument("boards", nargs="*", metavar="BOARD", help=f"of {', '.join(HOSTILE)}; `all` (default: five)")
    parser.add_argument("--delay", type=float, default=0.3, help="seconds between two requests (default: %(default)s)")
    parser.add_argument("--each", action="store_true", help="each hostile board in a process of its own")
    options = parser.parse_args()
    names = list(HOSTILE) if options.boards == ["all"] else options.boards or list(FIVE)
    settings = {"DOWNLOAD_DELAY": options.delay, "DOWNLOAD_TIMEOUT": 5, "RETRY_TIMES": 1}
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        alone = run(folder / "alone", GOOD, settings)
        for company in [[each] for each in names] if options.each else [names]:
            print(f"\n== {', '.join(company)}")
            report(alone, run(folder / "-".join(company)[:60], [*GOOD, *company], settings))


def report(alone: Seen, together: Seen) -> None:
    """Prints what differs."""
    print(together.out, together.err[-3000:], sep="\n")
    for name, seconds in together.took.items():
        own = f" (without the hostile ones {alone.took[name]:.1f} s)" if name in alone.took else ""
        print(f"{name:20} {seconds:7.1f} s{own}")
    print(f"whole {together.seconds:.1f} s, memory at the peak {together.memory} MB, exit status {together.status}")
    for seconds, where in together.silences[:8]:
        print(f"silent {seconds:6.2f} s: {where[:600]}")


if __name__ == "__main__":
    main()
