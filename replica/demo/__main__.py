"""The demo as a command: `python -m replica.demo [--output DIR]`."""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from replica import Replica
from replica.demo.ads import load_ads
from replica.demo.site import Site
from replica.demo.stage import CRAWL, Ended, Stage
from replica.demo.story import DELETED, DELISTED, FILLED, PASSED, STORY, Day
from replica.demo.telling import ENDED, READ, Teller, rows_of

DESCRIPTION: Final = """\
Plays seven days of unionjobs.com on a local stand-in and runs the real program once a day.
Everything the board says is invented. No request leaves this machine.
Each day is checked: where the program does otherwise than the story says, the demo ends with status 1.
"""
AWKWARD: Final = ("718", "90108", "90111", "90119", "90121", "90123", "90125", "90129", "90133", "90138")


def main(arguments: Sequence[str] | None = None) -> int:
    """Plays the demo; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m replica.demo",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--output", type=Path, default=Path("demo-output"), metavar="DIR", help="default: %(default)s")
    folder: Path = parser.parse_args(arguments).output
    folder.mkdir(parents=True, exist_ok=True)
    teller = Teller()
    teller.say(DESCRIPTION.rstrip())
    started = time.monotonic()
    with Replica() as replica:
        stage = Stage(folder.resolve(), replica)
        if not (play(stage, teller) and show(stage, teller, folder)):
            return 1
    teller.say(f"Seven days in {time.monotonic() - started:.0f} seconds.")
    return 0


def play(stage: Stage, teller: Teller) -> bool:
    """Plays the days; false when one did not go as it must."""
    new, site = load_ads(), Site()
    for day in STORY:
        site = day.change(site, new.get(day.number, []))
        pages = stage.folder / "pages" / f"day-{day.number}"
        shutil.rmtree(pages, ignore_errors=True)
        stage.replica.show(site.write(pages))
        teller.heading(day)
        ended = stage.census(day)
        teller.program(f"RUN_AT={day.stamp} scrapy {' '.join(CRAWL)}", ended.output, ended.status)
        if not checked(stage, teller, day, ended):
            return False
        teller.notice(day.notice.format_map(stage.record()))
    return True


def checked(stage: Stage, teller: Teller, day: Day, ended: Ended) -> bool:
    """Whether the day went as it must; tells what did not."""
    differences = list(stage.differences(day, ended))
    if differences:
        teller.wrong(day, differences, ended.errors)
    return not differences


def show(stage: Stage, teller: Teller, folder: Path) -> bool:
    """Exports the postings, shows some, and says how to look further; false when the export failed."""
    file = stage.folder / "postings.csv"
    ended = stage.scrapy("export", "-o", str(file))
    teller.gap()
    teller.program(f"scrapy export -o {folder / file.name}", ended.output + ended.errors, ended.status)
    if ended.status:
        return False
    rows = rows_of(file)
    teller.table("Some of the awkward ones, as they were read", READ, (rows[each] for each in AWKWARD))
    ends = (str(number) for number in (FILLED, DELETED, DELISTED, PASSED))
    teller.table("How postings ended, or did not", ENDED, (rows[each] for each in ends))
    teller.say("To look further:")
    for line in further(folder):
        teller.say(f"    {line}")
    return True


def further(folder: Path) -> list[str]:
    """Commands to type next."""
    database = folder / "unionjobs.db"
    return [
        f"export DATABASE_URL=sqlite:///{database}",
        "scrapy export --table spells      # each time a posting was open: its bounds and the evidence",
        "scrapy export --table changes     # what was edited, old and new",
        "scrapy export --table runs        # every census, its verdict and its counts",
        "scrapy export --status closed",
        f'sqlite3 {database} "SELECT title, salary_min, salary_max FROM postings"',
        f"ls {folder / 'pages'}             # the pages that the board served, day by day",
    ]


if __name__ == "__main__":
    sys.exit(main())
