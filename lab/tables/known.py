"""`python -m lab.tables.known`: exports every table on each of 97 nights, and asks for each night again.

What `--known-at` gives must be the file of that night, byte for byte. The same as `lab.year.known`, without pages.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lab.program.databases import KINDS, fresh
from lab.tables.play import Play
from lab.tables.truth import World
from lab.year.boards import SOURCES
from lab.year.known import differing, files
from lab.year.nights import at
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES
from unionjobs_scraper.storage.queries.past import Past


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 when every file of every night is given again."""
    parser = argparse.ArgumentParser(prog="python -m lab.tables.known", description=__doc__)
    parser.add_argument("--days", type=int, default=97, metavar="N", help="nights (default: %(default)s)")
    parser.add_argument("--sources", type=int, default=len(SOURCES), metavar="N", help="the first N boards")
    parser.add_argument("--database", choices=KINDS, default=KINDS[0], help="default: %(default)s")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="known-") as folder:
        base = fresh(options.database, Path(folder))
        database = Database(base.url)
        then: list[dict[str, str]] = [{} for _ in range(options.days)]
        world = World(SOURCES[: options.sources], 1, options.days)
        for number in Play(world, database, seed=1).nights(range(options.days)):
            then[number] = dict(files(Past(database, at(number + 0.5), crawled())))
            sys.stderr.write(f"night {number + 1}\n" if number % 10 == 9 else "")
        found = list(differing(database, then, after=0.5))
        database.close()
        base.remove()
    made = sum(map(len, then))
    print(f"{options.database}: {made} files of {len(TABLES)} tables in {options.days} nights: {len(found)} differ")
    for line in found[:20]:
        print(line)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
