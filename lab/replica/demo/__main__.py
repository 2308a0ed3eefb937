"""The demo as a command: `python -m lab.replica.demo [--output DIR]`."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lab.replica import Replica
from lab.replica.demo.ads import load_ads
from lab.replica.demo.backfill import play_backfill
from lab.replica.demo.days import Day
from lab.replica.demo.ending import show
from lab.replica.demo.every_board import play_every_board
from lab.replica.demo.site import Site
from lab.replica.demo.stage import CRAWL, Stage
from lab.replica.demo.story import STORY
from lab.replica.demo.telling import Teller

DESCRIPTION: Final = """\
Seven days of unionjobs.com on a local replica, and the real program once a day; then nine boards.
Everything that the boards say is invented, and no request leaves this machine.
Each step is checked: the demo ends with status 1 where the program does not do as the story says.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Plays the demo; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m lab.replica.demo",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--output", type=Path, default=Path("demo-output"), metavar="DIR", help="for what it makes (%(default)s)"
    )
    folder: Path = parser.parse_args(arguments).output
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"--output: {error}")
    started, teller = time.monotonic(), Teller()
    teller.say(DESCRIPTION.rstrip())
    with Replica() as replica:
        stage = Stage(folder.resolve(), replica)
        played = play(stage, teller) and play_every_board(stage, teller) and play_backfill(stage, teller)
        if not (played and show(stage, teller, folder)):
            return 1
    teller.say(f"\nSeven days and every board in {time.monotonic() - started:.0f} seconds.")
    return 0


def play(stage: Stage, teller: Teller) -> bool:
    """Plays the days; false when one did not go as it must."""
    stage.clear()
    new, site = load_ads(), Site()
    for day in STORY:
        site = day.change(site, new.get(day.number, []))
        teller.heading(day.title, day.happened)
        if not play_day(stage, teller, day, site):
            return False
    return True


def play_day(stage: Stage, teller: Teller, day: Day, site: Site) -> bool:
    """Shows the day's site, takes its census, compares; false when it did not go as it must."""
    pages = stage.pages(day)
    shutil.rmtree(pages, ignore_errors=True)
    stage.replica.show(site.write(pages))
    ended = stage.census(day)
    teller.program(f"RUN_AT={day.stamp} scrapy {' '.join(CRAWL)}", ended.output, ended.status)
    differences = list(stage.differences(day, ended))
    if differences:
        teller.wrong(f"Day {day.number}", differences, ended.errors)
        return False
    teller.notice(day.notice.format_map(stage.record(day)))
    return True


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
